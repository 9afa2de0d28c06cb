// GET /v1/plans/{id}/services/{name}: one Service of a plan explained, for programs, terminals, tickets and browsers.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { planIn } from '../../application/kept-plan.ts'
import type { Planner } from '../../application/planner.ts'
import { serviceIn } from '../../application/service-in.ts'
import type { PlanRecord } from '../../application/store.ts'
import { Lesson, lessonOf } from '../../domain/lesson/lesson.ts'
import { DesignName, type Plan } from '../../domain/plan/plan.ts'
import { lessonHtml, lessonMarkdown, lessonText } from '../../reports/lesson/lesson.ts'
import { callerOf } from '../caller.ts'
import { sendTagged } from '../conditional.ts'
import type { Which } from '../kept-plan.ts'
import { JSON_TYPE, negotiate, TEXT_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { PLAN_EXAMPLE, SUMMARY_EXAMPLE } from '../openapi/examples.ts'
import { READING } from '../openapi/request-headers.ts'
import { beginningOf, sendPage } from '../page.ts'
import { Words } from '../parameters.ts'
import { PlanParams, planId, RevisionParams, revisionOf } from '../plan-params.ts'
import type { App } from '../route.ts'

const ServiceLesson = z
  .strictObject({
    plan: z.string().meta({ description: 'The name of the plan.' }),
    revision: z.int(),
    design: DesignName,
    ...Lesson.shape,
    links: z.strictObject({
      self: z.string(),
      plan: z.string(),
      rule: z.string().meta({ description: 'The rule that decided.' }),
      manifests: z.string(),
    }),
  })
  .meta({ id: 'ServiceLesson', description: 'One Service of a kept plan, for somebody who wants to understand it.' })
type ServiceLesson = z.infer<typeof ServiceLesson>

const FORMS = ['application/json', 'text/plain', 'text/markdown', 'text/html'] as const

const Query = z.strictObject({
  namespace: Words.optional().meta({ description: 'Where two Services share a name.' }),
  design: DesignName.optional().meta({ description: 'Which design; the chosen one when not given.' }),
})
type Asked = { name: string; query: z.infer<typeof Query> }

const named = { name: z.string().meta({ description: 'The name of a Service of the plan.', example: 'api' }) }

export function lessonRoutes(app: App, planner: Planner): void {
  app.get(
    '/v1/plans/:id/services/:name',
    { schema: { ...schemaFor('plan'), params: PlanParams.extend(named) } },
    async (request, reply) => {
      const { params, query } = request
      return sendLesson(planner, { request, reply, which: { id: planId(params) }, asked: { name: params.name, query } })
    },
  )
  app.get(
    '/v1/plans/:id/revisions/:revision/services/:name',
    { schema: { ...schemaFor('revision'), params: RevisionParams.extend(named) } },
    async (request, reply) => {
      const { params, query } = request
      return sendLesson(planner, { request, reply, which: revisionOf(params), asked: { name: params.name, query } })
    },
  )
}

type Sending = { request: FastifyRequest; reply: FastifyReply; which: Which; asked: Asked }

/** Worked out anew each time: a later version of the service may word it otherwise, so the tag is of the bytes. */
async function sendLesson(planner: Planner, { request, reply, which, asked }: Sending): Promise<FastifyReply> {
  const form = negotiate(request, reply, FORMS)
  const lesson = lessonIn(await planner.find(callerOf(request), which.id, which.revision), which, asked)
  if (form === 'text/html') return sendPage(request, reply, lessonHtml(lesson, lesson))
  if (form === 'text/markdown')
    return sendTagged(request, reply, 'text/markdown; charset=utf-8', lessonMarkdown(lesson, lesson))
  return form === 'text/plain'
    ? sendTagged(request, reply, TEXT_TYPE, lessonText(lesson, lesson))
    : sendTagged(request, reply, JSON_TYPE, JSON.stringify(lesson))
}

type Kept = { plan: Plan; summary: PlanRecord['summary'] }

const lessonIn = (kept: PlanRecord, which: Which, asked: Asked): ServiceLesson =>
  serviceLesson({ plan: planIn(kept), summary: kept.summary }, which, asked)

function serviceLesson({ plan, summary }: Kept, { revision }: Which, { name, query }: Asked): ServiceLesson {
  const { namespace, design: wanted } = query
  const designName = wanted ?? plan.chosen
  const design = plan.designs[designName]
  const service = serviceIn(design, name, namespace)
  const at = revision === undefined ? summary.url : summary.links.revision
  const asking = new URLSearchParams({
    ...(namespace === undefined ? {} : { namespace }),
    ...(wanted === undefined ? {} : { design: wanted }),
  }).toString()
  return {
    plan: plan.name,
    revision: plan.revision,
    design: designName,
    ...lessonOf({ service, design, topology: plan.topology }),
    links: {
      self: `${at}/services/${service.name}${asking === '' ? '' : `?${asking}`}`,
      plan: at,
      rule: `/v1/rules/${service.because.rule}`,
      manifests: `${at}/manifests.yaml?design=${designName}`,
    },
  }
}

const EXAMPLE = serviceLesson(
  { plan: PLAN_EXAMPLE, summary: SUMMARY_EXAMPLE },
  { id: PLAN_EXAMPLE.id },
  { name: 'api', query: {} },
)

const CONTENT = {
  'application/json': media(ServiceLesson, 'A lesson', EXAMPLE),
  'text/plain': media(z.string(), 'A lesson for a terminal', lessonText(EXAMPLE, EXAMPLE)),
  'text/markdown': media(z.string(), 'A lesson as Markdown', lessonMarkdown(EXAMPLE, EXAMPLE)),
  'text/html': media(z.string(), 'How the page of a lesson begins', beginningOf(lessonHtml(EXAMPLE, EXAMPLE))),
}

function schemaFor(of: 'plan' | 'revision') {
  return {
    operationId: of === 'plan' ? 'getServiceLesson' : 'getRevisionServiceLesson',
    tags: ['plans'],
    summary: of === 'plan' ? 'Explain a Service of a plan' : 'Explain a Service of a revision',
    description:
      'What a Service of its type is, why it is so and what lost, the way from each kind of caller step by step to the container, its ' +
      'names, the `kubectl` command that makes the very same object (or why there is none), and one line of shell that tries it. ' +
      `As JSON, as text, as Markdown or as a page, by \`Accept\`. ${of === 'plan' ? 'Of the newest revision.' : 'Of one revision.'}`,
    headers: READING,
    querystring: Query,
    response: {
      200: answer('The Service, explained.', CONTENT, ['ETag']),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems(
        'INVALID_PARAMETER',
        'PLAN_NOT_FOUND',
        ...(of === 'plan' ? [] : (['REVISION_NOT_FOUND'] as const)),
        'SERVICE_NOT_FOUND',
        'NOT_ACCEPTABLE',
        'STORE_UNAVAILABLE',
      ),
    },
  }
}
