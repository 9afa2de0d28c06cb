// POST /v1/comparisons: what one topology costs on several clouds or in several regions.
import { z } from 'zod'
import { Comparison, ComparisonInput } from '../../application/comparisons.ts'
import type { Planner } from '../../application/planner.ts'
import { callerOf } from '../caller.ts'
import { JSON_TYPE, negotiate } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { COMPARISON_EXAMPLE } from '../openapi/comparison-example.ts'
import { COMPARED_EXAMPLE } from '../openapi/examples.ts'
import { topologyProblems } from '../openapi/topology-body.ts'
import { pricing } from '../parameters.ts'
import { type App, sentDocument } from '../route.ts'

export function comparisonRoutes(app: App, planner: Planner): void {
  const createComparison = {
    operationId: 'createComparison',
    tags: ['parts'],
    summary: 'Compare clouds and regions',
    description:
      'One topology planned for each of several targets, and one row for each: the bill before and after sharing, its range, what is ' +
      'known to go wrong. A row says what a plan for that target says. Currencies are those the clouds bill in; nothing is kept.',
    querystring: z.strictObject({ ...pricing }),
    body: {
      content: {
        'application/json': media(ComparisonInput, 'Three targets', COMPARISON_EXAMPLE),
        'application/yaml': media(ComparisonInput, 'Three targets', COMPARISON_EXAMPLE),
      },
    },
    response: {
      200: answer('The rows, in the order of the targets.', {
        'application/json': media(Comparison, 'A comparison', COMPARED_EXAMPLE),
      }),
      ...topologyProblems,
      ...problems('STORE_UNAVAILABLE', 'PLANNING_UNAVAILABLE'),
    },
  }
  app.post('/v1/comparisons', { schema: createComparison }, async (request, reply) => {
    negotiate(request, reply, ['application/json'])
    return reply
      .type(JSON_TYPE)
      .send(JSON.stringify(await planner.compare(callerOf(request), sentDocument(request), request.query)))
  })
}
