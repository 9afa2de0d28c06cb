// Who may say whom the service calls: the holder of `admin`, within his own tenant.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scope } from '../../src/application/scope.ts'
import { createTokens } from '../../src/application/tokens.ts'
import { secrets } from '../../src/secrets.ts'
import { openSqliteStore } from '../../src/storage/sqlite/open.ts'
import { migrationsFolder } from '../storage/temporary.ts'
import { OPERATIONS } from './generated/operations.ts'
import { createRealPlanner } from './planner.ts'
import { type Service, startService } from './service.ts'

const NOBODYS = '019ab4d2-5c00-7000-8000-ffffffffffff'
const INPUT = { url: 'https://hooks.example.com/moorage' }
const OURS = OPERATIONS.filter(({ path }) => path.startsWith('/v1/webhook-endpoints'))

let service: Service
let tokenOf: (tenant: string, ...scopes: Scope[]) => Promise<string>
let id: string
beforeAll(async () => {
  const store = openSqliteStore({ file: ':memory:', migrationsFolder })
  const tokens = createTokens({ store, now: () => new Date(), secrets })
  service = await startService({ planner: createRealPlanner(store), access: { tokens, openMetrics: false } })
  tokenOf = async (tenant, ...scopes) => (await tokens.create({ tenant, scopes })).token
  const answer = await as(await tokenOf('shop', 'admin'), 'POST', '/v1/webhook-endpoints')
  id = answer.json().id
})
afterAll(() => service.app.close())

const as = (token: string, method: string, url: string) =>
  service.app.inject({
    method: method as 'GET',
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(['POST', 'PUT'].includes(method) && !/test$|secret$/.test(url) ? { payload: INPUT } : {}),
  })

describe('every operation on webhook endpoints', () => {
  it('is refused to whoever holds all other scopes', async () => {
    const token = await tokenOf('shop', 'plans:read', 'plans:write', 'prices:write')
    expect(OURS.length).toBeGreaterThanOrEqual(8)
    for (const { method, path } of OURS) {
      const answer = await as(token, method, path.replace('{id}', id))
      expect([answer.statusCode, answer.json().code], `${method} ${path}`).toEqual([403, 'SCOPE_MISSING'])
    }
  })

  it('answers the same to another tenant of one that is there as of one that is not', async () => {
    const strange = await tokenOf('bank', 'admin')
    const ofOne = OURS.filter(({ path }) => path.includes('{id}'))
    for (const { method, path } of ofOne) {
      const told = async (which: string) => {
        const answer = await as(strange, method, path.replace('{id}', which))
        const { requestId: _requestId, instance: _instance, ...problem } = answer.json()
        return { status: answer.statusCode, problem: JSON.stringify(problem).replaceAll(which, 'ID') }
      }
      const there = await told(id)
      expect(there, `${method} ${path}`).toEqual(await told(NOBODYS))
      expect(there.status, `${method} ${path}`).toBe(404)
    }
    expect((await as(strange, 'GET', '/v1/webhook-endpoints')).json()).toEqual({ items: [] })
    const own = await as(await tokenOf('shop', 'admin'), 'GET', `/v1/webhook-endpoints/${id}`)
    expect(own.json()).toMatchObject({ id, ...INPUT })
  })
})
