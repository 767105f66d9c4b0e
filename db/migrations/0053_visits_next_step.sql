ALTER TABLE "recruiting_visits" ADD COLUMN "next_step" text;--> statement-breakpoint
ALTER TABLE "recruiting_visits" ADD COLUMN "next_on" date;--> statement-breakpoint
ALTER TABLE "recruiting_visits" ADD COLUMN "next_told" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "recruiting_visits" ADD CONSTRAINT "recruiting_visits_next" CHECK (("recruiting_visits"."next_step" is null) = ("recruiting_visits"."next_on" is null));