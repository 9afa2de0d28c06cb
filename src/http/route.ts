// What every route is written with: the typed app, the body that was read, the id in the path.
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Failure } from '../domain/failure.ts'
import { SentDocument, SentStream } from './documents.ts'

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

export const PlanParams = z.strictObject({
  id: z.string().meta({
    description: 'The plan’s id, a UUID in lower case.',
    format: 'uuid',
    example: '019ab4d2-5c00-7000-8000-000000000001',
  }),
})

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

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** What is no id cannot be anybody's: the store is not asked. Throws PLAN_NOT_FOUND. */
export function planId({ id }: z.infer<typeof PlanParams>): string {
  if (!UUID.test(id))
    throw new Failure('PLAN_NOT_FOUND', 'There is no plan with this id; an id is a UUID in lower case.')
  return id
}
