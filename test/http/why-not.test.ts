// GET /v1/plans/{id}/services/{name}/why-not/{type}, status by status.
import { beforeAll, describe, expect, it } from 'vitest'
import { createPlanner } from '../../src/application/planner.ts'
import type { Store } from '../../src/application/store.ts'
import { AskedType, WhyNot } from '../../src/domain/design/why-not.ts'
import { Failure } from '../../src/domain/failure.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { builtInPriceBook } from '../../src/providers/index.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, startService } from './service.ts'

const NOBODY = '019ab4d2-5c00-7000-8000-999999999999'
const exposed = (host: string) => ({
  ports: { http: 8080 },
  expose: [{ port: 'http', to: 'internet', host, tls: { mode: 'terminate' } }],
})
/** Two that share an entrance, a workload without a Service, and one name in two namespaces (the second is an external). */
const TOPOLOGY = {
  name: 'shop',
  owner: 'team-shop',
  target: { provider: 'aws', region: 'us-east-1' },
  externals: { mail: { host: 'smtp.example.net', port: 587, namespace: 'post' } },
  workloads: {
    web: { ...exposed('shop.example.com'), calls: ['mail', 'external:mail'] },
    blog: exposed('blog.example.com'),
    mail: { ports: { tcp: 25 } },
    worker: { calls: ['mail'] },
  },
}

let service: Service
let plan: Plan
beforeAll(async () => {
  service = await startService()
  plan = (await service.http.post('/v1/plans').send(TOPOLOGY).expect(201)).body
})

const ask = (name: string, type: string, query = '', id = plan.id) =>
  service.http.get(`/v1/plans/${id}/services/${name}/why-not/${type}${query}`)

describe('→ 200', () => {
  it.each([...AskedType.options])('for %s, as the schema says', async (type) => {
    const { body, headers } = await ask('web', type)
      .expect(200)
      .expect('content-type', 'application/json; charset=utf-8')
    expect(WhyNot.parse(body)).toMatchObject({
      service: 'web',
      namespace: 'default',
      type,
      chosen: { type: 'ClusterIP' },
    })
    expect(headers['request-id']).toBeDefined()
  })

  it('in whatever case the type is written', async () => {
    const written = (await ask('web', 'LoadBalancer').expect(200)).body
    for (const type of ['loadbalancer', 'LOADBALANCER'])
      expect((await ask('web', type).expect(200)).body).toEqual(written)
  })

  it('with the difference of two estimates, the first of which is the plan’s own', async () => {
    const { monthly, possible } = WhyNot.parse((await ask('web', 'LoadBalancer').expect(200)).body)
    expect(possible).toBe(true)
    expect(monthly).toEqual({
      currency: 'USD',
      chosen: plan.designs[plan.chosen].estimate.monthly.expected,
      instead: '54.75',
      difference: '27.37',
      atLeast: false,
    })
  })

  it('about the design that is asked for', async () => {
    expect(plan.chosen).toBe('consolidated')
    const shared = (await ask('web', 'Ingress').expect(200)).body
    const apart = (await ask('web', 'Ingress', '?design=recommended').expect(200)).body
    expect(shared.rule).toBe('shared-entrance')
    expect(apart.rule).toBe('entrance-of-its-own')
    expect(apart.monthly.chosen).toBe(plan.designs.recommended.estimate.monthly.expected)
  })

  it('with nothing to cost where it is impossible', async () => {
    const { body } = await ask('web', 'externalname').expect(200)
    expect(body).toMatchObject({ possible: false, monthly: null, rule: 'external-by-name' })
  })

  it('for one of two that share a name, by its namespace', async () => {
    expect((await ask('mail', 'ClusterIP', '?namespace=post').expect(200)).body.chosen.type).toBe('ExternalName')
    expect((await ask('mail', 'ClusterIP', '?namespace=default').expect(200)).body.chosen.type).toBe('ClusterIP')
  })

  it('in the very words of the plan', async () => {
    for (const { name, namespace, rejected } of plan.designs[plan.chosen].services) {
      for (const { type, because } of rejected) {
        if (type === 'Entrance' || type === 'None') continue
        const { body } = await ask(name, type, `?namespace=${namespace}`).expect(200)
        expect(body.because, `${name} ${type}`).toBe(because)
      }
    }
  })
})

