// Where plans are to be kept → the store that keeps them there.
import { join } from 'node:path'
import type { Store } from '../application/store.ts'
import { openPostgresStore } from './postgres/open.ts'
import { openSqliteStore } from './sqlite/open.ts'

/** As the configuration has it: PostgreSQL where there is a URL, else SQLite. */
export type StorePlace = { DATABASE_FILE: string; DATABASE_URL?: string | undefined; DATABASE_POOL_SIZE: number }

/** `migrations` is the folder with one for each database. Throws an Error of one sentence when the database cannot be used safely. */
export async function openStore(place: StorePlace, migrations: string): Promise<Store> {
  const { DATABASE_FILE: file, DATABASE_URL: url, DATABASE_POOL_SIZE: size } = place
  return url === undefined
    ? openSqliteStore({ file, migrationsFolder: join(migrations, 'sqlite') })
    : openPostgresStore({ url, size, migrationsFolder: join(migrations, 'postgres') })
}
