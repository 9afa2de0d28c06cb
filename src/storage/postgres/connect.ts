// A URL goes in, a pool of connections comes out in which nobody waits for ever and no broken connection is used twice.
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { type Database, type Databases, transactionsBy, Undone } from './database.ts'
import { notReached } from './trouble.ts'

export type PoolOptions = {
  /** `postgres://` or `postgresql://`; it may hold a password and is never shown. */
  url: string
  /** Connections at most. */
  size: number
  /** Milliseconds; given by tests, which have no time. */
  timeouts?: Partial<typeof TIMEOUTS>
}

/** Every wait has an end that is well before the one the caller is given (25 s). */
const TIMEOUTS = {
  /** For a new connection, and for a free one of the pool. */
  connect: 5_000,
  /** Of PostgreSQL, for one statement and for a lock within it. */
  statement: 10_000,
  lock: 5_000,
  idleInTransaction: 10_000,
  /** Of this process, for when the server is gone without a word and its own timeouts with it. */
  answer: 12_000,
}

export function connectPool({ url, size, timeouts = {} }: PoolOptions): Databases {
  const { connect, statement, lock, idleInTransaction, answer } = { ...TIMEOUTS, ...timeouts }
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: 'moorage',
    keepAlive: true,
    connectionTimeoutMillis: connect,
    statement_timeout: statement,
    lock_timeout: lock,
    idle_in_transaction_session_timeout: idleInTransaction,
    query_timeout: answer,
  })
  // A connection that dies says so as an event, which without a listener ends the process. The pool lets go of it, and whoever was
  // being answered over it is told by the statement that fails.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    database: drizzle(pool),
    transaction: transactionsBy((work) => onOneConnection(pool, work)),
    close: () => pool.end(),
  }
}

/** Drizzle would give a connection back whatever happened on it, also one that still waits for an answer. */
async function onOneConnection<Result>(pool: pg.Pool, work: (database: Database) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch(notReached)
  let isWell = false
  try {
    const result = await drizzle(client).transaction(work)
    isWell = true
    return result
  } catch (error) {
    isWell = error instanceof Undone
    throw error
  } finally {
    client.release(!isWell)
  }
}
