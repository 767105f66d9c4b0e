CREATE INDEX "inbox_said" ON "inbox" USING btree ((payload #>> '{content,messageId}')) WHERE payload #>> '{content,messageId}' is not null;--> statement-breakpoint
CREATE INDEX "inbox_passed_on" ON "inbox" USING btree ((payload ->> 'messageId')) WHERE payload ->> 'messageId' is not null;--> statement-breakpoint
CREATE INDEX "outbox_about" ON "outbox" USING btree ("subject") WHERE subject is not null;--> statement-breakpoint
CREATE INDEX "stickies_message" ON "stickies" USING btree ("address","message_id");