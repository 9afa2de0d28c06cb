// `?kubernetesVersion=`: a topology for another version than it says, and the manifests of a kept plan for a newer cluster.

import { unzipSync } from 'fflate'
import { dump, load, loadAll } from 'js-yaml'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { Problem } from '../../src/http/problems.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, SHOP, startService } from './service.ts'

/** Prefers the same zone: `PreferClose` before 1.35, `PreferSameZone` from then on. */
const NEAR = {
  ...SHOP,
  workloads: { ...SHOP.workloads, api: { ports: { http: 8080 }, locality: 'same-zone' } },
}
const for133 = { ...NEAR, target: { ...NEAR.target, kubernetesVersion: '1.33' } }

let service: Service
beforeEach(async () => {
  service = await startService()
})

const traffic = (manifests: readonly object[]): unknown =>
  manifests
    .map(
      (manifest) => manifest as { kind: string; metadata: { name: string }; spec?: { trafficDistribution?: string } },
    )
    .find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'api')?.spec?.trafficDistribution

describe.each([
  ['/v1/plans', 201],
  ['/v1/plans?dryRun=true', 200],
] as const)('POST %s with a version → %d', (path, status) => {
  const at = (version: string) => `${path}${path.includes('?') ? '&' : '?'}kubernetesVersion=${version}`

  it('plans for it, whatever the topology says', async () => {
    for (const topology of [NEAR, for133]) {
      const { body } = await service.http.post(at('1.35')).send(topology).expect(status)
      expect(body.topology.target.kubernetesVersion).toBe('1.35')
      expect(traffic(body.designs[body.chosen].manifests)).toBe('PreferSameZone')
      expect(JSON.stringify(body.assumed)).not.toContain('/target/kubernetesVersion')
    }
  })

  it('is the plan of a topology that says so itself', async () => {
    const { body: wished } = await service.http.post(at('1.35')).send(for133).expect(status)
    const said = { ...NEAR, target: { ...NEAR.target, kubernetesVersion: '1.35' } }
    const { body: written } = await service.http.post(path).send(said).expect(status)
    expect(wished.topologyHash).toBe(written.topologyHash)
    expect(wished.designs).toEqual(written.designs)
  })

  it('is heard before the topology is judged', async () => {
    const broken = { ...NEAR, target: { ...NEAR.target, kubernetesVersion: 1.3 } }
    await service.http.post(at('1.33')).send(broken).expect(status)
    await service.http.post(path).send(broken).expect(422)
  })

  it('leaves a topology without a target to its reader', async () => {
    for (const target of [undefined, 'aws', []]) {
      const { body } = await service.http
        .post(at('1.35'))
        .send({ ...NEAR, target })
        .expect(422)
      expect(body.errors[0].pointer).toMatch(/^\/target/)
    }
    await service.http.post(at('1.35')).send('[]').type('json').expect(422)
  })
})

describe('POST /v1/manifests with a version → 200', () => {
  it('writes for it', async () => {
    const { body } = await service.http.post('/v1/manifests?kubernetesVersion=1.35').send(for133).expect(200)
    expect(traffic(body.manifests)).toBe('PreferSameZone')
    const { text } = await service.http
      .post('/v1/manifests?kubernetesVersion=1.34')
      .accept('application/yaml')
      .type('application/yaml')
      .buffer(true)
      .send(dump(NEAR))
      .expect(200)
    expect(traffic(loadAll(text) as object[])).toBe('PreferClose')
  })
})

describe.each(['/v1/plans', '/v1/manifests'])('POST %s with a version → 400', (path) => {
  it.each(['1.30', '1.40', '2.0', 'v1.33', '1.33.1', '', 'latest', '1.33&kubernetesVersion=1.34'])(
    'for %j, and not 422',
    async (version) => {
      const { body } = await service.http.post(`${path}?kubernetesVersion=${version}`).send(NEAR).expect(400)
      expect(Problem.parse(body)).toMatchObject({
        code: 'INVALID_PARAMETER',
        errors: [{ pointer: '/query/kubernetesVersion', detail: 'must be a minor version from "1.31" to "1.39"' }],
      })
      expect(service.store.kept()).toBe(0)
    },
  )

  it.each(['1.31', '1.39'])('but not for %s', async (version) => {
    expect((await service.http.post(`${path}?kubernetesVersion=${version}`).send(NEAR)).status).toBeLessThan(300)
  })
})

