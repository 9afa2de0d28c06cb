// Who is let in, with what, and what he is told who is not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scope } from '../../src/application/scope.ts'
import { createTokens, type Tokens } from '../../src/application/tokens.ts'
import { Failure } from '../../src/domain/failure.ts'
import type { Access } from '../../src/http/access/identity.ts'
import { Problem } from '../../src/http/problems.ts'
import { secrets } from '../../src/secrets.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, SHOP, startService } from './service.ts'

const PLAN = '/v1/plans/019ab4d2-5c00-7000-8000-000000000001'
const clock = { now: new Date('2026-11-24T09:00:00Z') }

type Guarded = Service & { tokens: Tokens; tokenWith: (...scopes: Scope[]) => Promise<string> }

async function startGuarded(more: Partial<Access> = {}): Promise<Guarded> {
  const store = createMapStore()
  const tokens = createTokens({ store, now: () => clock.now, secrets })
  const access = { tokens, openMetrics: false, ...more }
  const service = await startService({ planner: createRealPlanner(store), access })
  const tokenWith = async (...scopes: Scope[]) => (await tokens.create({ tenant: 'shop', scopes })).token
  return { ...service, store, tokens, tokenWith }
}

let service: Guarded
beforeAll(async () => {
  service = await startGuarded()
})
afterAll(() => service.app.close())

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

describe('without a token', () => {
  it.each(['/docs', '/health/live', '/health/ready', '/openapi.json', '/openapi.yaml'])('%s is open', async (path) => {
    const { status } = await service.http.get(path)
    expect(status).toBeLessThan(400)
  })

  it.each([
    ['get', '/'],
    ['post', '/'],
    ['get', '/plans'],
    ['get', '/plans/compare'],
    ['get', PLAN.replace('/v1', '')],
    ['get', '/v1/plans'],
    ['head', '/v1/plans'],
    ['get', PLAN],
    ['delete', PLAN],
    ['get', `${PLAN}/manifests.yaml`],
    ['get', '/v1/price-books'],
    ['get', '/v1/providers'],
    ['get', '/metrics'],
    ['post', '/v1/plans'],
    ['post', '/v1/recommendations'],
  ] as const)('%s %s → 401', async (method, path) => {
    const { body, headers } = await service.http[method](path).expect(401)
    expect(headers['www-authenticate']).toBe('Bearer realm="moorage"')
    if (method !== 'head') expect(Problem.parse(body).code).toBe('UNAUTHENTICATED')
  })

  // Before the body is read: a stranger's megabyte costs nothing.
  it('a body is not even looked at', async () => {
    const { body } = await service.http.post('/v1/plans').type('application/json').send('{"broken').expect(401)
    expect(body.code).toBe('UNAUTHENTICATED')
  })

  it('what there is not is refused as to everybody', async () => {
    await service.http.get('/v1/nothing').expect(404)
    await service.http.patch('/v1/plans').expect(405)
  })
})

describe('with a token that is none', () => {
  it.each([
    ['a stranger’s', `Bearer moor_aaaaaaaaaaaa_${'A'.repeat(43)}`, 'Bearer realm="moorage", error="invalid_token"'],
    ['text', 'Bearer let-me-in', 'Bearer realm="moorage", error="invalid_token"'],
    ['nothing', 'Bearer', 'Bearer realm="moorage", error="invalid_token"'],
    ['another scheme', 'Digest username="x"', 'Bearer realm="moorage", error="invalid_token"'],
    ['a wrong password', basic('x', 'secret'), 'Basic realm="moorage"'],
    ['a pair without a colon', `Basic ${Buffer.from('secret').toString('base64')}`, 'Basic realm="moorage"'],
    ['no base64', 'Basic %%%', 'Basic realm="moorage"'],
  ])('%s → 401', async (_, authorization, challenge) => {
    const { body, headers } = await service.http.get('/v1/plans').set('authorization', authorization).expect(401)
    expect(headers['www-authenticate']).toBe(challenge)
    expect(Problem.parse(body).detail).not.toMatch(/moor_a|let-me-in|secret/)
  })

  it('one that was revoked or has run out → 401', async () => {
    const { token, record } = await service.tokens.create({ tenant: 'shop', scopes: ['admin'] })
    const ending = await service.tokens.create({ tenant: 'shop', scopes: ['admin'], expiresAt: '2026-11-24T10:00:00Z' })
    const asking = (text: string) => service.http.get('/v1/plans').auth(text, { type: 'bearer' })
    await asking(token).expect(200)
    await asking(ending.token).expect(200)
    await service.tokens.revoke(record.id)
    clock.now = new Date('2026-11-24T11:00:00Z')
    await asking(token).expect(401)
    await asking(ending.token).expect(401)
    clock.now = new Date('2026-11-24T09:00:00Z')
  })

  it('one in the address is not read', async () => {
    const token = await service.tokenWith('admin')
    await service.http.get(`/v1/plans?access_token=${token}`).expect(401)
  })
})

