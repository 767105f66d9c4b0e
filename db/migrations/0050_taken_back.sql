ALTER TABLE "outbox" ADD COLUMN "takes_back" uuid;--> statement-breakpoint
CREATE INDEX "outbox_attempted" ON "outbox" USING btree ("lane") WHERE attempted_at is not null and platform <> 'line';--> statement-breakpoint
CREATE INDEX "outbox_taking_back" ON "outbox" USING btree ("takes_back") WHERE takes_back is not null;