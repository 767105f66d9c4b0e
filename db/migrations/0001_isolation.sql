-- Two roles that cannot bypass row-level security; the door (db/door.ts) takes one of them in every transaction.
-- Roles belong to the whole cluster, so another database, or another node booting, may have made them already.
do $$ begin create role otasuke_tenant nologin; exception when duplicate_object or unique_violation then null; end $$;
--> statement-breakpoint
do $$ begin create role otasuke_system nologin; exception when duplicate_object or unique_violation then null; end $$;
--> statement-breakpoint
do $$ begin
  if not pg_has_role(current_user, 'otasuke_tenant', 'member') or not pg_has_role(current_user, 'otasuke_system', 'member') then
    execute format('grant otasuke_tenant, otasuke_system to %I', current_user);
  end if;
end $$;
--> statement-breakpoint
create function scope_region() returns text language sql stable as $$ select nullif(current_setting('otasuke.region', true), '') $$;
--> statement-breakpoint
create function scope_firm() returns text language sql stable as $$ select nullif(current_setting('otasuke.firm', true), '') $$;
--> statement-breakpoint
-- Every table: forced row-level security, everything for the system, and for a tenant what its own policy below gives.
do $$ declare t text; begin
  for t in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
end $$;
--> statement-breakpoint
grant usage on all sequences in schema public to otasuke_tenant, otasuke_system;
--> statement-breakpoint
-- A firm sees its own rows; a region sees the rows of all its firms and its own.
do $$ declare t text; begin
  foreach t in array array['sites', 'sensors', 'memberships', 'invites', 'detectors', 'batches', 'batch_keys', 'alerts',
                           'cases', 'notices', 'inbox', 'actions', 'outbox', 'stickies', 'timers', 'audit'] loop
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
  end loop;
end $$;
--> statement-breakpoint
create policy tenant on firms to otasuke_tenant
  using (region_id = scope_region() and (scope_firm() is null or id = scope_firm()))
  with check (region_id = scope_region() and scope_firm() is null);
--> statement-breakpoint
create policy tenant on regions to otasuke_tenant using (id = scope_region()) with check (id = scope_region() and scope_firm() is null);
--> statement-breakpoint
create policy tenant on api_tokens to otasuke_tenant
  using (region_id = scope_region() and scope_firm() is null) with check (region_id = scope_region() and scope_firm() is null);
--> statement-breakpoint
create policy tenant on quotas to otasuke_tenant
  using (region_id = scope_region() and scope_firm() is null) with check (region_id = scope_region() and scope_firm() is null);
--> statement-breakpoint
-- A firm knows its own people, not the region's others.
create policy tenant on people to otasuke_tenant
  using (region_id = scope_region() and (scope_firm() is null or exists (select from memberships m where m.person_id = people.id)))
  with check (region_id = scope_region());
--> statement-breakpoint
create policy tenant on identities to otasuke_tenant
  using (region_id = scope_region() and (scope_firm() is null or exists (select from memberships m where m.person_id = identities.person_id)))
  with check (region_id = scope_region());
--> statement-breakpoint
create policy tenant on chats to otasuke_tenant
  using (exists (select from identities i where i.platform = chats.platform and i.account = chats.account and i.user_id = chats.user_id));
--> statement-breakpoint
-- Queues are shared by everybody, so a tenant adds to them through these two doors and sees none of them. A lane is locked
-- before its rows are inserted, so that within a lane the order of ids is the order of commits.
create function add_to_lanes(names text[]) returns void language sql security definer set search_path = public as $$
  insert into lanes (lane) select distinct name from unnest(names) name order by name on conflict (lane) do update set is_waiting = true
$$;
--> statement-breakpoint
create function add_to_outbox_lanes(names text[], platforms text[]) returns void language sql security definer set search_path = public as $$
  insert into outbox_lanes (lane, platform) select distinct on (name) name, platform from unnest(names, platforms) as n(name, platform) order by name
  on conflict (lane) do update set is_waiting = true
$$;
--> statement-breakpoint
do $$ begin
  grant create on schema public to otasuke_system;
  alter function add_to_lanes(text[]) owner to otasuke_system;
  alter function add_to_outbox_lanes(text[], text[]) owner to otasuke_system;
  revoke create on schema public from otasuke_system;
end $$;
--> statement-breakpoint
-- The audit log only grows: nobody but the sealer touches a row again, and nobody deletes one.
revoke update, delete on audit from otasuke_tenant;
