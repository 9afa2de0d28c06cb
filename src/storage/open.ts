// Where plans are to be kept → the store that keeps them there.
import { join } from 'node:path'
import type { Store } from '../application/store.ts'

/** As the configuration has it: PostgreSQL where there is a URL, else SQLite. */
export type StorePlace = { DATABASE_FILE: string; DATABASE_URL?: string | undefined; DATABASE_POOL_SIZE: number }

/** `migrations` is the folder with one for each database. Throws an Error of one sentence when the database cannot be used safely. */
export async function openStore(place: StorePlace, migrations: string): Promise<Store> {
  const { DATABASE_FILE: file, DATABASE_URL: url, DATABASE_POOL_SIZE: size } = place
  // Only the driver that is used is loaded: each takes some 8 MB.
  if (url === undefined) {
    const { openSqliteStore } = await import('./sqlite/open.ts')
    return openSqliteStore({ file, migrationsFolder: join(migrations, 'sqlite') })
  }
  const { openPostgresStore } = await import('./postgres/open.ts')
  return openPostgresStore({ url, size, migrationsFolder: join(migrations, 'postgres') })
}
