// GET /v1/plans: pages, filters, and cursors that cannot be made up.
import { beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../../src/http/problems.ts'
import { PlanPage } from '../../src/http/routes/plan-list.ts'
import { type Service, startService, topologyNamed } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
  for (let index = 1; index <= 25; index += 1) {
    const ticket = index % 2 === 0 ? { ticket: 'OPS-1' } : {}
    await service.http
      .post('/v1/plans')
      .send(topologyNamed(`shop-${index}`, { owner: index <= 5 ? 'team-a' : 'team-b', ...ticket }))
      .expect(201)
  }
})

const list = async (query = '') => PlanPage.parse((await service.http.get(`/v1/plans${query}`).expect(200)).body)
const names = (page: PlanPage) => page.items.map((item) => item.name)

describe('GET /v1/plans → 200', () => {
  it('gives twenty, newest first, and the way to the rest', async () => {
    const { body, headers } = await service.http.get('/v1/plans').expect(200)
    const page = PlanPage.parse(body)
    expect(names(page)).toEqual(Array.from({ length: 20 }, (_, index) => `shop-${25 - index}`))
    expect(headers.link).toBe(`<${page.links.next}>; rel="next"`)
    expect(headers['cache-control']).toBe('private, no-cache')
    const rest = PlanPage.parse((await service.http.get(page.links.next ?? '').expect(200)).body)
    expect(names(rest)).toEqual(['shop-5', 'shop-4', 'shop-3', 'shop-2', 'shop-1'])
    expect(rest.nextCursor).toBeUndefined()
    expect(rest.links.next).toBeUndefined()
  })

  it('gives every plan once, whatever the size of a page', async () => {
    for (const limit of [1, 7, 25, 26]) {
      const seen: string[] = []
      let next: string | undefined = `/v1/plans?limit=${limit}`
      while (next !== undefined) {
        const page: PlanPage = PlanPage.parse((await service.http.get(next).expect(200)).body)
        seen.push(...names(page))
        next = page.links.next
      }
      expect(seen, `limit ${limit}`).toEqual(Array.from({ length: 25 }, (_, index) => `shop-${25 - index}`))
    }
  })

  it('gives a hundred at most when asked for more', async () => {
    expect((await list('?limit=100000')).links.self).toBe('/v1/plans?limit=100')
  })

  it('filters by name, owner, provider, ticket and time', async () => {
    expect(names(await list('?name=shop-7'))).toEqual(['shop-7'])
    expect(names(await list('?owner=team-a'))).toHaveLength(5)
    expect(names(await list('?owner=team-a&ticket=OPS-1'))).toEqual(['shop-4', 'shop-2'])
    expect(names(await list('?provider=gcp'))).toEqual([])
    const [first] = (await list('?name=shop-20')).items
    expect(names(await list(`?createdAfter=${first?.createdAt}`))).toHaveLength(5)
    // Noon in Berlin is eleven in Greenwich.
    expect(names(await list('?createdAfter=2026-11-24T11:00:00%2B02:00'))).toHaveLength(20)
  })

  it('keeps filters in its links', async () => {
    const page = await list('?owner=team-a&limit=2')
    expect(page.links.next).toContain('owner=team-a')
    expect(names(PlanPage.parse((await service.http.get(page.links.next ?? '')).body))).toEqual(['shop-3', 'shop-2'])
  })
})

describe('GET /v1/plans → 400', () => {
  it.each([
    ['?limit=0', '/query/limit'],
    ['?limit=-1', '/query/limit'],
    ['?limit=1.5', '/query/limit'],
    ['?limit=ten', '/query/limit'],
    ['?limit=', '/query/limit'],
    ['?limit=1&limit=2', '/query/limit'],
    ['?name=', '/query/name'],
    ['?createdAfter=yesterday', '/query/createdAfter'],
    ['?createdAfter=2026-11-24', '/query/createdAfter'],
    ['?page=2', '/query/page'],
    ['?__proto__=1', '/query/__proto__'],
    [`?${'x'.repeat(1000)}=1`, `/query/${'x'.repeat(99)}…`],
  ])('for %.40s', async (query, pointer) => {
    const { body } = await service.http.get(`/v1/plans${query}`).expect(400).expect('cache-control', 'no-store')
    const problem = Problem.parse(body)
    expect(problem.code).toBe('INVALID_PARAMETER')
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer])
  })

  it('tells every wrong parameter at once', async () => {
    const { body } = await service.http.get('/v1/plans?limit=0&page=2&sort=name').expect(400)
    expect(Problem.parse(body).errors).toHaveLength(3)
  })

  it('for a cursor that was not made here, or for other filters', async () => {
    const { nextCursor = '' } = await list('?limit=1&owner=team-a')
    const turned = `${nextCursor.slice(0, -2)}${nextCursor.endsWith('AA') ? 'BB' : 'AA'}`
    for (const query of [
      `?limit=1&cursor=${turned}&owner=team-a`,
      '?cursor=x',
      '?cursor=%00',
      `?cursor=${nextCursor}`,
      `?cursor=${nextCursor}&owner=team-b`,
    ]) {
      const { body } = await service.http.get(`/v1/plans${query}`).expect(400)
      expect(Problem.parse(body), query).toMatchObject({
        code: 'INVALID_CURSOR',
        errors: [{ pointer: '/query/cursor' }],
      })
    }
  })

  it('for a cursor of another process with another secret', async () => {
    const { nextCursor } = await list('?limit=1')
    const other = await startService({ cursorSecret: 'another' })
    await other.http.get(`/v1/plans?cursor=${nextCursor}`).expect(400)
  })
})
