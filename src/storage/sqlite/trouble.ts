// What SQLite threw goes in; what the caller may know and what the operator needs comes out, kept apart.
import { SqliteError } from 'better-sqlite3'
import { unavailable } from '../trouble.ts'

/** Runs one piece of work with the database; an error of SQLite's becomes a failure, a bug of ours stays a bug. */
export function answer<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw isUnavailable(error) ? unavailable(`${error.code}: ${error.message}`) : error
  }
}

/** A broken constraint is an answer: the database is well, and what we sent it is wrong. */
const isUnavailable = (error: unknown): error is InstanceType<typeof SqliteError> =>
  error instanceof SqliteError && !error.code.startsWith('SQLITE_CONSTRAINT')
