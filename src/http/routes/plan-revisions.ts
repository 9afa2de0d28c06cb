// GET /v1/plans/{id}/revisions and /revisions/{revision}: what a plan was before. A revision never changes.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import { PlanSummary } from '../../domain/plan/plan.ts'
import { callerOf } from '../caller.ts'
import { unchanged } from '../conditional.ts'
import type { Cursors } from '../cursor.ts'
import { sendKept } from '../kept-plan.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { SUMMARY_EXAMPLE } from '../openapi/examples.ts'
import { READABLE } from '../openapi/readable.ts'
import { READING } from '../openapi/request-headers.ts'
import { Limit, Words } from '../parameters.ts'
import { PlanParams, planId, RevisionParams, revisionOf } from '../plan-params.ts'
import { PLAN_OR_SUMMARY, smallAnswer } from '../reports/comments.ts'
import type { Reports } from '../reports/send.ts'
import type { App } from '../route.ts'

export const RevisionPage = z
  .strictObject({
    items: z.array(PlanSummary),
    nextCursor: z.string().optional().meta({ description: 'For `cursor`; absent on the last page.' }),
    links: z.strictObject({ self: z.string(), latest: z.string(), next: z.string().optional() }),
  })
  .meta({ id: 'RevisionPage', description: 'A page of a plan’s revisions, newest first.' })
export type RevisionPage = z.infer<typeof RevisionPage>

export function planRevisionRoutes(app: App, planner: Planner, cursors: Cursors, reports: Reports): void {
  listRoute(app, planner, cursors)
  readRoute(app, planner, reports)
}

const Position = z.tuple([z.int()])

function listRoute(app: App, planner: Planner, cursors: Cursors): void {
  const listRevisions = {
    operationId: 'listRevisions',
    tags: ['plans'],
    summary: 'List the revisions of a plan',
    description:
      'Newest first, each as a summary. The next page is `nextCursor` in the body, `links.next`, and a `Link` header.',
    headers: READING,
    params: PlanParams,
    querystring: z.strictObject({
      limit: Limit.meta({
        description: 'At most so many: 20 when not given, 100 at once.',
        type: 'integer',
        minimum: 1,
        pattern: undefined,
      }),
      cursor: Words.optional().meta({ description: '`nextCursor` of the page before.' }),
    }),
    response: {
      200: answer('A page of revisions.', { 'application/json': media(RevisionPage, 'Revisions', PAGE_EXAMPLE) }, [
        'ETag',
        'Link',
      ]),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'INVALID_CURSOR', 'PLAN_NOT_FOUND', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/plans/:id/revisions', { schema: listRevisions }, async (request, reply) => {
    const id = planId(request.params)
    const { limit, cursor } = request.query
    const list = { revisionsOf: id }
    const [before] = cursor === undefined ? [] : Position.parse(cursors.read(cursor, list))
    const { items, next } = await planner.listRevisions(callerOf(request), id, limit, before)
    const address = (at: string | undefined) =>
      `/v1/plans/${id}/revisions?${new URLSearchParams({ limit: String(limit), ...(at === undefined ? {} : { cursor: at }) })}`
    const page: RevisionPage = { items, links: { self: address(cursor), latest: `/v1/plans/${id}` } }
    const links = [`<${page.links.latest}>; rel="latest-version"`]
    if (next !== undefined) {
      page.nextCursor = cursors.write([next], list)
      page.links.next = address(page.nextCursor)
      links.push(`<${page.links.next}>; rel="next"`)
    }
    reply.header('Link', links.join(', '))
    // A page says what its newest item is, and how far down it goes.
    const tag = `"${[items[0]?.etag, ...(next === undefined ? [] : [next]), 'revisions'].join('.')}"`
    return unchanged(request, reply, tag) ? reply.code(304).send() : reply.type(JSON_TYPE).send(JSON.stringify(page))
  })
}

function readRoute(app: App, planner: Planner, reports: Reports): void {
  const getRevision = {
    operationId: 'getRevision',
    tags: ['plans'],
    summary: 'Read one revision of a plan',
    description:
      'The plan exactly as it was answered then, for as long as there is the plan; or with `fields=summary` a few facts of it, with ' +
      '`comment=wiki` and the report as a comment too.',
    headers: READING,
    params: RevisionParams,
    querystring: z.strictObject(smallAnswer),
    response: {
      200: answer(
        'The revision.',
        {
          'application/json': PLAN_OR_SUMMARY,
          ...READABLE,
        },
        ['ETag', 'Link'],
      ),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'PLAN_NOT_FOUND', 'REVISION_NOT_FOUND', 'NOT_ACCEPTABLE', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/plans/:id/revisions/:revision', { schema: getRevision }, async (request, reply) =>
    sendKept(planner, { request, reply, which: revisionOf(request.params), ...request.query, reports }),
  )
}

const PAGE_EXAMPLE: RevisionPage = {
  items: [SUMMARY_EXAMPLE],
  nextCursor: 'eyJ',
  links: {
    self: `${SUMMARY_EXAMPLE.links.revisions}?limit=1`,
    latest: SUMMARY_EXAMPLE.url,
    next: `${SUMMARY_EXAMPLE.links.revisions}?limit=1&cursor=eyJ`,
  },
}
