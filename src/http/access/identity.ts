// Who asks? Known at the door, before any work is done for him; whether he may is asked right after the rate limit.
import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { covers, type Scope } from '../../application/scope.ts'
import type { Identity, Tokens } from '../../application/tokens.ts'
import { Refusal } from '../problems.ts'
import type { App } from '../route.ts'
import { tokenIn } from './credentials.ts'
import { scopeFor } from './scopes.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where nobody is known: access is open, or the operation is, or there was no good token. */
    identity: Identity | null
  }
}

export type Access = {
  tokens: Tokens
  /** Whether /metrics can be had without a token. */
  openMetrics: boolean
}

/** Where nobody asks for tokens, everybody may do everything. */
export function identifyCallers(app: App, access: Access | undefined): void {
  app.decorateRequest('identity', null)
  if (access === undefined) return
  const { tokens } = access
  app.addHook('onRequest', async (request) => {
    const token = tokenIn(request.headers.authorization)
    if (token !== undefined && isKnown(request)) request.identity = (await tokens.identify(token)) ?? null
  })
}

/** After the rate limit, so that who guesses tokens is counted too. */
export function authorizeCallers(app: App, access: Access | undefined): void {
  if (access === undefined) return
  app.addHook('onRequest', async (request) => {
    const { url = '' } = request.routeOptions
    const needed = isKnown(request) ? scopeFor(request.method, url) : undefined
    if (needed === undefined || (access.openMetrics && url === '/metrics')) return
    if (request.identity === null) throw unauthenticated(request)
    requireScope(request, needed)
  })
}

/** For an operation that needs more than its address says. Nobody is known where access is open, and then everybody may. */
export function requireScope({ identity }: FastifyRequest, needed: Scope): void {
  if (identity === null || covers(identity.scopes, needed)) return
  throw new Refusal('SCOPE_MISSING', `This needs a token with the scope ${needed}.`, {
    'WWW-Authenticate': `Bearer realm="moorage", error="insufficient_scope", scope="${needed}"`,
  })
}

/** An address with nothing behind it, or without that method, is refused the same to everybody. */
const isKnown = ({ is404, routeOptions }: FastifyRequest): boolean =>
  !is404 && routeOptions.config.refusesMethod !== true

/** One name for a token wherever it calls from, one for an address (of IPv6: for its network) without any. */
export const callerKey = ({ identity, ip }: FastifyRequest): string =>
  identity === null ? `address ${normalizeIP(ip)}` : `token ${identity.tokenId}`

function unauthenticated({ headers }: FastifyRequest): Refusal {
  const sent = headers.authorization
  // A browser that opens a page or a report asks its reader for Basic, in a dialog of its own; a script's request asks for no HTML.
  const opens = headers.accept?.includes('text/html') === true
  const scheme = opens || sent?.toLowerCase().startsWith('basic ') ? 'Basic' : 'Bearer'
  const why = sent === undefined || scheme === 'Basic' ? '' : ', error="invalid_token"'
  const said =
    sent === undefined
      ? 'This needs a token: send `Authorization: Bearer moor_…`.'
      : 'This token is not known, no longer known, or has run out.'
  return new Refusal('UNAUTHENTICATED', said, { 'WWW-Authenticate': `${scheme} realm="moorage"${why}` })
}
