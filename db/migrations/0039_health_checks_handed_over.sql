ALTER TABLE "health_checks" ADD COLUMN "hand_over" jsonb;--> statement-breakpoint
CREATE INDEX "identities_person" ON "identities" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sensors_firm" ON "sensors" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "sites_firm" ON "sites" USING btree ("firm_id");