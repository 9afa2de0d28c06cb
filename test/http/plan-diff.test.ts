// GET /v1/plans/{id}/diff and POST /v1/plans/{id}/reprice: every status the document promises.
import { beforeEach, describe, expect, it } from 'vitest'
import type { PriceBookInput } from '../../src/domain/estimate/own-price-book.ts'
import { PlanDiff } from '../../src/http/plan-difference.ts'
import { Problem } from '../../src/http/problems.ts'
import { type Service, SHOP, startService } from './service.ts'

const NOBODY = '019ab4d2-5c00-7000-8000-999999999999'
const BUSY = { traffic: { source: 'declared', newConnectionsPerSecond: 200, gbOutPerMonth: 4000 } }

let service: Service
let url: string
beforeEach(async () => {
  service = await startService()
  url = (await service.http.post('/v1/plans').send(SHOP).expect(201)).body.url
})

const shop = (web: object, more: object = {}) => ({
  ...SHOP,
  workloads: { ...SHOP.workloads, web: { ...SHOP.workloads.web, ...web }, ...more },
})
const put = (topology: object, query = '') => service.http.put(`${url}${query}`).send(topology).expect(200)
const give = (percent: number) => {
  const book: PriceBookInput = { id: 'acme', discounts: [{ provider: 'aws', percent, source: 'A contract' }] }
  return service.http.post('/v1/price-books').send(book).expect(201)
}
const diff = async (query = '') => PlanDiff.parse((await service.http.get(`${url}/diff${query}`).expect(200)).body)
const reprice = (query = '') => service.http.post(`${url}/reprice${query}`)
const parts = ({ cost }: PlanDiff) => Object.values(cost.chosen.parts ?? {}).map(Number)
const cents = (amount: string | null) => Math.round(Number(amount) * 100)

