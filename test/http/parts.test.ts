// The four routes that answer with one part of a plan and keep nothing, and what they all refuse alike.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../../src/domain/plan/plan.ts'
import { Problem } from '../../src/http/problems.ts'
import { ConsolidationResult, Estimates, ManifestSet, Recommendation } from '../../src/http/views.ts'
import { type Service, SHOP, startService } from './service.ts'

let service: Service
let draft: Draft
beforeAll(async () => {
  service = await startService()
  draft = (await service.http.post('/v1/plans?dryRun=true').send(SHOP).expect(200)).body
})

const ask = async (path: string) =>
  (await service.http.post(path).send(SHOP).expect(200).expect('cache-control', 'no-store')).body

describe('→ 200', () => {
  it('POST /v1/recommendations', async () => {
    const { services, entrances, unserved, findings } = draft.designs.recommended
    const expected = { name: 'shop', topologyHash: draft.topologyHash, services, entrances, unserved, findings }
    expect(Recommendation.parse(await ask('/v1/recommendations'))).toEqual(expected)
  })

  it('POST /v1/estimates', async () => {
    const estimates = Estimates.parse(await ask('/v1/estimates'))
    expect(estimates.recommended.estimate).toEqual(draft.designs.recommended.estimate)
    expect(estimates.consolidated.loadBalancers).toEqual(draft.designs.consolidated.loadBalancers)
    expect(estimates.findings).toEqual(draft.findings)
  })

  it('POST /v1/consolidations', async () => {
    const { consolidation, consolidated } = ConsolidationResult.parse(await ask('/v1/consolidations'))
    expect(consolidation).toEqual(draft.consolidation)
    expect(consolidated).toEqual(draft.designs.consolidated)
  })

  it('POST /v1/manifests', async () => {
    expect(ManifestSet.parse(await ask('/v1/manifests')).design).toBe(draft.chosen)
  })
})

describe.each(['/v1/recommendations', '/v1/manifests', '/v1/estimates', '/v1/consolidations', '/v1/plans'])(
  'POST %s',
  (path) => {
    it.each([
      [
        '400 for what is not JSON',
        400,
        'MALFORMED_DOCUMENT',
        () => service.http.post(path).type('json').send('{"name":'),
      ],
      [
        '400 for a YAML alias',
        400,
        'YAML_ALIASES_NOT_ALLOWED',
        () => service.http.post(path).type('application/yaml').send('a: &x 1\nb: *x\n'),
      ],
      ['400 for no body', 400, 'MALFORMED_DOCUMENT', () => service.http.post(path)],
      [
        '400 for a parameter it does not have',
        400,
        'INVALID_PARAMETER',
        () => service.http.post(`${path}?verbose=1`).send(SHOP),
      ],
      [
        '406 for a form it does not have',
        406,
        'NOT_ACCEPTABLE',
        () => service.http.post(path).accept('image/png').send(SHOP),
      ],
      [
        '413 for a body above 1 MiB',
        413,
        'BODY_TOO_LARGE',
        () =>
          service.http
            .post(path)
            .type('json')
            .send(' '.repeat(1024 * 1024 + 1)),
      ],
      ['415 for a form', 415, 'UNSUPPORTED_MEDIA_TYPE', () => service.http.post(path).type('form').send('a=1')],
      ['422 for no topology', 422, 'INVALID_TOPOLOGY', () => service.http.post(path).send({ name: 'shop' })],
      ['405 for another method', 405, 'METHOD_NOT_ALLOWED', () => service.http.put(path).send(SHOP)],
    ])('→ %s', async (_, status, code, request) => {
      const { body, headers } = await request().expect(status)
      expect(Problem.parse(body).code).toBe(code)
      expect(headers['content-type']).toBe('application/problem+json')
      expect(service.store.kept()).toBe(0)
    })
  },
)
