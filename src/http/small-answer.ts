// A kept plan → its summary as JSON, with its report as a comment where that is asked for. A comment takes the plan to be read; a summary
// alone does not.
import type { FastifyReply } from 'fastify'
import { planIn } from '../application/kept-plan.ts'
import type { PlanRecord } from '../application/store.ts'
import { tagOf } from './conditional.ts'
import { JSON_TYPE } from './media-types.ts'
import type { Small } from './reports/comments.ts'
import type { Reports } from './reports/send.ts'

export const summaryTag = (etag: string): string => tagOf(etag, 'summary')

/** The tag is set. */
export async function sendSmall(
  reply: FastifyReply,
  { summary, body }: PlanRecord,
  { comment, reports }: Small & { reports: Reports },
): Promise<FastifyReply> {
  if (comment === undefined)
    return reply.header('ETag', summaryTag(summary.etag)).type(JSON_TYPE).send(JSON.stringify(summary))
  const answer = { ...summary, comment: await reports.commentOn(planIn({ body }), comment) }
  return reply.header('ETag', reports.commentTagFor(summary.etag, comment)).type(JSON_TYPE).send(JSON.stringify(answer))
}
