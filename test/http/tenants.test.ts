// Two tenants: what is one's is nowhere for the other, to the last byte of what he is told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTokens } from '../../src/application/tokens.ts'
import { POLICY_EXAMPLE } from '../../src/http/openapi/policy-example.ts'
import { PRICE_BOOK_EXAMPLE } from '../../src/http/openapi/price-book-example.ts'
import { secrets } from '../../src/secrets.ts'
import { openSqliteStore } from '../../src/storage/sqlite/open.ts'
import { migrationsFolder } from '../storage/temporary.ts'
import { DOCUMENT } from './generated/operations.ts'
import { createRealPlanner } from './planner.ts'
import { type Service, SHOP, startService } from './service.ts'

const NOBODYS = '019ab4d2-5c00-7000-8000-ffffffffffff'

let service: Service
let own: string
let strange: string
let plan: { id: string; url: string }
beforeAll(async () => {
  const store = openSqliteStore({ file: ':memory:', migrationsFolder })
  const tokens = createTokens({ store, now: () => new Date(), secrets })
  service = await startService({ planner: createRealPlanner(store), access: { tokens, openMetrics: false } })
  ;[own, strange] = (await Promise.all(
    ['shop', 'bank'].map(async (tenant) => (await tokens.create({ tenant, scopes: ['admin'] })).token),
  )) as [string, string]
  plan = (await as(own, 'POST', '/v1/plans', SHOP)).json()
  await as(own, 'POST', '/v1/price-books', PRICE_BOOK_EXAMPLE)
  await as(own, 'POST', '/v1/policies', POLICY_EXAMPLE)
})
afterAll(() => service.app.close())

const as = (token: string, method: string, url: string, payload?: object) =>
  service.app.inject({
    method: method as 'GET',
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(payload === undefined ? {} : { payload }),
  })

/** Every operation on one plan, price book or policy that is there; PUT also makes one that is not. */
const OF_ONE = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  /^\/v1\/(?:plans|price-books|policies)\/\{id\}/.test(path)
    ? Object.keys(methods)
        .filter((method) => method !== 'put')
        .map((method): [string, string] => [method.toUpperCase(), path])
    : [],
)

describe('another tenant', () => {
  it('is told the same of what is there as of what is not', async () => {
    expect(OF_ONE.length).toBeGreaterThanOrEqual(7)
    for (const [method, path] of OF_ONE) {
      const ids = path.startsWith('/v1/plans') ? [plan.id, NOBODYS] : ['acme', 'nobody']
      const filled = ids.map((id) =>
        path
          .replace('{id}', id)
          .replace(/\{n\w*\}/, 'web')
          .replace('{type}', 'NodePort'),
      )
      const [there, nowhere] = await Promise.all(
        filled.map(async (url, at) => {
          const answer = await as(strange, method, url)
          const { requestId: _requestId, instance: _instance, ...told } = answer.json()
          return { status: answer.statusCode, told: JSON.stringify(told).replaceAll(ids[at] ?? '', 'ID') }
        }),
      )
      expect(there, `${method} ${path}`).toEqual(nowhere)
      expect(there?.status, `${method} ${path}`).toBe(404)
    }
    expect((await as(own, 'GET', plan.url)).statusCode).toBe(200)
  })

  it('has lists of his own', async () => {
    expect((await as(strange, 'GET', '/v1/plans')).json().items).toEqual([])
    expect((await as(own, 'GET', '/v1/plans')).json().items).toHaveLength(1)
    const books = async (token: string) =>
      (await as(token, 'GET', '/v1/price-books')).json().items.map(({ id }: { id: string }) => id)
    expect(await books(strange)).toEqual(['builtin'])
    expect(await books(own)).toEqual(['builtin', 'acme'])
  })

  it('is not judged by a policy that is not his', async () => {
    expect((await as(own, 'POST', '/v1/plans?dryRun=true&policy=acme', SHOP)).json().policy.id).toBe('acme')
    const answer = await as(strange, 'POST', '/v1/plans?dryRun=true&policy=acme', SHOP)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].code).toBe('POLICY_NOT_FOUND')
  })

  it('may take an id that is another’s, and both have a plan of their own', async () => {
    const answer = await as(strange, 'PUT', plan.url, { ...SHOP, name: 'bank' })
    expect(answer.statusCode).toBe(201)
    const names = await Promise.all([own, strange].map(async (token) => (await as(token, 'GET', plan.url)).json().name))
    expect(names).toEqual(['shop', 'bank'])
    expect((await as(strange, 'DELETE', plan.url)).statusCode).toBe(204)
    expect((await as(own, 'GET', plan.url)).statusCode).toBe(200)
  })

  it('cannot cost with a book that is not his', async () => {
    expect((await as(own, 'POST', '/v1/plans?dryRun=true&priceBook=acme', SHOP)).statusCode).toBe(200)
    const answer = await as(strange, 'POST', '/v1/plans?dryRun=true&priceBook=acme', SHOP)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].code).toBe('PRICE_BOOK_NOT_FOUND')
  })
})
