// The key under which a request is answered once: a header, a query parameter or a field of the body, for callers that can set only one
// of them; and the print that tells whether two requests under one key are the same.
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Keyed } from '../application/once.ts'
import { Failure } from '../domain/failure.ts'
import { sortKeys } from '../domain/topology/index.ts'
import { SentDocument } from './documents.ts'

const MUST_BE = 'must be 1 to 255 printable ASCII characters'
const KEY = /^[ -~]{1,255}$/

// Without an example: Swagger UI would send it, and get the answer of whoever tried it before.
export const RequestId = z.string({ error: 'must be given once' }).regex(KEY, { error: MUST_BE }).meta({
  description:
    'As `Idempotency-Key`, for callers that cannot set a header: the same request again gets the same answer.',
})

/** The document without the key that may be in it. Throws INVALID_TOPOLOGY where it is none. */
export function apartFromKey(document: unknown): { document: unknown; requestId?: string } {
  if (typeof document !== 'object' || document === null || !Object.hasOwn(document, 'requestId')) return { document }
  const { requestId, ...rest } = document as Record<string, unknown>
  if (typeof requestId === 'string' && KEY.test(requestId)) return { document: rest, requestId }
  throw new Failure('INVALID_TOPOLOGY', 'The topology has 1 mistake.', {
    mistakes: [{ pointer: '/requestId', code: 'INVALID_REQUEST_ID', detail: MUST_BE }],
  })
}

/** The key in a body that holds nothing else; undefined where there is no body. Throws INVALID_TOPOLOGY, MALFORMED_DOCUMENT. */
export function keyAlone(request: FastifyRequest): string | undefined {
  if (!(request.body instanceof SentDocument)) return undefined
  const { document, requestId } = apartFromKey(request.body.value)
  if (JSON.stringify(document) === '{}') return requestId
  throw new Failure('MALFORMED_DOCUMENT', 'The body may be left out, or hold `requestId` and nothing else.')
}

/** What was asked, beside the method and path: `query` without its key, `document` without its own. */
type AskedFor = { operation: string; query: object; document?: unknown; requestIds: readonly (string | undefined)[] }

/** Undefined where no key was sent. Throws INVALID_PARAMETER where it is none, or where several differ. */
export function keyedOf(request: FastifyRequest, asked: AskedFor): Keyed | undefined {
  const keys = [headerKey(request), ...asked.requestIds].filter((key) => key !== undefined)
  const [key] = keys
  if (key === undefined) return undefined
  if (keys.some((other) => other !== key)) throw invalid('must be the same wherever it is given: here it differs')
  const { operation, query, document = null } = asked
  const path = request.url.split('?')[0]
  // RFC 8785 in all that matters here: keys in one order, numbers as JavaScript prints them, no white space.
  const told = JSON.stringify(sortKeys([request.method, path, query, document]))
  return { operation, key, fingerprint: createHash('sha256').update(told).digest('hex') }
}

/** Quoted as a structured field has it, or bare as most callers send it. */
function headerKey(request: FastifyRequest): string | undefined {
  const sent = request.headers['idempotency-key']
  if (sent === undefined) return undefined
  const text = [sent].flat().join(', ')
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text)?.[1]
  const key = quoted === undefined ? text : quoted.replaceAll(/\\(["\\])/g, '$1')
  if (!KEY.test(key) || (quoted === undefined && text.startsWith('"'))) throw invalid(MUST_BE)
  return key
}

const invalid = (detail: string): Failure =>
  new Failure('INVALID_PARAMETER', `Idempotency-Key: ${detail}.`, {
    mistakes: [{ pointer: '/header/Idempotency-Key', code: 'INVALID_PARAMETER', detail }],
  })
