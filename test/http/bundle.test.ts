// GET /v1/plans/{id}/bundle.zip: every status the document promises. What is in a bundle is tested beside its writer.
import { unzipSync } from 'fflate'
import { load } from 'js-yaml'
import { beforeAll, describe, expect, it } from 'vitest'
import { Failure } from '../../src/domain/failure.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { Problem } from '../../src/http/problems.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, SHOP, startService } from './service.ts'

const NOBODY = '019ab4d2-5c00-7000-8000-999999999999'

let service: Service
let plan: Plan
beforeAll(async () => {
  service = await startService()
  plan = (await service.http.post('/v1/plans').send(SHOP).expect(201)).body
})

const bytesOf = async (address: string) =>
  service.http
    .get(address)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk) => chunks.push(Buffer.from(chunk))).on('end', () => done(null, Buffer.concat(chunks)))
    })

describe('→ 200', () => {
  it('is a zip of the chosen design, the same bytes every time, under a name to keep it by', async () => {
    const { status, headers, body } = await bytesOf(plan.links.bundle)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/zip')
    expect(headers['content-length']).toBe(String(body.length))
    expect(headers['content-disposition']).toBe(`attachment; filename="shop-${plan.chosen}.zip"`)
    expect(headers.etag).toBe(`"${plan.etag}.${plan.chosen}.zip"`)
    expect(headers['cache-control']).toBe('private, no-cache')
    const files = unzipSync(body)
    const manifests = Object.entries(files).filter(([file]) => file.startsWith('manifests/'))
    expect(manifests.map(([, bytes]) => load(Buffer.from(bytes).toString()))).toEqual(
      plan.designs[plan.chosen].manifests,
    )
    expect(Buffer.from(files['README.md'] ?? []).toString()).toContain(`\`${plan.url}\``)
    expect(Buffer.compare((await bytesOf(plan.links.bundle)).body, body)).toBe(0)
  })

  it('gives the design that is asked for', async () => {
    for (const design of ['recommended', 'consolidated'] as const) {
      const { headers } = await bytesOf(`${plan.links.bundle}?design=${design}`)
      expect(headers['content-disposition']).toBe(`attachment; filename="shop-${design}.zip"`)
    }
  })

  it('does not care what is accepted: the suffix decides', async () => {
    await service.http.get(plan.links.bundle).accept('text/html').expect(200).expect('content-type', 'application/zip')
  })

  it('answers HEAD with the same headers', async () => {
    const { headers } = await service.http.head(plan.links.bundle).expect(200)
    expect(headers.etag).toBe(`"${plan.etag}.${plan.chosen}.zip"`)
  })
})

describe('→ 304', () => {
  it('for the current tag of the design that is asked for', async () => {
    const tag = `"${plan.etag}.${plan.chosen}.zip"`
    await service.http.get(plan.links.bundle).set('if-none-match', tag).expect(304).expect('etag', tag)
    await service.http.get(plan.links.bundle).set('if-none-match', tag.replace('.zip', '.yaml')).expect(200)
  })
})

describe('→ 400', () => {
  it.each([
    ['?design=cheapest', '/query/design'],
    ['?kubernetesVersion=1.30', '/query/kubernetesVersion'],
    ['?level=9', '/query/level'],
  ])('for %s', async (query, pointer) => {
    const { body } = await service.http.get(`${plan.links.bundle}${query}`).expect(400)
    expect(Problem.parse(body)).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ pointer }] })
  })
})

describe('→ 404', () => {
  it('for a plan there is not', async () => {
    for (const id of [NOBODY, 'x'])
      expect((await service.http.get(`/v1/plans/${id}/bundle.zip`).expect(404)).body.code).toBe('PLAN_NOT_FOUND')
  })
})

describe('→ 405', () => {
  it('for another method', async () => {
    await service.http.post(plan.links.bundle).send({}).expect(405).expect('allow', 'GET, HEAD')
  })
})

describe('→ 503', () => {
  it('when the store is gone', async () => {
    const gone = async () => {
      throw new Failure('STORE_UNAVAILABLE', 'The database does not answer.')
    }
    const planner = createRealPlanner({ ...createMapStore(), find: gone, findSummary: gone })
    const { http } = await startService({ planner })
    for (const query of ['', '?kubernetesVersion=1.35'])
      await http.get(`/v1/plans/${NOBODY}/bundle.zip${query}`).expect(503).expect('retry-after', '5')
  })
})
