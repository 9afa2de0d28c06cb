// A connection goes in, what the store does with webhook endpoints comes out, every statement prepared.
import { and, asc, count, eq, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { WebhookEndpointRecord, WebhookStore } from '../../application/store.ts'
import { textOf, toEndpoint, toEndpointRow } from '../webhook-rows.ts'
import { webhookEndpoints } from './schema.ts'

const given = sql.placeholder
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
const ofTenant = eq(webhookEndpoints.tenant, given('tenant'))
const byId = and(ofTenant, eq(webhookEndpoints.id, given('id')))

export function webhookEndpointsIn(database: BetterSQLite3Database) {
  const one = database.select(shown).from(webhookEndpoints).where(byId).prepare()
  const all = database
    .select(shown)
    .from(webhookEndpoints)
    .where(ofTenant)
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id))
    .prepare()
  const counted = database.select({ number: count() }).from(webhookEndpoints).where(ofTenant).prepare()
  const anyEnabled = database
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.state, 'enabled'))
    .limit(1)
    .prepare()
  const { insert, change, stop, setSecrets, remove } = prepareWrites(database)

  return {
    // The write lock is taken first, so that of two the second is counted too.
    insert: (tenant: string, record: WebhookEndpointRecord, atMost: number): boolean =>
      database.transaction(
        () => {
          if ((counted.get({ tenant })?.number ?? 0) >= atMost) return false
          insert.run(toEndpointRow(tenant, record))
          return true
        },
        { behavior: 'immediate' },
      ),
    find(tenant: string, id: string): WebhookEndpointRecord | undefined {
      const found = one.get({ tenant, id })
      return found && toEndpoint(found)
    },
    list: (tenant: string): WebhookEndpointRecord[] => all.all({ tenant }).map(toEndpoint),
    anyEnabled: (): boolean => anyEnabled.get() !== undefined,
    change: (...[tenant, id, { events, ...rest }]: Given<'changeWebhookEndpoint'>): boolean =>
      change.run({ tenant, id, ...rest, events: events.join() }).changes > 0,
    stop: (...[tenant, id, at]: Given<'stopWebhookEndpoint'>): boolean => stop.run({ tenant, id, ...at }).changes > 0,
    setSecrets: (...[tenant, id, { before, secrets, updatedAt }]: Given<'setWebhookSecrets'>): boolean =>
      setSecrets.run({ tenant, id, updatedAt, before: textOf(before), secrets: textOf(secrets) }).changes > 0,
    remove: (tenant: string, id: string): boolean => remove.run({ tenant, id }).changes > 0,
  }
}

type Changed = Partial<typeof webhookEndpoints.$inferInsert>
/** The types of a builder's `set` know no placeholders, which it takes all the same. */
const toBe = (values: Record<string, unknown>) => values as unknown as Changed

function prepareWrites(database: BetterSQLite3Database) {
  const changed = {
    url: given('url'),
    description: given('description'),
    events: given('events'),
    state: given('state'),
    updatedAt: given('updatedAt'),
  }
  return {
    insert: database
      .insert(webhookEndpoints)
      .values({
        ...changed,
        tenant: given('tenant'),
        id: given('id'),
        secrets: given('secrets'),
        createdAt: given('createdAt'),
      })
      .prepare(),
    change: database.update(webhookEndpoints).set(toBe(changed)).where(byId).prepare(),
    stop: database
      .update(webhookEndpoints)
      .set(toBe({ state: 'gone', updatedAt: given('updatedAt') }))
      .where(and(byId, eq(webhookEndpoints.url, given('url')), eq(webhookEndpoints.state, 'enabled')))
      .prepare(),
    setSecrets: database
      .update(webhookEndpoints)
      .set(toBe({ secrets: given('secrets'), updatedAt: given('updatedAt') }))
      .where(and(byId, eq(webhookEndpoints.secrets, given('before'))))
      .prepare(),
    // The deliveries go with it.
    remove: database.delete(webhookEndpoints).where(byId).prepare(),
  }
}
