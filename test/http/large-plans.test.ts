// A topology that is too large to be planned on the spot, asked for as people ask: a worker plans it, and nobody can tell but by the
// clock. The twin plans everything on the event loop.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DrawElsewhere } from '../../src/application/elsewhere.ts'
import { createPlanningPool, type PlanningPool } from '../../src/planning-pool.ts'
import { topologyOf } from '../bench/topologies.ts'
import { type Built, buildService } from '../process/built.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, SHOP, startService } from './service.ts'

const LARGE = topologyOf(21)
const WORKLOADS = 20
const MINE = '8c5f2a3e-1b7d-4c9a-9e0f-2d4b6a8c0e1f'
const DISCOUNTED = {
  id: 'contract',
  discounts: [{ provider: 'aws', product: 'alb', percent: 50, source: 'Contract 7' }],
}

let built: Built
let pool: PlanningPool
let far: Service
let near: Service
let sent = 0

const serviceWith = (draw?: DrawElsewhere): Promise<Service> =>
  startService({
    planner: createRealPlanner(
      createMapStore(),
      100,
      undefined,
      draw === undefined
        ? {}
        : { elsewhere: { workloads: WORKLOADS, draw, help: () => undefined, pause: async () => {} } },
    ),
  })

beforeAll(async () => {
  built = await buildService()
  pool = createPlanningPool({ entry: pathToFileURL(join(built.folder, 'dist/planning-worker.js')), workers: 1 })
  far = await serviceWith((job) => {
    sent += 1
    return pool.draw(job)
  })
  near = await serviceWith()
}, 60_000)
afterAll(async () => {
  await pool.close()
  built.remove()
})

type Method = 'post' | 'put' | 'get'
const ID = '019ab4d2-5c00-7000-8000-000000000001'
/** In this order: what is kept is asked for again. The last two are the status, and how often a worker had to plan. */
const ASKED: [string, Method, string, object | undefined, number, number][] = [
  ['a plan', 'post', '/v1/plans', LARGE, 201, 1],
  ['a plan that is not kept', 'post', '/v1/plans?dryRun=true', LARGE, 200, 1],
  ['a plan with wishes', 'post', '/v1/plans?kubernetesVersion=1.33&engineerHours=4&hourlyRate=90', LARGE, 201, 1],
  ['a plan under an id', 'put', `/v1/plans/${MINE}`, LARGE, 201, 1],
  ['a recommendation', 'post', '/v1/recommendations', LARGE, 200, 1],
  ['manifests', 'post', '/v1/manifests', LARGE, 200, 1],
  ['an estimate', 'post', '/v1/estimates', LARGE, 200, 1],
  ['a verdict', 'post', '/v1/consolidations', LARGE, 200, 1],
  [
    'a comparison',
    'post',
    '/v1/comparisons',
    {
      topology: LARGE,
      targets: [
        { provider: 'aws', region: 'eu-central-1' },
        { provider: 'gcp', region: 'us-central1' },
      ],
    },
    200,
    2,
  ],
  [
    'manifests of a kept plan for another version',
    'get',
    `/v1/plans/${ID}/manifests.yaml?kubernetesVersion=1.33`,
    undefined,
    200,
    1,
  ],
  ['a price book of one’s own', 'post', '/v1/price-books', DISCOUNTED, 201, 0],
  ['a plan at its prices', 'post', '/v1/plans?priceBook=contract', LARGE, 201, 1],
  ['a plan priced again', 'post', `/v1/plans/${ID}/reprice?priceBook=contract`, undefined, 201, 1],
  ['the plan that came of it', 'get', `/v1/plans/${ID}`, undefined, 200, 0],
  ['a topology with a mistake', 'post', '/v1/plans', { ...LARGE, nam: 'bench' }, 422, 1],
  ['a topology beyond the limit', 'post', '/v1/plans', topologyOf(101), 422, 1],
  ['a small topology', 'post', '/v1/plans', SHOP, 201, 0],
]

describe('a worker’s answer is that of the event loop, byte for byte', () => {
  it.each(ASKED)('%s', async (_, method, path, body, status, jobs) => {
    const ask = ({ http }: Service) => {
      const request = http[method](path).set('Request-Id', 'twin')
      return body === undefined ? request : request.send(body)
    }
    const before = sent
    const [answer, twin] = [await ask(far), await ask(near)]
    const told = ({ status: code, text, headers: { etag, location, link } }: typeof answer) => ({
      ...{ code, etag, location, link, text },
    })
    expect(answer.status).toBe(status)
    expect(told(answer)).toEqual(told(twin))
    expect(sent - before).toBe(jobs)
  })
})

describe('POST /v1/plans → 503', () => {
  it('where no worker can plan, with a time to try again; small topologies are planned all the same', async () => {
    const closed = createPlanningPool({ entry: new URL('file:///nowhere.js'), workers: 1 })
    await closed.close()
    const { http } = await serviceWith(closed.draw)
    const { body, headers } = await http.post('/v1/plans').send(LARGE).expect(503)
    expect(body).toMatchObject({ code: 'PLANNING_UNAVAILABLE', detail: expect.stringContaining('Try again later') })
    expect(headers['retry-after']).toBe('5')
    await http.post('/v1/plans').send(SHOP).expect(201)
  })
})
