// PUT /v1/plans/{id}: the next revision of a plan from a new topology, or the first one under an id of the caller's own.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { callerOf } from '../caller.ts'
import { expectationOf } from '../conditional.ts'
import { sentTopology } from '../envelope.ts'
import { keyedOf, RequestId } from '../idempotency.ts'
import { formFor, sendMade } from '../made-plan.ts'
import { answer, type HeaderName, problems } from '../openapi/answers.ts'
import { READABLE } from '../openapi/readable.ts'
import { PUTTING } from '../openapi/request-headers.ts'
import { planBody, TOPOLOGY_PROBLEMS } from '../openapi/topology-body.ts'
import { planWishes } from '../parameters.ts'
import { newPlanId, PlanParams } from '../plan-params.ts'
import { PLAN_OR_SUMMARY, smallAnswer } from '../reports/comments.ts'
import type { App } from '../route.ts'
import type { PlanRouteOptions } from './plans.ts'

const content = {
  'application/json': PLAN_OR_SUMMARY,
  ...READABLE,
}
const headers: HeaderName[] = ['ETag', 'Link', 'Idempotency-Replayed']

export function planPutRoutes(app: App, planner: Planner, options: PlanRouteOptions): void {
  const putPlan = {
    operationId: 'putPlan',
    tags: ['plans'],
    summary: 'Plan anew as the next revision',
    description:
      'Reads a topology and keeps the plan as the next revision; every revision before stays as it was. Where there is no plan yet it is ' +
      'made under this id: the retry for callers that cannot send headers. What is there already, to the letter, makes no revision. ' +
      'Send the `ETag` you know in `If-Match`, and nobody’s change is lost; `If-None-Match: *` only makes.',
    headers: PUTTING,
    params: PlanParams,
    querystring: z.strictObject({
      requestId: RequestId.optional(),
      ...smallAnswer,
      ...planWishes,
    }),
    body: planBody,
    response: {
      200: answer('The plan as it is now.', content, headers),
      201: answer('The plan, which was not there before.', content, ['Location', ...headers]),
      ...problems(
        ...TOPOLOGY_PROBLEMS,
        'POLICY_FAILED',
        'PLAN_NOT_FOUND',
        'IDEMPOTENCY_KEY_IN_USE',
        'PRECONDITION_FAILED',
        'IDEMPOTENCY_KEY_REUSED',
        'PRECONDITION_REQUIRED',
        'STORE_UNAVAILABLE',
        'PLANNING_UNAVAILABLE',
      ),
    },
  }
  app.put('/v1/plans/:id', { schema: putPlan }, async (request, reply) => {
    const id = newPlanId(request.params)
    const { requestId, fields, comment, ...wishes } = request.query
    const small = { fields, comment }
    const form = formFor(request, reply, small)
    const expects = expectationOf(request, { required: options.requireIfMatch })
    const { document, requestId: inBody } = sentTopology(request)
    const keyed = keyedOf(request, {
      operation: putPlan.operationId,
      query: wishes,
      document,
      requestIds: [requestId, inBody],
    })
    const done = await planner.put(callerOf(request), id, document, wishes, { keyed, expects })
    return sendMade(reply, done, { form, small, ...options })
  })
}
