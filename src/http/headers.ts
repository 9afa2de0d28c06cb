// The headers that every answer carries, and the id that names it.
import type { IncomingMessage } from 'node:http'
import helmet from '@fastify/helmet'
import { v7 as uuidv7 } from 'uuid'
import type { App } from './route.ts'

export function setHeaders(app: App): void {
  app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    // Whether there is TLS in front is for those who put it there to say.
    strictTransportSecurity: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    reply.header('Request-Id', request.id).header('Cache-Control', reads ? 'private, no-cache' : 'no-store')
  })
}

/** The caller's own id where it cannot break a log line or a header, else a new one. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const id = headers['request-id'] ?? headers['x-request-id']
  return typeof id === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(id) ? id : uuidv7()
}
