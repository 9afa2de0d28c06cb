CREATE TABLE `plans` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`owner` text,
	`ticket` text,
	`provider` text NOT NULL,
	`created_at` text NOT NULL,
	`revision` integer NOT NULL,
	`topology_hash` text NOT NULL,
	`summary` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `plans_newest_first` ON `plans` ("created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `plans_by_name` ON `plans` (`name`,"created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `plans_by_owner` ON `plans` (`owner`,"created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `plans_by_ticket` ON `plans` (`ticket`,"created_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `plans_by_provider` ON `plans` (`provider`,"created_at" desc,"id" desc);