// A known path with a method it does not have → 405 with the methods it has, where a router alone would answer 404.
import { Refusal } from './problems.ts'
import type { App } from './route.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** There is no such method here, whoever asks. */
    refusesMethod?: true
  }
}

/** Listens for routes from now on; call what it returns when all of them are there. */
export function refuseOtherMethods(app: App): (routes: App) => void {
  const known = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method, prefix }) => {
    // What a plugin brings under a prefix of its own (Swagger UI) or for every path (CORS) is its own affair.
    if (prefix === '' && url !== '*') known.set(url, new Set([...(known.get(url) ?? []), ...[method].flat()]))
  })
  return (routes) => {
    for (const [url, methods] of [...known]) {
      const allow = [...methods].sort().join(', ')
      routes.route({
        url,
        method: routes.supportedMethods.filter((method) => !methods.has(method)),
        schema: { hide: true },
        config: { refusesMethod: true },
        // Before the body is read: what is in it does not matter.
        onRequest: async (request) => {
          throw new Refusal('METHOD_NOT_ALLOWED', `${request.method} is not allowed here; allowed are ${allow}.`, {
            Allow: allow,
          })
        },
        handler: async () => undefined,
      })
    }
  }
}
