// The committed migrations, and the ones a database says it has: a database from the future is left alone, because an older
// program would write rows the newer one cannot read.
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { refusal } from './trouble.ts'

/** `database` is how it is called to whoever starts the process; `applied` are the times its migrations were generated. */
type Looked = { database: string; applied: readonly number[]; migrationsFolder: string }

/** Those still to be applied. Throws an Error of one sentence when the database has one that the folder does not have. */
export function missingMigrations({ database, applied, migrationsFolder }: Looked): number[] {
  const known = knownMigrations(migrationsFolder)
  const stranger = applied.find((migration) => !known.includes(migration))
  if (stranger === undefined) return known.filter((migration) => !applied.includes(migration))
  throw new Error(
    `The database ${database} was migrated by a newer version of this service (migration of ${day(stranger)}), ` +
      'so start that version or restore a backup made before it.',
  )
}

/** Migrations are known by the time they were generated, as drizzle knows them; a hash would change with line endings. */
function knownMigrations(migrationsFolder: string): number[] {
  try {
    return readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis)
  } catch (error) {
    throw refusal(`The migrations folder ${migrationsFolder} cannot be read`, error)
  }
}

const day = (milliseconds: number) =>
  Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString().slice(0, 10) : 'unknown day'
