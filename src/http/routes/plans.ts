// /v1/plans and /v1/plans/{id}: draw up a plan and keep it, read it, remove it. The list is in plan-list.ts.
import { z } from 'zod'
import { draftIn } from '../../application/drawn.ts'
import type { Planner } from '../../application/planner.ts'
import { Draft } from '../../domain/plan/plan.ts'
import { planText } from '../../reports/text/plan.ts'
import { callerOf } from '../caller.ts'
import { expectationOf } from '../conditional.ts'
import { sentTopology } from '../envelope.ts'
import { keyedOf, RequestId } from '../idempotency.ts'
import { sendKept } from '../kept-plan.ts'
import { formFor, refuseSmall, reportMeantBy, sendMade } from '../made-plan.ts'
import { JSON_TYPE, TEXT_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { DRAFT_EXAMPLE } from '../openapi/examples.ts'
import { READABLE } from '../openapi/readable.ts'
import { EXPECTING, KEYED, READING } from '../openapi/request-headers.ts'
import { planBody, TOPOLOGY_PROBLEMS } from '../openapi/topology-body.ts'
import { Flag, planWishes } from '../parameters.ts'
import { PlanParams, planId } from '../plan-params.ts'
import { PLAN_OR_SUMMARY, smallAnswer } from '../reports/comments.ts'
import type { Reports } from '../reports/send.ts'
import type { App } from '../route.ts'

/** How plans are changed, and where they are said to be. */
export type PlanRouteOptions = { publicBaseUrl: string; requireIfMatch: boolean; reports: Reports }

export function planRoutes(app: App, planner: Planner, options: PlanRouteOptions): void {
  createRoute(app, planner, options)
  readRoute(app, planner, options)
  removeRoute(app, planner, options)
}

function createRoute(app: App, planner: Planner, { publicBaseUrl, reports }: PlanRouteOptions): void {
  const createPlan = {
    operationId: 'createPlan',
    tags: ['plans'],
    summary: 'Draw up a plan and keep it',
    description:
      'Reads a topology and answers with the whole plan: Service types with reasons and rejected alternatives, manifests, ' +
      'the monthly bill before and after sharing, and the verdict. With `dryRun=true` nothing is kept and the plan has no id. ' +
      'With `fields=summary` or `comment=wiki` the answer is small, whatever is accepted, and the same plan is kept. ' +
      'With a key of your own (`Idempotency-Key`, or `requestId` as a parameter or in the body) it is kept once, however often it is sent.',
    headers: KEYED,
    querystring: z.strictObject({
      dryRun: Flag.optional().meta({
        description: 'Draw up, answer with 200, keep nothing. Not with `fields` or `comment`.',
      }),
      requestId: RequestId.optional(),
      ...smallAnswer,
      ...planWishes,
    }),
    body: planBody,
    response: {
      200: answer('The plan, not kept (`dryRun=true`).', {
        'application/json': media(Draft, 'A draft', DRAFT_EXAMPLE),
        ...READABLE,
      }),
      201: answer('The plan, kept.', { 'application/json': PLAN_OR_SUMMARY, ...READABLE }, [
        'Location',
        'ETag',
        'Link',
        'Idempotency-Replayed',
      ]),
      ...problems(
        ...TOPOLOGY_PROBLEMS,
        'POLICY_FAILED',
        'PLAN_NOT_FOUND',
        'IDEMPOTENCY_KEY_IN_USE',
        'IDEMPOTENCY_KEY_REUSED',
        'STORE_UNAVAILABLE',
        'PLANNING_UNAVAILABLE',
      ),
    },
  }
  app.post('/v1/plans', { schema: createPlan }, async (request, reply) => {
    const { dryRun, requestId, fields, comment, ...wishes } = request.query
    const small = { fields, comment }
    if (dryRun === true) refuseSmall(small)
    const form = formFor(request, reply, small)
    const { document, requestId: inBody } = sentTopology(request)
    if (dryRun === true) {
      const drawn = await planner.drawn(callerOf(request), document, wishes)
      const report = reportMeantBy(form)
      if (report !== undefined) return reports.send(reply, draftIn(drawn), { form: report })
      return form === 'text/plain'
        ? reply.type(TEXT_TYPE).send(planText(draftIn(drawn)))
        : reply.type(JSON_TYPE).send(drawn.json)
    }
    const keyed = keyedOf(request, {
      operation: createPlan.operationId,
      query: wishes,
      document,
      requestIds: [requestId, inBody],
    })
    return sendMade(reply, await planner.create(callerOf(request), document, wishes, keyed), {
      form,
      publicBaseUrl,
      reports,
      small,
    })
  })
}

function readRoute(app: App, planner: Planner, { reports }: PlanRouteOptions): void {
  const getPlan = {
    operationId: 'getPlan',
    tags: ['plans'],
    summary: 'Read a plan',
    description:
      'The newest revision exactly as it was answered when it was drawn up, or with `fields=summary` the few facts a list shows of ' +
      'it, with `comment=wiki` and the report as a comment too.',
    headers: READING,
    params: PlanParams,
    querystring: z.strictObject(smallAnswer),
    response: {
      200: answer('The plan.', { 'application/json': PLAN_OR_SUMMARY, ...READABLE }, ['ETag', 'Link']),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'PLAN_NOT_FOUND', 'NOT_ACCEPTABLE', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/plans/:id', { schema: getPlan }, async (request, reply) => {
    const id = planId(request.params)
    return sendKept(planner, { request, reply, which: { id }, ...request.query, reports })
  })
}

function removeRoute(app: App, planner: Planner, { requireIfMatch: required }: PlanRouteOptions): void {
  const deletePlan = {
    operationId: 'deletePlan',
    tags: ['plans'],
    summary: 'Remove a plan',
    description:
      'Removes the plan with every revision, for good. A second call finds nothing and answers 404. With `If-Match` only while that ' +
      'revision is the newest.',
    headers: EXPECTING,
    params: PlanParams,
    querystring: z.strictObject({}),
    response: {
      204: answer('Removed.'),
      ...problems(
        'INVALID_PARAMETER',
        'PLAN_NOT_FOUND',
        'PRECONDITION_FAILED',
        'PRECONDITION_REQUIRED',
        'STORE_UNAVAILABLE',
      ),
    },
  }
  app.delete('/v1/plans/:id', { schema: deletePlan }, async (request, reply) => {
    const id = planId(request.params)
    await planner.remove(callerOf(request), id, expectationOf(request, { required }))
    return reply.code(204).send()
  })
}
