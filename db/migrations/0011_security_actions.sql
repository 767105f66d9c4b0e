CREATE TABLE "security_action_steps" (
	"firm_id" text NOT NULL,
	"seq" integer NOT NULL,
	"region_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"step" jsonb NOT NULL,
	CONSTRAINT "security_action_steps_firm_id_seq_pk" PRIMARY KEY("firm_id","seq")
);
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system; a firm sees its own, a region its firms'.
alter table security_action_steps enable row level security;
--> statement-breakpoint
alter table security_action_steps force row level security;
--> statement-breakpoint
create policy system on security_action_steps to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on security_action_steps to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on security_action_steps to otasuke_tenant
  using (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())))
  with check (region_id = (select scope_region()) and ((select scope_firm()) is null or firm_id = (select scope_firm())));