describe('GET /v1/plans/{id}/diff → 200', () => {
  it('tells what was added and what of it is design', async () => {
    const admin = { ports: { http: 80 }, expose: [{ port: 'http', to: 'vpc' }] }
    await put(shop({}, { admin }))
    const change = await diff()
    expect([change.from.revision, change.to.revision]).toEqual([1, 2])
    expect(change.workloads).toEqual([{ name: 'admin', change: 'added' }])
    expect(change.services).toMatchObject([
      { name: 'admin', change: 'added', before: null, after: { type: 'LoadBalancer' } },
    ])
    const [design, usage, price] = parts(change)
    expect(design).toBeGreaterThan(0)
    expect([usage, price]).toEqual([0, 0])
    expect(change.lines.map(({ loadBalancer, moved }) => [loadBalancer, moved])).toEqual([['default-admin', ['added']]])
    expect(change.manifests).toContain('+++ b/Service/default/admin.yaml\n')
    expect(change.summaryText).toContain('Services added: admin')
  })

  it('tells what more traffic costs, line by line', async () => {
    await put(shop(BUSY))
    const change = await diff('?from=1&to=2')
    const [design, usage, price] = parts(change)
    expect([design, price]).toEqual([0, 0])
    expect(usage).toBeGreaterThan(0)
    expect([change.services, change.manifests]).toEqual([[], ''])
    expect(change.workloads).toEqual([{ name: 'web', change: 'changed' }])
    const moved = change.lines.reduce((sum, { difference }) => sum + Number(difference), 0)
    expect(moved.toFixed(2)).toBe(change.cost.chosen.difference)
  })

  it('tells design, usage and price apart when all of them move, and they add up', async () => {
    await give(25)
    const api = { ports: { http: 8080 }, expose: [{ port: 'http', to: 'internet' }] }
    await put(shop(BUSY, { api }), '?priceBook=acme')
    const change = await diff()
    const [design = 0, usage = 0, price = 0] = parts(change)
    expect(design).toBeGreaterThan(0)
    expect(usage).toBeGreaterThan(0)
    expect(price).toBeLessThan(0)
    const { difference, parts: named } = change.cost.chosen
    expect(Object.values(named ?? {}).reduce((sum, part) => sum + cents(part), 0)).toBe(cents(difference))
    expect(change.services[0]).toMatchObject({
      ...{ name: 'api', change: 'changed', before: { type: 'ClusterIP' }, after: { type: 'LoadBalancer' } },
      fields: expect.arrayContaining(['type', 'ports', 'rule']),
    })
    expect(change.summaryText).toMatch(/\+\d+\.\d\d \(design \+\d+\.\d\d, usage \+\d+\.\d\d, price -\d+\.\d\d\)\./)
    expect(change.findings).toEqual([])
  })

  it('goes backwards too, and from a revision to itself', async () => {
    await put(shop(BUSY))
    const [there, back] = [await diff(), await diff('?from=2&to=1')]
    expect(cents(back.cost.chosen.difference)).toBe(-cents(there.cost.chosen.difference))
    expect((await diff('?from=2')).summaryText).toContain(': the same.')
  })

  it('compares with another plan, which may be of another cloud', async () => {
    const gcp = { ...SHOP, target: { provider: 'gcp', region: 'europe-west4' } }
    const other = (await service.http.post('/v1/plans').send(gcp).expect(201)).body
    const change = await diff(`?against=${other.id}`)
    expect([change.from.id, change.to.id]).toEqual([other.id, url.split('/').at(-1)])
    expect(change.cost.chosen.difference).not.toBeNull()
    expect(change.links.self).toBe(`${url}/diff?against=${other.id}&to=1`)
    expect((await service.http.get(change.links.self).expect(200)).body).toEqual(change)
  })

  it('has no difference of two currencies', async () => {
    const hetzner = { ...SHOP, target: { provider: 'hetzner', region: 'fsn1' } }
    const other = (await service.http.post('/v1/plans').send(hetzner).expect(201)).body
    const { cost, summaryText } = await diff(`?against=${other.id}`)
    expect(cost.chosen).toMatchObject({
      before: { currency: 'EUR' },
      after: { currency: 'USD' },
      difference: null,
      parts: null,
    })
    expect(summaryText).toContain('in two currencies')
  })

  it('prints summary and manifests for Accept: text/plain', async () => {
    await put(shop({ replicas: 2 }, { api: { ports: { http: 8081 } } }))
    const { text } = await service.http
      .get(`${url}/diff`)
      .accept('text/plain')
      .expect(200)
      .expect('content-type', 'text/plain; charset=utf-8')
    expect(text).toMatch(/^shop, revision 1 → 2\n/)
    expect(text).toMatch(/\n-\s+port: 8080\n/)
    expect(text).toMatch(/\n\+\s+port: 8081\n/)
  })
})

describe('GET /v1/plans/{id}/diff → 304', () => {
  it('when the tag is current', async () => {
    await put(shop(BUSY))
    const { headers } = await service.http.get(`${url}/diff`).expect(200)
    const again = () => service.http.get(`${url}/diff`).set('if-none-match', headers.etag ?? '')
    await again().expect(304)
    await put(shop({}))
    await again().expect(200)
  })
})

describe('GET /v1/plans/{id}/diff → 400, 404, 406', () => {
  it.each([
    ['?from=0', '/query/from'],
    ['?to=one', '/query/to'],
    ['?from=1&from=2', '/query/from'],
    ['?revision=1', '/query/revision'],
    [`?from=1&against=${NOBODY}`, '/query/from'],
    ['', '/query/from'],
    ['?to=1', '/query/from'],
  ])('400 for %j', async (query, pointer) => {
    const { body } = await service.http.get(`${url}/diff${query}`).expect(400)
    expect(Problem.parse(body).errors?.map((mistake) => mistake.pointer)).toEqual([pointer])
  })

  it.each([
    ['?from=1&to=7', 'REVISION_NOT_FOUND'],
    ['?from=7', 'REVISION_NOT_FOUND'],
    [`?against=${NOBODY}`, 'PLAN_NOT_FOUND'],
    ['?against=shop', 'PLAN_NOT_FOUND'],
  ])('404 for %s', async (query, code) => {
    const { body } = await service.http.get(`${url}/diff${query}`).expect(404)
    expect(Problem.parse(body).code).toBe(code)
  })

  it('406 for a form there is not', async () => {
    await service.http.get(`${url}/diff?from=1`).accept('image/png').expect(406)
  })
})

