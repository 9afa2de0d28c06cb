// What one caller may take from the others: so many requests a minute, and none at all while the event loop lags behind.
import rateLimit from '@fastify/rate-limit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { callerKey } from './access/identity.ts'
import { overloaded } from './overload.ts'
import { Refusal } from './problems.ts'
import type { App } from './route.ts'

export type Limits = {
  /** Of one token, or of one address where there is none; 0 for as many as they like. */
  requestsPerMinute: number
  /** How late the event loop may be, on average over half a second and twice in a row, before requests are turned away; 0 for ever. */
  overloadedAfterMilliseconds: number
}

export const NO_LIMITS: Limits = { requestsPerMinute: 0, overloadedAfterMilliseconds: 0 }

/** For probes and scrapers: whoever watches must see a service in trouble, and is never in the way. */
const isWatching = ({ routeOptions: { url } }: FastifyRequest): boolean =>
  url !== undefined && (url.startsWith('/health/') || url === '/metrics')

/** Before anything is done for a caller. */
export function refuseWhenOverloaded(app: App, isOverloaded: () => boolean): void {
  app.addHook('onRequest', async (request) => {
    if (isOverloaded() && !isWatching(request)) throw overloaded()
  })
}

const WINDOW_SECONDS = 60

/** After the caller is known, before anything is done for him. */
export function limitRates(app: App, { requestsPerMinute }: Limits): void {
  if (requestsPerMinute === 0) return
  app.register(rateLimit, {
    // One hook for all, unknown addresses and wrong methods too, in place of one for each route.
    global: false,
    max: requestsPerMinute,
    timeWindow: WINDOW_SECONDS * 1000,
    keyGenerator: callerKey,
    allowList: isWatching,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal(
        'RATE_LIMITED',
        `More than ${requestsPerMinute} requests a minute. Try again in ${Math.ceil(ttl / 1000)} seconds.`,
      ),
  })
  app.after(() => {
    const limit = app.rateLimit()
    app.addHook('onRequest', (request, reply) => limit.call(app, request, reply))
  })
  app.addHook('onSend', async (_request, reply) => describeQuota(reply, requestsPerMinute))
}

/** The plugin still writes the three fields of an older draft; RateLimit and RateLimit-Policy are those of draft 10. */
function describeQuota(reply: FastifyReply, quota: number): void {
  const remaining = reply.getHeader('ratelimit-remaining')
  if (remaining === undefined) return
  reply
    .header('RateLimit-Policy', `"default";q=${quota};w=${WINDOW_SECONDS}`)
    .header('RateLimit', `"default";r=${remaining};t=${reply.getHeader('ratelimit-reset')}`)
}
