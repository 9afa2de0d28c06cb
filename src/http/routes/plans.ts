// /v1/plans and /v1/plans/{id}: draw up a plan and keep it, read it, remove it. The list is in plan-list.ts.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { Draft, Plan, PlanSummary } from '../../domain/plan/plan.ts'
import { planText } from '../../reports/text/plan.ts'
import { callerOf } from '../caller.ts'
import { tagOf, unchanged } from '../conditional.ts'
import { keptPlan } from '../kept-plan.ts'
import { JSON_TYPE, negotiate, TEXT_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { DRAFT_EXAMPLE, PLAN_EXAMPLE, TEXT_EXAMPLE } from '../openapi/examples.ts'
import { topologyBody, topologyProblems } from '../openapi/topology-body.ts'
import { Flag, pricing, TargetVersion } from '../parameters.ts'
import { type App, PlanParams, planId, sentDocument } from '../route.ts'

const FORMS = ['application/json', 'text/plain'] as const
const text = media(z.string(), 'One screen for a terminal', TEXT_EXAMPLE)

export function planRoutes(app: App, planner: Planner, publicBaseUrl: string): void {
  createRoute(app, planner, publicBaseUrl)
  readRoute(app, planner)
  removeRoute(app, planner)
}

function createRoute(app: App, planner: Planner, publicBaseUrl: string): void {
  const createPlan = {
    operationId: 'createPlan',
    tags: ['plans'],
    summary: 'Draw up a plan and keep it',
    description:
      'Reads a topology and answers with the whole plan: Service types with reasons and rejected alternatives, manifests, ' +
      'the monthly bill before and after sharing, and the verdict. With `dryRun=true` nothing is kept and the plan has no id.',
    querystring: z.strictObject({
      dryRun: Flag.optional().meta({ description: 'Draw up, answer with 200, keep nothing.' }),
      kubernetesVersion: TargetVersion.optional().meta({
        description: 'In place of the topology’s own `target.kubernetesVersion`.',
        example: '1.35',
      }),
      ...pricing,
    }),
    body: topologyBody,
    response: {
      200: answer('The plan, not kept (`dryRun=true`).', {
        'application/json': media(Draft, 'A draft', DRAFT_EXAMPLE),
        'text/plain': text,
      }),
      201: answer('The plan, kept.', { 'application/json': media(Plan, 'A plan', PLAN_EXAMPLE), 'text/plain': text }, [
        'Location',
        'ETag',
      ]),
      ...topologyProblems,
      ...problems('STORE_UNAVAILABLE'),
    },
  }
  app.post('/v1/plans', { schema: createPlan }, async (request, reply) => {
    const form = negotiate(request, reply, FORMS)
    const topology = sentDocument(request)
    const { dryRun, ...wishes } = request.query
    if (dryRun === true) {
      const draft = await planner.draft(callerOf(request), topology, wishes)
      return form === 'text/plain'
        ? reply.type(TEXT_TYPE).send(planText(draft))
        : reply.type(JSON_TYPE).send(JSON.stringify(draft))
    }
    const { plan, body } = await planner.create(callerOf(request), topology, wishes)
    reply.code(201).header('Location', `${publicBaseUrl}${plan.url}`)
    if (form === 'text/plain')
      return reply.header('ETag', tagOf(plan.etag, 'text')).type(TEXT_TYPE).send(planText(plan))
    return reply.header('ETag', tagOf(plan.etag)).type(JSON_TYPE).send(body)
  })
}

function readRoute(app: App, planner: Planner): void {
  const getPlan = {
    operationId: 'getPlan',
    tags: ['plans'],
    summary: 'Read a plan',
    description:
      'The plan exactly as it was answered when it was drawn up, or with `fields=summary` the few facts a list shows of it.',
    params: PlanParams,
    querystring: z.strictObject({
      fields: z.enum(['summary'], { error: 'must be summary' }).optional().meta({ description: 'Only a summary.' }),
    }),
    response: {
      200: answer(
        'The plan.',
        { 'application/json': media(PlanOrSummary, 'A plan', PLAN_EXAMPLE), 'text/plain': text },
        ['ETag'],
      ),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'PLAN_NOT_FOUND', 'NOT_ACCEPTABLE', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/plans/:id', { schema: getPlan }, async (request, reply) => {
    const id = planId(request.params)
    const form = request.query.fields ?? negotiate(request, reply, FORMS)
    if (form === 'summary') {
      const summary = await planner.findSummary(callerOf(request), id)
      return unchanged(request, reply, tagOf(summary.etag, form))
        ? reply.code(304).send()
        : reply.type(JSON_TYPE).send(JSON.stringify(summary))
    }
    const kind = form === 'text/plain' ? ['text'] : []
    const kept = await keptPlan(planner, { request, reply, id, tagFor: ({ etag }) => tagOf(etag, ...kind) })
    if (kept === undefined) return reply.code(304).send()
    const { body } = kept
    return form === 'text/plain'
      ? reply.type(TEXT_TYPE).send(planText(JSON.parse(body) as Plan))
      : reply.type(JSON_TYPE).send(body)
  })
}

function removeRoute(app: App, planner: Planner): void {
  const deletePlan = {
    operationId: 'deletePlan',
    tags: ['plans'],
    summary: 'Remove a plan',
    description: 'Removes the plan for good. A second call finds nothing and answers 404.',
    params: PlanParams,
    querystring: z.strictObject({}),
    response: { 204: answer('Removed.'), ...problems('INVALID_PARAMETER', 'PLAN_NOT_FOUND', 'STORE_UNAVAILABLE') },
  }
  app.delete('/v1/plans/:id', { schema: deletePlan }, async (request, reply) => {
    await planner.remove(callerOf(request), planId(request.params))
    return reply.code(204).send()
  })
}

const PlanOrSummary = z.union([Plan, PlanSummary]).meta({ id: 'PlanOrSummary' })
