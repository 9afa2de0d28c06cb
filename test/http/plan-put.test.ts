// PUT /v1/plans/{id}, and what If-Match does to it and to DELETE: every status the document promises.
import { beforeEach, describe, expect, it } from 'vitest'
import { Plan } from '../../src/domain/plan/plan.ts'
import { Problem } from '../../src/http/problems.ts'
import { type Service, SHOP, startService, topologyNamed } from './service.ts'

const MINE = '8c5f2a3e-1b7d-4c9a-9e0f-2d4b6a8c0e1f'

let service: Service
beforeEach(async () => {
  service = await startService()
})

const put = (topology: object = SHOP, id = MINE) => service.http.put(`/v1/plans/${id}`).send(topology)
const get = (path = '') => service.http.get(`/v1/plans/${MINE}${path}`)

describe('PUT /v1/plans/{id} → 201', () => {
  it('makes the plan under that id, and keeps the very bytes', async () => {
    const { text, body, headers } = await put().expect(201)
    const plan = Plan.parse(body)
    expect(plan).toMatchObject({ id: MINE, revision: 1, name: 'shop', url: `/v1/plans/${MINE}` })
    expect(plan.updatedAt).toBe(plan.createdAt)
    expect(headers).toMatchObject({ location: plan.url, etag: `"${plan.etag}"` })
    expect(headers.link).toBe(`</v1/plans/${MINE}/revisions>; rel="version-history"`)
    expect((await get().expect(200)).text).toBe(text)
  })

  it('with If-None-Match: *, which expects that there is none', async () => {
    await put().set('if-none-match', '*').expect(201)
  })

  it('prints one screen for Accept: text/plain', async () => {
    const { text } = await put().accept('text/plain').expect(201).expect('content-type', 'text/plain; charset=utf-8')
    expect(text).toContain('shop (aws, us-east-1, production)')
  })

  it('begins anew after the plan was removed, with a tag nobody has seen', async () => {
    const { headers: before } = await put().expect(201)
    await service.http.delete(`/v1/plans/${MINE}`).expect(204)
    // A plan of the test's clock is a second younger than the one before it.
    await service.http.post('/v1/plans').send(SHOP).expect(201)
    const { body, headers: after } = await put().expect(201)
    expect(body.revision).toBe(1)
    expect(after.etag).not.toBe(before.etag)
    await get()
      .set('if-none-match', before.etag ?? '')
      .expect(200)
  })
})

describe('PUT /v1/plans/{id} → 200', () => {
  it('makes the next revision, and leaves what it was', async () => {
    const first = await put().expect(201)
    const second = await put(topologyNamed('shop-2')).expect(200)
    expect(Plan.parse(second.body)).toMatchObject({ id: MINE, revision: 2, name: 'shop-2' })
    expect(second.headers.location).toBeUndefined()
    expect(second.body.createdAt).toBe(first.body.createdAt)
    expect(second.body.links.revision).toBe(`/v1/plans/${MINE}/revisions/2`)
    expect((await get()).text).toBe(second.text)
    expect((await get('/revisions/1')).text).toBe(first.text)
  })

  it('makes none of what is there already, however it is written', async () => {
    const first = await put().expect(201)
    const { workloads, target, ...rest } = SHOP
    const again = await put({ workloads, ...rest, target }).expect(200)
    expect(again.text).toBe(first.text)
    expect((await get('/revisions')).body.items).toHaveLength(1)
  })

  it('is told from the same topology at other prices', async () => {
    const book = { id: 'acme', discounts: [{ provider: 'aws', percent: 10, source: 'A contract' }] }
    await service.http.post('/v1/price-books').send(book).expect(201)
    await put().expect(201)
    const { body } = await service.http.put(`/v1/plans/${MINE}?priceBook=acme`).send(SHOP).expect(200)
    expect(body).toMatchObject({ revision: 2, priceBook: { id: 'acme' } })
  })

  it.each([
    ['as it was sent', (tag: string) => tag],
    ['without its quotes', (tag: string) => tag.replaceAll('"', '')],
    ['of the text of this revision', (tag: string) => tag.replace(/"$/, '.text"')],
    ['among others', (tag: string) => `"other", ${tag}`],
    ['in general', () => '*'],
  ])('with If-Match naming the newest revision %s', async (_how, say) => {
    const { headers } = await put().expect(201)
    await put(topologyNamed('shop-2'))
      .set('if-match', say(headers.etag ?? ''))
      .expect(200)
  })

  it('for each of several at once that expect nothing, one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => put(topologyNamed(`shop-${index}`))))
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201])
    expect(answers.map(({ body }) => body.revision).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })
})

