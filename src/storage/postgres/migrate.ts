// A URL goes in, and the database behind it has the tables this version of the service knows and keeps what it is told for good, or
// it is refused in one sentence. Of several replicas that start together one migrates and the others wait.
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { missingMigrations } from '../migrations.ts'
import { refusal } from '../trouble.ts'
import { reasonOf } from './trouble.ts'

type Migrating = { url: string; migrationsFolder: string }

/** Any number that nobody else locks; it is this one in every version. */
const MIGRATION_LOCK = 0x6d6f6f72
/** For a replica that migrates already, and for whoever uses a table that is to be changed. */
const WAIT_MILLISECONDS = 60_000

/** Throws an Error of one sentence, which tells nothing of the URL. */
export async function bringUpToDate({ url, migrationsFolder }: Migrating): Promise<void> {
  // A connection of its own: a migration may take longer than any statement of a request, and its end gives the lock back.
  const client = new pg.Client({
    connectionString: url,
    application_name: 'moorage migrations',
    connectionTimeoutMillis: 10_000,
    lock_timeout: WAIT_MILLISECONDS,
    keepAlive: true,
  })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new Error(`The database of DATABASE_URL cannot be used: ${reasonOf(error)}.`)
  }
  try {
    await assertSafe(client)
    await applyMissing(client, migrationsFolder)
  } catch (error) {
    throw error instanceof pg.DatabaseError ? refusal('The database of DATABASE_URL cannot be used', error) : error
  } finally {
    await client.end().catch(() => {})
  }
}

async function applyMissing(client: pg.Client, migrationsFolder: string): Promise<void> {
  const missing = async () =>
    missingMigrations({ database: 'of DATABASE_URL', applied: await appliedMigrations(client), migrationsFolder })
  // Looked at without the lock first: where nothing is missing, a service may start over a database that only reads.
  if ((await missing()).length === 0) return
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await missing()
    await migrate(drizzle(client), { migrationsFolder })
  } catch (error) {
    throw refusal('The database of DATABASE_URL cannot be migrated', error)
  }
}

async function appliedMigrations(client: pg.Client): Promise<number[]> {
  const table = await client.query("select to_regclass('drizzle.__drizzle_migrations') as name")
  if (table.rows[0]?.name === null) return []
  const applied = await client.query('select created_at from drizzle.__drizzle_migrations order by created_at')
  return applied.rows.map((row) => Number(row.created_at))
}

/** Checked and not assumed: what is told to be kept is kept, and every text fits. */
async function assertSafe(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "select current_setting('server_encoding') as encoding, current_setting('synchronous_commit') as commit",
  )
  const { encoding, commit } = rows[0]
  const because =
    encoding !== 'UTF8'
      ? `its encoding is ${encoding} and must be UTF8`
      : commit === 'off'
        ? 'with synchronous_commit=off it may forget the last plans'
        : undefined
  if (because !== undefined) throw new Error(`The database of DATABASE_URL cannot be used: ${because}.`)
}
