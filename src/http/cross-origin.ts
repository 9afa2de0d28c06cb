// Whether a browser sends something that changes anything because a page of ours asked it to, or another's. A browser adds what it knows
// of the reader (his password of Basic, his place in a private network) to whatever any page tells it to send.
import type { FastifyRequest } from 'fastify'
import { Refusal } from './problems.ts'
import type { App } from './route.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Origins whose pages may: those that CORS lets in, and the service's own as the world knows it. */
export function refuseOtherOrigins(app: App, allowed: readonly string[], publicBaseUrl: string): void {
  const known = new Set([...allowed, ...(publicBaseUrl === '' ? [] : [new URL(publicBaseUrl).origin])])
  app.addHook('onRequest', async (request) => {
    if (SAFE.has(request.method) || !isForeign(request, known)) return
    throw new Refusal(
      'CROSS_ORIGIN',
      'A browser sent this for a page of another origin. Name that origin in CORS_ORIGINS if its pages may; ' +
        'if the page is of this service and a proxy stands before it, set PUBLIC_BASE_URL.',
    )
  })
}

/** As `net/http` of Go decides it (CrossOriginProtection): what the browser says itself first; whoever is no browser says nothing. */
function isForeign({ headers, host }: FastifyRequest, known: ReadonlySet<string>): boolean {
  const { origin, 'sec-fetch-site': site } = headers
  if (origin !== undefined && known.has(origin)) return false
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  if (origin === undefined) return false
  // Over plain http to another machine a browser sends no Sec-Fetch-Site.
  return !URL.canParse(origin) || new URL(origin).host !== host
}
