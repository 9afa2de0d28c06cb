// What every route is written with: the typed app and the body that was read.
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Failure } from '../domain/failure.ts'
import { SentDocument, SentStream } from './documents.ts'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** The one document that was sent; the domain says what is wrong with it. Throws MALFORMED_DOCUMENT when there was no body at all. */
export function sentDocument(request: FastifyRequest): unknown {
  if (request.body instanceof SentDocument) return request.body.value
  throw new Failure('MALFORMED_DOCUMENT', 'The request has no body; send a document as JSON or YAML.')
}

/** The Kubernetes objects that were sent to a route that reads a stream. Throws MALFORMED_DOCUMENT when there was no body at all. */
export function sentObjects(request: FastifyRequest): SentStream {
  if (request.body instanceof SentStream) return request.body
  throw new Failure('MALFORMED_DOCUMENT', 'The request has no body; send Kubernetes objects as YAML or JSON.')
}
