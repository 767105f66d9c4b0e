CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"name" text NOT NULL,
	"credentials" "bytea" NOT NULL,
	"former" "bytea",
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"rotated_at" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "accounts_once" UNIQUE("platform","account"),
	CONSTRAINT "accounts_platform" CHECK ("accounts"."platform" in ('line', 'slack', 'discord'))
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_of_region" ON "accounts" USING btree ("region_id","platform") WHERE disabled_at is null;
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system. Accounts are the region's, and no firm's.
alter table accounts enable row level security;
--> statement-breakpoint
alter table accounts force row level security;
--> statement-breakpoint
create policy system on accounts to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on accounts to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on accounts to otasuke_tenant
  using (region_id = (select scope_region()) and (select scope_firm()) is null)
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
