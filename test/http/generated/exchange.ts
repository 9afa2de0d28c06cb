// Generated requests to a service, and what its answers contradict. With tokens, since the document names them.
import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import type { Scope } from '../../../src/application/scope.ts'
import { createTokens } from '../../../src/application/tokens.ts'
import { secrets } from '../../../src/secrets.ts'
import { createMapStore, createRealPlanner } from '../planner.ts'
import { SHOP, startService } from '../service.ts'
import { contradictions, mismatch } from './conformance.ts'
import { operationCalled } from './operations.ts'
import { arbitraryRequest, type InjectedResponse, type Request } from './requests.ts'

export type Tally = { requests: number; byStatus: Record<string, number>; slowestMilliseconds: number }

type Caller = { name: string; authorization?: string }

/** Runs so many requests on a fresh service; throws with the smallest request that is answered wrongly. */
export async function exchangeGenerated(runs: number, seed: number, tally: Tally): Promise<void> {
  const store = createMapStore()
  const tokens = createTokens({ store, now: () => new Date(), secrets })
  const { app } = await startService({ planner: createRealPlanner(store), access: { tokens, openMetrics: false } })
  const bearer = async (...scopes: Scope[]) => `Bearer ${(await tokens.create({ tenant: 'shop', scopes })).token}`
  const admin = await bearer('admin')
  const plan = await app.inject({ method: 'POST', url: '/v1/plans', headers: { authorization: admin }, payload: SHOP })
  const record = await store.find('shop', plan.json<{ id: string }>().id)
  const callers = fc.oneof(
    { weight: 12, arbitrary: fc.constant<Caller>({ name: 'admin', authorization: admin }) },
    { weight: 1, arbitrary: fc.constant<Caller>({ name: 'reader', authorization: await bearer('plans:read') }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Caller>({ name: 'nobody' }, { name: 'stranger', authorization: 'Bearer x' }),
    },
  )
  const known = { id: plan.json<{ id: string }>().id, name: 'web' }
  try {
    await fc.assert(
      fc.asyncProperty(arbitraryRequest(known), callers, async (request, caller) => {
        const response = await send(app, request, caller, tally)
        // A plan that was removed is there again for the next.
        if (response.statusCode === 204 && record !== undefined) await store.keep('shop', record, { after: 0 })
        const wrong = [
          ...contradictions(request, response),
          ...(caller.name === 'admin' ? judged(request, response) : []),
        ]
        if (wrong.length > 0) throw new Error(`${request.method} ${request.url} as ${caller.name}: ${wrong.join('; ')}`)
      }),
      { numRuns: runs, seed },
    )
  } finally {
    await app.close()
  }
}

async function send(
  app: Awaited<ReturnType<typeof startService>>['app'],
  { method, url, headers, payload }: Request,
  { authorization }: Caller,
  tally: Tally,
): Promise<InjectedResponse> {
  const from = performance.now()
  const response = await app.inject({
    method: method as 'GET',
    url,
    headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
    ...(payload === undefined ? {} : { payload }),
  })
  tally.requests += 1
  tally.byStatus[response.statusCode] = (tally.byStatus[response.statusCode] ?? 0) + 1
  tally.slowestMilliseconds = Math.max(tally.slowestMilliseconds, performance.now() - from)
  return response
}

/** What the document allows must not be refused as unreadable, and what it forbids must be refused. */
function judged(
  { operationId, payload, headers, valid, url }: Request,
  { statusCode, body }: InjectedResponse,
): string[] {
  const operation = operationCalled(operationId)
  if (operation === undefined) return []
  if (valid && [400, 401, 403, 405, 413, 414, 415, 422].includes(statusCode) && !isOfAnother(url))
    return [`${statusCode} for what the document allows: ${body.slice(0, 300)}`]
  // What is wrong with objects that are none is the very answer; a topology that is compared need not name the target of its own.
  if (operationId === 'validateManifests' || operationId === 'createComparison') return []
  const type = headers['content-type'] ?? ''
  const schema = operation.requestBody?.content[type]?.schema
  if (schema === undefined || type !== 'application/json' || payload === undefined || statusCode >= 300) return []
  const wrong = mismatch(schema, JSON.parse(payload))
  return wrong === undefined ? [] : [`${statusCode} for what the document forbids: ${wrong}`]
}

/** What is said of the plan may not fit the topology, or another parameter: no schema can tell. */
const isOfAnother = (url: string): boolean =>
  /why-not|\/diff|priceBook=|kubernetesVersion=|requestId=|hourlyRate=|engineerHours=|maxChars=/.test(url) ||
  (url.includes('dryRun=true') && /[?&](?:fields|comment)=/.test(url)) ||
  (url.includes('plan=true') && /[?&]format=/.test(url))
