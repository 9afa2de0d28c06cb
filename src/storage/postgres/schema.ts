// The tables of the SQLite store, for PostgreSQL. Everything kept for a tenant begins with it.
import { desc } from 'drizzle-orm'
import { bigint, foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Made, Scope } from '../../application/store.ts'
import type { PlanSummary } from '../../domain/plan/plan.ts'
import { comparable, jsonText, textBytes } from './columns.ts'

/** Times are ISO 8601 in UTC with milliseconds, one spelling only, so that the order of the texts is the order in time. */
const time = (name: string) => comparable(name).notNull()

/** As wide as JavaScript's: a number that somebody asks for must find nothing, and not be out of range. */
const number = (name: string) => bigint(name, { mode: 'number' })

/** What a plan is found by, as its newest revision has it. */
export const plans = pgTable(
  'plans',
  {
    tenant: comparable('tenant').notNull(),
    id: comparable('id').notNull(),
    name: comparable('name').notNull(),
    owner: comparable('owner'),
    ticket: comparable('ticket'),
    provider: comparable('provider').notNull(),
    createdAt: time('created_at'),
    updatedAt: time('updated_at'),
    /** The newest. */
    revision: number('revision').notNull(),
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

export const revisions = pgTable(
  'revisions',
  {
    tenant: comparable('tenant').notNull(),
    planId: comparable('plan_id').notNull(),
    revision: number('revision').notNull(),
    summary: jsonText('summary').$type<PlanSummary>().notNull(),
    body: textBytes('body').notNull(),
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
export const answeredRequests = pgTable(
  'answered_requests',
  {
    tenant: comparable('tenant').notNull(),
    operation: comparable('operation').notNull(),
    key: comparable('key').notNull(),
    fingerprint: comparable('fingerprint').notNull(),
    made: comparable('made').$type<Made>().notNull(),
    planId: comparable('plan_id').notNull(),
    revision: number('revision').notNull(),
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
  pgTable(
    name,
    {
      tenant: comparable('tenant').notNull(),
      id: comparable('id').notNull(),
      version: number('version').notNull(),
      sha256: comparable('sha256').notNull(),
      createdAt: time('created_at'),
      body: text('body').notNull(),
    },
    (one) => [primaryKey({ columns: [one.tenant, one.id, one.version] })],
  )
export type VersionsTable = ReturnType<typeof versions>

export const priceBooks = versions('price_books')
export const policies = versions('policies')

export const tokens = pgTable(
  'tokens',
  {
    id: comparable('id').notNull(),
    tenant: comparable('tenant').notNull(),
    scopes: jsonText('scopes').$type<Scope[]>().notNull(),
    sha256: comparable('sha256').notNull(),
    createdAt: time('created_at'),
    expiresAt: comparable('expires_at'),
  },
  (token) => [primaryKey({ columns: [token.id] })],
)