describe('→ 400', () => {
  it('for a type there is not, with those there are', async () => {
    const { body } = await ask('web', 'Entrance').expect(400)
    expect(body).toMatchObject({
      code: 'INVALID_PARAMETER',
      detail: 'type: must be one of ClusterIP, Headless, NodePort, LoadBalancer, ExternalName, Ingress, Gateway.',
      errors: [{ pointer: '/path/type' }],
    })
  })

  it('for a name in two namespaces, with both', async () => {
    const { body } = await ask('mail', 'ClusterIP').expect(400)
    expect(body).toMatchObject({
      code: 'INVALID_PARAMETER',
      detail: 'namespace: must be one of default, post: each has a Service "mail".',
      errors: [{ pointer: '/query/namespace' }],
    })
  })

  it.each(['?design=cheapest', '?namespace=', '?nmespace=default'])('for %s', async (query) => {
    expect((await ask('web', 'ClusterIP', query).expect(400)).body.code).toBe('INVALID_PARAMETER')
  })
})

describe('→ 404', () => {
  it('for a plan there is not', async () => {
    for (const id of [NOBODY, 'x'])
      expect((await ask('web', 'ClusterIP', '', id).expect(404)).body.code).toBe('PLAN_NOT_FOUND')
  })

  it('for a Service there is not, with those there are', async () => {
    const { body } = await ask('wbe', 'ClusterIP').expect(404)
    expect(body).toMatchObject({
      code: 'SERVICE_NOT_FOUND',
      detail: 'There is no Service "wbe" in this design. There are blog, mail, web.',
    })
  })

  it('for a Service in another namespace', async () => {
    const { body } = await ask('web', 'ClusterIP', '?namespace=post').expect(404)
    expect(body.detail).toBe(
      'There is no Service "web" in post in this design. There are blog in default, mail in default, mail in post, web in default.',
    )
  })

  it('for a workload that gets no Service, with the reason', async () => {
    const { body } = await ask('worker', 'ClusterIP').expect(404)
    expect(body.detail).toContain('worker has no ports: nothing can call it, so it needs no Service.')
  })

  it('for a hostile name, of which no more than a little is said again', async () => {
    const { body } = await ask(encodeURIComponent(`<script>${'x'.repeat(80)}`), 'ClusterIP').expect(404)
    expect(body.detail.length).toBeLessThan(200)
  })
})

describe('→ 422', () => {
  it('for a plan on a cloud that is not supported any more', async () => {
    const planner = createPlanner({
      store: service.store,
      providers: new Map(),
      importers: [],
      priceBook: builtInPriceBook(fingerprint),
      fingerprint,
      now: () => new Date(Date.UTC(2026, 10, 24)),
      newId: () => NOBODY,
      workloadsAtMost: 10,
    })
    const { http } = await startService({ planner })
    const { body } = await http.get(`/v1/plans/${plan.id}/services/web/why-not/ClusterIP`).expect(422)
    expect(body.code).toBe('PROVIDER_NOT_SUPPORTED')
  })
})

describe('→ 503', () => {
  it('when the store does not answer', async () => {
    const store: Store = {
      ...createMapStore(),
      find: async () => {
        throw new Failure('STORE_UNAVAILABLE', 'The database does not answer.')
      },
    }
    const { http } = await startService({ planner: createRealPlanner(store) })
    const { body } = await http.get(`/v1/plans/${NOBODY}/services/web/why-not/ClusterIP`).expect(503)
    expect(body.code).toBe('STORE_UNAVAILABLE')
  })
})
