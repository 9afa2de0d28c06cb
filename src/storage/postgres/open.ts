// The URL of a database and the folder of migrations go in, the plan store comes out: checked, migrated, with every statement
// prepared. Several processes may have one database open.
import type { Store } from '../../application/store.ts'
import { refusal, unavailable } from '../trouble.ts'
import { answeredRequestsIn } from './answered-requests.ts'
import { connectPool, type PoolOptions } from './connect.ts'
import type { Databases } from './database.ts'
import { bringUpToDate } from './migrate.ts'
import { outboxIn } from './outbox.ts'
import { plansIn } from './plans.ts'
import * as schema from './schema.ts'
import { tokensIn } from './tokens.ts'
import { answer } from './trouble.ts'
import { versionsIn } from './versions.ts'
import { webhookEndpointsIn } from './webhook-endpoints.ts'

/** Throws an Error of one sentence when the database cannot be used safely; see `bringUpToDate`. */
export async function openPostgresStore({
  migrationsFolder,
  ...options
}: PoolOptions & { migrationsFolder: string }): Promise<Store> {
  await bringUpToDate({ url: options.url, migrationsFolder })
  const store = keepPlansIn(connectPool(options))
  try {
    await store.check()
    return store
  } catch (error) {
    await store.close()
    throw refusal('The database of DATABASE_URL cannot be used', error)
  }
}

/** The store over databases that are migrated, and the store's from here on. What is read back is believed: we wrote it. */
export function keepPlansIn(databases: Databases): Store {
  const answers = answeredRequestsIn(databases.database)
  const plans = plansIn(databases, answers)
  const priceBooks = versionsIn(databases, { table: schema.priceBooks, what: 'price book' })
  const policies = versionsIn(databases, { table: schema.policies, what: 'policy' })
  const tokens = tokensIn(databases.database)
  const endpoints = webhookEndpointsIn(databases)
  const outbox = outboxIn(databases.database)

  let closed: Promise<void> | undefined
  const ask = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (closed !== undefined) throw unavailable('the store has been closed')
    return answer(work)
  }
  return {
    keep: (tenant, record, keeping) => ask(() => plans.keep(tenant, record, keeping)),
    keepAnswer: (tenant, request) => ask(() => plans.keepAnswer(tenant, request)),
    findAnswer: (tenant, asked) => ask(() => answers.find(tenant, asked)),
    find: (tenant, id, revision) => ask(() => plans.find(tenant, id, revision)),
    findSummary: (tenant, id, revision) => ask(() => plans.findSummary(tenant, id, revision)),
    list: (tenant, filter, limit, after) => ask(() => plans.list(tenant, filter, limit, after)),
    listRevisions: (tenant, id, limit, before) => ask(() => plans.listRevisions(tenant, id, limit, before)),
    remove: (tenant, id, newest, happened) => ask(() => plans.remove(tenant, id, newest, happened)),
    removeUpdatedBefore: (time, limit, happened) => ask(() => plans.removeUpdatedBefore(time, limit, happened)),
    removeExpiredAnswers: (at, limit) => ask(() => answers.removeExpired(at, limit)),
    insertPriceBook: (tenant, record) => ask(() => priceBooks.insert(tenant, record)),
    findPriceBook: (tenant, id, version) => ask(() => priceBooks.find(tenant, id, version)),
    listPriceBooks: (tenant) => ask(() => priceBooks.list(tenant)),
    insertPolicy: (tenant, record) => ask(() => policies.insert(tenant, record)),
    findPolicy: (tenant, id, version) => ask(() => policies.find(tenant, id, version)),
    listPolicies: (tenant) => ask(() => policies.list(tenant)),
    insertToken: (record) => ask(() => tokens.insert(record)),
    findToken: (id) => ask(() => tokens.find(id)),
    listTokens: () => ask(() => tokens.list()),
    removeToken: (id) => ask(() => tokens.remove(id)),
    insertWebhookEndpoint: (tenant, record, most) => ask(() => endpoints.insert(tenant, record, most)),
    findWebhookEndpoint: (tenant, id) => ask(() => endpoints.find(tenant, id)),
    listWebhookEndpoints: (tenant) => ask(() => endpoints.list(tenant)),
    changeWebhookEndpoint: (...change) => ask(() => endpoints.change(...change)),
    stopWebhookEndpoint: (...stop) => ask(() => endpoints.stop(...stop)),
    setWebhookSecrets: (...secrets) => ask(() => endpoints.setSecrets(...secrets)),
    removeWebhookEndpoint: (tenant, id) => ask(() => endpoints.remove(tenant, id)),
    insertWebhookTest: (...test) => ask(() => outbox.test(...test)),
    listWebhookDeliveries: (...asked) => ask(() => outbox.list(...asked)),
    claimWebhookDelivery: (claim) => ask(() => outbox.claim(claim)),
    recordWebhookAttempt: (claimed, attempt) => ask(() => outbox.record(claimed, attempt)),
    nextWebhookDelivery: () =>
      ask(async () => {
        const isAny = await endpoints.anyEnabled()
        return { endpoints: isAny, dueAt: isAny ? await outbox.dueAt() : undefined }
      }),
    removeWebhookDeliveries: (time, limit) => ask(() => outbox.removeBefore(time, limit)),
    check: () => ask(() => plans.check()),
    close() {
      closed ??= databases.close()
      return closed
    },
  }
}