describe('PUT /v1/plans/{id} → 400', () => {
  it.each(['shop', MINE.toUpperCase(), '00000000-0000-9000-0000-000000000001', 'x'.repeat(100)])(
    'for the id %.40s',
    async (id) => {
      const { body } = await put(SHOP, id).expect(400)
      expect(Problem.parse(body)).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ pointer: '/path/id' }] })
    },
  )

  it('for an unknown parameter', async () => {
    await service.http.put(`/v1/plans/${MINE}?dryRun=true`).send(SHOP).expect(400)
  })
})

describe('PUT /v1/plans/{id} → 406, 415, 422', () => {
  it.each([
    [406, { accept: 'image/png' }, SHOP],
    [415, { 'content-type': 'text/plain' }, 'name: shop'],
    [422, {}, { ...SHOP, workloads: { web: { replics: 3 } } }],
  ] as const)('%i, and makes nothing', async (status, headers, sent) => {
    const asked = service.http.put(`/v1/plans/${MINE}`)
    for (const [name, value] of Object.entries(headers)) asked.set(name, value)
    await asked.send(sent).expect(status)
    await get().expect(404)
  })
})

describe('PUT /v1/plans/{id} → 412', () => {
  it('for the tag of a revision that is not the newest any more, and says which is', async () => {
    const { headers } = await put().expect(201)
    await put(topologyNamed('shop-2')).expect(200)
    const { body } = await put(topologyNamed('shop-3'))
      .set('if-match', headers.etag ?? '')
      .expect(412)
    const problem = Problem.parse(body)
    expect(problem.code).toBe('PRECONDITION_FAILED')
    expect(problem.detail).toContain(`etag "${(await get()).body.etag}"`)
    expect((await get()).body.name).toBe('shop-2')
  })

  it.each([
    ['if-match', '*'],
    ['if-match', '"8c5f2a3e-1b7d.1"'],
  ])('for %s: %s where there is no plan', async (name, value) => {
    await put().set(name, value).expect(412)
    await get().expect(404)
  })

  it('for a weak tag, and for If-None-Match where there is a plan', async () => {
    const { headers } = await put().expect(201)
    const weak = `W/${headers.etag}`
    await put(topologyNamed('shop-2')).set('if-match', weak).expect(412)
    await put(topologyNamed('shop-2')).set('if-none-match', '*').expect(412)
    await put(topologyNamed('shop-2'))
      .set('if-none-match', headers.etag ?? '')
      .expect(412)
  })
})

describe('DELETE /v1/plans/{id}', () => {
  it('→ 412 for a tag that is not current, 204 for one that is', async () => {
    const { headers: first } = await put().expect(201)
    const { headers: second } = await put(topologyNamed('shop-2')).expect(200)
    const remove = (tag = '') => service.http.delete(`/v1/plans/${MINE}`).set('if-match', tag)
    await remove(first.etag).expect(412)
    await get().expect(200)
    await remove(second.etag).expect(204)
    await remove(second.etag).expect(404)
    await get('/revisions/1').expect(404)
  })
})

describe('428, where a change must say what it expects', () => {
  it('for PUT and DELETE that do not', async () => {
    service = await startService({ requireIfMatch: true })
    const { body } = await put().expect(428)
    expect(Problem.parse(body).code).toBe('PRECONDITION_REQUIRED')
    const { headers } = await put().set('if-none-match', '*').expect(201)
    await put(topologyNamed('shop-2')).expect(428)
    await service.http.delete(`/v1/plans/${MINE}`).expect(428)
    await put(topologyNamed('shop-2'))
      .set('if-match', headers.etag ?? '')
      .expect(200)
  })
})
