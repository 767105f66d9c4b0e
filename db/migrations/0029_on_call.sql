ALTER TABLE "cases" ADD COLUMN "call" jsonb;--> statement-breakpoint
ALTER TABLE "regions" ADD COLUMN "rota" jsonb;