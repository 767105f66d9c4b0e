DROP INDEX "inquiry_people_once_a_day";--> statement-breakpoint
ALTER TABLE "inquiry_people" DROP CONSTRAINT "inquiry_people_case_id_person_id_day_pk";--> statement-breakpoint
ALTER TABLE "inquiry_people" ALTER COLUMN "case_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "inquiry_people" ADD CONSTRAINT "inquiry_people_person_id_day_pk" PRIMARY KEY("person_id","day");