// Everything that can go wrong → one RFC 9457 problem document. The one place that knows statuses, titles and how much is said.
import { z } from 'zod'
import type { Failure, FailureCode, Mistake } from '../domain/failure.ts'
import { shown } from '../reports/text/shown.ts'

/** What is wrong with a request before anybody has looked at what it asks, and what went wrong on our side. */
export const TRANSPORT_CODES = [
  'MALFORMED_REQUEST',
  'UNAUTHENTICATED',
  'SCOPE_MISSING',
  'CROSS_ORIGIN',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'NOT_ACCEPTABLE',
  'REQUEST_TIMEOUT',
  'PRECONDITION_REQUIRED',
  'BODY_TOO_LARGE',
  'URI_TOO_LONG',
  'UNSUPPORTED_MEDIA_TYPE',
  'RATE_LIMITED',
  'HEADERS_TOO_LARGE',
  'INTERNAL',
  'OVERLOADED',
  'HANDLER_TIMEOUT',
  'STOPPING',
] as const
export type TransportCode = (typeof TRANSPORT_CODES)[number]
export type ProblemCode = FailureCode | TransportCode

/** The one table of statuses. A title never changes with the occurrence. */
export const PROBLEMS: Record<ProblemCode, { status: number; title: string }> = {
  MALFORMED_DOCUMENT: { status: 400, title: 'The body cannot be read' },
  YAML_ALIASES_NOT_ALLOWED: { status: 400, title: 'YAML aliases are not allowed' },
  INVALID_PARAMETER: { status: 400, title: 'Invalid parameter' },
  INVALID_CURSOR: { status: 400, title: 'Invalid cursor' },
  MALFORMED_REQUEST: { status: 400, title: 'The request cannot be read' },
  UNAUTHENTICATED: { status: 401, title: 'A valid token is needed' },
  SCOPE_MISSING: { status: 403, title: 'The token lacks a scope' },
  CROSS_ORIGIN: { status: 403, title: 'Sent for a page of another origin' },
  PLAN_NOT_FOUND: { status: 404, title: 'No such plan' },
  REVISION_NOT_FOUND: { status: 404, title: 'No such revision' },
  SERVICE_NOT_FOUND: { status: 404, title: 'No such Service in the plan' },
  PROVIDER_NOT_FOUND: { status: 404, title: 'No such provider' },
  RULE_NOT_FOUND: { status: 404, title: 'No such rule' },
  PRICE_BOOK_NOT_FOUND: { status: 404, title: 'No such price book' },
  POLICY_NOT_FOUND: { status: 404, title: 'No such policy' },
  WEBHOOK_ENDPOINT_NOT_FOUND: { status: 404, title: 'No such webhook endpoint' },
  WEBHOOKS_OFF: { status: 404, title: 'Webhooks are off' },
  NOT_FOUND: { status: 404, title: 'No such resource' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  NOT_ACCEPTABLE: { status: 406, title: 'No acceptable representation' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request took too long to arrive' },
  IDEMPOTENCY_KEY_IN_USE: { status: 409, title: 'A request with this key is being answered' },
  PRECONDITION_FAILED: { status: 412, title: 'The plan is not as expected' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  URI_TOO_LONG: { status: 414, title: 'The address is too long' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported media type' },
  INVALID_TOPOLOGY: { status: 422, title: 'Invalid topology' },
  INVALID_PRICE_BOOK: { status: 422, title: 'Invalid price book' },
  INVALID_BILL: { status: 422, title: 'Invalid bill' },
  INVALID_POLICY: { status: 422, title: 'Invalid policy' },
  POLICY_FAILED: { status: 422, title: 'The plan fails its policy' },
  INVALID_WEBHOOK_ENDPOINT: { status: 422, title: 'Invalid webhook endpoint' },
  WEBHOOK_ENDPOINT_DISABLED: { status: 422, title: 'The webhook endpoint is not enabled' },
  TOPOLOGY_TOO_LARGE: { status: 422, title: 'The topology is too large' },
  PROVIDER_NOT_SUPPORTED: { status: 422, title: 'Provider not supported' },
  IDEMPOTENCY_KEY_REUSED: { status: 422, title: 'The key was used for another request' },
  TOO_MANY_OBJECTS: { status: 422, title: 'Too many objects' },
  UNKNOWN_FORMAT: { status: 422, title: 'Unknown format' },
  UNSAFE_ARCHIVE: { status: 422, title: 'The archive is not taken apart' },
  INVALID_ANSWER: { status: 422, title: 'Invalid answer' },
  PRECONDITION_REQUIRED: { status: 428, title: 'The request must say what it expects' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  HEADERS_TOO_LARGE: { status: 431, title: 'The headers are too large' },
  INTERNAL: { status: 500, title: 'Internal error' },
  STORE_UNAVAILABLE: { status: 503, title: 'The store does not answer' },
  PLANNING_UNAVAILABLE: { status: 503, title: 'No plan can be drawn up at the moment' },
  OVERLOADED: { status: 503, title: 'The service is overloaded' },
  STOPPING: { status: 503, title: 'The service is stopping' },
  HANDLER_TIMEOUT: { status: 503, title: 'The answer took too long' },
}

export const ProblemMistake = z
  .strictObject({
    pointer: z.string().meta({
      description:
        'JSON pointer into the body, or `/query/{name}`, `/path/{name}`, `/header/{name}`; with `POLICY_FAILED` into the canonical topology.',
      example: '/workloads/web/replics',
    }),
    code: z.string().meta({ description: 'Stable, UPPER_SNAKE.', example: 'UNKNOWN_FIELD' }),
    detail: z.string(),
    mend: z
      .string()
      .optional()
      .meta({ description: 'How to mend it, where `detail` only says what is wrong (`POLICY_FAILED`).' }),
    line: z.int().optional().meta({ description: 'In the body as it was sent, from 1.' }),
    column: z.int().optional(),
  })
  .meta({ id: 'ProblemMistake' })

export const Problem = z
  .strictObject({
    type: z.string().meta({
      description:
        'A URN, one for each code; for too many requests and for overload the URL that is registered for them.',
      example: 'urn:moorage:problem:invalid-topology',
    }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What happened and how to mend it, for people.' }),
    instance: z.string().meta({ description: 'A URN with the request’s id.' }),
    code: z.string().meta({ description: 'Stable, UPPER_SNAKE: for programs.', example: 'INVALID_TOPOLOGY' }),
    requestId: z.string(),
    errors: z.array(ProblemMistake).optional().meta({ description: 'Every mistake found, at most 100.' }),
  })
  .meta({ id: 'Problem', description: 'An RFC 9457 problem document.' })
export type Problem = z.infer<typeof Problem>

/** A refusal by the transport, with the headers that its status demands. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: TransportCode
  readonly headers: Readonly<Record<string, string>>

  constructor(code: TransportCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.code = code
    this.headers = headers
  }
}

/** Problem types that everybody shares (draft-ietf-httpapi-ratelimit-headers-10, section 6). */
const REGISTERED: Partial<Record<ProblemCode, string>> = {
  RATE_LIMITED: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
  OVERLOADED: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
}

const MISTAKES_AT_MOST = 100
const BODY_AT_MOST = 60 * 1024
/** How long to wait, by status: what is in use is free again soon. */
const RETRY_AFTER_SECONDS: Record<number, string> = { 409: '1', 503: '5' }

/** `mistakes` are a failure's own, with their places in the text where there are any. */
export function problemOf(error: Failure | Refusal, requestId: string, mistakes: readonly Mistake[] = []): Problem {
  const { status, title } = PROBLEMS[error.code]
  const errors = fitting(mistakes)
  return {
    type: REGISTERED[error.code] ?? `urn:moorage:problem:${error.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: shown(error.message, 1000),
    instance: UUID.test(requestId) ? `urn:uuid:${requestId}` : `urn:moorage:request:${requestId}`,
    code: error.code,
    requestId,
    ...(errors.length === 0 ? {} : { errors }),
  }
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** As many mistakes as an answer may hold, each of bounded length. */
function fitting(mistakes: readonly Mistake[]): NonNullable<Problem['errors']> {
  const errors: NonNullable<Problem['errors']> = []
  let bytes = 0
  for (const { pointer, code, detail, mend, line, column } of mistakes.slice(0, MISTAKES_AT_MOST)) {
    const place = line === undefined || column === undefined ? {} : { line, column }
    const mended = mend === undefined ? {} : { mend: shown(mend, 300) }
    const error = { pointer: shown(pointer, 200), code, detail: shown(detail, 300), ...mended, ...place }
    bytes += Buffer.byteLength(JSON.stringify(error)) + 1
    if (bytes > BODY_AT_MOST) break
    errors.push(error)
  }
  return errors
}

/** What a status demands beside its body. */
export function headersOf(error: Failure | Refusal): Record<string, string> {
  const seconds = RETRY_AFTER_SECONDS[PROBLEMS[error.code].status]
  const retry = seconds === undefined ? undefined : { 'Retry-After': seconds }
  return { 'Cache-Control': 'no-store', ...retry, ...(error instanceof Refusal ? error.headers : {}) }
}

/** A problem for a person at a terminal. */
export function problemText(problem: Problem): string {
  const mistakes = (problem.errors ?? []).flatMap(({ pointer, detail, mend, line, column }) => {
    const place = line === undefined ? '' : `line ${line}, column ${column}: `
    const mended = mend === undefined ? [] : [`    ${mend}`]
    return [`  ${place}${pointer === '' ? 'the document' : pointer}`, `    ${detail}`, ...mended]
  })
  return [
    `${problem.status} ${problem.title} (${problem.code})`,
    problem.detail,
    ...mistakes,
    `Request ${problem.requestId}`,
    '',
  ].join('\n')
}
