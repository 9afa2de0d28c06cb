// A connection goes in, and its tables are as this version of the service knows them, or it is refused.
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { missingMigrations } from '../migrations.ts'
import { refusal } from '../trouble.ts'
import type { Connection } from './connect.ts'

type Migrating = { connection: Connection; database: BetterSQLite3Database; migrationsFolder: string }

/** Throws an Error of one sentence when the folder is missing, the database is newer, or a migration fails. */
export function bringUpToDate({ connection, database, migrationsFolder }: Migrating) {
  missingMigrations({ database: connection.name, applied: appliedMigrations(connection), migrationsFolder })
  try {
    applyLookingTwice(() => migrate(database, { migrationsFolder }))
  } catch (error) {
    throw refusal(`The database ${connection.name} cannot be migrated`, error)
  }
}

/**
 * Drizzle looks which migrations are missing before it takes the write lock, so of two processes that start together the
 * slower one applies what is already there and fails, with nothing written. Its second look finds nothing left to do.
 */
function applyLookingTwice(apply: () => void) {
  try {
    apply()
  } catch {
    apply()
  }
}

export function appliedMigrations(connection: Connection): number[] {
  const table = connection.prepare("select 1 from sqlite_schema where type = 'table' and name = '__drizzle_migrations'")
  if (table.get() === undefined) return []
  return connection.prepare('select created_at from __drizzle_migrations order by created_at').pluck().all().map(Number)
}
