// The pages for people: the form, the plans, one plan, two side by side, with their style and script. They ask the planner what the
// API asks it, are no operations of the API, and speak of what goes wrong in a page too.
import type { Planner } from '../../application/planner.ts'
import type { Cursors } from '../cursor.ts'
import { sendProblem, understand } from '../errors.ts'
import type { App } from '../route.ts'
import { sendAsset, sendPage, takesPages } from './answer.ts'
import { compareRoute } from './compare.ts'
import { openPages, type Pages } from './folder.ts'
import { formRoutes } from './form.ts'
import { planRoute } from './plan.ts'
import { planListRoute } from './plan-list.ts'
import { problemView } from './problem-view.ts'

export type PageOptions = {
  /** Where templates, style and script are. */
  folder: string
  cursors: Cursors
  publicBaseUrl: string
}

/** What each page is made with. */
export type PageParts = { planner: Planner; pages: Pages; cursors: Cursors; publicBaseUrl: string; base: string }

export async function pageRoutes(app: App, planner: Planner, options: PageOptions): Promise<void> {
  const { folder, cursors, publicBaseUrl } = options
  // Behind a proxy the service may have a path before its own.
  const base = publicBaseUrl === '' ? '' : new URL(publicBaseUrl).pathname.replace(/\/$/, '')
  const pages = openPages(folder, base)
  await app.register(async (scope: App) => {
    scope.setErrorHandler((thrown, request, reply) => {
      if (!takesPages(request)) return sendProblem(thrown, request, reply)
      const { problem, headers } = understand(thrown, request)
      reply.code(problem.status).headers(headers)
      return sendPage(request, reply, pages.render('problem', problemView(problem)))
    })
    const parts = { planner, pages, cursors, publicBaseUrl, base }
    await formRoutes(scope, parts)
    planListRoute(scope, parts)
    compareRoute(scope, parts)
    planRoute(scope, parts)
    for (const asset of pages.assets)
      scope.get(asset.path, { schema: { hide: true } }, (request, reply) => sendAsset(request, reply, asset))
  })
}
