ALTER TABLE "audit" ADD COLUMN "seal_no" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_chain" ON "audit" USING btree ("seal_no");
--> statement-breakpoint
-- What was sealed before has its place by its number.
set local role otasuke_system;
--> statement-breakpoint
update "audit" set "seal_no" = s.no from (select id, row_number() over (order by id) as no from "audit" where "chain" is not null) s where "audit".id = s.id;
--> statement-breakpoint
reset role;
