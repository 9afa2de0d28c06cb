// GET /v1/plans/{id}/report and /report.{json,md,html,txt}: a kept plan for people and tickets, the same of one revision.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { planIn } from '../../application/kept-plan.ts'
import type { Planner } from '../../application/planner.ts'
import { keptPlan, type Which } from '../kept-plan.ts'
import { negotiate } from '../media-types.ts'
import { answer, type Media, problems } from '../openapi/answers.ts'
import { READING } from '../openapi/request-headers.ts'
import { PlanParams, planId, RevisionParams, revisionOf } from '../plan-params.ts'
import { EVERY_CONTENT, FORM_NAMES, formOf } from '../reports/every-form.ts'
import { REPORT_FORM_NAMES, type ReportFormName } from '../reports/forms.ts'
import type { Reports, Wanted } from '../reports/send.ts'
import type { App } from '../route.ts'

type Place = 'plan' | 'revision'

export function reportRoutes(app: App, planner: Planner, reports: Reports): void {
  anyFormRoutes(app, planner, reports)
  for (const form of REPORT_FORM_NAMES) oneFormRoutes(app, planner, reports, form)
}

/** `least`: from there on every form that is meant can be had. */
const maxCharsFrom = (least: number) =>
  z
    .string({ error: 'must be given once' })
    .regex(/^[1-9]\d{2,6}$/, { error: 'must be a number of characters, such as 32000' })
    .transform(Number)
    .optional()
    .meta({
      type: 'integer',
      pattern: undefined,
      minimum: least,
      maximum: 9_999_999,
      description:
        'At most so many characters: rows go first, then sections from the end; what is left out is said. JSON is always whole; ' +
        'Markdown and text can be had in 4,000, a page in 20,000.',
      example: 32_000,
    })

const LEAST_OF_ALL = Math.max(...REPORT_FORM_NAMES.map((form) => formOf(form).least ?? 0))

const AnyForm = z.strictObject({
  format: z
    .enum(FORM_NAMES, { error: `must be one of ${FORM_NAMES.join(', ')}` })
    .optional()
    .meta({ description: 'Wins over `Accept`.', example: 'md' }),
  maxChars: maxCharsFrom(LEAST_OF_ALL),
})

const TYPES = REPORT_FORM_NAMES.map((form) => formOf(form).type.replace(/;.*/, ''))

function anyFormRoutes(app: App, planner: Planner, reports: Reports): void {
  const schema = (of: Place) => ({
    ...described(of, {
      operationId: 'getReport',
      summary: 'Read a plan’s report',
      description:
        'In the form that `format` names, or else the first one of `Accept` there is. `links.report` leads here. For tickets and chats ' +
        '`format` alone: `adf` and `wiki` for a comment of Jira (under 32,767 characters as they are sent), `servicenow` for work notes ' +
        'and `servicenow-html` for what stands between `[code]` and `[/code]` (both under 4,000; a field that holds HTML takes more: ' +
        '`maxChars`), `slack` for a webhook (at most 12,000).',
    }),
    querystring: AnyForm,
    response: { ...answers(of, EVERY_CONTENT, ['NOT_ACCEPTABLE']) },
  })
  const wantedOf = (request: FastifyRequest, reply: FastifyReply, { format, maxChars }: z.infer<typeof AnyForm>) => {
    const form = format ?? REPORT_FORM_NAMES[TYPES.indexOf(negotiate(request, reply, TYPES))] ?? 'json'
    return { form, maxChars }
  }
  app.get('/v1/plans/:id/report', { schema: { ...schema('plan'), params: PlanParams } }, async (request, reply) =>
    send({ request, reply, which: { id: planId(request.params) } }, wantedOf(request, reply, request.query)),
  )
  const one = { ...schema('revision'), params: RevisionParams }
  app.get('/v1/plans/:id/revisions/:revision/report', { schema: one }, async (request, reply) =>
    send({ request, reply, which: revisionOf(request.params) }, wantedOf(request, reply, request.query)),
  )
  const send = sender(planner, reports)
}

const DESCRIPTIONS: Record<ReportFormName, string> = {
  json: 'What every report says, worded and with figures as shown: for whoever lays it out themselves.',
  md: 'Markdown for GitHub and GitLab, at most 64,000 characters unless `maxChars` says otherwise. Its first line is a comment that names the plan, so that a later report can take its place.',
  html: 'One page that needs nothing else, without a script: for a browser, an attachment, paper.',
  txt: 'Plain text of at most 80 columns.',
}

/** The type says what may come of either. */
const limitedFrom = (least: number) => z.strictObject({ maxChars: maxCharsFrom(least) })
type Limited = ReturnType<typeof limitedFrom>
const Whole = z.strictObject({}) as unknown as Limited

function oneFormRoutes(app: App, planner: Planner, reports: Reports, form: ReportFormName): void {
  const { least, content } = formOf(form)
  const schema = (of: Place) => ({
    ...described(of, {
      operationId: `getReport${form.charAt(0).toUpperCase()}${form.slice(1)}`,
      summary: `Read a plan’s report as ${form}`,
      description: DESCRIPTIONS[form],
    }),
    querystring: least === undefined ? Whole : limitedFrom(least),
    response: answers(of, content, []),
  })
  const send = sender(planner, reports)
  const wantedOf = (query: z.infer<Limited>): Wanted => ({ form, maxChars: query.maxChars })
  const newest = { ...schema('plan'), params: PlanParams }
  app.get(`/v1/plans/:id/report.${form}`, { schema: newest }, async (request, reply) =>
    send({ request, reply, which: { id: planId(request.params) } }, wantedOf(request.query)),
  )
  const one = { ...schema('revision'), params: RevisionParams }
  app.get(`/v1/plans/:id/revisions/:revision/report.${form}`, { schema: one }, async (request, reply) =>
    send({ request, reply, which: revisionOf(request.params) }, wantedOf(request.query)),
  )
}

type Asking = { request: FastifyRequest; reply: FastifyReply; which: Which }

const sender =
  (planner: Planner, reports: Reports) =>
  async ({ request, reply, which }: Asking, wanted: Wanted) => {
    const tagFor = ({ etag }: { etag: string }) => reports.tagFor(etag, wanted)
    const kept = await keptPlan(planner, { request, reply, which, tagFor })
    return kept === undefined ? reply.code(304).send() : reports.send(reply, planIn(kept), wanted)
  }

type Words = { operationId: string; summary: string; description: string }

const described = (of: Place, { operationId, summary, description }: Words) => ({
  operationId: of === 'plan' ? operationId : operationId.replace('get', 'getRevision'),
  tags: ['plans'],
  summary: of === 'plan' ? summary : summary.replace('a plan’s', 'a revision’s'),
  description: `${description} Of ${of === 'plan' ? 'the newest revision' : 'one revision'}.`,
  headers: READING,
})

const answers = (of: Place, content: Record<string, Media>, more: readonly 'NOT_ACCEPTABLE'[]) => ({
  200: answer('The report.', content, ['ETag']),
  304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
  ...problems(
    'INVALID_PARAMETER',
    'PLAN_NOT_FOUND',
    ...(of === 'plan' ? [] : (['REVISION_NOT_FOUND'] as const)),
    ...more,
    'STORE_UNAVAILABLE',
  ),
})
