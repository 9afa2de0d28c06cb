// How a route says what it answers: a description, headers, and for each media type a Zod schema with an example.
import { z } from 'zod'
import { Failure, type Mistake } from '../../domain/failure.ts'
import {
  PROBLEMS,
  Problem,
  type ProblemCode,
  problemOf,
  Refusal,
  TRANSPORT_CODES,
  type TransportCode,
} from '../problems.ts'

export type Example = { summary: string; value: unknown }
export type Media = { schema: z.ZodType; examples?: Record<string, Example> }
export type Header = { description: string; schema: { type: 'string'; format?: string }; example: string }
export type Answer = { description: string; headers?: Record<string, Header>; content?: Record<string, Media> }
export type Answers = Record<number, Answer>

export const PROBLEM_TYPE = 'application/problem+json'
export const REQUEST_ID = '019ab4d2-5c00-7000-8000-00000000000a'

export const HEADERS = {
  'Request-Id': { description: 'Names this exchange in the log.', schema: { type: 'string' }, example: REQUEST_ID },
  ETag: {
    description: 'For `If-None-Match` and `If-Match`.',
    schema: { type: 'string' },
    example: '"019ab4d2-5c00.1.mi7y6xs0"',
  },
  Location: {
    description: 'Where the plan is.',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/v1/plans/019ab4d2-5c00-7000-8000-000000000001',
  },
  Link: {
    description: 'What is related to it: the next page, the other revisions. The body says the same under `links`.',
    schema: { type: 'string' },
    example: '</v1/plans?limit=1&cursor=eyJ>; rel="next"',
  },
  'Idempotency-Replayed': {
    description: '`true` where this key was answered before, and this is that answer.',
    schema: { type: 'string' },
    example: 'true',
  },
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'string' }, example: '5' },
  'Content-Disposition': {
    description: 'A name to keep the file under.',
    schema: { type: 'string' },
    example: 'attachment; filename="shop-recommended.zip"',
  },
  'WWW-Authenticate': {
    description: 'What is needed instead. Absent where the page of another origin is what is refused (`CROSS_ORIGIN`).',
    schema: { type: 'string' },
    example: 'Bearer realm="moorage", error="insufficient_scope", scope="plans:write"',
  },
  RateLimit: {
    description: 'How many requests are left, and for how many seconds.',
    schema: { type: 'string' },
    example: '"default";r=0;t=30',
  },
  'RateLimit-Policy': {
    description: 'How many requests in how many seconds.',
    schema: { type: 'string' },
    example: '"default";q=1200;w=60',
  },
  Allow: { description: 'The methods there are.', schema: { type: 'string' }, example: 'GET, HEAD' },
  'Accept-Post': {
    description: 'The media types a body may have.',
    schema: { type: 'string' },
    example: 'application/json, application/yaml',
  },
} as const satisfies Record<string, Header>
export type HeaderName = keyof typeof HEADERS

export const media = (schema: z.ZodType, summary: string, value: unknown): Media => ({
  schema,
  examples: { example: { summary, value } },
})

export function answer(
  description: string,
  content?: Record<string, Media>,
  headers: readonly HeaderName[] = [],
): Answer {
  const named = ['Request-Id', ...headers] as const
  return {
    description,
    headers: Object.fromEntries(named.map((name) => [name, HEADERS[name]])),
    ...(content === undefined ? {} : { content }),
  }
}

/** The problems a route may answer with, told together for each status. */
export function problems(...codes: readonly ProblemCode[]): Answers {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of codes) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code])
  return Object.fromEntries([...byStatus].map(([status, together]) => [status, problemAnswer(status, together)]))
}

