// /v1/providers, /v1/rules and /health: what the answers rest on, and whether the service can serve.
import { beforeAll, describe, expect, it } from 'vitest'
import { ProviderDescription } from '../../src/application/provider-description.ts'
import { RuleInContext } from '../../src/domain/design/rule-context.ts'
import { RuleText } from '../../src/domain/design/rules.ts'
import { Failure } from '../../src/domain/failure.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})

describe('GET /v1/providers → 200', () => {
  it('lists every provider with what is priced', async () => {
    const { body } = await service.http.get('/v1/providers').expect(200)
    const providers = body.items.map((item: unknown) => ProviderDescription.parse(item))
    expect(providers.map(({ id }: ProviderDescription) => id)).toEqual([
      'aws',
      'azure',
      'bare-metal',
      'digitalocean',
      'gcp',
      'hetzner',
      'linode',
      'oci',
      'scaleway',
      'vultr',
    ])
  })
})

describe('GET /v1/providers/{id}', () => {
  it('→ 200 with one of them', async () => {
    const { body } = await service.http.get('/v1/providers/aws').expect(200)
    expect(ProviderDescription.parse(body).regions).toContain('us-east-1')
  })

  it('→ 404 for one there is not', async () => {
    expect((await service.http.get('/v1/providers/nowhere').expect(404)).body.code).toBe('PROVIDER_NOT_FOUND')
  })

  it('→ 400 for a parameter it does not have', async () => {
    expect((await service.http.get('/v1/providers/aws?region=x').expect(400)).body.code).toBe('INVALID_PARAMETER')
  })
})

describe('GET /v1/rules → 200', () => {
  it('lists the decision table in its order', async () => {
    const { body } = await service.http.get('/v1/rules').expect(200)
    const rules: RuleText[] = body.items.map((item: unknown) => RuleText.parse(item))
    expect(rules.map(({ order }) => order)).toEqual(rules.map((_, index) => index + 1))
  })
})

describe('GET /v1/rules/{id}', () => {
  it('→ 200 with the rule a plan names', async () => {
    const { body } = await service.http.get('/v1/rules/called-inside-only').expect(200)
    expect(RuleInContext.parse(body)).toMatchObject({ id: 'called-inside-only', previous: 'grpc-called-inside' })
  })

  it('→ 404 for one there is not', async () => {
    expect((await service.http.get('/v1/rules/whatever').expect(404)).body.code).toBe('RULE_NOT_FOUND')
  })
})

describe.each(['/v1/rules', '/v1/rules/called-inside-only'])('GET %s', (path) => {
  const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

  it('→ 200 as a page for a browser, and as JSON for everybody else', async () => {
    const page = await service.http.get(path).set('accept', BROWSER).expect(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(page.headers.vary).toContain('Accept')
    expect(page.text).toContain('Called only by pods in the cluster')
    for (const accept of ['*/*', 'application/json'])
      expect((await service.http.get(path).set('accept', accept).expect(200)).type).toBe('application/json')
    await service.http.get(path).set('accept', BROWSER).set('If-None-Match', String(page.headers.etag)).expect(304)
  })

  it('→ 406 for what it is not', async () => {
    expect((await service.http.get(path).set('accept', 'image/png').expect(406)).body.code).toBe('NOT_ACCEPTABLE')
  })
})

describe.each(['/v1/providers', '/v1/rules', '/v1/rules/called-inside-only', '/health/live', '/health/ready'])(
  'GET %s → 400',
  (path) => {
    it('for a parameter it does not have', async () => {
      expect((await service.http.get(`${path}?x=1`).expect(400)).body.code).toBe('INVALID_PARAMETER')
    })
  },
)

describe('GET /health/live → 200', () => {
  it('whatever the store does', async () => {
    const { http } = await startService({
      planner: unready(new Failure('STORE_UNAVAILABLE', 'The database does not answer.')),
    })
    expect((await http.get('/health/live').expect(200)).body).toEqual({ status: 'alive' })
  })
})

describe('GET /health/ready', () => {
  it('→ 200 when the store answers', async () => {
    expect((await service.http.get('/health/ready').expect(200)).body).toEqual({ status: 'ready' })
  })

  it.each([new Failure('STORE_UNAVAILABLE', 'The database does not answer.'), new Error('disk on fire')])(
    '→ 503 when it does not (%s)',
    async (error) => {
      const { http } = await startService({ planner: unready(error) })
      const { body, text } = await http.get('/health/ready').expect(503).expect('retry-after', '5')
      expect(body.code).toBe('STORE_UNAVAILABLE')
      expect(text).not.toContain('fire')
    },
  )
})

const unready = (error: Error) =>
  createRealPlanner({
    ...createMapStore(),
    check: async () => {
      throw error
    },
  })
