// An SQLite store for one test: closed when the test is over.
import { onTestFinished } from 'vitest'
import { connect } from '../../src/storage/sqlite/connect.ts'
import { keepPlansIn, openSqliteStore } from '../../src/storage/sqlite/open.ts'
import { migrationsFolder } from './temporary.ts'

export const open = (file: string, busyTimeoutMilliseconds = 5000) => {
  const store = openSqliteStore({ file, migrationsFolder, busyTimeoutMilliseconds })
  onTestFinished(() => store.close())
  return store
}

/** A store together with the connection under it, to break something a caller of the port cannot reach. */
export const openOver = (file: string) => {
  const connection = connect({ file })
  const store = keepPlansIn(connection, migrationsFolder)
  onTestFinished(() => store.close())
  return { connection, store }
}
