// A database goes in, what the store does with webhook endpoints comes out, every statement prepared.
import { and, asc, count, eq, sql } from 'drizzle-orm'
import type { WebhookEndpointRecord, WebhookStore } from '../../application/store.ts'
import { textOf, toEndpoint, toEndpointRow } from '../webhook-rows.ts'
import { given } from './columns.ts'
import type { Database, Databases } from './database.ts'
import { webhookEndpoints } from './schema.ts'

type Given<Method extends keyof WebhookStore> = Parameters<WebhookStore[Method]>

const shown = {
  id: webhookEndpoints.id,
  url: webhookEndpoints.url,
  description: webhookEndpoints.description,
  events: webhookEndpoints.events,
  state: webhookEndpoints.state,
  secrets: webhookEndpoints.secrets,
  createdAt: webhookEndpoints.createdAt,
  updatedAt: webhookEndpoints.updatedAt,
}
const changed = {
  url: sql.placeholder('url'),
  description: sql.placeholder('description'),
  events: sql.placeholder('events'),
  state: sql.placeholder('state'),
  updatedAt: sql.placeholder('updatedAt'),
}
const ofTenant = eq(webhookEndpoints.tenant, given(webhookEndpoints.tenant, 'tenant'))
const byId = and(ofTenant, eq(webhookEndpoints.id, given(webhookEndpoints.id, 'id')))

const prepareCount = (database: Database) =>
  database.select({ number: count() }).from(webhookEndpoints).where(ofTenant).prepare('count_webhook_endpoints')

const prepareInsert = (database: Database) =>
  database
    .insert(webhookEndpoints)
    .values({
      ...changed,
      tenant: sql.placeholder('tenant'),
      id: sql.placeholder('id'),
      secrets: sql.placeholder('secrets'),
      createdAt: sql.placeholder('createdAt'),
    })
    .prepare('insert_webhook_endpoint')

export function webhookEndpointsIn({ database, transaction }: Databases) {
  const one = database.select(shown).from(webhookEndpoints).where(byId).prepare('find_webhook_endpoint')
  const all = database
    .select(shown)
    .from(webhookEndpoints)
    .where(ofTenant)
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id))
    .prepare('list_webhook_endpoints')
  const anyEnabled = database
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.state, 'enabled'))
    .limit(1)
    .prepare('any_webhook_endpoint')
  const { change, stop, setSecrets, remove } = prepareChanges(database)

  return {
    insert: (tenant: string, record: WebhookEndpointRecord, atMost: number): Promise<boolean> =>
      transaction(async (within) => {
        await lock(within, tenant)
        const [counted] = await prepareCount(within).execute({ tenant })
        if ((counted?.number ?? 0) >= atMost) return false
        await prepareInsert(within).execute(toEndpointRow(tenant, record))
        return true
      }),
    async find(tenant: string, id: string): Promise<WebhookEndpointRecord | undefined> {
      const [found] = await one.execute({ tenant, id })
      return found && toEndpoint(found)
    },
    list: async (tenant: string): Promise<WebhookEndpointRecord[]> => (await all.execute({ tenant })).map(toEndpoint),
    anyEnabled: async (): Promise<boolean> => (await anyEnabled.execute()).length > 0,
    change: async (...[tenant, id, { events, ...rest }]: Given<'changeWebhookEndpoint'>): Promise<boolean> =>
      (await change.execute({ tenant, id, ...rest, events: events.join() })).length > 0,
    stop: async (...[tenant, id, at]: Given<'stopWebhookEndpoint'>): Promise<boolean> =>
      (await stop.execute({ tenant, id, ...at })).length > 0,
    async setSecrets(...[tenant, id, { before, secrets, updatedAt }]: Given<'setWebhookSecrets'>): Promise<boolean> {
      const texts = { before: textOf(before), secrets: textOf(secrets) }
      return (await setSecrets.execute({ tenant, id, updatedAt, ...texts })).length > 0
    },
    remove: async (tenant: string, id: string): Promise<boolean> => (await remove.execute({ tenant, id })).length > 0,
  }
}

/** Until the transaction ends, so that of two the second is counted too. */
const lock = (within: Database, tenant: string) =>
  within.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(['webhook endpoints', tenant])}, 0))`,
  )

/** The types of a builder's `set` know no placeholders, which it takes all the same. */
const toBe = (values: Record<string, unknown>) => values as unknown as Partial<typeof webhookEndpoints.$inferInsert>

function prepareChanges(database: Database) {
  const told = { id: webhookEndpoints.id }
  const updatedAt = sql.placeholder('updatedAt')
  const before = given(webhookEndpoints.secrets, 'before')
  return {
    change: database
      .update(webhookEndpoints)
      .set(toBe(changed))
      .where(byId)
      .returning(told)
      .prepare('change_webhook_endpoint'),
    stop: database
      .update(webhookEndpoints)
      .set(toBe({ state: 'gone', updatedAt }))
      .where(
        and(byId, eq(webhookEndpoints.url, given(webhookEndpoints.url, 'url')), eq(webhookEndpoints.state, 'enabled')),
      )
      .returning(told)
      .prepare('stop_webhook_endpoint'),
    setSecrets: database
      .update(webhookEndpoints)
      .set(toBe({ secrets: sql.placeholder('secrets'), updatedAt }))
      .where(and(byId, eq(webhookEndpoints.secrets, before)))
      .returning(told)
      .prepare('set_webhook_secrets'),
    // The deliveries go with it.
    remove: database.delete(webhookEndpoints).where(byId).returning(told).prepare('remove_webhook_endpoint'),
  }
}
