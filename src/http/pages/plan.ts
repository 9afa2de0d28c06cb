// /plans/{id}: one plan to read, the verdict first; either design of it, in its newest revision or in one that is named.
import { z } from 'zod'
import { planIn } from '../../application/kept-plan.ts'
import { DesignName } from '../../domain/plan/plan.ts'
import { callerOf } from '../caller.ts'
import { PlanParams, planId } from '../plan-params.ts'
import type { App } from '../route.ts'
import { sendPage } from './answer.ts'
import { planView } from './plan-view.ts'
import type { PageParts } from './routes.ts'

const Query = z.strictObject({
  design: z.enum(DesignName.options, { error: 'must be recommended or consolidated' }).optional(),
  revision: z
    .string({ error: 'must be given once' })
    .regex(/^[1-9]\d{0,8}$/, { error: 'must be the number of a revision, from 1' })
    .transform(Number)
    .optional(),
})

export function planRoute(app: App, { planner, pages, publicBaseUrl, base }: PageParts): void {
  const serves = (form: string) =>
    app.hasRoute({ method: 'GET', url: `/v1/plans/:id/revisions/:revision/${form.replace(/\?.*/, '')}` })
  const schema = { hide: true, params: PlanParams, querystring: Query }
  app.get('/plans/:id', { schema }, async (request, reply) => {
    const { design, revision } = request.query
    const record = await planner.find(callerOf(request), planId(request.params), revision)
    const view = planView(planIn(record), {
      design,
      pinned: revision !== undefined,
      publicBaseUrl,
      base,
      serves,
      asks: request.identity !== null,
    })
    return sendPage(request, reply, pages.render('plan', view))
  })
}
