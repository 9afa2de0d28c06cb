// POST /v1/plans/{id}/reprice: the same topology at other prices, as the next revision, with what moved and why.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { callerOf } from '../caller.ts'
import { expectationOf, tagOf } from '../conditional.ts'
import { keyAlone, keyedOf, RequestId } from '../idempotency.ts'
import { markReplayed } from '../made-plan.ts'
import { JSON_TYPE, negotiate } from '../media-types.ts'
import { answer, type HeaderName, media, problems } from '../openapi/answers.ts'
import { DIFF_EXAMPLE } from '../openapi/examples.ts'
import { EXPECTING_KEYED } from '../openapi/request-headers.ts'
import { effort, guarding, pricing } from '../parameters.ts'
import { PlanDiff, planDiffOf } from '../plan-difference.ts'
import { PlanParams, planId } from '../plan-params.ts'
import type { App } from '../route.ts'
import { linkFromVersion } from '../versions.ts'

const RepriceInput = z.strictObject({ requestId: RequestId.optional() }).meta({ id: 'RepriceInput' })

export function planRepriceRoutes(app: App, planner: Planner, publicBaseUrl: string): void {
  const content = { 'application/json': media(PlanDiff, 'A difference', DIFF_EXAMPLE) }
  const headers: HeaderName[] = ['ETag', 'Link', 'Idempotency-Replayed']
  const repricePlan = {
    operationId: 'repricePlan',
    tags: ['plans'],
    summary: 'Price a plan again, as the next revision',
    description:
      'Plans the kept topology again with another price book, or with the newest version of its own where none is named, and keeps the ' +
      'outcome as the next revision. Answers with what moved: the difference to the revision before, as `/diff` tells it; other prices ' +
      'may turn the verdict. Where nothing moves no revision is made. What is not said otherwise is priced as it was.',
    headers: EXPECTING_KEYED,
    params: PlanParams,
    querystring: z.strictObject({ requestId: RequestId.optional(), ...pricing, ...effort, ...guarding }),
    body: {
      optional: true,
      content: {
        'application/json': media(RepriceInput, 'No key', {}),
        'application/yaml': media(RepriceInput, 'No key', {}),
      },
    },
    response: {
      200: answer('Nothing moved: the newest revision is priced so already.', content, headers),
      201: answer('The next revision, and what moved.', content, ['Location', ...headers]),
      ...problems(
        'MALFORMED_DOCUMENT',
        'YAML_ALIASES_NOT_ALLOWED',
        'INVALID_PARAMETER',
        'BODY_TOO_LARGE',
        'UNSUPPORTED_MEDIA_TYPE',
        'PLAN_NOT_FOUND',
        'NOT_ACCEPTABLE',
        'IDEMPOTENCY_KEY_IN_USE',
        'PRECONDITION_FAILED',
        'IDEMPOTENCY_KEY_REUSED',
        'INVALID_TOPOLOGY',
        'TOPOLOGY_TOO_LARGE',
        'PROVIDER_NOT_SUPPORTED',
        'POLICY_FAILED',
        'STORE_UNAVAILABLE',
        'PLANNING_UNAVAILABLE',
      ),
    },
  }
  app.post('/v1/plans/:id/reprice', { schema: repricePlan }, async (request, reply) => {
    const id = planId(request.params)
    negotiate(request, reply, ['application/json'])
    const { requestId, ...wishes } = request.query
    const expects = expectationOf(request, { required: false })
    const keyed = keyedOf(request, {
      operation: repricePlan.operationId,
      query: wishes,
      requestIds: [requestId, keyAlone(request)],
    })
    const { summary, made, replayed } = await planner.reprice(callerOf(request), id, wishes, { keyed, expects })
    const { revision, links } = summary
    const from = made === 'revision' ? revision - 1 : revision
    const diff = planDiffOf(await planner.diff(callerOf(request), { id, from, to: revision }))
    reply.code(made === 'revision' ? 201 : 200).headers({ ETag: tagOf(summary.etag), Link: linkFromVersion(summary) })
    if (made === 'revision') reply.header('Location', `${publicBaseUrl}${links.revision}`)
    markReplayed(reply, replayed)
    return reply.type(JSON_TYPE).send(JSON.stringify(diff))
  })
}
