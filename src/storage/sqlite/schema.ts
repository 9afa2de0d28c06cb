// The tables: plans with the columns they are searched by, their revisions, each an immutable text, the requests with a key that were
// answered, versions of price books and policies, and tokens as hashes. Everything kept for a tenant begins with it.
import { desc } from 'drizzle-orm'
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Made, Scope } from '../../application/store.ts'
import type { PlanSummary } from '../../domain/plan/plan.ts'

/** Times are ISO 8601 in UTC with milliseconds, one spelling only, so that the order of the texts is the order in time. */
const time = (name: string) => text(name).notNull()

/** What a plan is found by, as its newest revision has it. */
export const plans = sqliteTable(
  'plans',
  {
    tenant: text('tenant').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    owner: text('owner'),
    ticket: text('ticket'),
    provider: text('provider').notNull(),
    createdAt: time('created_at'),
    updatedAt: time('updated_at'),
    /** The newest. */
    revision: integer('revision').notNull(),
  },
  // Every index ends in the list's order, so that a filtered page is read from the index and never sorted.
  (plan) => [
    primaryKey({ columns: [plan.tenant, plan.id] }),
    index('plans_newest_first').on(plan.tenant, desc(plan.createdAt), desc(plan.id)),
    index('plans_by_name').on(plan.tenant, plan.name, desc(plan.createdAt), desc(plan.id)),
    index('plans_by_owner').on(plan.tenant, plan.owner, desc(plan.createdAt), desc(plan.id)),
    index('plans_by_ticket').on(plan.tenant, plan.ticket, desc(plan.createdAt), desc(plan.id)),
    index('plans_by_provider').on(plan.tenant, plan.provider, desc(plan.createdAt), desc(plan.id)),
    index('plans_by_update').on(plan.updatedAt),
  ],
)

export const revisions = sqliteTable(
  'revisions',
  {
    tenant: text('tenant').notNull(),
    planId: text('plan_id').notNull(),
    revision: integer('revision').notNull(),
    summary: text('summary', { mode: 'json' }).$type<PlanSummary>().notNull(),
    /** Last on purpose: SQLite stores a row's columns in order, so a list reads summaries without the pages of the bodies. */
    body: text('body').notNull(),
  },
  (revision) => [
    primaryKey({ columns: [revision.tenant, revision.planId, revision.revision] }),
    foreignKey({
      name: 'revisions_of_plan',
      columns: [revision.tenant, revision.planId],
      foreignColumns: [plans.tenant, plans.id],
    }).onDelete('cascade'),
  ],
)

/** Without a reference to the plan: a key stays used when what it made has been removed. */
export const answeredRequests = sqliteTable(
  'answered_requests',
  {
    tenant: text('tenant').notNull(),
    operation: text('operation').notNull(),
    key: text('key').notNull(),
    fingerprint: text('fingerprint').notNull(),
    made: text('made').$type<Made>().notNull(),
    planId: text('plan_id').notNull(),
    revision: integer('revision').notNull(),
    answeredAt: time('answered_at'),
    expiresAt: time('expires_at'),
  },
  (request) => [
    primaryKey({ columns: [request.tenant, request.operation, request.key] }),
    index('answered_requests_by_expiry').on(request.expiresAt),
  ],
)

/** Documents of a caller's own, each change a version. */
const versions = (name: string) =>
  sqliteTable(
    name,
    {
      tenant: text('tenant').notNull(),
      id: text('id').notNull(),
      version: integer('version').notNull(),
      sha256: text('sha256').notNull(),
      createdAt: time('created_at'),
      body: text('body').notNull(),
    },
    (one) => [primaryKey({ columns: [one.tenant, one.id, one.version] })],
  )
export type VersionsTable = ReturnType<typeof versions>

export const priceBooks = versions('price_books')
export const policies = versions('policies')

export const tokens = sqliteTable(
  'tokens',
  {
    id: text('id').notNull(),
    tenant: text('tenant').notNull(),
    scopes: text('scopes', { mode: 'json' }).$type<Scope[]>().notNull(),
    sha256: text('sha256').notNull(),
    createdAt: time('created_at'),
    expiresAt: text('expires_at'),
  },
  (token) => [primaryKey({ columns: [token.id] })],
)
