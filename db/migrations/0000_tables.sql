CREATE TABLE "actions" (
	"token" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"subject" text NOT NULL,
	"command" text NOT NULL,
	"params" jsonb NOT NULL,
	"holder" jsonb NOT NULL,
	"revision" integer,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"region_id" text NOT NULL,
	"firm_id" text,
	"subject" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"what" text NOT NULL,
	"params" jsonb NOT NULL,
	"reason" text,
	"salt" text,
	"digest" text,
	"chain" text,
	"is_erased" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"lane" text NOT NULL,
	"kind" text NOT NULL,
	"account" text NOT NULL,
	"event_id" text NOT NULL,
	"region_id" text,
	"firm_id" text,
	"payload" jsonb,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "inbox_once" UNIQUE("account","event_id"),
	CONSTRAINT "inbox_state" CHECK ("inbox"."state" in ('pending', 'done', 'parked'))
);
--> statement-breakpoint
CREATE TABLE "lanes" (
	"lane" text PRIMARY KEY NOT NULL,
	"is_waiting" boolean DEFAULT true NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"owner" text,
	"not_before" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"subject" text,
	"lane" text NOT NULL,
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"address" text NOT NULL,
	"thread_of" text,
	"priority" integer NOT NULL,
	"locale" text NOT NULL,
	"message" jsonb NOT NULL,
	"sticky_key" text,
	"reply_token" text,
	"reply_until" timestamp (3) with time zone,
	"state" text DEFAULT 'pending' NOT NULL,
	"route" text,
	"payload" jsonb,
	"retry_key" uuid,
	"attempts" integer DEFAULT 0 NOT NULL,
	"attempted_at" timestamp (3) with time zone,
	"first_attempted_at" timestamp (3) with time zone,
	"message_id" text,
	"result" text,
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_id_unique" UNIQUE("id"),
	CONSTRAINT "outbox_state" CHECK ("outbox"."state" in ('pending', 'sent', 'dead', 'cancelled', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "outbox_lanes" (
	"lane" text PRIMARY KEY NOT NULL,
	"platform" text NOT NULL,
	"is_waiting" boolean DEFAULT true NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"owner" text,
	"not_before" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quotas" (
	"region_id" text NOT NULL,
	"month" text NOT NULL,
	"limit_count" integer NOT NULL,
	"reserve_share" double precision NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	"settled" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "quotas_region_id_month_pk" PRIMARY KEY("region_id","month")
);
--> statement-breakpoint
CREATE TABLE "stickies" (
	"key" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"address" text NOT NULL,
	"message_id" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"key" text PRIMARY KEY NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"lane" text NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"region_id" text,
	"firm_id" text,
	"armed" bigint GENERATED ALWAYS AS IDENTITY (sequence name "timers_armed_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1)
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"firm_id" text NOT NULL,
	"id" text NOT NULL,
	"region_id" text NOT NULL,
	"sensor_id" text,
	"case_id" text,
	"kind" text NOT NULL,
	"stage" text NOT NULL,
	"severity" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"source" text NOT NULL,
	"target" text NOT NULL,
	"device" text NOT NULL,
	"count" integer NOT NULL,
	"evidence" jsonb NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alerts_firm_id_id_pk" PRIMARY KEY("firm_id","id")
);
--> statement-breakpoint
CREATE TABLE "batch_keys" (
	"firm_id" text NOT NULL,
	"region_id" text NOT NULL,
	"key" text NOT NULL,
	"number" bigint NOT NULL,
	"accepted" integer NOT NULL,
	"rejected" integer NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "batch_keys_firm_id_key_pk" PRIMARY KEY("firm_id","key")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"firm_id" text NOT NULL,
	"region_id" text NOT NULL,
	"number" bigint NOT NULL,
	"sensor_id" text,
	"kind" text NOT NULL,
	"sealed" "bytea",
	"accepted" integer NOT NULL,
	"rejected" integer NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"parked_at" timestamp (3) with time zone,
	CONSTRAINT "batches_firm_id_number_pk" PRIMARY KEY("firm_id","number"),
	CONSTRAINT "batches_kind" CHECK ("batches"."kind" in ('events', 'tick'))
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"kind" text NOT NULL,
	"device" text NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"severity" text NOT NULL,
	"alert_count" integer NOT NULL,
	"event_count" integer NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"counterpart" text NOT NULL,
	"claimed_by" jsonb,
	"claimed_at" timestamp (3) with time zone,
	"decision_revision" integer NOT NULL,
	"next" text NOT NULL,
	"desk" jsonb,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "detectors" (
	"firm_id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"next_number" bigint DEFAULT 1 NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	"snapshot" "bytea",
	"snapshot_position" bigint DEFAULT 0 NOT NULL,
	"last_received_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"case_id" text NOT NULL,
	"state" text NOT NULL,
	"severity" text NOT NULL,
	"title" text NOT NULL,
	"what" text NOT NULL,
	"steps" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"contact" text NOT NULL,
	"clue" text NOT NULL,
	"round" integer NOT NULL,
	"drafted_by" jsonb NOT NULL,
	"drafted_at" timestamp (3) with time zone NOT NULL,
	"approved_by" jsonb,
	"alone_reason" text,
	"sent_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"answered_by" jsonb,
	"answer" text,
	CONSTRAINT "notices_one_per_case" UNIQUE("case_id")
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_tokens_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "chats" (
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"user_id" text NOT NULL,
	"state" jsonb NOT NULL,
	"revision" integer NOT NULL,
	CONSTRAINT "chats_platform_account_user_id_pk" PRIMARY KEY("platform","account","user_id")
);
--> statement-breakpoint
CREATE TABLE "firms" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"name" text NOT NULL,
	"industry" text,
	"employees" integer,
	"pcs" integer,
	"phone" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotent_answers" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"answer" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotent_answers_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"platform" text NOT NULL,
	"account" text NOT NULL,
	"user_id" text NOT NULL,
	"person_id" text NOT NULL,
	"region_id" text NOT NULL,
	"is_reachable" boolean DEFAULT true NOT NULL,
	CONSTRAINT "identities_platform_account_user_id_pk" PRIMARY KEY("platform","account","user_id")
);
--> statement-breakpoint
CREATE TABLE "invite_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invite_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"platform" text NOT NULL,
	"user_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invites" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"role" text NOT NULL,
	"code_hmac" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_by" text,
	CONSTRAINT "invites_code_hmac_unique" UNIQUE("code_hmac")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"rank" integer NOT NULL,
	"consent_version" text,
	"consented_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "memberships_once" UNIQUE NULLS NOT DISTINCT("person_id","role","firm_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"timezone" text DEFAULT 'Asia/Tokyo' NOT NULL,
	"locale" text DEFAULT 'ja' NOT NULL,
	"ladder" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sensors" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"site_id" text NOT NULL,
	"type" text NOT NULL,
	"token_hash" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "sensors_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "sensors_type" CHECK ("sensors"."type" in ('office', 'small-office', 'home'))
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"id" text PRIMARY KEY NOT NULL,
	"region_id" text NOT NULL,
	"firm_id" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"home_networks" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sites_kind" CHECK ("sites"."kind" in ('office', 'home'))
);
--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firms" ADD CONSTRAINT "firms_region_id_regions_id_fk" FOREIGN KEY ("region_id") REFERENCES "public"."regions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invites" ADD CONSTRAINT "invites_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sensors" ADD CONSTRAINT "sensors_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sensors" ADD CONSTRAINT "sensors_site_id_sites_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_firm_id_firms_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "audit_unsealed" ON "audit" USING btree ("id") WHERE chain is null;--> statement-breakpoint
CREATE INDEX "inbox_heads" ON "inbox" USING btree ("lane","id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "lanes_ready" ON "lanes" USING btree ("not_before") WHERE is_waiting;--> statement-breakpoint
CREATE INDEX "outbox_heads" ON "outbox" USING btree ("lane","priority","seq") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "outbox_subject" ON "outbox" USING btree ("subject") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "outbox_lanes_ready" ON "outbox_lanes" USING btree ("not_before") WHERE is_waiting;--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "alerts_case" ON "alerts" USING btree ("firm_id","case_id");--> statement-breakpoint
CREATE INDEX "cases_fold" ON "cases" USING btree ("firm_id","kind","device");--> statement-breakpoint
CREATE INDEX "invite_attempts_recent" ON "invite_attempts" USING btree ("platform","user_id","at");--> statement-breakpoint
CREATE INDEX "memberships_firm" ON "memberships" USING btree ("firm_id");