// How requests are logged: JSON with the request's id and its trace, and nothing in it that opens a door.
import type { FastifyRequest, FastifyServerOptions } from 'fastify'

type LoggerOptions = Exclude<FastifyServerOptions['logger'], boolean | undefined>
type Destination = { write: (line: string) => void }

/** Standard output unless `stream` says otherwise. */
export function loggerOptions(level: string, stream?: Destination): LoggerOptions {
  return {
    level,
    // Whoever logs a whole request one day shall not log what is secret in it.
    redact: ['authorization', 'cookie', 'token', 'secret'].flatMap((name) => [
      name,
      `*.${name}`,
      `*.headers.${name}`,
      `*.*.${name}`,
    ]),
    serializers: { req: describeRequest },
    hooks: { streamWrite: withoutTokens },
    ...(stream === undefined ? {} : { stream }),
  }
}

/** Without the query: what is searched for is the caller's affair. */
const describeRequest = (request: FastifyRequest) => ({
  method: request.method,
  url: request.url.replace(/\?.*/s, '').slice(0, 500),
  remoteAddress: request.ip,
})

/** The last wall: a token, or what webhooks are signed with, is masked wherever it turns up in a line. */
const withoutTokens = (line: string): string =>
  line
    .replaceAll(/moor_[a-z0-9]{12}_[\w-]{43}/g, 'moor_[redacted]')
    .replaceAll(/whsec_[\w+/]{32,}=*/g, 'whsec_[redacted]')

const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}(?:$|-)/

/** The caller's trace and span (W3C Trace Context), so that our lines are found beside his. */
export function traceOf(traceparent: unknown): { traceId?: string; spanId?: string } {
  const [, traceId, spanId] = (typeof traceparent === 'string' && TRACEPARENT.exec(traceparent)) || []
  return traceId === undefined || spanId === undefined ? {} : { traceId, spanId }
}