const read: Record<string, (body: Buffer) => object[]> = {
  'manifests.yaml': (body) => loadAll(body.toString()) as object[],
  'manifests.json': (body) => JSON.parse(body.toString()).items,
  'bundle.zip': (body) =>
    Object.entries(unzipSync(body))
      .filter(([file]) => file.startsWith('manifests/'))
      .map(([, bytes]) => load(Buffer.from(bytes).toString()) as object),
}

describe.each(Object.keys(read))('GET /v1/plans/{id}/%s with a version', (file) => {
  const create = async (): Promise<Plan> => (await service.http.post('/v1/plans').send(for133).expect(201)).body
  const get = (plan: Plan, query: string) =>
    service.http
      .get(`${plan.url}/${file}${query}`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = []
        response
          .on('data', (chunk) => chunks.push(Buffer.from(chunk)))
          .on('end', () => done(null, Buffer.concat(chunks)))
      })

  it('→ 200 for that version, and keeps nothing; without it the kept ones', async () => {
    const plan = await create()
    const again = await get(plan, '?kubernetesVersion=1.35').expect(200)
    expect(traffic(read[file]?.(again.body) ?? [])).toBe('PreferSameZone')
    expect(service.store.kept()).toBe(1)
    const kept = await get(plan, '').expect(200)
    expect(read[file]?.(kept.body)).toEqual(plan.designs[plan.chosen].manifests)
    expect(traffic(read[file]?.(kept.body) ?? [])).toBe('PreferClose')
    expect((await service.http.get(plan.url)).body).toEqual(plan)
  })

  it('→ 200 with the kept objects for the version it was planned for', async () => {
    const plan = await create()
    for (const design of ['recommended', 'consolidated'] as const) {
      const { body } = await get(plan, `?kubernetesVersion=1.33&design=${design}`).expect(200)
      expect(read[file]?.(body)).toEqual(plan.designs[design].manifests)
    }
  })

  it('→ 304 for its own tag only', async () => {
    const plan = await create()
    const tagOf = async (query: string) => String((await get(plan, query).expect(200)).headers.etag)
    const tags = [await tagOf(''), await tagOf('?kubernetesVersion=1.33'), await tagOf('?kubernetesVersion=1.35')]
    expect(new Set(tags).size).toBe(3)
    await get(plan, '?kubernetesVersion=1.35')
      .set('if-none-match', tags[2] ?? '')
      .expect(304)
    await get(plan, '?kubernetesVersion=1.35')
      .set('if-none-match', tags[1] ?? '')
      .expect(200)
    await get(plan, '')
      .set('if-none-match', tags[2] ?? '')
      .expect(200)
  })

  it('→ 200 though a wish has run out since: it is judged on the day it was planned', async () => {
    const store = createMapStore()
    const before = await startService({ planner: createRealPlanner(store) })
    const expiring = structuredClone(for133) as { workloads: { web: { expose: object[] } } }
    expiring.workloads.web.expose = expiring.workloads.web.expose.map((one) => ({ ...one, until: '2026-11-24' }))
    const plan: Plan = (await before.http.post('/v1/plans').send(expiring).expect(201)).body
    const later = createRealPlanner(store, 1000, new Date('2027-06-01T00:00:00Z'))
    const after = await startService({ planner: later })
    await after.http.post('/v1/plans').send(expiring).expect(422)
    await after.http.get(`${plan.url}/${file}?kubernetesVersion=1.35`).expect(200)
  })

  it('→ 422 when the service has come to plan less', async () => {
    const store = createMapStore()
    const plan: Plan = (
      await (await startService({ planner: createRealPlanner(store) })).http.post('/v1/plans').send(NEAR)
    ).body
    const { http } = await startService({ planner: createRealPlanner(store, 1) })
    const { body } = await http.get(`${plan.url}/${file}?kubernetesVersion=1.35`).expect(422)
    expect(body.code).toBe('TOPOLOGY_TOO_LARGE')
    await http.get(`${plan.url}/${file}`).expect(200)
  })
})
