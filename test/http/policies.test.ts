// Policies over HTTP: given, kept in versions, and read.
import { beforeAll, describe, expect, it } from 'vitest'
import { PolicyDescription } from '../../src/application/policies.ts'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})

const NO_TLS = { rules: { publicWithoutTls: { severity: 'fail' } } }
const post = (body: object) => service.http.post('/v1/policies').send(body)

describe('POST /v1/policies → 201', () => {
  it('keeps a policy, says where it is, and gives each change a version', async () => {
    const first = await post({ id: 'versions', ...NO_TLS }).expect(201)
    expect(PolicyDescription.parse(first.body)).toMatchObject({ id: 'versions', version: '1', ...NO_TLS })
    expect(first.headers.location).toBe('/v1/policies/versions@1')
    expect((await post({ id: 'versions', ...NO_TLS }).expect(201)).body).toEqual(first.body)
    const second = await post({ id: 'versions', rules: {} }).expect(201)
    expect(second.body.version).toBe('2')
    expect((await service.http.get('/v1/policies/versions@1').expect(200)).body).toEqual(first.body)
    expect((await service.http.get('/v1/policies/versions').expect(200)).body).toEqual(second.body)
  })

  it('gives no version to the same policy with its fields in another order', async () => {
    const rules = { databasePublic: { severity: 'warn', limited: 'pass' }, publicWithoutTls: { severity: 'fail' } }
    const turned = { publicWithoutTls: { severity: 'fail' }, databasePublic: { limited: 'pass', severity: 'warn' } }
    const first = await post({ id: 'turned', rules }).expect(201)
    expect((await post({ rules: turned, id: 'turned' }).expect(201)).body).toEqual(first.body)
  })

  it('takes YAML', async () => {
    const yaml = 'id: in-yaml\nrules:\n  budget: [{ severity: warn, monthly: "100", currency: USD }]\n'
    await service.http.post('/v1/policies').set('content-type', 'application/yaml').send(yaml).expect(201)
  })
})

describe('POST /v1/policies → 422', () => {
  it('with every mistake and its line', async () => {
    const yaml =
      'id: wrong\nrules:\n  budget:\n    - severity: error\n      monthly: "100"\n      currency: USD\nexceptions:\n  - rule: regions\n    plan: shop\n    owner: me\n    reason: Because.\n    until: "2026-12-31"\n'
    const { body } = await service.http
      .post('/v1/policies')
      .set('content-type', 'application/yaml')
      .send(yaml)
      .expect(422)
    expect(body.code).toBe('INVALID_POLICY')
    expect(body.errors.map((one: { pointer: string; line: number }) => [one.pointer, one.line])).toEqual([
      ['/rules/budget/0/severity', 4],
      ['/exceptions/0/rule', 8],
    ])
  })

  it.each([
    [
      'rules',
      { rules: { budget: Array.from({ length: 201 }, () => ({ severity: 'fail', monthly: '1', currency: 'USD' })) } },
    ],
    ['a name', { id: 'a'.repeat(64), ...NO_TLS }],
  ])('for too much of %s', async (_, more) => {
    expect((await post({ id: 'much', ...more }).expect(422)).body.code).toBe('INVALID_POLICY')
  })
})

describe('GET /v1/policies', () => {
  it('lists the built-in policy first, then callers’ own', async () => {
    await post({ id: 'listed', ...NO_TLS }).expect(201)
    const { body } = await service.http.get('/v1/policies').expect(200)
    expect(body.items[0]).toMatchObject({ id: 'builtin', createdAt: null, url: '/v1/policies/builtin' })
    expect(body.items.map(({ id }: { id: string }) => id)).toContain('listed')
  })

  it('shows what the built-in one holds, by its id and by its version', async () => {
    const { body } = await service.http.get('/v1/policies/builtin').expect(200)
    expect(Object.keys(PolicyDescription.parse(body).rules).length).toBeGreaterThan(0)
    const { body: same } = await service.http.get(`/v1/policies/builtin@${body.version}`).expect(200)
    expect(same).toEqual(body)
  })

  it.each(['nobody', 'listed@99', 'listed@x', 'builtin@1999-01-01', 'default'])('→ 404 for %s', async (id) => {
    const { body } = await service.http.get(`/v1/policies/${id}`).expect(404)
    expect(body.code).toBe('POLICY_NOT_FOUND')
  })
})
