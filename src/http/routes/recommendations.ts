// POST /v1/recommendations: the Service type of each workload and the reason, alone.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { callerOf } from '../caller.ts'
import { JSON_TYPE, negotiate } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'
import { topologyBody, topologyProblems } from '../openapi/topology-body.ts'
import { type App, sentDocument } from '../route.ts'
import { Recommendation, recommendationOf } from '../views.ts'

export function recommendationRoutes(app: App, planner: Planner): void {
  const createRecommendation = {
    operationId: 'createRecommendation',
    tags: ['parts'],
    summary: 'Recommend a Service type for each workload',
    description:
      'What each workload is reached through on its own merits, with the rule, the reason and the alternatives that lost. Nothing is kept.',
    querystring: z.strictObject({}),
    body: topologyBody,
    response: {
      200: answer('The recommendation.', {
        'application/json': media(Recommendation, 'A recommendation', recommendationOf(PLAN_EXAMPLE)),
      }),
      ...topologyProblems,
      ...problems('PLANNING_UNAVAILABLE'),
    },
  }
  app.post('/v1/recommendations', { schema: createRecommendation }, async (request, reply) => {
    negotiate(request, reply, ['application/json'])
    return reply
      .type(JSON_TYPE)
      .send(JSON.stringify(recommendationOf(await planner.draft(callerOf(request), sentDocument(request)))))
  })
}
