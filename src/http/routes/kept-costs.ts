// GET /v1/plans/{id}/costs.csv: the bill of a kept plan as rows, for a spreadsheet or, in FOCUS 1.2, for a store of cloud bills.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { planIn } from '../../application/kept-plan.ts'
import type { Planner } from '../../application/planner.ts'
import { DesignName, type Plan } from '../../domain/plan/plan.ts'
import { costsCsv } from '../../reports/costs/costs.ts'
import { type CloudNames, ESTIMATE_ACCOUNT, focusCsv } from '../../reports/costs/focus.ts'
import { tagOf } from '../conditional.ts'
import { keptPlan, type Which } from '../kept-plan.ts'
import { CSV_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'
import { READING } from '../openapi/request-headers.ts'
import { PlanParams, planId, RevisionParams, revisionOf } from '../plan-params.ts'
import type { App } from '../route.ts'

const Query = z.strictObject({
  profile: z
    .enum(['focus-1.2'], { error: 'must be focus-1.2, or left out' })
    .optional()
    .meta({ description: 'The columns of FOCUS 1.2; our own when not given.' }),
  design: DesignName.optional().meta({
    description:
      'The rows of one design. Not given: of both, told apart by the column `design`; with `profile=focus-1.2` of the one the ' +
      'verdict advises, since whoever adds up such a file counts every row.',
  }),
})

export function keptCostRoutes(app: App, planner: Planner): void {
  const newest = { ...schemaOf('plan'), params: PlanParams }
  app.get('/v1/plans/:id/costs.csv', { schema: newest }, async (request, reply) =>
    sendCosts(planner, { request, reply, which: { id: planId(request.params) }, query: request.query }),
  )
  const one = { ...schemaOf('revision'), params: RevisionParams }
  app.get('/v1/plans/:id/revisions/:revision/costs.csv', { schema: one }, async (request, reply) =>
    sendCosts(planner, { request, reply, which: revisionOf(request.params), query: request.query }),
  )
}

const schemaOf = (of: 'plan' | 'revision') => ({
  operationId: of === 'plan' ? 'getCosts' : 'getRevisionCosts',
  tags: ['plans'],
  summary: `Read a ${of}’s bill as CSV`,
  description:
    `${of === 'plan' ? 'Of the newest revision' : 'Of one revision'}: a row for each line of the monthly bill (RFC 4180). ` +
    'Amounts are exact: the rows of a design add up to its total, which is rounded once. What has no price has no amount and says why in ' +
    '`unpricedBecause`; the sum is then an “at least”. A text that a spreadsheet would run as a formula begins with an apostrophe.\n\n' +
    'With `profile=focus-1.2` the file has the columns of FOCUS 1.2. It is an estimate, no bill: `x_DataKind` is `Estimate` and ' +
    `\`BillingAccountId\` is \`${ESTIMATE_ACCOUNT}\` in every row, \`BilledCost\` and \`EffectiveCost\` are 0, and the forecast is ` +
    '`x_EstimatedMonthlyCost` (empty where there is no price), with `x_EstimatedMonthlyCostLow` and `…High`. `ContractedCost` is price by ' +
    'quantity; `ListCost` too where the price is a public one, and 0 where a price book of your own may have changed it. The period is ' +
    'the first whole month after the revision was made, and a month has 730 hours. Accounts, invoices, SKUs and resource ids are ' +
    'not known and empty.',
  headers: READING,
  querystring: Query,
  response: {
    200: answer(
      'The bill.',
      { 'text/csv': media(z.string(), 'A bill as CSV', costsCsv(PLAN_EXAMPLE, ['recommended', 'consolidated'])) },
      ['ETag', 'Content-Disposition'],
    ),
    304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
    ...problems(
      'INVALID_PARAMETER',
      'PLAN_NOT_FOUND',
      ...(of === 'plan' ? [] : (['REVISION_NOT_FOUND'] as const)),
      'STORE_UNAVAILABLE',
    ),
  },
})

type Sending = { request: FastifyRequest; reply: FastifyReply; which: Which; query: z.infer<typeof Query> }

async function sendCosts(planner: Planner, { request, reply, which, query: { profile, design } }: Sending) {
  const form = [...(design === undefined ? [] : [design]), ...(profile === undefined ? [] : [profile]), 'csv']
  const kept = await keptPlan(planner, { request, reply, which, tagFor: ({ etag }) => tagOf(etag, ...form) })
  if (kept === undefined) return reply.code(304).send()
  const plan = planIn(kept)
  const bytes =
    profile === undefined
      ? costsCsv(plan, design === undefined ? DesignName.options : [design])
      : focusCsv(plan, [design ?? plan.chosen], namesOf(planner, plan))
  const name = profile === undefined ? `${plan.name}-costs.csv` : `${plan.name}-${profile}.csv`
  return reply.header('Content-Disposition', `attachment; filename="${name}"`).type(CSV_TYPE).send(bytes)
}

function namesOf(planner: Planner, { topology }: Plan): CloudNames {
  const { title, billed } = planner.provider(topology.target.provider)
  return { title, products: new Map(billed.map((one) => [one.product, one.title])) }
}
