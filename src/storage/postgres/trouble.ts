// What PostgreSQL or the way to it threw goes in; what the caller may know and what the operator needs comes out, kept apart.
import { DrizzleQueryError } from 'drizzle-orm/errors'
import { unavailable } from '../trouble.ts'

/**
 * Runs one piece of work with the database: whatever stops the database from answering becomes a failure, a bug of ours stays
 * a bug. Drizzle's own error never leaves: its message has every value of the statement, and would put plans into logs.
 */
export async function answer<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw understood(error)
  }
}

function understood(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error
  const { cause } = error
  if (!(cause instanceof Error)) return unavailable('the driver gave no reason')
  return isOurs(codeOf(cause)) ? cause : unavailable(told(cause))
}

/** Classes 22 and 23 of SQLSTATE are an answer: the database is well, and what we sent it is wrong. */
const isOurs = (code: string | undefined) => code !== undefined && /^2[23]\w{3}$/.test(code)

/** SQLSTATE of the server, or the system's code when it was not reached; the driver's own errors have none. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

/** For what fails before there is a statement. */
export function notReached(error: unknown): never {
  throw unavailable(error instanceof Error ? told(error) : String(error))
}

const told = (error: Error) => [codeOf(error), error.message].filter((part) => part !== undefined).join(': ')

/** Why the database cannot be used at start, without a word of the address: what is around a password may hold a piece of it. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens at that address and port',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name cannot be looked up at the moment',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  ENOENT: 'there is no such socket',
  EACCES: 'the socket may not be opened',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it closed the connection',
  '28000': 'it does not let this user in',
  '28P01': 'user and password do not fit',
  '3D000': 'it has no database of that name',
  '42501': 'this user may not do what the service needs',
  '53300': 'it has too many connections already, so lower DATABASE_POOL_SIZE or raise its max_connections',
  '57P03': 'it is starting or stopping',
}

export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  if (code === undefined)
    return error instanceof Error && /time/i.test(error.message) ? 'it does not answer' : 'unknown'
  const reason = REASONS[code]
  return reason === undefined ? code : `${reason} (${code})`
}
