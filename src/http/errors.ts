// Whatever was thrown, by us, by Fastify or by Node → a failure or a refusal, and that → a response in the form the caller reads.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Failure, type Mistake } from '../domain/failure.ts'
import { SentText } from './documents.ts'
import { ACCEPT_POST, BODY_TYPES, JSON_TYPE, TEXT_TYPE } from './media-types.ts'
import { mistakesInParameters } from './parameters.ts'
import { headersOf, type Problem, problemOf, problemText, Refusal } from './problems.ts'

export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { problem, headers } = understand(thrown, request)
  const type = problemType(request)
  const text = type === TEXT_TYPE ? problemText(problem) : JSON.stringify(problem)
  // As bytes: to text Fastify would add a charset that application/problem+json does not have.
  return reply.code(problem.status).headers(headers).type(type).send(Buffer.from(text))
}

/** What to tell of it, whatever the form; it is logged. */
export function understand(
  thrown: unknown,
  request: FastifyRequest,
): { problem: Problem; headers: Record<string, string> } {
  const error = understood(thrown, request)
  const problem = problemOf(error, request.id, located(error, request))
  log(problem, error, thrown, request)
  return { problem, headers: headersOf(error) }
}

/** For an address that Fastify could not route: nothing has set a header yet. */
export function sendFrameworkError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('Request-Id', request.id).header('X-Content-Type-Options', 'nosniff')
  sendProblem(error, request, reply)
}

// 5xx is for the operator to see; 4xx is the caller's affair and only noted.
function log(problem: Problem, error: Failure | Refusal, thrown: unknown, request: FastifyRequest): void {
  const inside = error instanceof Failure ? error.inside : undefined
  if (problem.status >= 500) request.log.error({ err: thrown, code: problem.code, inside }, problem.title)
  else request.log.info({ code: problem.code, inside }, problem.title)
}

function located(error: Failure | Refusal, request: FastifyRequest): readonly Mistake[] {
  if (!(error instanceof Failure)) return []
  // A plan is judged as it is in one order, which need not be the order of what was sent.
  if (error.code === 'POLICY_FAILED') return error.mistakes
  // A parameter stands in no body.
  if (error.code === 'INVALID_PARAMETER') return error.mistakes
  return request.body instanceof SentText ? request.body.locate(error.mistakes) : error.mistakes
}

/** Backstage reads errors only as `application/json`, terminals as text; everybody else gets the type made for it. */
function problemType(request: FastifyRequest): string {
  const standard = 'application/problem+json'
  // A request that never reached a route (a broken address) is a bare one, without what plugins add.
  if (typeof request.accepts !== 'function' || request.headers.accept?.includes(standard) === true) return standard
  const [type] = [request.accepts().type([standard, 'application/json', 'text/plain'])].flat()
  if (type === 'application/json') return JSON_TYPE
  return type === 'text/plain' ? TEXT_TYPE : standard
}

function understood(thrown: unknown, request: FastifyRequest): Failure | Refusal {
  if (thrown instanceof Failure || thrown instanceof Refusal) return thrown
  const error = thrown as Partial<FastifyError>
  if (error.validation !== undefined) {
    const mistakes = mistakesInParameters(error.validation)
    const [first] = mistakes
    return new Failure(
      'INVALID_PARAMETER',
      first === undefined ? 'A parameter is invalid.' : `${first.pointer.replace(/^\/query\//, '')}: ${first.detail}.`,
      { mistakes },
    )
  }
  return (
    FRAMEWORK.get(error.code ?? '')?.(request) ??
    new Refusal('INTERNAL', 'Something went wrong on our side. The request id leads the operator to it.')
  )
}

// What Fastify and Node throw before a route is asked, or in its place.
const FRAMEWORK = new Map<string, (request: FastifyRequest) => Refusal>([
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', unsupportedMediaType],
  [
    'FST_ERR_CTP_BODY_TOO_LARGE',
    ({ routeOptions: { bodyLimit = MIB } }) =>
      new Refusal('BODY_TOO_LARGE', `A body may have at most ${bodyLimit / MIB} MiB (${bodyLimit} bytes).`),
  ],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', () => unreadable('The body is not as long as Content-Length says.')],
  ['FST_ERR_BAD_URL', () => unreadable('The path is no URL path: a "%" must be followed by two hexadecimal digits.')],
  ['FST_ERR_MAX_PARAM_LENGTH', () => new Refusal('URI_TOO_LONG', 'A part of the path is longer than 100 characters.')],
  [
    'FST_ERR_HANDLER_TIMEOUT',
    () => new Refusal('HANDLER_TIMEOUT', 'The answer was not ready in time. Try again later.'),
  ],
  ['ECONNRESET', () => unreadable('The connection ended before the body did.')],
])

const MIB = 1024 * 1024
const unreadable = (says: string): Refusal => new Refusal('MALFORMED_REQUEST', says)

function unsupportedMediaType(request: FastifyRequest): Refusal {
  const sent = request.headers['content-type'] ?? ''
  const accepted = `Send the body as ${BODY_TYPES.join(', ')}.`
  // What curl sends when nobody tells it otherwise; -d also takes the line breaks out of YAML.
  const form = /^\s*application\/x-www-form-urlencoded/i.test(sent)
  const hint = form
    ? ` With curl: -H 'content-type: application/yaml' --data-binary @topology.yaml (-d alone sends a form and drops line breaks).`
    : ''
  const said = sent === '' ? 'The request has a body but no Content-Type.' : 'This Content-Type is not read here.'
  return new Refusal('UNSUPPORTED_MEDIA_TYPE', `${said} ${accepted}${hint}`, {
    'Accept-Post': ACCEPT_POST,
  })
}
