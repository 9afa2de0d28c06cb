// A plan that a request made, revised or found to be so already → the answer: what was kept, byte for byte, and where it is.
import type { FastifyReply } from 'fastify'
import { planIn } from '../application/kept-plan.ts'
import type { Answered } from '../application/plans.ts'
import { planText } from '../reports/text/plan.ts'
import { tagOf } from './conditional.ts'
import { JSON_TYPE, TEXT_TYPE } from './media-types.ts'
import { linkToVersions } from './versions.ts'

export const FORMS = ['application/json', 'text/plain'] as const
type Sending = { form: (typeof FORMS)[number]; publicBaseUrl: string }

export function sendMade(
  reply: FastifyReply,
  { summary, body, made, replayed }: Answered,
  { form, publicBaseUrl }: Sending,
): FastifyReply {
  reply.code(made === 'plan' ? 201 : 200).header('Link', linkToVersions(summary))
  if (made === 'plan') reply.header('Location', `${publicBaseUrl}${summary.url}`)
  markReplayed(reply, replayed)
  return form === 'text/plain'
    ? reply
        .header('ETag', tagOf(summary.etag, 'text'))
        .type(TEXT_TYPE)
        .send(planText(planIn({ body })))
    : reply.header('ETag', tagOf(summary.etag)).type(JSON_TYPE).send(body)
}

export function markReplayed(reply: FastifyReply, replayed: boolean): void {
  if (replayed) reply.header('Idempotency-Replayed', 'true')
}
