// What the store is written over: any PostgreSQL that Drizzle reaches, through a pool of connections or in this process.
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** A pool, or one connection of it inside a transaction. */
export type Database = PgDatabase<PgQueryResultHKT>

export type Databases = {
  database: Database
  transaction: Transaction
  /** Resolves when whoever is being answered has been. */
  close: () => Promise<void>
}

/** Keeps everything that `work` does, or nothing where it throws or calls `undo`, which makes what it is handed the result. */
export type Transaction = <Result>(
  work: (database: Database, undo: (result: Result) => never) => Promise<Result>,
) => Promise<Result>

/** Thrown through a transaction on purpose; the connection under it is well. */
export class Undone {
  readonly result: unknown
  constructor(result: unknown) {
    this.result = result
  }
}

/** `begin` is a driver's own transaction, which a throw undoes. */
export function transactionsBy(
  begin: <Result>(work: (database: Database) => Promise<Result>) => Promise<Result>,
): Transaction {
  return async <Result>(work: (database: Database, undo: (result: Result) => never) => Promise<Result>) => {
    const undo = (result: Result): never => {
      throw new Undone(result)
    }
    try {
      return await begin((database) => work(database, undo))
    } catch (error) {
      if (error instanceof Undone) return error.result as Result
      throw error
    }
  }
}
