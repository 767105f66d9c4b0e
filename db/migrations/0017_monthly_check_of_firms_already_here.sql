-- Whoever joins starts the timer of their firm's monthly check; firms whose people joined before get theirs here. Its first
-- firing is too late for any month, and so only looks when the next one is due.
set local role otasuke_system;
--> statement-breakpoint
insert into timers (key, due_at, lane, kind, payload, region_id, firm_id)
select distinct 'monthly-check:' || firm_id, 'epoch'::timestamptz, 'dialogue:' || firm_id || ':operation:', 'monthly-check',
  '{"since": 0, "unanswered": 0}'::jsonb, region_id, firm_id
from memberships where firm_id is not null and ended_at is null
on conflict (key) do nothing;
--> statement-breakpoint
reset role;
