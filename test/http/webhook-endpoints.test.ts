// Webhook endpoints over HTTP: made with a secret that is shown once, read without it, changed, rotated, tried and removed.
import { describe, expect, it } from 'vitest'
import { WebhookDelivery, WebhookEndpoint, WebhookEndpointWithSecret } from '../../src/application/webhooks/endpoint.ts'
import { tellingStore } from '../../src/application/webhooks/telling-store.ts'
import { newSecret } from '../../src/webhooks/signature.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { SHOP, startService } from './service.ts'

const ENDPOINTS = '/v1/webhook-endpoints'
const URL_ALLOWED = 'https://hooks.example.com/moorage?key=1'

async function start() {
  const store = createMapStore()
  let count = 0
  const woken: string[] = []
  const wake = () => void woken.push('woken')
  const parts = { now: () => new Date('2026-11-24T09:00:00Z'), newId: () => `event-${++count}`, wake }
  const origins = new Set(['https://hooks.example.com'])
  const planner = createRealPlanner(tellingStore(store, parts), 1000, undefined, {
    telling: { origins, newSecret, wake },
  })
  const { http } = await startService({ planner })
  const create = async (more: object = {}) => {
    const { body } = await http
      .post(ENDPOINTS)
      .send({ url: URL_ALLOWED, ...more })
      .expect(201)
    return WebhookEndpointWithSecret.parse(body)
  }
  return { http, store, woken, create }
}

describe('POST /v1/webhook-endpoints → 201', () => {
  it('shows the secret once, and says where the endpoint is', async () => {
    const { http } = await start()
    const made = await http.post(ENDPOINTS).send({ url: URL_ALLOWED }).expect(201)
    const { secret, ...endpoint } = WebhookEndpointWithSecret.parse(made.body)
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
    expect(endpoint).toMatchObject({
      url: URL_ALLOWED,
      description: '',
      events: ['plan.created', 'plan.revised', 'plan.deleted'],
      enabled: true,
      disabledBecause: null,
    })
    expect(made.headers.location).toBe(endpoint.links.self)
    const read = await http.get(endpoint.links.self).expect(200)
    expect(read.body).toEqual(endpoint)
    expect((await http.get(ENDPOINTS).expect(200)).body).toEqual({ items: [endpoint] })
    await http.get(ENDPOINTS).set('if-none-match', '*').expect(304)
    await http.get(endpoint.links.self).set('if-none-match', String(read.headers.etag)).expect(304)
  })

  it('takes YAML', async () => {
    const { http } = await start()
    const yaml = `url: ${URL_ALLOWED}\nevents: [plan.deleted, plan.created]\n`
    const { body } = await http.post(ENDPOINTS).set('content-type', 'application/yaml').send(yaml).expect(201)
    expect(body.events).toEqual(['plan.created', 'plan.deleted'])
  })
})

describe('POST /v1/webhook-endpoints → 422', () => {
  it.each([
    ['no address', { url: 'hooks.example.com' }, 'INVALID_URL'],
    ['a host that is not listed', { url: 'https://hooks.example.org/' }, 'HOST_NOT_ALLOWED'],
    ['another port', { url: 'https://hooks.example.com:8443/' }, 'HOST_NOT_ALLOWED'],
    ['a name that ends in a dot', { url: 'https://hooks.example.com./' }, 'HOST_NOT_ALLOWED'],
    ['a host below', { url: 'https://a.hooks.example.com/' }, 'HOST_NOT_ALLOWED'],
    ['a host in the user’s place', { url: 'https://hooks.example.com@evil.example/' }, 'INVALID_URL'],
    ['no TLS', { url: 'http://hooks.example.com/' }, 'NOT_HTTPS'],
    ['a file', { url: 'file:///etc/passwd' }, 'NOT_HTTPS'],
    ['a password', { url: 'https://user:hunter2@hooks.example.com/' }, 'INVALID_URL'],
    ['a fragment', { url: 'https://hooks.example.com/#a' }, 'INVALID_URL'],
  ])('for %s', async (_what, document, code) => {
    const { http } = await start()
    const { body } = await http.post(ENDPOINTS).send(document).expect(422)
    expect(body).toMatchObject({ code: 'INVALID_WEBHOOK_ENDPOINT', errors: [{ pointer: '/url', code }] })
    expect(JSON.stringify(body)).not.toContain('hunter2')
    expect((await http.get(ENDPOINTS)).body.items).toEqual([])
  })

  it('with every mistake at once, and its line', async () => {
    const { http } = await start()
    const yaml = 'urll: x\nevents: [plan.exploded]\nenabled: "yes"\n'
    const { body } = await http.post(ENDPOINTS).set('content-type', 'application/yaml').send(yaml).expect(422)
    const places = body.errors.map((one: { pointer: string; line?: number }) => [one.pointer, one.line])
    expect(places).toEqual(
      expect.arrayContaining([
        ['/urll', 1],
        ['/events/0', 2],
        ['/enabled', 3],
      ]),
    )
    expect(JSON.stringify(body)).toContain('did you mean')
  })

  it('for the twenty-first', async () => {
    const { http, create } = await start()
    for (let number = 0; number < 20; number += 1) await create()
    const { body } = await http.post(ENDPOINTS).send({ url: URL_ALLOWED }).expect(422)
    expect(body.errors[0].code).toBe('TOO_MANY_ENDPOINTS')
  })
})

