// The contract of every store over PostgreSQL: in this process (PGlite), and on a real server. One database for all tests: making
// one takes longer than a test.
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest'
import { transactionsBy } from '../../src/storage/postgres/database.ts'
import { keepPlansIn, openPostgresStore } from '../../src/storage/postgres/open.ts'
import {
  createDatabase,
  emptyTables,
  migrationsFolder,
  run,
  statement,
  type TemporaryDatabase,
} from './postgres-database.ts'
import { storeContract } from './store-contract.ts'

describe('in this process', () => {
  const client = new PGlite()
  const database = drizzle(client)
  beforeAll(() => migrate(database, { migrationsFolder }))
  afterAll(() => client.close())

  storeContract('PGlite', async () => {
    await client.exec(emptyTables)
    const open = () =>
      keepPlansIn({
        database,
        transaction: transactionsBy((work) => database.transaction(work)),
        close: async () => {},
      })
    return { store: open(), reopen: open }
  })
})

describe.runIf(run)('on a server', () => {
  let database: TemporaryDatabase
  beforeAll(async () => {
    database = await createDatabase()
  })
  afterAll(() => database?.drop())

  storeContract('PostgreSQL', async () => {
    const open = async () => {
      const store = await openPostgresStore({ url: database.url, size: 10, migrationsFolder })
      onTestFinished(() => store.close())
      return store
    }
    const store = await open()
    await statement(database.url, emptyTables)
    return { store, reopen: open }
  })
})
