// The tables: plans with the columns they are searched by, their revisions, each an immutable text, the requests with a key that were
// answered, versions of price books and policies, tokens as hashes, and who is told what. Everything kept for a tenant begins with it.
import { desc } from 'drizzle-orm'
import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type {
  Made,
  Scope,
  WebhookDeliveryState,
  WebhookEndpointState,
  WebhookProblem,
  WebhookType,
} from '../../application/store.ts'
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

export const webhookEndpoints = sqliteTable(
  'webhook_endpoints',
  {
    tenant: text('tenant').notNull(),
    id: text('id').notNull(),
    url: text('url').notNull(),
    description: text('description').notNull(),
    /** With commas between them. */
    events: text('events').notNull(),
    state: text('state').$type<WebhookEndpointState>().notNull(),
    /** JSON, told apart by its text. */
    secrets: text('secrets').notNull(),
    createdAt: time('created_at'),
    updatedAt: time('updated_at'),
  },
  (endpoint) => [primaryKey({ columns: [endpoint.tenant, endpoint.id] })],
)

/** The outbox. Without a reference to the plan: that a plan was removed is told when it is not there any more. */
export const webhookDeliveries = sqliteTable(
  'webhook_deliveries',
  {
    tenant: text('tenant').notNull(),
    endpointId: text('endpoint_id').notNull(),
    messageId: text('message_id').notNull(),
    type: text('type').$type<WebhookType>().notNull(),
    at: time('at'),
    state: text('state').$type<WebhookDeliveryState>().notNull(),
    attempts: integer('attempts').notNull(),
    /** Null when there will be none, so that the index of what is due holds nothing else. */
    nextAttemptAt: text('next_attempt_at'),
    lastAttemptAt: text('last_attempt_at'),
    lastStatus: integer('last_status'),
    lastProblem: text('last_problem').$type<WebhookProblem>(),
    summary: text('summary', { mode: 'json' }).$type<PlanSummary>(),
  },
  (delivery) => [
    primaryKey({ columns: [delivery.tenant, delivery.endpointId, delivery.messageId] }),
    foreignKey({
      name: 'webhook_deliveries_of_endpoint',
      columns: [delivery.tenant, delivery.endpointId],
      foreignColumns: [webhookEndpoints.tenant, webhookEndpoints.id],
    }).onDelete('cascade'),
    index('webhook_deliveries_newest_first').on(
      delivery.tenant,
      delivery.endpointId,
      desc(delivery.at),
      desc(delivery.messageId),
    ),
    index('webhook_deliveries_due').on(delivery.nextAttemptAt, delivery.messageId),
    index('webhook_deliveries_by_time').on(delivery.at),
  ],
)
