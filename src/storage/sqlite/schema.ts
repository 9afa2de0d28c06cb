// The tables: kept plans, each an immutable text with the columns it is searched by beside it, and versions of price books.
import { desc } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { PlanSummary } from '../../domain/plan/plan.ts'

export const plans = sqliteTable(
  'plans',
  {
    id: text('id').primaryKey().notNull(),
    name: text('name').notNull(),
    owner: text('owner'),
    ticket: text('ticket'),
    provider: text('provider').notNull(),
    /** ISO 8601 in UTC with milliseconds, one spelling only, so that the order of the texts is the order in time. */
    createdAt: text('created_at').notNull(),
    revision: integer('revision').notNull(),
    topologyHash: text('topology_hash').notNull(),
    summary: text('summary', { mode: 'json' }).$type<PlanSummary>().notNull(),
    /** Last on purpose: SQLite stores a row's columns in order, so a list reads summaries without the pages of the bodies. */
    body: text('body').notNull(),
  },
  // Every index ends in the list's order, so that a filtered page is read from the index and never sorted.
  (plan) => [
    index('plans_newest_first').on(desc(plan.createdAt), desc(plan.id)),
    index('plans_by_name').on(plan.name, desc(plan.createdAt), desc(plan.id)),
    index('plans_by_owner').on(plan.owner, desc(plan.createdAt), desc(plan.id)),
    index('plans_by_ticket').on(plan.ticket, desc(plan.createdAt), desc(plan.id)),
    index('plans_by_provider').on(plan.provider, desc(plan.createdAt), desc(plan.id)),
  ],
)

export const priceBooks = sqliteTable(
  'price_books',
  {
    id: text('id').notNull(),
    version: integer('version').notNull(),
    sha256: text('sha256').notNull(),
    createdAt: text('created_at').notNull(),
    body: text('body').notNull(),
  },
  (book) => [primaryKey({ columns: [book.id, book.version] })],
)
