// POST /v1/estimates: the monthly bill of both designs, alone.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { JSON_TYPE, negotiate } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'
import { topologyBody, topologyProblems } from '../openapi/topology-body.ts'
import { pricing } from '../parameters.ts'
import { type App, sentDocument } from '../route.ts'
import { Estimates, estimatesOf } from '../views.ts'

export function estimateRoutes(app: App, planner: Planner): void {
  const createEstimate = {
    operationId: 'createEstimate',
    tags: ['parts'],
    summary: 'Estimate the monthly bill of a topology',
    description:
      'What the cloud’s load balancers cost a month before and after sharing: each line with its quantity, price, source and date. ' +
      'A price that is missing is null and the total is an "at least". Nothing is kept.',
    querystring: z.strictObject({ ...pricing }),
    body: topologyBody,
    response: {
      200: answer('The estimates.', { 'application/json': media(Estimates, 'Estimates', estimatesOf(PLAN_EXAMPLE)) }),
      ...topologyProblems,
      ...problems('STORE_UNAVAILABLE'),
    },
  }
  app.post('/v1/estimates', { schema: createEstimate }, async (request, reply) => {
    negotiate(request, reply, ['application/json'])
    return reply
      .type(JSON_TYPE)
      .send(JSON.stringify(estimatesOf(await planner.draft(sentDocument(request), request.query))))
  })
}
