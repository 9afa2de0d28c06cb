CREATE TABLE "answered_requests" (
	"tenant" text collate "C" NOT NULL,
	"operation" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"fingerprint" text collate "C" NOT NULL,
	"made" text collate "C" NOT NULL,
	"plan_id" text collate "C" NOT NULL,
	"revision" bigint NOT NULL,
	"answered_at" text collate "C" NOT NULL,
	"expires_at" text collate "C" NOT NULL,
	CONSTRAINT "answered_requests_tenant_operation_key_pk" PRIMARY KEY("tenant","operation","key")
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"tenant" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"owner" text collate "C",
	"ticket" text collate "C",
	"provider" text collate "C" NOT NULL,
	"created_at" text collate "C" NOT NULL,
	"updated_at" text collate "C" NOT NULL,
	"revision" bigint NOT NULL,
	CONSTRAINT "plans_tenant_id_pk" PRIMARY KEY("tenant","id")
);
--> statement-breakpoint
CREATE TABLE "price_books" (
	"tenant" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"version" bigint NOT NULL,
	"sha256" text collate "C" NOT NULL,
	"created_at" text collate "C" NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "price_books_tenant_id_version_pk" PRIMARY KEY("tenant","id","version")
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"tenant" text collate "C" NOT NULL,
	"plan_id" text collate "C" NOT NULL,
	"revision" bigint NOT NULL,
	"summary" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "revisions_tenant_plan_id_revision_pk" PRIMARY KEY("tenant","plan_id","revision")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"id" text collate "C" NOT NULL,
	"tenant" text collate "C" NOT NULL,
	"scopes" text NOT NULL,
	"sha256" text collate "C" NOT NULL,
	"created_at" text collate "C" NOT NULL,
	"expires_at" text collate "C",
	CONSTRAINT "tokens_id_pk" PRIMARY KEY("id")
);
--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_of_plan" FOREIGN KEY ("tenant","plan_id") REFERENCES "public"."plans"("tenant","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "answered_requests_by_expiry" ON "answered_requests" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "plans_newest_first" ON "plans" USING btree ("tenant","created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "plans_by_name" ON "plans" USING btree ("tenant","name","created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "plans_by_owner" ON "plans" USING btree ("tenant","owner","created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "plans_by_ticket" ON "plans" USING btree ("tenant","ticket","created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "plans_by_provider" ON "plans" USING btree ("tenant","provider","created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "plans_by_update" ON "plans" USING btree ("updated_at");