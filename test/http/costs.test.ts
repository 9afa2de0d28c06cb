// GET /v1/plans/{id}/costs.csv: every status the document promises. What is in the files is tested beside their writers.
import { parse } from 'csv-parse/sync'
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

const at = (rest = '') => `/v1/plans/${plan.id}/costs.csv${rest}`
const rowsAt = async (address: string) =>
  parse<Record<string, string>>((await service.http.get(address).buffer(true).expect(200)).text, { columns: true })

describe.each(['', '/revisions/1'])('GET /v1/plans/{id}%s/costs.csv → 200', (place) => {
  it('is a row for each line of both designs, under a name to keep it by', async () => {
    const address = `${plan.url}${place}/costs.csv`
    const { headers } = await service.http.get(address).expect(200)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    expect(headers['content-disposition']).toBe('attachment; filename="shop-costs.csv"')
    expect(headers.etag).toBe(`"${plan.etag}.csv"`)
    const { recommended, consolidated } = plan.designs
    expect((await rowsAt(address)).map((row) => row.amount)).toEqual(
      [...recommended.estimate.lines, ...consolidated.estimate.lines].map((line) => line.amount),
    )
  })

  it('is FOCUS 1.2 where that is asked for, of the chosen design or another', async () => {
    const address = `${plan.url}${place}/costs.csv?profile=focus-1.2`
    const { headers } = await service.http.get(address).expect(200)
    expect(headers['content-disposition']).toBe('attachment; filename="shop-focus-1.2.csv"')
    expect(headers.etag).toBe(`"${plan.etag}.focus-1.2.csv"`)
    const [row] = await rowsAt(address)
    expect(row).toMatchObject({
      x_DesignName: plan.chosen,
      ProviderName: 'Amazon Web Services',
      ServiceName: 'Network Load Balancer',
    })
    const other = plan.chosen === 'recommended' ? 'consolidated' : 'recommended'
    for (const one of await rowsAt(`${address}&design=${other}`)) expect(one.x_DesignName).toBe(other)
  })
})

describe('GET /v1/plans/{id}/costs.csv', () => {
  it('gives the rows of one design → 200', async () => {
    for (const row of await rowsAt(at('?design=consolidated'))) expect(row.design).toBe('consolidated')
  })

  it('answers who has it already → 304', async () => {
    for (const query of ['', '?design=recommended', '?profile=focus-1.2']) {
      const { headers } = await service.http.get(at(query)).expect(200)
      await service.http
        .get(at(query))
        .set('if-none-match', headers.etag ?? '')
        .expect(304)
      await service.http
        .get(at('?design=consolidated'))
        .set('if-none-match', headers.etag ?? '')
        .expect(200)
    }
  })

  it.each(['profile=focus-9', 'design=cheapest'])('does not know ?%s → 400', async (query) => {
    const { body } = await service.http.get(at(`?${query}`)).expect(400)
    expect(body).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ pointer: `/query/${query.split('=')[0]}` }] })
  })

  it('is not there without its plan or revision → 404', async () => {
    expect((await service.http.get(`/v1/plans/${NOBODY}/costs.csv`).expect(404)).body.code).toBe('PLAN_NOT_FOUND')
    expect((await service.http.get(`${plan.url}/revisions/9/costs.csv`).expect(404)).body.code).toBe(
      'REVISION_NOT_FOUND',
    )
  })

  it('says when the store does not answer → 503', async () => {
    const store = createMapStore()
    const broken = await startService({
      planner: createRealPlanner({
        ...store,
        find: async () => {
          throw new Failure('STORE_UNAVAILABLE', 'The database does not answer.')
        },
      }),
    })
    expect(Problem.parse((await broken.http.get(at()).expect(503)).body).code).toBe('STORE_UNAVAILABLE')
  })
})
