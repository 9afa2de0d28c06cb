// A file name and the folder of migrations go in, the plan store comes out: checked, migrated, with every statement
// prepared. Plans that come in one turn of the event loop are committed together; any other call is done when it returns.
import { SqliteError } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Store } from '../../application/store.ts'
import { atMost } from '../rows.ts'
import { refusal, unavailable } from '../trouble.ts'
import { answeredRequestsIn } from './answered-requests.ts'
import { type Connection, type ConnectionOptions, connect } from './connect.ts'
import { createGroupCommit } from './group-commit.ts'
import { watchPlace } from './in-place.ts'
import { bringUpToDate } from './migrate.ts'
import { outboxIn } from './outbox.ts'
import { plansIn } from './plans.ts'
import * as schema from './schema.ts'
import { tokensIn } from './tokens.ts'
import { answer } from './trouble.ts'
import { versionsIn } from './versions.ts'
import { webhookEndpointsIn } from './webhook-endpoints.ts'

/** Throws an Error of one sentence when the database cannot be used safely; see `connect` and `bringUpToDate`. */
export function openSqliteStore({
  migrationsFolder,
  ...options
}: ConnectionOptions & { migrationsFolder: string }): Store {
  const connection = connect(options)
  try {
    return keepPlansIn(connection, migrationsFolder)
  } catch (error) {
    connection.close()
    throw error instanceof SqliteError ? refusal(`The database ${options.file} cannot be used`, error) : error
  }
}

/**
 * The store over a connection, which is the store's from here on. What is read back is believed: we wrote it, and a parse
 * by today's schema would let one plan of another version take a whole page of the list with it.
 */
export function keepPlansIn(connection: Connection, migrationsFolder: string): Store {
  const database = drizzle(connection)
  bringUpToDate({ connection, database, migrationsFolder })
  const answers = answeredRequestsIn(database)
  const outbox = outboxIn(database)
  const plans = plansIn(connection, database, { answers, outbox })
  const priceBooks = versionsIn(database, schema.priceBooks)
  const policies = versionsIn(database, schema.policies)
  const tokens = tokensIn(database)
  const endpoints = webhookEndpointsIn(database)

  const assertInPlace = watchPlace(connection)
  const asked = <Result>(work: () => Result): Result => {
    if (!connection.open) throw unavailable('the store has been closed')
    return answer(work)
  }
  const written = <Result>(work: () => Result): Result =>
    asked(() => {
      assertInPlace()
      return work()
    })
  const ask = async <Result>(work: () => Result): Promise<Result> => asked(work)
  const write = async <Result>(work: () => Result): Promise<Result> => written(work)
  const together = createGroupCommit(connection, written)
  return {
    keep: (tenant, record, keeping) => together(() => plans.keep(tenant, record, keeping)),
    keepAnswer: (tenant, request) => write(() => plans.keepAnswer(tenant, request)),
    findAnswer: (tenant, asked) => ask(() => answers.find(tenant, asked)),
    find: (tenant, id, revision) => ask(() => plans.find(tenant, id, revision)),
    findSummary: (tenant, id, revision) => ask(() => plans.findSummary(tenant, id, revision)),
    list: (tenant, filter, limit, after) => ask(() => plans.list(tenant, filter, limit, after)),
    listRevisions: (tenant, id, limit, before) => ask(() => plans.listRevisions(tenant, id, limit, before)),
    remove: (tenant, id, newest, happened) => write(() => plans.remove(tenant, id, newest, happened)),
    removeUpdatedBefore: (time, limit, happened) => write(() => plans.removeUpdatedBefore(time, limit, happened)),
    removeExpiredAnswers: (at, limit) => write(() => answers.removeExpired(at, atMost(limit))),
    insertPriceBook: (tenant, record) => write(() => priceBooks.insert(tenant, record)),
    findPriceBook: (tenant, id, version) => ask(() => priceBooks.find(tenant, id, version)),
    listPriceBooks: (tenant) => ask(() => priceBooks.list(tenant)),
    insertPolicy: (tenant, record) => write(() => policies.insert(tenant, record)),
    findPolicy: (tenant, id, version) => ask(() => policies.find(tenant, id, version)),
    listPolicies: (tenant) => ask(() => policies.list(tenant)),
    insertToken: (record) => write(() => tokens.insert(record)),
    findToken: (id) => ask(() => tokens.find(id)),
    listTokens: () => ask(() => tokens.list()),
    removeToken: (id) => write(() => tokens.remove(id)),
    insertWebhookEndpoint: (tenant, record, most) => write(() => endpoints.insert(tenant, record, most)),
    findWebhookEndpoint: (tenant, id) => ask(() => endpoints.find(tenant, id)),
    listWebhookEndpoints: (tenant) => ask(() => endpoints.list(tenant)),
    changeWebhookEndpoint: (...change) => write(() => endpoints.change(...change)),
    stopWebhookEndpoint: (...stop) => write(() => endpoints.stop(...stop)),
    setWebhookSecrets: (...secrets) => write(() => endpoints.setSecrets(...secrets)),
    removeWebhookEndpoint: (tenant, id) => write(() => endpoints.remove(tenant, id)),
    insertWebhookTest: (...test) => write(() => outbox.test(...test)),
    listWebhookDeliveries: (...asked) => ask(() => outbox.list(...asked)),
    claimWebhookDelivery: (claim) => write(() => outbox.claim(claim)),
    recordWebhookAttempt: (claimed, attempt) => write(() => outbox.record(claimed, attempt)),
    nextWebhookDelivery: () =>
      ask(() => {
        const isAny = endpoints.anyEnabled()
        return { endpoints: isAny, dueAt: isAny ? outbox.dueAt() : undefined }
      }),
    removeWebhookDeliveries: (time, limit) => write(() => outbox.removeBefore(time, limit)),
    // Ready is who can keep what comes.
    check: () => write(() => plans.check()),
    close: async () => close(connection),
  }
}

/** Closing twice is closing. A checkpoint that fails loses nothing: the next start reads the WAL. */
function close(connection: Connection) {
  if (!connection.open) return
  try {
    connection.pragma('wal_checkpoint(TRUNCATE)')
  } catch {
    // The plans are safe in the WAL.
  } finally {
    connection.close()
  }
}
