// A plan that a request made, revised or found to be so already → the answer: what was kept, byte for byte, and where it is.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { planIn } from '../application/kept-plan.ts'
import type { Answered } from '../application/plans.ts'
import { Failure } from '../domain/failure.ts'
import { planText } from '../reports/text/plan.ts'
import { tagOf } from './conditional.ts'
import { JSON_TYPE, negotiate, TEXT_TYPE } from './media-types.ts'
import { isSmall, type Small } from './reports/comments.ts'
import type { ReportFormName } from './reports/forms.ts'
import type { Reports } from './reports/send.ts'
import { sendSmall } from './small-answer.ts'
import { linkToVersions } from './versions.ts'

export const FORMS = ['application/json', 'text/plain', 'text/markdown', 'text/html'] as const
type Form = (typeof FORMS)[number]
type Sending = { form: Form; publicBaseUrl: string; reports: Reports; small: Small }

/** Which report is meant by what is accepted; undefined where it is the plan itself, as JSON or as one screen. */
export const reportMeantBy = (form: Form): ReportFormName | undefined =>
  form === 'text/markdown' ? 'md' : form === 'text/html' ? 'html' : undefined

/** A small answer is JSON, whatever is accepted. Throws NOT_ACCEPTABLE. */
export const formFor = (request: FastifyRequest, reply: FastifyReply, small: Small): Form =>
  isSmall(small) ? 'application/json' : negotiate(request, reply, FORMS)

/** Throws INVALID_PARAMETER: what is not kept has no address, and a summary is made of addresses. */
export function refuseSmall(small: Small): void {
  if (!isSmall(small)) return
  const detail = 'is of a plan that is kept: leave out dryRun'
  const name = small.comment === undefined ? 'fields' : 'comment'
  throw new Failure('INVALID_PARAMETER', `${name}: ${detail}.`, {
    mistakes: [{ pointer: `/query/${name}`, code: 'INVALID_PARAMETER', detail }],
  })
}

export async function sendMade(
  reply: FastifyReply,
  { summary, body, made, replayed }: Answered,
  { form, publicBaseUrl, reports, small }: Sending,
): Promise<FastifyReply> {
  reply.code(made === 'plan' ? 201 : 200).header('Link', linkToVersions(summary))
  if (made === 'plan') reply.header('Location', `${publicBaseUrl}${summary.url}`)
  markReplayed(reply, replayed)
  if (isSmall(small)) return sendSmall(reply, { summary, body }, { ...small, reports })
  const report = reportMeantBy(form)
  if (report !== undefined) {
    reply.header('ETag', reports.tagFor(summary.etag, { form: report }))
    return reports.send(reply, planIn({ body }), { form: report })
  }
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
