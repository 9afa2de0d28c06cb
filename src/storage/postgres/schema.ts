// The tables of the SQLite store, for PostgreSQL. Everything kept for a tenant begins with it.
import { desc } from 'drizzle-orm'
import { bigint, foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type {
  Made,
  Scope,
  WebhookDeliveryState,
  WebhookEndpointState,
  WebhookProblem,
  WebhookType,
} from '../../application/store.ts'
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

export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    tenant: comparable('tenant').notNull(),
    id: comparable('id').notNull(),
    url: comparable('url').notNull(),
    description: comparable('description').notNull(),
    /** With commas between them. */
    events: comparable('events').notNull(),
    state: comparable('state').$type<WebhookEndpointState>().notNull(),
    /** JSON, told apart by its text. */
    secrets: comparable('secrets').notNull(),
    createdAt: time('created_at'),
    updatedAt: time('updated_at'),
  },
  (endpoint) => [primaryKey({ columns: [endpoint.tenant, endpoint.id] })],
)

/** The outbox. Without a reference to the plan: that a plan was removed is told when it is not there any more. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    tenant: comparable('tenant').notNull(),
    endpointId: comparable('endpoint_id').notNull(),
    messageId: comparable('message_id').notNull(),
    type: comparable('type').$type<WebhookType>().notNull(),
    at: time('at'),
    state: comparable('state').$type<WebhookDeliveryState>().notNull(),
    attempts: number('attempts').notNull(),
    /** Null when there will be none, so that the index of what is due holds nothing else. */
    nextAttemptAt: comparable('next_attempt_at'),
    lastAttemptAt: comparable('last_attempt_at'),
    lastStatus: number('last_status'),
    lastProblem: comparable('last_problem').$type<WebhookProblem>(),
    summary: jsonText('summary').$type<PlanSummary>(),
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
