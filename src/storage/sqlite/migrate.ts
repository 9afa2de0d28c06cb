// A connection goes in, and its tables are as this version of the service knows them, or it is refused.
// A database from the future is left alone: an older program would write rows the newer one cannot read.
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Connection } from './connect.ts'
import { refusal } from './trouble.ts'

type Migrating = { connection: Connection; database: BetterSQLite3Database; migrationsFolder: string }

/** Throws an Error of one sentence when the folder is missing, the database is newer, or a migration fails. */
export function bringUpToDate({ connection, database, migrationsFolder }: Migrating) {
  const known = knownMigrations(migrationsFolder)
  const stranger = appliedMigrations(connection).find((applied) => !known.has(applied))
  if (stranger !== undefined) {
    throw new Error(
      `The database ${connection.name} was migrated by a newer version of this service (migration of ${day(stranger)}), ` +
        'so start that version or restore a backup made before it.',
    )
  }
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

/** Migrations are known by the time they were generated, as drizzle knows them; a hash would change with line endings. */
function knownMigrations(migrationsFolder: string): Set<number> {
  try {
    return new Set(readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis))
  } catch (error) {
    throw refusal(`The migrations folder ${migrationsFolder} cannot be read`, error)
  }
}

function appliedMigrations(connection: Connection): number[] {
  const table = connection.prepare("select 1 from sqlite_schema where type = 'table' and name = '__drizzle_migrations'")
  if (table.get() === undefined) return []
  return connection.prepare('select created_at from __drizzle_migrations order by created_at').pluck().all().map(Number)
}

const day = (milliseconds: number) =>
  Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString().slice(0, 10) : 'unknown day'
