ALTER TABLE "notices" ADD COLUMN "steps_by" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "steps_failed" jsonb DEFAULT '[]'::jsonb NOT NULL;