describe('with a token', () => {
  it.each([
    ['Bearer', (token: string) => `Bearer ${token}`],
    ['in any case', (token: string) => `bEARER ${token}`],
    ['Basic, as kubectl sends it', (token: string) => basic('token', token)],
    ['Basic without a user', (token: string) => basic('', token)],
  ])('%s → 200', async (_, write) => {
    const token = await service.tokenWith('plans:read')
    await service.http.get('/v1/plans').set('authorization', write(token)).expect(200)
  })

  const NEEDS = [
    ['get', '/v1/plans', 'plans:read'],
    ['get', '/v1/rules', 'plans:read'],
    ['post', '/v1/recommendations', 'plans:read'],
    ['post', '/v1/plans', 'plans:write'],
    ['delete', PLAN, 'plans:write'],
    ['post', '/v1/price-books', 'prices:write'],
    ['post', '/v1/policies', 'policies:write'],
    ['get', '/v1/policies', 'plans:read'],
    ['get', '/metrics', 'admin'],
  ] as const
  it.each(NEEDS)('%s %s needs %s', async (method, path, needed) => {
    for (const held of ['plans:read', 'plans:write', 'prices:write', 'policies:write', 'admin'] as const) {
      const token = await service.tokenWith(held)
      const sent = method === 'post' ? service.http.post(path).send(SHOP) : service.http[method](path)
      const { status, body, headers } = await sent.auth(token, { type: 'bearer' })
      if (held === needed || held === 'admin') expect([200, 201, 204, 404, 422], `${held}`).toContain(status)
      else {
        expect(status, held).toBe(403)
        expect(Problem.parse(body)).toMatchObject({
          code: 'SCOPE_MISSING',
          detail: `This needs a token with the scope ${needed}.`,
        })
        expect(headers['www-authenticate']).toContain(`error="insufficient_scope", scope="${needed}"`)
      }
    }
  })
})

describe('metrics', () => {
  it('are open where the operator says so, and nothing else is', async () => {
    const open = await startGuarded({ openMetrics: true })
    await open.http.get('/metrics').expect(200)
    await open.http.get('/v1/plans').expect(401)
    await open.app.close()
  })
})

describe('a database that does not answer', () => {
  it('→ 503 for a caller with a token, and lets nobody in', async () => {
    const planner = createRealPlanner(createMapStore())
    const tokens: Tokens = {
      ...service.tokens,
      identify: () => Promise.reject(new Failure('STORE_UNAVAILABLE', 'gone')),
    }
    const broken = await startService({ planner, access: { tokens, openMetrics: false } })
    const { body } = await broken.http.get('/v1/plans').auth('x', { type: 'bearer' }).expect(503)
    expect(body.code).toBe('STORE_UNAVAILABLE')
    await broken.http.get('/health/live').expect(200)
    await broken.app.close()
  })
})

describe('an import', () => {
  const objects =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n'
  const ask = (token: string, query: string) =>
    service.http
      .post(`/v1/imports?provider=aws&region=us-east-1${query}`)
      .set('authorization', `Bearer ${token}`)
      .type('application/yaml')
      .send(objects)

  it('is for whoever may read; to keep its plan one must be allowed to write', async () => {
    const reader = await service.tokenWith('plans:read')
    await ask(reader, '').expect(200)
    const { body } = await ask(reader, '&plan=true').expect(403)
    expect(Problem.parse(body).code).toBe('SCOPE_MISSING')
    await ask(await service.tokenWith('plans:read', 'plans:write'), '&plan=true').expect(201)
  })
})
