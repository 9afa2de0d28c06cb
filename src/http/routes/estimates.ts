// POST /v1/estimates: the monthly bill of both designs of a topology alone, or of balancers that are stated without one.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { BillEstimate } from '../../domain/estimate/bill.ts'
import { BillInput, isBill } from '../../domain/estimate/bill-input.ts'
import { TopologyInput } from '../../domain/topology/index.ts'
import { callerOf } from '../caller.ts'
import { JSON_TYPE, negotiate } from '../media-types.ts'
import { answer, problems } from '../openapi/answers.ts'
import { BILL_EXAMPLE } from '../openapi/bill-example.ts'
import { BILLED_EXAMPLE, PLAN_EXAMPLE } from '../openapi/examples.ts'
import { topologyProblems } from '../openapi/topology-body.ts'
import { TOPOLOGY_EXAMPLE } from '../openapi/topology-example.ts'
import { pricing } from '../parameters.ts'
import { type App, sentDocument } from '../route.ts'
import { Estimates, estimatesOf } from '../views.ts'

const EstimateInput = z.union([TopologyInput, BillInput]).meta({ id: 'EstimateInput' })
const EstimateAnswer = z.union([Estimates, BillEstimate]).meta({ id: 'EstimateAnswer' })

const asked = {
  schema: EstimateInput,
  examples: {
    topology: { summary: 'The short form', value: TOPOLOGY_EXAMPLE },
    bill: { summary: 'A bill without a topology', value: BILL_EXAMPLE },
  },
}

export function estimateRoutes(app: App, planner: Planner): void {
  const createEstimate = {
    operationId: 'createEstimate',
    tags: ['parts'],
    summary: 'Estimate the monthly bill of a topology, or price a bill',
    description:
      'What the cloud’s load balancers cost a month before and after sharing: each line with its quantity, price, source and date. ' +
      'A price that is missing is null and the total is an "at least". Or, with `loadBalancers` and no topology, what these come to: ' +
      'each by product, with everything of it that is counted. Nothing is kept.',
    querystring: z.strictObject({ ...pricing }),
    body: { content: { 'application/json': asked, 'application/yaml': asked } },
    response: {
      200: answer('The estimates.', {
        'application/json': {
          schema: EstimateAnswer,
          examples: {
            topology: { summary: 'Estimates', value: estimatesOf(PLAN_EXAMPLE) },
            bill: { summary: 'A bill that was priced', value: BILLED_EXAMPLE },
          },
        },
      }),
      ...topologyProblems,
      ...problems('STORE_UNAVAILABLE', 'PLANNING_UNAVAILABLE', 'INVALID_BILL'),
    },
  }
  app.post('/v1/estimates', { schema: createEstimate }, async (request, reply) => {
    negotiate(request, reply, ['application/json'])
    const document = sentDocument(request)
    const estimated = isBill(document)
      ? await planner.bill(callerOf(request), document, request.query)
      : estimatesOf(await planner.draft(callerOf(request), document, request.query))
    return reply.type(JSON_TYPE).send(JSON.stringify(estimated))
  })
}