function problemAnswer(status: number, codes: readonly ProblemCode[]): Answer {
  const examples = Object.fromEntries(
    codes.map((code) => [code, { summary: PROBLEMS[code].title, value: exampleOf(code) }]),
  )
  const description = `${codes.map((code) => `${PROBLEMS[code].title} (\`${code}\`)`).join('; ')}.`
  const content = { [PROBLEM_TYPE]: { schema: Problem, examples }, ...PROBLEM_ELSE }
  return answer(description, content, DEMANDED[status] ?? [])
}

/** The same problem for those whose `Accept` asks for nothing else. */
const PROBLEM_ELSE = { 'application/json': { schema: Problem }, 'text/plain': { schema: z.string() } }

/** The headers that go with a status. */
const DEMANDED: Readonly<Record<number, readonly HeaderName[]>> = {
  401: ['WWW-Authenticate'],
  403: ['WWW-Authenticate'],
  409: ['Retry-After'],
  415: ['Accept-Post'],
  429: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
  503: ['Retry-After'],
}

// What is told of a code when there is nothing more particular to tell.
const TOLD: Partial<Record<ProblemCode, string>> = {
  MALFORMED_DOCUMENT: 'The body cannot be read: a comma is expected here (line 3, column 5).',
  INVALID_TOPOLOGY: 'The topology has 1 mistake.',
  INVALID_PARAMETER: 'limit: must be a whole number of 1 or more; at most 100 are given at once.',
  INVALID_CURSOR: 'The cursor is invalid: this cursor was made with other filters; start again without it.',
  POLICY_FAILED:
    'The plan fails the policy acme@2 in 1 place. Nothing is kept. Mend what `errors` says, or leave `enforce` out to see the whole plan.',
  TOO_MANY_OBJECTS: 'There are 2400 objects; at most 2000 are checked at once.',
  PLAN_NOT_FOUND: 'There is no plan "019ab4d2-5c00-7000-8000-000000000002".',
  REVISION_NOT_FOUND: 'There is no revision 7 of this plan; its newest is 3.',
  PRECONDITION_FAILED:
    'The plan is not as the request expects: it is at revision 2, etag "019ab4d2-5c00.2.mi7y7xs0". Read it, then send that in If-Match.',
  PRECONDITION_REQUIRED:
    'Say which revision is meant: its ETag in If-Match, or `If-None-Match: *` to make a plan that is not there yet.',
  IDEMPOTENCY_KEY_REUSED:
    'This idempotency key was used for another request; send a key of its own with each request that differs.',
  IDEMPOTENCY_KEY_IN_USE: 'A request with this idempotency key is still being answered. Send it again in a moment.',
  WEBHOOK_ENDPOINT_NOT_FOUND: 'There is no webhook endpoint "019ab4d2-5c00-7000-8000-000000000002".',
  WEBHOOKS_OFF: 'This service calls nobody: whoever runs it names the hosts that may be called in WEBHOOK_HOSTS.',
  INVALID_WEBHOOK_ENDPOINT: 'The webhook endpoint has 1 mistake.',
  WEBHOOK_ENDPOINT_DISABLED: 'This endpoint is not enabled; enable it with PUT first.',
  SERVICE_NOT_FOUND: 'There is no Service "wbe" in this design. There are api, db, db-any, web.',
  STORE_UNAVAILABLE: 'The database does not answer.',
  PLANNING_UNAVAILABLE: 'The plan could not be drawn up: its worker stopped. Try again later.',
  UNAUTHENTICATED: 'This needs a token: send `Authorization: Bearer moor_…`.',
  SCOPE_MISSING: 'This needs a token with the scope plans:write.',
  CROSS_ORIGIN: 'A browser sent this for a page of another origin. Name that origin in CORS_ORIGINS if its pages may.',
  RATE_LIMITED: 'More than 1200 requests a minute. Try again in 30 seconds.',
  OVERLOADED: 'There is more to do than can be done in time. Try again later.',
}
const MISTAKES: Partial<Record<ProblemCode, Mistake[]>> = {
  POLICY_FAILED: [
    {
      pointer: '/workloads/web/expose/0',
      code: 'PUBLIC_WITHOUT_TLS',
      detail: 'http of web (port 80) is served at a public address without TLS, to internet (any address).',
      mend: 'Say `tls: { mode: terminate }`, or `passthrough` where the workload ends TLS itself.',
    },
  ],
  INVALID_WEBHOOK_ENDPOINT: [
    {
      pointer: '/url',
      code: 'HOST_NOT_ALLOWED',
      detail: 'must be at a host and port that WEBHOOK_HOSTS lists; ask who runs this service',
      line: 1,
      column: 8,
    },
  ],
  MALFORMED_DOCUMENT: [{ pointer: '', code: 'SYNTAX', detail: 'a comma is expected here', line: 3, column: 5 }],
  INVALID_TOPOLOGY: [
    {
      pointer: '/workloads/web/replics',
      code: 'UNKNOWN_FIELD',
      detail: 'unknown field "replics"; did you mean `replicas`?',
      line: 5,
      column: 5,
    },
  ],
}

function exampleOf(code: ProblemCode): Problem {
  const told = TOLD[code] ?? `${PROBLEMS[code].title}.`
  return problemOf(isTransport(code) ? new Refusal(code, told) : new Failure(code, told), REQUEST_ID, MISTAKES[code])
}

const isTransport = (code: ProblemCode): code is TransportCode => (TRANSPORT_CODES as readonly string[]).includes(code)
