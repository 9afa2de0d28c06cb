CREATE TABLE "webhook_deliveries" (
	"tenant" text collate "C" NOT NULL,
	"endpoint_id" text collate "C" NOT NULL,
	"message_id" text collate "C" NOT NULL,
	"type" text collate "C" NOT NULL,
	"at" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"attempts" bigint NOT NULL,
	"next_attempt_at" text collate "C",
	"last_attempt_at" text collate "C",
	"last_status" bigint,
	"last_problem" text collate "C",
	"summary" text,
	CONSTRAINT "webhook_deliveries_tenant_endpoint_id_message_id_pk" PRIMARY KEY("tenant","endpoint_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"tenant" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"url" text collate "C" NOT NULL,
	"description" text collate "C" NOT NULL,
	"events" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"secrets" text collate "C" NOT NULL,
	"created_at" text collate "C" NOT NULL,
	"updated_at" text collate "C" NOT NULL,
	CONSTRAINT "webhook_endpoints_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_of_endpoint" FOREIGN KEY ("tenant","endpoint_id") REFERENCES "public"."webhook_endpoints"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_newest_first" ON "webhook_deliveries" USING btree ("tenant","endpoint_id","at" desc,"message_id" desc);--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("next_attempt_at","message_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_by_time" ON "webhook_deliveries" USING btree ("at");