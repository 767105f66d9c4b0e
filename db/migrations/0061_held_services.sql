ALTER TABLE "outbox" ADD COLUMN "service" text;--> statement-breakpoint
ALTER TABLE "timers" ADD COLUMN "service" text;