describe('POST /v1/plans/{id}/reprice → 201', () => {
  it('keeps the next revision with the prices named, and tells what moved', async () => {
    await give(10)
    const { body, headers } = await reprice('?priceBook=acme').expect(201)
    const change = PlanDiff.parse(body)
    const [design, usage, price] = parts(change)
    expect([design, usage]).toEqual([0, 0])
    expect(price).toBeLessThan(0)
    expect(change.lines.every(({ moved }) => moved.includes('unitPrice'))).toBe(true)
    expect(change.workloads).toEqual([])
    expect(headers.location).toBe(`${url}/revisions/2`)
    const { body: plan } = await service.http.get(url).expect(200)
    expect(plan).toMatchObject({ revision: 2, priceBook: { id: 'acme', version: '1' } })
    expect(headers.etag).toBe(`"${plan.etag}"`)
    expect(await diff()).toEqual(change)
  })

  it('leaves topology and assumptions as they were', async () => {
    await give(10)
    await reprice('?priceBook=acme').expect(201)
    const [one, two] = await Promise.all(
      [1, 2].map(async (revision) => (await service.http.get(`${url}/revisions/${revision}`)).body),
    )
    for (const field of ['topology', 'topologyHash', 'workloadHashes', 'assumed'])
      expect(two[field]).toEqual(one[field])
  })

  it('takes the newest version of the plan’s own book when none is named, and what was wished before', async () => {
    await give(10)
    await put(shop(BUSY), '?priceBook=acme&includeEgress=true')
    await give(20)
    const change = PlanDiff.parse((await reprice().expect(201)).body)
    expect([change.from.priceBook.version, change.to.priceBook.version]).toEqual(['1', '2'])
    expect(parts(change).slice(0, 2)).toEqual([0, 0])
    expect((await service.http.get(url)).body.designs.recommended.estimate.dataTransfer.included).toBe(true)
  })

  it('is answered once for a key, in a header, a parameter or the body', async () => {
    await give(10)
    const first = await reprice('?priceBook=acme').set('idempotency-key', 'k').expect(201)
    for (const again of [
      await reprice('?priceBook=acme&requestId=k').expect(201),
      await reprice('?priceBook=acme').send({ requestId: 'k' }).expect(201),
    ]) {
      expect(again.text).toBe(first.text)
      expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true', location: first.headers.location })
    }
    await reprice('?requestId=k').expect(422)
    expect((await service.http.get(url)).body.revision).toBe(2)
  })
})

describe('POST /v1/plans/{id}/reprice → 200', () => {
  it('makes no revision where nothing moves', async () => {
    const { body, headers } = await reprice().expect(200)
    expect(PlanDiff.parse(body).summaryText).toContain(': the same.')
    expect(headers.location).toBeUndefined()
    expect((await service.http.get(url)).body.revision).toBe(1)
  })
})

describe('POST /v1/plans/{id}/reprice → 4xx', () => {
  it('400 for a price book there is not, and for a body with more than a key', async () => {
    expect((await reprice('?priceBook=nobody').expect(400)).body.errors[0].pointer).toBe('/query/priceBook')
    expect((await reprice().send({ priceBook: 'acme' }).expect(400)).body.code).toBe('MALFORMED_DOCUMENT')
  })

  it('404 where there is no plan', async () => {
    await service.http.post(`/v1/plans/${NOBODY}/reprice`).expect(404)
  })

  it('406 for a form there is not, 415 for a body that cannot be read', async () => {
    await reprice().accept('text/plain').expect(406)
    await reprice().set('content-type', 'text/plain').send('k').expect(415)
  })

  it('412 for the tag of a revision that is not the newest', async () => {
    const tag = (await service.http.get(url)).headers.etag ?? ''
    await put(shop(BUSY))
    await reprice().set('if-match', tag).expect(412)
  })
})
