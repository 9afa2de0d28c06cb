// What SQLite threw goes in; what the caller may know and what the operator needs comes out, kept apart.
import { SqliteError } from 'better-sqlite3'
import { Failure } from '../../domain/failure.ts'

/** Runs one piece of work with the database; an error of SQLite's becomes a failure, a bug of ours stays a bug. */
export function answer<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw isUnavailable(error) ? unavailable(`${error.code}: ${error.message}`) : error
  }
}

export const unavailable = (inside: string) =>
  new Failure(
    'STORE_UNAVAILABLE',
    'The plan store cannot answer at the moment. Nothing is half-written: try again later.',
    {
      inside,
    },
  )

/** A broken constraint is an answer: the database is well, and what we sent it is wrong. */
const isUnavailable = (error: unknown): error is InstanceType<typeof SqliteError> =>
  error instanceof SqliteError && !error.code.startsWith('SQLITE_CONSTRAINT')

/** One sentence for whoever starts the process. Drizzle wraps what SQLite said, so the innermost cause is told. */
export const refusal = (what: string, error: unknown) => new Error(`${what}: ${innermost(error)}.`, { cause: error })

function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message.replace(/\.$/, '') : innermost(error.cause)
}
