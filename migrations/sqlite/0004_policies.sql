CREATE TABLE `policies` (
	`tenant` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`sha256` text NOT NULL,
	`created_at` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`tenant`, `id`, `version`)
);
