// A kept plan, or one revision of it, for a route that sends one form of it.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { planIn } from '../application/kept-plan.ts'
import type { Planner } from '../application/planner.ts'
import type { PlanRecord } from '../application/store.ts'
import type { PlanSummary } from '../domain/plan/plan.ts'
import { planText } from '../reports/text/plan.ts'
import { callerOf } from './caller.ts'
import { tagOf, unchanged } from './conditional.ts'
import { FORMS, reportMeantBy } from './made-plan.ts'
import { JSON_TYPE, negotiate, TEXT_TYPE } from './media-types.ts'
import type { Small } from './reports/comments.ts'
import type { Reports } from './reports/send.ts'
import { sendSmall, summaryTag } from './small-answer.ts'
import { linkFromVersion, linkToVersions } from './versions.ts'

/** Which plan; the newest revision when none is named. */
export type Which = { id: string; revision?: number }
type Asking = { request: FastifyRequest; reply: FastifyReply; which: Which }

/**
 * The plan, its tag set; undefined when the caller has this very form already, and 304 is all there is to send. One query, also for
 * those who name a tag: a summary says as much about it, and a body can be a thousand times as long.
 */
export async function keptPlan(
  planner: Planner,
  { request, reply, which: { id, revision }, tagFor }: Asking & { tagFor: (summary: PlanSummary) => string },
): Promise<PlanRecord | undefined> {
  if (request.headers['if-none-match'] !== undefined) {
    const summary = await planner.findSummary(callerOf(request), id, revision)
    if (unchanged(request, reply, tagFor(summary))) return undefined
  }
  const record = await planner.find(callerOf(request), id, revision)
  reply.header('ETag', tagFor(record.summary))
  return record
}

/** Sends the plan as the caller accepts it, or its summary alone. */
export async function sendKept(
  planner: Planner,
  { request, reply, which, reports, ...small }: Asking & Small & { reports: Reports },
): Promise<FastifyReply> {
  const linkOf = which.revision === undefined ? linkToVersions : linkFromVersion
  const { comment } = small
  if (comment !== undefined) {
    const tagFor = ({ etag }: PlanSummary) => reports.commentTagFor(etag, comment)
    const record = await keptPlan(planner, { request, reply, which, tagFor })
    if (record === undefined) return reply.code(304).send()
    reply.header('Link', linkOf(record.summary))
    return sendSmall(reply, record, { comment, reports })
  }
  const form = small.fields ?? negotiate(request, reply, FORMS)
  if (form === 'summary') {
    const summary = await planner.findSummary(callerOf(request), which.id, which.revision)
    reply.header('Link', linkOf(summary))
    return unchanged(request, reply, summaryTag(summary.etag))
      ? reply.code(304).send()
      : reply.type(JSON_TYPE).send(JSON.stringify(summary))
  }
  const report = reportMeantBy(form)
  const kind = form === 'text/plain' ? ['text'] : []
  const kept = await keptPlan(planner, {
    request,
    reply,
    which,
    tagFor: ({ etag }) => (report === undefined ? tagOf(etag, ...kind) : reports.tagFor(etag, { form: report })),
  })
  if (kept === undefined) return reply.code(304).send()
  reply.header('Link', linkOf(kept.summary))
  if (report !== undefined) return reports.send(reply, planIn(kept), { form: report })
  return form === 'text/plain'
    ? reply.type(TEXT_TYPE).send(planText(planIn(kept)))
    : reply.type(JSON_TYPE).send(kept.body)
}
