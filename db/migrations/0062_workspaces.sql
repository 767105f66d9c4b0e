DROP INDEX "invite_attempts_recent";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "channels" jsonb;--> statement-breakpoint
-- Counts of an hour: who guesses just now begins anew.
truncate invite_attempts;--> statement-breakpoint
ALTER TABLE "invite_attempts" ADD COLUMN "account" text NOT NULL;--> statement-breakpoint
CREATE INDEX "invite_attempts_recent" ON "invite_attempts" USING btree ("platform","account","user_id","at");
