// What the path says: which webhook endpoint. What is no id is not there; the store is not asked.
import { z } from 'zod'
import { Failure } from '../domain/failure.ts'

export const WebhookEndpointParams = z.strictObject({
  id: z.string().meta({
    description: 'The endpoint’s id, a UUID in lower case.',
    format: 'uuid',
    example: '019ab4d2-5c00-7000-8000-00000000000e',
  }),
})

const LOWER_CASE_UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Throws WEBHOOK_ENDPOINT_NOT_FOUND. */
export function webhookEndpointId({ id }: z.infer<typeof WebhookEndpointParams>): string {
  if (LOWER_CASE_UUID.test(id)) return id
  throw new Failure(
    'WEBHOOK_ENDPOINT_NOT_FOUND',
    'There is no webhook endpoint with this id; an id is a UUID in lower case.',
  )
}
