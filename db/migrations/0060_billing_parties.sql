CREATE TABLE "invoice_issuers" (
	"region_id" text NOT NULL,
	"party" text NOT NULL,
	"party_id" text NOT NULL,
	"issuer" jsonb NOT NULL,
	"last_number" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "invoice_issuers_region_id_party_party_id_pk" PRIMARY KEY("region_id","party","party_id"),
	CONSTRAINT "invoice_issuers_party" CHECK (("invoice_issuers"."party" = 'vendor') = ("invoice_issuers"."party_id" <> ''))
);
--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_number";--> statement-breakpoint
ALTER TABLE "invoices" ALTER COLUMN "firm_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "payer" text DEFAULT 'firm' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "payee" text DEFAULT 'chamber' NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "payee_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- Until now the chamber alone has issued invoices, and to firms alone; from now on whoever adds one says so.
ALTER TABLE "invoices" ALTER COLUMN "payer" DROP DEFAULT, ALTER COLUMN "payee" DROP DEFAULT, ALTER COLUMN "payee_id" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "invoice_issuers" ADD CONSTRAINT "invoice_issuers_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_number" UNIQUE("region_id","payee","payee_id","number");--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_payer" CHECK (("invoices"."payer" = 'firm') = ("invoices"."firm_id" is not null));
--> statement-breakpoint
-- As every table (0001): forced row-level security, everything for the system. Who issues is the region's, and no firm's.
alter table invoice_issuers enable row level security;
--> statement-breakpoint
alter table invoice_issuers force row level security;
--> statement-breakpoint
create policy system on invoice_issuers to otasuke_system using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on invoice_issuers to otasuke_tenant, otasuke_system;
--> statement-breakpoint
create policy tenant on invoice_issuers to otasuke_tenant
  using (region_id = (select scope_region()) and (select scope_firm()) is null)
  with check (region_id = (select scope_region()) and (select scope_firm()) is null);
--> statement-breakpoint
-- What was the chamber's alone moves, as whoever may see the rows of every region.
set local role otasuke_system;
--> statement-breakpoint
INSERT INTO "invoice_issuers" ("region_id", "party", "party_id", "issuer", "last_number")
  SELECT "region_id", 'chamber', '', "issuer", "last_number" FROM "money_books" WHERE "issuer" IS NOT NULL;--> statement-breakpoint
reset role;
--> statement-breakpoint
ALTER TABLE "money_books" DROP COLUMN "issuer";--> statement-breakpoint
ALTER TABLE "money_books" DROP COLUMN "last_number";
