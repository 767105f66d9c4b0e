-- Of the text itself: consent is given to one text, and to no other. PostgreSQL takes convert_to for changeable, because a
-- database's encoding might be; this database's is UTF8 for good.
create function example_hash(body jsonb) returns text language sql immutable strict as
  $$ select encode(sha256(convert_to(body::text, 'UTF8')), 'hex') $$;
--> statement-breakpoint
CREATE TABLE "example_showings" (
	"firm_id" text NOT NULL,
	"example_id" text NOT NULL,
	"region_id" text NOT NULL,
	"shown_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "example_showings_firm_id_example_id_pk" PRIMARY KEY("firm_id","example_id")
);
--> statement-breakpoint
CREATE TABLE "examples" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"state" text NOT NULL,
	"body" jsonb,
	"hash" text GENERATED ALWAYS AS (example_hash(body)) STORED,
	"consent" jsonb,
	"consented_hash" text,
	"proposed_by" jsonb NOT NULL,
	"reminded_at" timestamp (3) with time zone,
	"moved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "examples_consented" UNIQUE("id","consented_hash","region_id"),
	CONSTRAINT "examples_state" CHECK ("examples"."state" in ('proposed', 'asked', 'to-correct', 'agreed', 'refused', 'published', 'withdrawn')),
	CONSTRAINT "examples_consent" CHECK (("examples"."consent" is null) = ("examples"."consented_hash" is null)),
	CONSTRAINT "examples_need_consent" CHECK ("examples"."state" not in ('agreed', 'published') or "examples"."consent" is not null),
	CONSTRAINT "examples_consent_is_to_this_text" CHECK ("examples"."consented_hash" is null or "examples"."consented_hash" is not distinct from "examples"."hash"),
	CONSTRAINT "examples_leave_nothing" CHECK (("examples"."state" = 'withdrawn') = ("examples"."body" is null)),
	CONSTRAINT "examples_source" CHECK ("examples"."body" is null or ("examples"."firm_id" is null) = (coalesce("examples"."body" ->> 'source', '') <> ''))
);
--> statement-breakpoint
CREATE TABLE "published_examples" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"body" jsonb NOT NULL,
	"hash" text GENERATED ALWAYS AS (example_hash(body)) STORED,
	"published_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "published_examples" ADD CONSTRAINT "published_examples_consented" FOREIGN KEY ("id","hash","region_id") REFERENCES "public"."examples"("id","consented_hash","region_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "examples_newest" ON "examples" USING btree ("region_id","moved_at");--> statement-breakpoint
CREATE INDEX "examples_firm" ON "examples" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "published_examples_newest" ON "published_examples" USING btree ("region_id","published_at");
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
do $$ declare t text; begin
  foreach t in array array['examples', 'published_examples', 'example_showings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy system on %I to otasuke_system using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to otasuke_tenant, otasuke_system', t);
  end loop;
  foreach t in array array['examples', 'example_showings'] loop
    execute format('create policy tenant on %I to otasuke_tenant
      using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
      with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))', t);
  end loop;
end $$;
--> statement-breakpoint
-- What is published is read by every firm of the region; a firm puts there, and takes away, its own alone.
create policy reading on published_examples for select to otasuke_tenant using (region_id = (select scope_region()));
--> statement-breakpoint
create policy publishing on published_examples for insert to otasuke_tenant
  with check (region_id = (select scope_region()) and exists (select from examples e where e.id = published_examples.id));
--> statement-breakpoint
create policy withdrawing on published_examples for delete to otasuke_tenant
  using (region_id = (select scope_region()) and exists (select from examples e where e.id = published_examples.id));
--> statement-breakpoint
revoke update on published_examples from otasuke_tenant;
--> statement-breakpoint
-- Whoever joins starts the timer of their firm's monthly example; firms whose people joined before get theirs here. Its first
-- firing is too late for any month, and so only looks when the next one is due.
set local role otasuke_system;
--> statement-breakpoint
insert into timers (key, due_at, lane, kind, payload, region_id, firm_id)
select distinct 'monthly-example:' || firm_id, 'epoch'::timestamptz, 'example-reader:' || firm_id, 'example-read',
  '{"command": "send", "sending": {"since": 0, "isUnwanted": false}}'::jsonb, region_id, firm_id
from memberships where firm_id is not null and ended_at is null
on conflict (key) do nothing;
--> statement-breakpoint
reset role;
