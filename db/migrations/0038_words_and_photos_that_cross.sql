ALTER TABLE "consultation_words" ADD COLUMN "photo_id" text;--> statement-breakpoint
ALTER TABLE "consultation_words" ADD COLUMN "quote_token" text;--> statement-breakpoint
ALTER TABLE "consultation_words" ADD COLUMN "quotes" jsonb;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "sent_as" jsonb;--> statement-breakpoint
CREATE INDEX "outbox_sent_as" ON "outbox" USING btree ("lane") WHERE sent_as is not null;--> statement-breakpoint
CREATE INDEX "dialogue_photos_consultation" ON "dialogue_photos" USING btree ((said ->> 'consultationLane')) WHERE question = 'consultation';