CREATE TABLE `price_books` (
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`sha256` text NOT NULL,
	`created_at` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`id`, `version`)
);
