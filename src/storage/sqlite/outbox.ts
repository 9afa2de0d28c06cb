// A connection goes in, what the store does with the outbox comes out, every statement prepared. Whoever writes what happened calls
// `tell` in the same transaction.
import { and, desc, eq, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { Happened, WebhookAttempt, WebhookDeliveryRecord, WebhookStore } from '../../application/store.ts'
import { atMost } from '../rows.ts'
import { instant } from '../times.ts'
import { toAttempt, toEvent } from '../webhook-rows.ts'
import { webhookDeliveries as deliveries, webhookEndpoints as endpoints, revisions } from './schema.ts'

const given = sql.placeholder

const ofEndpoint = and(eq(deliveries.tenant, given('tenant')), eq(deliveries.endpointId, given('endpointId')))
const waiting = sql`${given('messageId')}, ${given('type')}, ${given('at')}, 'pending', 0, ${given('at')}, null, null, null`
const enabled = sql`${endpoints.tenant} = ${given('tenant')} and ${endpoints.state} = 'enabled'`

export function outboxIn(database: BetterSQLite3Database) {
  const { tell, test, claim, record, removeBefore } = prepareWrites(database)
  const list = (where: SQL | undefined) =>
    database
      .select()
      .from(deliveries)
      .where(where)
      .orderBy(desc(deliveries.at), desc(deliveries.messageId))
      .limit(given('limit'))
      .prepare()
  const listed = list(ofEndpoint)
  const listedOf = list(and(ofEndpoint, eq(deliveries.state, given('state'))))
  const due = database
    .select({ at: deliveries.nextAttemptAt })
    .from(deliveries)
    .innerJoin(endpoints, and(eq(endpoints.tenant, deliveries.tenant), eq(endpoints.id, deliveries.endpointId)))
    .where(and(eq(endpoints.state, 'enabled'), isNotNull(deliveries.nextAttemptAt)))
    .orderBy(deliveries.nextAttemptAt, deliveries.messageId)
    .limit(1)
    .prepare()

  return {
    tell: (tenant: string, plan: { id: string; revision: number }, happened: Happened): void =>
      void tell.run({ tenant, ...plan, ...toEvent(happened) }),
    test: (tenant: string, endpointId: string, { messageId, at }: { messageId: string; at: string }): boolean =>
      test.run({ tenant, endpointId, messageId, type: 'webhook.test', at: instant(at) }).changes > 0,
    list: (...[tenant, endpointId, { limit, state }]: Parameters<WebhookStore['listWebhookDeliveries']>) =>
      (state === undefined ? listed : listedOf).all({ tenant, endpointId, state, limit: atMost(limit) }),
    claim: ({ at, until, busy }: { at: string; until: string; busy: readonly string[] }) =>
      claim.get({ at: instant(at), until: instant(until), busy: JSON.stringify(busy) }) as
        | WebhookDeliveryRecord
        | undefined,
    record: (claimed: WebhookDeliveryRecord, attempt: WebhookAttempt): boolean =>
      record.run(toAttempt(claimed, attempt)).changes > 0,
    dueAt: (): string | undefined => due.get()?.at ?? undefined,
    removeBefore: (time: string, limit: number): number =>
      removeBefore.run({ time: instant(time), limit: atMost(limit) }).changes,
  }
}

function prepareWrites(database: BetterSQLite3Database) {
  const attempt = {
    state: given('state'),
    attempts: given('attempts'),
    nextAttemptAt: given('nextAttemptAt'),
    lastAttemptAt: given('lastAttemptAt'),
    lastStatus: given('lastStatus'),
    lastProblem: given('lastProblem'),
  }
  /** The types of a builder's `set` know no placeholders, which it takes all the same. */
  const toBe = (values: Record<string, unknown>) => values as unknown as Partial<typeof deliveries.$inferInsert>
  const key = sql`${deliveries.tenant}, ${deliveries.endpointId}, ${deliveries.messageId}`
  return {
    tell: database
      .insert(deliveries)
      .select(
        sql`select ${endpoints.tenant}, ${endpoints.id}, ${waiting}, ${revisions.summary} from ${endpoints}
          join ${revisions} on ${revisions.tenant} = ${endpoints.tenant}
          where ${enabled} and ${revisions.planId} = ${given('id')} and ${revisions.revision} = ${given('revision')}
          and ',' || ${endpoints.events} || ',' like '%,' || ${given('type')} || ',%'`,
      )
      .prepare(),
    test: database
      .insert(deliveries)
      .select(
        sql`select ${endpoints.tenant}, ${endpoints.id}, ${waiting}, null from ${endpoints}
          where ${enabled} and ${endpoints.id} = ${given('endpointId')}`,
      )
      .prepare(),
    claim: database
      .update(deliveries)
      .set(toBe({ attempts: sql`${deliveries.attempts} + 1`, nextAttemptAt: given('until') }))
      .where(
        sql`(${key}) in (select ${key} from ${deliveries} join ${endpoints}
          on ${endpoints.tenant} = ${deliveries.tenant} and ${endpoints.id} = ${deliveries.endpointId}
          where ${endpoints.state} = 'enabled' and ${deliveries.nextAttemptAt} <= ${given('at')}
          and ${deliveries.endpointId} not in (select value from json_each(${given('busy')}))
          order by ${deliveries.nextAttemptAt}, ${deliveries.messageId} limit 1)`,
      )
      .returning()
      .prepare(),
    record: database
      .update(deliveries)
      .set(toBe(attempt))
      .where(and(ofEndpoint, eq(deliveries.messageId, given('messageId')), eq(deliveries.attempts, given('claimed'))))
      .prepare(),
    removeBefore: database
      .delete(deliveries)
      .where(
        sql`(${key}) in (select ${key} from ${deliveries} where ${lt(deliveries.at, given('time'))} limit ${given('limit')})`,
      )
      .prepare(),
  }
}
