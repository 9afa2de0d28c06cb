// A file name and the folder of migrations go in, the plan store comes out: checked, migrated, with every statement
// prepared. The port is asynchronous for the sake of other databases; here each call is done when it returns.
import { SqliteError } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { PlanFilter, PlanPosition, PlanRecord, Store } from '../../application/store.ts'
import { invariant } from '../../domain/failure.ts'
import { type Connection, type ConnectionOptions, connect } from './connect.ts'
import { bringUpToDate } from './migrate.ts'
import { priceBooksIn } from './price-books.ts'
import { prepareStatements } from './statements.ts'
import { answer, refusal, unavailable } from './trouble.ts'

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
  const statements = prepareStatements(database)
  const priceBooks = priceBooksIn(database)

  const ask = async <Result>(work: () => Result): Promise<Result> => {
    if (!connection.open) throw unavailable('the store has been closed')
    return answer(work)
  }
  return {
    insert: (record) => ask(() => void statements.insert.run(toRow(record))),
    find: (id) => ask(() => statements.find.get({ id })),
    findSummary: (id) => ask(() => statements.findSummary.get({ id })?.summary),
    list: (filter, limit, after) =>
      ask(() => {
        const values = toValues(filter, limit, after)
        return statements
          .list((condition) => (condition === 'after' ? after : filter[condition]) !== undefined)
          .all(values)
          .map((row) => row.summary)
      }),
    remove: (id) => ask(() => statements.remove.run({ id }).changes > 0),
    insertPriceBook: (record) => ask(() => priceBooks.insert(record)),
    findPriceBook: (id, version) => ask(() => priceBooks.find(id, version)),
    listPriceBooks: () => ask(() => priceBooks.list()),
    check: () => ask(() => void statements.check.get()),
    close: async () => close(connection),
  }
}

const toRow = ({ summary, body }: PlanRecord) => ({
  id: summary.id,
  name: summary.name,
  owner: summary.owner ?? null,
  ticket: summary.ticket ?? null,
  provider: summary.provider,
  createdAt: instant(summary.createdAt),
  revision: summary.revision,
  topologyHash: summary.topologyHash,
  summary,
  body,
})

function toValues(filter: PlanFilter, limit: number, after: PlanPosition | undefined) {
  invariant(Number.isSafeInteger(limit) && limit >= 0, 'a limit is a whole number (SQLite takes -1 for "everything")')
  return {
    ...filter,
    ...(filter.createdAfter === undefined ? {} : { createdAfter: instant(filter.createdAfter) }),
    ...(after === undefined ? {} : { afterCreatedAt: instant(after.createdAt), afterId: after.id }),
    limit,
  }
}

/** One spelling for one moment: `12:00:00Z`, `12:00:00.000Z` and `14:00:00+02:00` are equal, and order as text does. */
const instant = (text: string) => new Date(text).toISOString()

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
