// What any database may say at the wrong moment: to the caller that it cannot answer, to whoever starts the process one sentence.
import { Failure } from '../domain/failure.ts'

export const unavailable = (inside: string) =>
  new Failure(
    'STORE_UNAVAILABLE',
    'The plan store cannot answer at the moment. Nothing is half-written: try again later.',
    {
      inside,
    },
  )

/** One sentence for whoever starts the process. Drizzle wraps what the database said, so the innermost cause is told. */
export const refusal = (what: string, error: unknown) => new Error(`${what}: ${innermost(error)}.`, { cause: error })

function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof Failure && error.inside !== undefined) return error.inside
  return error.cause === undefined ? error.message.replace(/\.$/, '') : innermost(error.cause)
}