describe('PUT /v1/webhook-endpoints/{id}', () => {
  it('changes everything but the secret, and wakes what waited', async () => {
    const { http, store, woken, create } = await start()
    const { id, links, secret } = await create({ description: 'old' })
    const url = 'https://hooks.example.com/new'
    const { body } = await http
      .put(links.self)
      .send({ url, events: ['plan.deleted'], enabled: false })
      .expect(200)
    expect(WebhookEndpoint.parse(body)).toMatchObject({
      ...{ id, url, description: '', events: ['plan.deleted'] },
      ...{ enabled: false, disabledBecause: 'ASKED' },
    })
    expect((await http.get(links.self)).body).toEqual(body)
    expect((await store.findWebhookEndpoint('default', id))?.secrets).toEqual([{ secret, until: null }])
    expect(woken).toEqual(['woken'])
  })
})

describe('POST /v1/webhook-endpoints/{id}/rotate-secret', () => {
  it('has the old secret sign for a day more, and no more than three sign', async () => {
    const { http, store, create } = await start()
    const { id, links, secret } = await create()
    const rotate = async () => (await http.post(`${links.self}/rotate-secret`).expect(200)).body.secret as string
    const second = await rotate()
    const after = (await store.findWebhookEndpoint('default', id))?.secrets ?? []
    expect(after.map((one) => one.secret)).toEqual([second, secret])
    expect(after.map(({ until }) => until?.slice(0, 10))).toEqual([undefined, '2026-11-25'])
    const [third, fourth] = [await rotate(), await rotate()]
    const last = (await store.findWebhookEndpoint('default', id))?.secrets ?? []
    expect(last.map((one) => one.secret)).toEqual([fourth, third, second])
  })
})

describe('POST /v1/webhook-endpoints/{id}/test and its deliveries', () => {
  it('shows tests and what happened to plans, the newest first', async () => {
    const { http, woken, create } = await start()
    const { links } = await create()
    const plan = await http.post('/v1/plans').send(SHOP).expect(201)
    await http
      .put(plan.body.url)
      .send({ ...SHOP, owner: 'team-b' })
      .expect(200)
    await http.post('/v1/plans?dryRun=true').send(SHOP).expect(200)
    await http.delete(plan.body.url).expect(204)
    const test = WebhookDelivery.parse((await http.post(`${links.self}/test`).expect(202)).body)
    expect(test).toMatchObject({ type: 'webhook.test', state: 'pending', attempts: 0, plan: null })
    expect(woken).toHaveLength(4)
    const { body } = await http.get(links.deliveries).expect(200)
    const shown = body.items.map((item: unknown) => WebhookDelivery.parse(item))
    const told = shown.map(({ type, plan: told }: WebhookDelivery) => [type, told?.id, told?.revision])
    expect(told).toHaveLength(4)
    expect(told).toEqual(
      expect.arrayContaining([
        ['webhook.test', undefined, undefined],
        ['plan.deleted', plan.body.id, 2],
        ['plan.revised', plan.body.id, 2],
        ['plan.created', plan.body.id, 1],
      ]),
    )
    expect((await http.get(`${links.deliveries}?limit=1`)).body.items).toHaveLength(1)
    expect((await http.get(`${links.deliveries}?state=failed`)).body.items).toEqual([])
    expect((await http.get(`${links.deliveries}?state=lost`).expect(400)).body.code).toBe('INVALID_PARAMETER')
  })

  it('refuses to try one that is not enabled', async () => {
    const { http, create } = await start()
    const { links } = await create({ enabled: false })
    const { body } = await http.post(`${links.self}/test`).expect(422)
    expect(body.code).toBe('WEBHOOK_ENDPOINT_DISABLED')
  })
})

describe('DELETE /v1/webhook-endpoints/{id}', () => {
  it('→ 204, then 404, as for one that never was', async () => {
    const { http, create } = await start()
    const { links } = await create()
    await http.delete(links.self).expect(204)
    const nowhere = [links.self, `${ENDPOINTS}/019ab4d2-5c00-7000-8000-ffffffffffff`, `${ENDPOINTS}/nobody`]
    for (const url of nowhere) {
      expect((await http.delete(url).expect(404)).body.code).toBe('WEBHOOK_ENDPOINT_NOT_FOUND')
      expect((await http.get(url).expect(404)).body.code).toBe('WEBHOOK_ENDPOINT_NOT_FOUND')
      expect((await http.get(`${url}/deliveries`).expect(404)).body.code).toBe('WEBHOOK_ENDPOINT_NOT_FOUND')
      expect((await http.post(`${url}/test`).expect(404)).body.code).toBe('WEBHOOK_ENDPOINT_NOT_FOUND')
      expect((await http.post(`${url}/rotate-secret`).expect(404)).body.code).toBe('WEBHOOK_ENDPOINT_NOT_FOUND')
      expect((await http.put(url).send({ url: URL_ALLOWED }).expect(404)).body.code).toBe('WEBHOOK_ENDPOINT_NOT_FOUND')
    }
  })
})
