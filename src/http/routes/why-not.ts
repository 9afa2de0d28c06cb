// GET /v1/plans/{id}/services/{name}/why-not/{type}: why a Service of a plan is not of another type, and what it would cost.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { AskedType, WhyNot } from '../../domain/design/why-not.ts'
import { DesignName } from '../../domain/plan/plan.ts'
import { callerOf } from '../caller.ts'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { WHY_NOT_EXAMPLE } from '../openapi/examples.ts'
import { READING } from '../openapi/request-headers.ts'
import { Words } from '../parameters.ts'
import { PlanParams, planId } from '../plan-params.ts'
import type { App } from '../route.ts'

const Params = PlanParams.extend({
  name: z.string().meta({ description: 'The name of a Service of the plan.', example: WHY_NOT_EXAMPLE.service }),
  // Read by hand: whatever its case is taken.
  type: z.string().meta({
    description: 'The type it might have been, in any case; an entrance of its own is an Ingress or a Gateway.',
    enum: AskedType.options,
    example: WHY_NOT_EXAMPLE.type,
  }),
})

export function whyNotRoutes(app: App, planner: Planner): void {
  const schema = {
    operationId: 'whyNot',
    tags: ['plans'],
    summary: 'Ask why a Service is not of another type',
    description:
      'The rule that would have had to match or that stands before it, the facts it looked at, and the difference in cost: two full ' +
      'estimates of the kept topology at the prices of today, with only this Service changed. Where the type is impossible there is ' +
      'nothing to cost and `monthly` is null. Asked about the type that was chosen, it says so.',
    headers: READING,
    params: Params,
    querystring: z.strictObject({
      namespace: Words.optional().meta({ description: 'Where two Services share a name.' }),
      design: DesignName.optional().meta({ description: 'Which design; the chosen one when not given.' }),
    }),
    response: {
      200: answer('The answer.', { 'application/json': media(WhyNot, 'Why not an Ingress', WHY_NOT_EXAMPLE) }, [
        'ETag',
      ]),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems(
        'INVALID_PARAMETER',
        'PLAN_NOT_FOUND',
        'SERVICE_NOT_FOUND',
        'PROVIDER_NOT_SUPPORTED',
        'STORE_UNAVAILABLE',
      ),
    },
  }
  app.get('/v1/plans/:id/services/:name/why-not/:type', { schema }, async (request, reply) => {
    const { name, type } = request.params
    const found = await planner.whyNot(callerOf(request), {
      ...request.query,
      id: planId(request.params),
      service: name,
      type,
    })
    return sendTagged(request, reply, JSON_TYPE, JSON.stringify(found))
  })
}
