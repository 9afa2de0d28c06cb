// GET /v1/plans/{id}/diff: what changed from one revision to another, or from another plan to this one.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { callerOf } from '../caller.ts'
import { sendTagged } from '../conditional.ts'
import { JSON_TYPE, negotiate, TEXT_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { DIFF_EXAMPLE } from '../openapi/examples.ts'
import { READING } from '../openapi/request-headers.ts'
import { PlanDiff, planDiffOf } from '../plan-difference.ts'
import { PlanParams, planId } from '../plan-params.ts'
import type { App } from '../route.ts'

/** As the document shows it; a query has texts only. */
const integer = { type: 'integer', minimum: 1, pattern: undefined } as const
const RevisionNumber = z
  .string({ error: 'must be given once' })
  .regex(/^[1-9]\d{0,8}$/, { error: 'must be the number of a revision, from 1' })
  .transform(Number)
  .optional()

const FORMS = ['application/json', 'text/plain'] as const

export function planDiffRoutes(app: App, planner: Planner): void {
  const getPlanDiff = {
    operationId: 'getPlanDiff',
    tags: ['plans'],
    summary: 'Compare two revisions, or two plans',
    description:
      'What the bill comes to now and what came before, and what the difference is made of: another design, another usage, other prices. ' +
      'The three add up exactly; each is the difference of two full estimates with one thing changed. With it the workloads, services, ' +
      'entrances and lines that are not the same, and the manifests as a unified diff. `Accept: text/plain` prints summary and manifests.',
    headers: READING,
    params: PlanParams,
    querystring: z.strictObject({
      from: RevisionNumber.meta({
        ...integer,
        description: 'The revision it is compared with; the one before `to` when not given.',
      }),
      to: RevisionNumber.meta({ ...integer, description: 'The newest revision when not given.' }),
      against: z.string({ error: 'must be given once' }).optional().meta({
        description: 'Another plan’s id, in the place of `from`: compared with its newest revision.',
        format: 'uuid',
      }),
    }),
    response: {
      200: answer(
        'The difference.',
        {
          'application/json': media(PlanDiff, 'A difference', DIFF_EXAMPLE),
          'text/plain': media(z.string(), 'A difference as text', textOf(DIFF_EXAMPLE)),
        },
        ['ETag'],
      ),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems(
        'INVALID_PARAMETER',
        'PLAN_NOT_FOUND',
        'REVISION_NOT_FOUND',
        'NOT_ACCEPTABLE',
        'PROVIDER_NOT_SUPPORTED',
        'STORE_UNAVAILABLE',
      ),
    },
  }
  app.get('/v1/plans/:id/diff', { schema: getPlanDiff }, async (request, reply) => {
    const id = planId(request.params)
    const form = negotiate(request, reply, FORMS)
    const { against, ...revisions } = request.query
    const other = against === undefined ? {} : { against: planId({ id: against }) }
    const diff = planDiffOf(await planner.diff(callerOf(request), { id, ...revisions, ...other }))
    const body = form === 'text/plain' ? textOf(diff) : JSON.stringify(diff)
    return sendTagged(request, reply, form === 'text/plain' ? TEXT_TYPE : JSON_TYPE, body)
  })
}

const textOf = ({ summaryText, manifests }: PlanDiff): string =>
  `${[summaryText, ...(manifests === '' ? [] : [manifests.trimEnd()])].join('\n\n')}\n`
