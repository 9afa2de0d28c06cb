ALTER TABLE `plans` RENAME TO `__old_plans`;--> statement-breakpoint
DROP INDEX `plans_newest_first`;--> statement-breakpoint
DROP INDEX `plans_by_name`;--> statement-breakpoint
DROP INDEX `plans_by_owner`;--> statement-breakpoint
DROP INDEX `plans_by_ticket`;--> statement-breakpoint
DROP INDEX `plans_by_provider`;--> statement-breakpoint
CREATE TABLE `plans` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`owner` text,
	`ticket` text,
	`provider` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	`revision` integer NOT NULL,
	PRIMARY KEY(`tenant`, `id`)
);
--> statement-breakpoint
CREATE INDEX `plans_newest_first` ON `plans` (`tenant`,"created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `plans_by_name` ON `plans` (`tenant`,`name`,"created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `plans_by_owner` ON `plans` (`tenant`,`owner`,"created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `plans_by_ticket` ON `plans` (`tenant`,`ticket`,"created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `plans_by_provider` ON `plans` (`tenant`,`provider`,"created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `plans_by_update` ON `plans` (`updated_at`);--> statement-breakpoint
INSERT INTO `plans` SELECT 'default', `id`, `name`, `owner`, `ticket`, `provider`, `created_at`, `created_at`, `revision` FROM `__old_plans`;--> statement-breakpoint
CREATE TABLE `revisions` (
	`tenant` text NOT NULL,
	`plan_id` text NOT NULL,
	`revision` integer NOT NULL,
	`summary` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`tenant`, `plan_id`, `revision`),
	FOREIGN KEY (`tenant`,`plan_id`) REFERENCES `plans`(`tenant`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `revisions` SELECT 'default', `id`, `revision`,
	json_set(`summary`, '$.updatedAt', json_extract(`summary`, '$.createdAt'), '$.links.revision', '/v1/plans/' || `id` || '/revisions/1', '$.links.revisions', '/v1/plans/' || `id` || '/revisions'),
	json_set(`body`, '$.updatedAt', json_extract(`summary`, '$.createdAt'), '$.links.revision', '/v1/plans/' || `id` || '/revisions/1', '$.links.revisions', '/v1/plans/' || `id` || '/revisions')
FROM `__old_plans`;--> statement-breakpoint
DROP TABLE `__old_plans`;--> statement-breakpoint
CREATE TABLE `answered_requests` (
	`tenant` text NOT NULL,
	`operation` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`made` text NOT NULL,
	`plan_id` text NOT NULL,
	`revision` integer NOT NULL,
	`answered_at` text NOT NULL,
	`expires_at` text NOT NULL,
	PRIMARY KEY(`tenant`, `operation`, `key`)
);
--> statement-breakpoint
CREATE INDEX `answered_requests_by_expiry` ON `answered_requests` (`expires_at`);--> statement-breakpoint
ALTER TABLE `price_books` RENAME TO `__old_price_books`;--> statement-breakpoint
CREATE TABLE `price_books` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`sha256` text NOT NULL,
	`created_at` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`, `version`)
);
--> statement-breakpoint
INSERT INTO `price_books` SELECT 'default', `id`, `version`, `sha256`, `created_at`, `body` FROM `__old_price_books`;--> statement-breakpoint
DROP TABLE `__old_price_books`;
