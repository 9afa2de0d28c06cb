// POST /v1/consolidations: whether sharing entrances saves money, and what it would look like, alone.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { callerOf } from '../caller.ts'
import { JSON_TYPE, negotiate } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'
import { topologyBody, topologyProblems } from '../openapi/topology-body.ts'
import { effort, pricing } from '../parameters.ts'
import { type App, sentDocument } from '../route.ts'
import { ConsolidationResult, consolidationOf } from '../views.ts'

export function consolidationRoutes(app: App, planner: Planner): void {
  const createConsolidation = {
    operationId: 'createConsolidation',
    tags: ['parts'],
    summary: 'Find out whether sharing an entrance pays',
    description:
      'The verdict, what it saves, where it turns, the risks and the steps, with the design if one shares. Nothing is kept.',
    querystring: z.strictObject({ ...pricing, ...effort }),
    body: topologyBody,
    response: {
      200: answer('The verdict.', {
        'application/json': media(ConsolidationResult, 'A verdict', consolidationOf(PLAN_EXAMPLE)),
      }),
      ...topologyProblems,
      ...problems('STORE_UNAVAILABLE', 'PLANNING_UNAVAILABLE'),
    },
  }
  app.post('/v1/consolidations', { schema: createConsolidation }, async (request, reply) => {
    negotiate(request, reply, ['application/json'])
    return reply
      .type(JSON_TYPE)
      .send(
        JSON.stringify(consolidationOf(await planner.draft(callerOf(request), sentDocument(request), request.query))),
      )
  })
}
