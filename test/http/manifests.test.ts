// Manifests: of a kept plan for kubectl, and of a topology alone.
import { loadAll } from 'js-yaml'
import { beforeAll, describe, expect, it } from 'vitest'
import { Manifest } from '../../src/domain/manifests/manifest.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { ManifestSet } from '../../src/http/views.ts'
import { type Service, SHOP, startService } from './service.ts'

const NOBODY = '019ab4d2-5c00-7000-8000-999999999999'

let service: Service
let plan: Plan
beforeAll(async () => {
  service = await startService()
  plan = (await service.http.post('/v1/plans').send(SHOP).expect(201)).body
})

describe('GET /v1/plans/{id}/manifests.yaml → 200', () => {
  it('is the chosen design as one YAML stream, the same bytes every time', async () => {
    const first = await service.http
      .get(plan.links.manifests)
      .buffer(true)
      .expect(200)
      .expect('content-type', 'application/yaml; charset=utf-8')
    expect(loadAll(first.text)).toEqual(plan.designs[plan.chosen].manifests)
    expect(first.headers.etag).toBe(`"${plan.etag}.${plan.chosen}.yaml"`)
    expect((await service.http.get(plan.links.manifests).buffer(true)).text).toBe(first.text)
  })

  it('does not care what is accepted: the suffix decides', async () => {
    await service.http
      .get(plan.links.manifests)
      .accept('application/json')
      .expect(200)
      .expect('content-type', 'application/yaml; charset=utf-8')
  })

  it('gives the design that is asked for', async () => {
    for (const design of ['recommended', 'consolidated'] as const) {
      const { text } = await service.http.get(`${plan.links.manifests}?design=${design}`).buffer(true).expect(200)
      expect(loadAll(text)).toEqual(plan.designs[design].manifests)
    }
  })
})

describe('GET /v1/plans/{id}/manifests.json → 200', () => {
  it('is a List that kubectl reads', async () => {
    const { body, headers } = await service.http
      .get(plan.links.manifestsJson)
      .expect(200)
      .expect('content-type', 'application/json; charset=utf-8')
    expect(body).toEqual({ apiVersion: 'v1', kind: 'List', items: plan.designs[plan.chosen].manifests })
    expect(headers.etag).toBe(`"${plan.etag}.${plan.chosen}.json"`)
    for (const item of body.items) Manifest.parse(item)
  })
})

describe.each(['yaml', 'json'])('GET /v1/plans/{id}/manifests.%s', (suffix) => {
  const at = (id: string, query = '') => `/v1/plans/${id}/manifests.${suffix}${query}`

  describe('→ 304', () => {
    it('for the current tag of the design that is asked for', async () => {
      const { headers } = await service.http.get(at(plan.id))
      await service.http
        .get(at(plan.id))
        .set('if-none-match', headers.etag ?? '')
        .expect(304)
      const other = plan.chosen === 'recommended' ? 'consolidated' : 'recommended'
      await service.http
        .get(at(plan.id, `?design=${other}`))
        .set('if-none-match', headers.etag ?? '')
        .expect(200)
    })
  })

  describe('→ 400', () => {
    it('for a design there is not', async () => {
      const { body } = await service.http.get(at(plan.id, '?design=cheapest')).expect(400)
      expect(body).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ pointer: '/query/design' }] })
    })
  })

  describe('→ 404', () => {
    it('for a plan there is not', async () => {
      for (const id of [NOBODY, 'x'])
        expect((await service.http.get(at(id)).expect(404)).body.code).toBe('PLAN_NOT_FOUND')
    })
  })
})

describe('POST /v1/manifests → 200', () => {
  it('is the chosen design’s manifests', async () => {
    const { body } = await service.http.post('/v1/manifests').send(SHOP).expect(200)
    expect(ManifestSet.parse(body)).toEqual({ design: plan.chosen, manifests: plan.designs[plan.chosen].manifests })
    expect(service.store.kept()).toBe(1)
  })

  it('is one YAML stream for Accept: application/yaml', async () => {
    const { text } = await service.http
      .post('/v1/manifests')
      .accept('application/yaml')
      .buffer(true)
      .send(SHOP)
      .expect(200)
      .expect('content-type', 'application/yaml; charset=utf-8')
    expect(loadAll(text)).toEqual(plan.designs[plan.chosen].manifests)
  })
})
