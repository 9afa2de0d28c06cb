// A plan that a request made, revised or found to be so already → the answer: what was kept, byte for byte, and where it is.
import type { FastifyReply } from 'fastify'
import { planIn } from '../application/kept-plan.ts'
import type { Answered } from '../application/plans.ts'
import { planText } from '../reports/text/plan.ts'
import { tagOf } from './conditional.ts'
import { JSON_TYPE, TEXT_TYPE } from './media-types.ts'
import type { ReportFormName } from './reports/forms.ts'
import type { Reports } from './reports/send.ts'
import { linkToVersions } from './versions.ts'

export const FORMS = ['application/json', 'text/plain', 'text/markdown', 'text/html'] as const
type Form = (typeof FORMS)[number]
type Sending = { form: Form; publicBaseUrl: string; reports: Reports }

/** Which report is meant by what is accepted; undefined where it is the plan itself, as JSON or as one screen. */
export const reportMeantBy = (form: Form): ReportFormName | undefined =>
  form === 'text/markdown' ? 'md' : form === 'text/html' ? 'html' : undefined

export async function sendMade(
  reply: FastifyReply,
  { summary, body, made, replayed }: Answered,
  { form, publicBaseUrl, reports }: Sending,
): Promise<FastifyReply> {
  reply.code(made === 'plan' ? 201 : 200).header('Link', linkToVersions(summary))
  if (made === 'plan') reply.header('Location', `${publicBaseUrl}${summary.url}`)
  markReplayed(reply, replayed)
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
