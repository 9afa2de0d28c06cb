// A database goes in, what the store does with the outbox comes out, every statement prepared. What happened is written by the statement
// that makes it happen: `tellOf` is a part of it.
import { and, desc, eq, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import type { WebhookAttempt, WebhookDeliveryRecord, WebhookStore } from '../../application/store.ts'
import { atMost } from '../rows.ts'
import { instant } from '../times.ts'
import { toAttempt } from '../webhook-rows.ts'
import { given } from './columns.ts'
import type { Database } from './database.ts'
import { webhookDeliveries as deliveries, webhookEndpoints as endpoints } from './schema.ts'

const at = given(deliveries.at, 'at')
const type = given(deliveries.type, 'type')
const messageId = given(deliveries.messageId, 'messageId')
const ofEndpoint = and(
  eq(deliveries.tenant, given(deliveries.tenant, 'tenant')),
  eq(deliveries.endpointId, given(deliveries.endpointId, 'endpointId')),
)
/** The columns of a delivery that waits, as those of its table stand. */
const waiting = (message: SQL, summary: SQL) =>
  sql`${endpoints.tenant}, ${endpoints.id}, ${message}, ${type}, ${at}, 'pending', 0, ${at}, null, null, null, ${summary}`

/**
 * Writes a delivery for each endpoint that wants to know of what `source` holds: rows with a tenant. Whoever removes an endpoint at the
 * same time waits, or is waited for: a delivery refers to its endpoint.
 */
export const tellOf = (
  database: Database,
  source: SQL,
  { message = messageId, summary }: { message?: SQL; summary: SQL },
) =>
  database.$with('told').as(
    database
      .insert(deliveries)
      .select(
        sql`select ${waiting(message, summary)} from ${endpoints} join ${source} on happened.tenant = ${endpoints.tenant}
          where ${endpoints.state} = 'enabled' and ',' || ${endpoints.events} || ',' like '%,' || ${type} || ',%'
          for key share of ${endpoints}`,
      )
      .returning({ messageId: deliveries.messageId }),
  )

export function outboxIn(database: Database) {
  const list = (where: SQL | undefined, name: string) =>
    database
      .select()
      .from(deliveries)
      .where(where)
      .orderBy(desc(deliveries.at), desc(deliveries.messageId))
      .limit(sql.placeholder('limit'))
      .prepare(name)
  const listed = list(ofEndpoint, 'list_webhook_deliveries')
  const byState = and(ofEndpoint, eq(deliveries.state, given(deliveries.state, 'state')))
  const listedOf = list(byState, 'list_webhook_deliveries_of_state')
  const due = database
    .select({ at: deliveries.nextAttemptAt })
    .from(deliveries)
    .innerJoin(endpoints, and(eq(endpoints.tenant, deliveries.tenant), eq(endpoints.id, deliveries.endpointId)))
    .where(and(eq(endpoints.state, 'enabled'), isNotNull(deliveries.nextAttemptAt)))
    .orderBy(deliveries.nextAttemptAt, deliveries.messageId)
    .limit(1)
    .prepare('next_webhook_delivery')
  const { test, claim, record, removeBefore } = prepareWrites(database)

  return {
    test: async (...[tenant, endpointId, one]: Parameters<WebhookStore['insertWebhookTest']>): Promise<boolean> => {
      const values = { tenant, endpointId, type: 'webhook.test', messageId: one.messageId, at: instant(one.at) }
      return (await test.execute(values)).length > 0
    },
    list: (...[tenant, endpointId, { limit, state }]: Parameters<WebhookStore['listWebhookDeliveries']>) =>
      state === undefined
        ? listed.execute({ tenant, endpointId, limit: atMost(limit) })
        : listedOf.execute({ tenant, endpointId, state, limit: atMost(limit) }),
    async claim(...[{ at, until, busy }]: Parameters<WebhookStore['claimWebhookDelivery']>) {
      const values = { at: instant(at), until: instant(until), busy: JSON.stringify(busy) }
      const [claimed] = await claim.execute(values)
      return claimed
    },
    record: async (claimed: WebhookDeliveryRecord, attempt: WebhookAttempt): Promise<boolean> =>
      (await record.execute(toAttempt(claimed, attempt))).length > 0,
    async dueAt(): Promise<string | undefined> {
      const [next] = await due.execute()
      return next?.at ?? undefined
    },
    removeBefore: async (time: string, limit: number): Promise<number> =>
      (await removeBefore.execute({ time: instant(time), limit: atMost(limit) })).length,
  }
}

/** The types of a builder's `set` know no placeholders, which it takes all the same. */
const toBe = (values: Record<string, unknown>) => values as unknown as Partial<typeof deliveries.$inferInsert>

function prepareWrites(database: Database) {
  const told = { messageId: deliveries.messageId }
  const key = { tenant: deliveries.tenant, endpointId: deliveries.endpointId, messageId: deliveries.messageId }
  const names = sql`${deliveries.tenant}, ${deliveries.endpointId}, ${deliveries.messageId}`
  const due = database.$with('due').as(
    database
      .select(key)
      .from(deliveries)
      .innerJoin(endpoints, and(eq(endpoints.tenant, deliveries.tenant), eq(endpoints.id, deliveries.endpointId)))
      .where(
        sql`${endpoints.state} = 'enabled' and ${deliveries.nextAttemptAt} <= ${at}
          and ${deliveries.endpointId} <> all (select json_array_elements_text(cast(${sql.placeholder('busy')} as json)))`,
      )
      .orderBy(deliveries.nextAttemptAt, deliveries.messageId)
      .limit(1)
      // Replicas share the work and do not wait for each other.
      .for('update', { of: deliveries, skipLocked: true }),
  )
  const old = database
    .select(key)
    .from(deliveries)
    .where(lt(deliveries.at, given(deliveries.at, 'time')))
    .limit(sql.placeholder('limit'))
    .for('update', { skipLocked: true })
  return {
    test: database
      .insert(deliveries)
      .select(
        sql`select ${waiting(messageId, sql`null`)} from ${endpoints}
          where ${endpoints.tenant} = ${given(endpoints.tenant, 'tenant')} and ${endpoints.state} = 'enabled'
          and ${endpoints.id} = ${given(endpoints.id, 'endpointId')} for key share`,
      )
      .returning(told)
      .prepare('insert_webhook_test'),
    claim: database
      .with(due)
      .update(deliveries)
      .set(toBe({ attempts: sql`${deliveries.attempts} + 1`, nextAttemptAt: sql.placeholder('until') }))
      .where(sql`(${names}) in (select tenant, endpoint_id, message_id from ${due})`)
      .returning()
      .prepare('claim_webhook_delivery'),
    record: database
      .update(deliveries)
      .set(
        toBe({
          state: sql.placeholder('state'),
          attempts: sql.placeholder('attempts'),
          nextAttemptAt: sql.placeholder('nextAttemptAt'),
          lastAttemptAt: sql.placeholder('lastAttemptAt'),
          lastStatus: sql.placeholder('lastStatus'),
          lastProblem: sql.placeholder('lastProblem'),
        }),
      )
      .where(and(ofEndpoint, eq(deliveries.messageId, messageId), eq(deliveries.attempts, sql.placeholder('claimed'))))
      .returning(told)
      .prepare('record_webhook_attempt'),
    removeBefore: database
      .delete(deliveries)
      .where(sql`(${names}) in ${old}`)
      .returning(told)
      .prepare('remove_webhook_deliveries'),
  }
}
