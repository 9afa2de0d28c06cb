// /plans/compare: two plans side by side, and what is not the same in them.
import { z } from 'zod'
import { callerOf } from '../caller.ts'
import { planId } from '../plan-params.ts'
import type { App } from '../route.ts'
import { sendPage } from './answer.ts'
import { compareView } from './compare-view.ts'
import type { PageParts } from './routes.ts'
import { mistaken } from './sent-form.ts'

const Query = z.strictObject({
  a: z.string({ error: 'must be given once' }).optional(),
  b: z.string({ error: 'must be given once' }).optional(),
})

export function compareRoute(app: App, { planner, pages, base }: PageParts): void {
  app.get('/plans/compare', { schema: { hide: true, querystring: Query } }, async (request, reply) => {
    const { a, b } = request.query
    if (a === undefined || b === undefined)
      throw mistaken('Two plans are compared: pick one as A and one as B in the list of plans.')
    const difference = await planner.diff(callerOf(request), { id: planId({ id: b }), against: planId({ id: a }) })
    return sendPage(request, reply, pages.render('compare', compareView(difference, base)))
  })
}
