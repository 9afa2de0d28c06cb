// A kept plan for a route that sends one form of it.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Planner } from '../application/planner.ts'
import type { PlanRecord } from '../application/store.ts'
import type { PlanSummary } from '../domain/plan/plan.ts'
import { callerOf } from './caller.ts'
import { unchanged } from './conditional.ts'

/**
 * The plan, its tag set; undefined when the caller has this very form already, and 304 is all there is to send. One query, also for
 * those who name a tag: a summary says as much about it, and a body can be a thousand times as long.
 */
export async function keptPlan(
  planner: Planner,
  { request, reply, id, tagFor }: KeptForm,
): Promise<PlanRecord | undefined> {
  if (request.headers['if-none-match'] !== undefined) {
    const summary = await planner.findSummary(callerOf(request), id)
    if (unchanged(request, reply, tagFor(summary))) return undefined
  }
  const record = await planner.find(callerOf(request), id)
  reply.header('ETag', tagFor(record.summary))
  return record
}

type KeptForm = {
  request: FastifyRequest
  reply: FastifyReply
  id: string
  tagFor: (summary: PlanSummary) => string
}
