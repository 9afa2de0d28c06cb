// GET /v1/plans: what is kept, newest first, a page at a time.
import { z } from 'zod'
import type { Planner } from '../../application/planner.ts'
import type { PlanFilter, PlanPosition } from '../../application/store.ts'
import { PlanSummary } from '../../domain/plan/plan.ts'
import { callerOf } from '../caller.ts'
import { sendTagged } from '../conditional.ts'
import type { Cursors } from '../cursor.ts'
import { JSON_TYPE } from '../media-types.ts'
import { answer, media, problems } from '../openapi/answers.ts'
import { SUMMARY_EXAMPLE } from '../openapi/examples.ts'
import { READING } from '../openapi/request-headers.ts'
import { Limit, Words } from '../parameters.ts'
import type { App } from '../route.ts'

export const PlanPage = z
  .strictObject({
    items: z.array(PlanSummary),
    nextCursor: z.string().optional().meta({ description: 'For `cursor`; absent on the last page.' }),
    links: z.strictObject({ self: z.string(), next: z.string().optional() }),
  })
  .meta({ id: 'PlanPage', description: 'A page of plans, newest first.' })
export type PlanPage = z.infer<typeof PlanPage>

const Query = z.strictObject({
  limit: Limit.meta({
    description: 'At most so many: 20 when not given, 100 at once.',
    type: 'integer',
    minimum: 1,
    pattern: undefined,
  }),
  cursor: Words.optional().meta({ description: '`nextCursor` of the page before; goes with the same filters only.' }),
  name: Words.optional().meta({ description: 'The topology’s name, exactly.' }),
  owner: Words.optional().meta({ description: 'The topology’s owner, exactly.' }),
  provider: Words.optional().meta({ description: 'The provider’s id.' }),
  ticket: Words.optional().meta({ description: 'The topology’s ticket, exactly.' }),
  createdAfter: z.iso
    .datetime({ offset: true, error: 'must be a date and time such as 2026-11-24T09:00:00Z' })
    .transform((text) => new Date(text).toISOString())
    .optional()
    .meta({ description: 'Only plans created later than this.' }),
})

export function planListRoutes(app: App, planner: Planner, cursors: Cursors): void {
  const listPlans = {
    operationId: 'listPlans',
    tags: ['plans'],
    summary: 'List the plans that are kept',
    description: 'Newest first. The next page is `nextCursor` in the body, `links.next`, and a `Link` header.',
    headers: READING,
    querystring: Query,
    response: {
      200: answer('A page of plans.', { 'application/json': media(PlanPage, 'A page', PAGE_EXAMPLE) }, [
        'ETag',
        'Link',
      ]),
      304: answer('Unchanged: `If-None-Match` names the current tag.', undefined, ['ETag']),
      ...problems('INVALID_PARAMETER', 'INVALID_CURSOR', 'STORE_UNAVAILABLE'),
    },
  }
  app.get('/v1/plans', { schema: listPlans }, async (request, reply) => {
    const { limit, cursor, ...filter } = request.query
    const after = cursor === undefined ? undefined : positionIn(cursors.read(cursor, given(filter)))
    const { items, next } = await planner.list(callerOf(request), given(filter), limit, after)
    const nextCursor = next === undefined ? undefined : cursors.write([next.createdAt, next.id], given(filter))
    const self = address({ ...filter, limit, cursor })
    const page: PlanPage = { items, links: { self } }
    if (nextCursor !== undefined) {
      page.nextCursor = nextCursor
      page.links.next = address({ ...filter, limit, cursor: nextCursor })
      reply.header('Link', `<${page.links.next}>; rel="next"`)
    }
    return sendTagged(request, reply, JSON_TYPE, JSON.stringify(page))
  })
}

const Position = z.tuple([z.string(), z.string()])

export function positionIn(content: readonly unknown[]): PlanPosition {
  const [createdAt, id] = Position.parse(content)
  return { createdAt, id }
}

type Filter = { [Name in keyof PlanFilter]?: string | undefined }

const given = (filter: Filter): PlanFilter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))

function address(parameters: Record<string, string | number | undefined>): string {
  const entries = Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `/v1/plans?${new URLSearchParams(entries)}`
}

const PAGE_EXAMPLE: PlanPage = {
  items: [SUMMARY_EXAMPLE],
  nextCursor: 'eyJ',
  links: { self: '/v1/plans?limit=1', next: '/v1/plans?limit=1&cursor=eyJ' },
}
