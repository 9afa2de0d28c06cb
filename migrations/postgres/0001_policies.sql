CREATE TABLE "policies" (
	"tenant" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"version" bigint NOT NULL,
	"sha256" text collate "C" NOT NULL,
	"created_at" text collate "C" NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "policies_tenant_id_version_pk" PRIMARY KEY("tenant","id","version")
);
