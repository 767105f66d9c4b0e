ALTER TABLE "alerts" ADD COLUMN "rule" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "is_monitored" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "alerts_monitored" ON "alerts" USING btree ("region_id","rule","created_at") WHERE "alerts"."is_monitored";