// /plans: what is kept, newest first, a page at a time; by name, if one is asked for; and two of them to be compared.
import { z } from 'zod'
import type { PlanSummary } from '../../domain/plan/plan.ts'
import { shown } from '../../reports/text/shown.ts'
import { callerOf } from '../caller.ts'
import type { App } from '../route.ts'
import { positionIn } from '../routes/plan-list.ts'
import { sendPage } from './answer.ts'
import type { PageParts } from './routes.ts'

const PLANS_AT_ONCE = 20

const Query = z.strictObject({
  // A form sends a field that was left empty.
  name: z.string({ error: 'must be given once' }).max(253).optional(),
  cursor: z.string({ error: 'must be given once' }).min(1).optional(),
  a: z.string({ error: 'must be given once' }).optional(),
})

export type PlanListView = {
  name: string
  first: boolean
  /** The plan to compare with, where somebody came from one. */
  compared: string
  plans: (Pick<PlanSummary, 'id' | 'name' | 'provider' | 'currency' | 'monthly' | 'revision'> & {
    owner: string
    ticket: string
    verdict: string
    createdAt: string
    cost: string
  })[]
  next: string | undefined
}

export function planListRoute(app: App, { planner, pages, cursors, base }: PageParts): void {
  app.get('/plans', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const { name = '', cursor, a = '' } = request.query
    const filter = name.trim() === '' ? {} : { name: name.trim() }
    const after = cursor === undefined ? undefined : positionIn(cursors.read(cursor, filter))
    const { items, next } = await planner.list(callerOf(request), filter, PLANS_AT_ONCE, after)
    const parameters = { ...filter, ...(a === '' ? {} : { a }) }
    const view: PlanListView = {
      name,
      first: cursor === undefined,
      compared: a,
      plans: items.map(rowOf),
      next:
        next === undefined
          ? undefined
          : `${base}/plans?${new URLSearchParams({ ...parameters, cursor: cursors.write([next.createdAt, next.id], filter) })}`,
    }
    return sendPage(request, reply, pages.render('plans', view))
  })
}

const VERDICTS: Record<PlanSummary['verdict'], string> = {
  merge: 'Share an entrance',
  'merge-some': 'Share for some',
  keep: 'Keep as it is',
}

function rowOf(summary: PlanSummary): PlanListView['plans'][number] {
  const {
    id,
    name,
    provider,
    currency,
    monthly,
    revision,
    chosen,
    verdict,
    createdAt,
    owner = '',
    ticket = '',
  } = summary
  return {
    ...{ id, name, provider, currency, monthly, revision },
    owner: shown(owner, 60),
    ticket: shown(ticket, 60),
    verdict: VERDICTS[verdict],
    createdAt: createdAt.slice(0, 10),
    cost: `${monthly.atLeast ? 'at least ' : ''}${monthly[chosen]}`,
  }
}
