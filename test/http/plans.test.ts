// POST /v1/plans, GET and DELETE /v1/plans/{id}: every status the document promises.
import { dump } from 'js-yaml'
import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../src/domain/failure.ts'
import { Draft, Plan, PlanSummary } from '../../src/domain/plan/plan.ts'
import { Problem } from '../../src/http/problems.ts'
import { ANYBODY, createMapStore, createRealPlanner } from './planner.ts'
import { type Service, SHOP, startService } from './service.ts'

const NOBODY = '019ab4d2-5c00-7000-8000-999999999999'

let service: Service
beforeEach(async () => {
  service = await startService()
})

const create = () => service.http.post('/v1/plans').send(SHOP)

/** A service whose store has gone away. */
const withoutStore = () => {
  const gone = async () => {
    throw new Failure('STORE_UNAVAILABLE', 'The database does not answer.', { inside: 'disk I/O error' })
  }
  return startService({
    planner: createRealPlanner({
      ...createMapStore(),
      keep: gone,
      find: gone,
      findSummary: gone,
      remove: gone,
      list: gone,
      check: gone,
    }),
  })
}

describe('POST /v1/plans → 201', () => {
  it('answers with the plan, its place and its tag, and keeps the very bytes', async () => {
    const { text, body, headers } = await create().expect(201).expect('content-type', 'application/json; charset=utf-8')
    const plan = Plan.parse(body)
    expect(headers.location).toBe(`/v1/plans/${plan.id}`)
    expect(headers.etag).toBe(`"${plan.etag}"`)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['request-id']).toMatch(/^[\da-f-]{36}$/)
    expect((await service.store.find(ANYBODY.tenant, plan.id))?.body.toString()).toBe(text)
  })

  it('reads YAML under each of its names', async () => {
    for (const type of ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml']) {
      const { body } = await service.http.post('/v1/plans').set('content-type', type).send(dump(SHOP)).expect(201)
      expect(Plan.parse(body).name).toBe('shop')
    }
  })

  it('gives an absolute Location behind a public address', async () => {
    const { http } = await startService({ publicBaseUrl: 'https://moorage.example.com' })
    const { body, headers } = await http.post('/v1/plans').send(SHOP).expect(201)
    expect(headers.location).toBe(`https://moorage.example.com/v1/plans/${body.id}`)
  })

  it('prints one screen for Accept: text/plain, and keeps the plan as well', async () => {
    const { text, headers } = await create()
      .accept('text/plain')
      .expect(201)
      .expect('content-type', 'text/plain; charset=utf-8')
    expect(text).toContain('shop (aws, us-east-1, production)')
    expect(headers.vary).toContain('Accept')
    expect(service.store.kept()).toBe(1)
  })
})

describe('POST /v1/plans?dryRun=true → 200', () => {
  it('answers with a draft and keeps nothing', async () => {
    const { body, headers } = await service.http.post('/v1/plans?dryRun=true').send(SHOP).expect(200)
    expect(Draft.parse(body).name).toBe('shop')
    expect(headers.location).toBeUndefined()
    expect(headers.etag).toBeUndefined()
    expect(service.store.kept()).toBe(0)
  })

  it('is the plan less what only a kept plan has', async () => {
    const draft = await service.http.post('/v1/plans?dryRun=true').send(SHOP)
    const { id, revision, etag, url, createdAt, updatedAt, links, ...rest } = (await create()).body
    expect(draft.body).toEqual(rest)
    expect([id, revision, etag, url, createdAt, updatedAt, links].includes(undefined)).toBe(false)
  })

  it('prints one screen as well', async () => {
    const { text } = await service.http.post('/v1/plans?dryRun=true').accept('text/plain').send(SHOP).expect(200)
    expect(text).toContain('Not kept.')
  })

  it('means false when it says false', async () => {
    await service.http.post('/v1/plans?dryRun=false').send(SHOP).expect(201)
  })
})

describe('POST /v1/plans → 400', () => {
  it.each([
    ['?dryRun=yes', 'INVALID_PARAMETER', '/query/dryRun'],
    ['?dryrun=true', 'UNKNOWN_PARAMETER', '/query/dryrun'],
    ['?dryRun=true&dryRun=true', 'INVALID_PARAMETER', '/query/dryRun'],
  ])('for %s', async (query, code, pointer) => {
    const { body } = await service.http.post(`/v1/plans${query}`).send(SHOP).expect(400)
    expect(Problem.parse(body)).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ code, pointer }] })
    expect(service.store.kept()).toBe(0)
  })
})

describe('POST /v1/plans → 406', () => {
  it('names what there is, and keeps nothing', async () => {
    const { body } = await create().accept('image/png').expect(406)
    expect(body).toMatchObject({
      code: 'NOT_ACCEPTABLE',
      detail: 'This can be had as application/json, text/plain, text/markdown, text/html.',
    })
    expect(service.store.kept()).toBe(0)
  })
})

describe('POST /v1/plans → 422', () => {
  it('tells every mistake with its place in the text', async () => {
    const yaml =
      'name: shop\ntarget: { provider: aws, region: us-east-9 }\nworkloads:\n  web:\n    replics: 3\n    ports: { http: 80 }\n    calls: [nobody]\n'
    const { body } = await service.http.post('/v1/plans').set('content-type', 'application/yaml').send(yaml).expect(422)
    const problem = Problem.parse(body)
    expect(problem).toMatchObject({
      code: 'INVALID_TOPOLOGY',
      status: 422,
      type: 'urn:moorage:problem:invalid-topology',
    })
    expect(problem.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/workloads/web/replics', code: 'UNKNOWN_FIELD', line: 5, column: 5 }),
        expect.objectContaining({ pointer: '/target/region', code: 'UNKNOWN_REGION', line: 2, column: 34 }),
        expect.objectContaining({ pointer: '/workloads/web/calls/0', code: 'UNKNOWN_WORKLOAD', line: 7, column: 13 }),
      ]),
    )
    expect(service.store.kept()).toBe(0)
  })

  it('refuses more workloads than it plans at once', async () => {
    const { http } = await startService({ planner: createRealPlanner(createMapStore(), 1) })
    const { body } = await http.post('/v1/plans').send(SHOP).expect(422)
    expect(body.code).toBe('TOPOLOGY_TOO_LARGE')
  })
})

describe('POST /v1/plans → 503', () => {
  it('says when to come again and nothing of the inside', async () => {
    const { http } = await withoutStore()
    const { body, text } = await http.post('/v1/plans').send(SHOP).expect(503).expect('retry-after', '5')
    expect(body.code).toBe('STORE_UNAVAILABLE')
    expect(text).not.toContain('disk')
  })
})

describe('GET /v1/plans/{id} → 200', () => {
  it('answers with the bytes that were sent at first', async () => {
    const made = await create()
    const found = await service.http
      .get(made.body.url)
      .expect(200)
      .expect('content-type', 'application/json; charset=utf-8')
    expect(found.text).toBe(made.text)
    expect(found.headers.etag).toBe(made.headers.etag)
    expect(found.headers['cache-control']).toBe('private, no-cache')
    expect(found.headers.vary).toContain('Accept')
  })

  it('answers with a summary for ?fields=summary, under a tag of its own', async () => {
    const made = await create()
    const { body, headers } = await service.http.get(made.body.links.summary).expect(200)
    expect(PlanSummary.parse(body).id).toBe(made.body.id)
    expect(headers.etag).toBe(`"${made.body.etag}.summary"`)
  })

  it('prints one screen for Accept: text/plain, under a tag of its own', async () => {
    const made = await create()
    const { text, headers } = await service.http.get(made.body.url).accept('text/plain').expect(200)
    expect(text).toContain(`$MOORAGE/v1/plans/${made.body.id}/manifests.yaml`)
    expect(headers.etag).toBe(`"${made.body.etag}.text"`)
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  })

  it('answers HEAD with the same headers and no body', async () => {
    const made = await create()
    const { text, headers } = await service.http.head(made.body.url).expect(200)
    expect(text ?? '').toBe('')
    expect(headers.etag).toBe(made.headers.etag)
    expect(headers['content-length']).toBe(String(Buffer.byteLength(made.text)))
  })
})

describe('GET /v1/plans/{id} → 304', () => {
  it.each([(tag: string) => tag, (tag: string) => `"other", W/${tag}`, () => '*'])(
    'for a tag that is current (%#)',
    async (known) => {
      const made = await create()
      const { text, headers } = await service.http
        .get(made.body.url)
        .set('if-none-match', known(made.headers.etag ?? ''))
        .expect(304)
      expect(text).toBe('')
      expect(headers.etag).toBe(made.headers.etag)
      expect(headers['cache-control']).toBe('private, no-cache')
      expect(headers.vary).toContain('Accept')
    },
  )

  it('not for the tag of another form', async () => {
    const made = await create()
    await service.http
      .get(made.body.url)
      .accept('text/plain')
      .set('if-none-match', made.headers.etag ?? '')
      .expect(200)
  })
})

describe('GET /v1/plans/{id} → 400', () => {
  it.each([
    ['?fields=all', 'INVALID_PARAMETER', '/query/fields'],
    ['?field=summary', 'UNKNOWN_PARAMETER', '/query/field'],
  ])('for %s', async (query, code, pointer) => {
    const { body } = await service.http.get(`/v1/plans/${NOBODY}${query}`).expect(400)
    expect(Problem.parse(body)).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ code, pointer }] })
  })
})

describe('GET /v1/plans/{id} → 404', () => {
  it.each([NOBODY, 'no-uuid', NOBODY.toUpperCase(), '%00', "1'%20OR%20'1'='1"])('for %s', async (id) => {
    const { body } = await service.http.get(`/v1/plans/${id}`).expect(404)
    expect(Problem.parse(body).code).toBe('PLAN_NOT_FOUND')
  })
})

describe('GET /v1/plans/{id} → 406', () => {
  it('names what there is', async () => {
    const made = await create()
    const { body } = await service.http.get(made.body.url).accept('application/pdf').expect(406)
    expect(body.code).toBe('NOT_ACCEPTABLE')
  })
})

describe('GET /v1/plans/{id} → 503', () => {
  it('when the store is gone', async () => {
    const { http } = await withoutStore()
    const { body } = await http.get(`/v1/plans/${NOBODY}`).expect(503).expect('retry-after', '5')
    expect(Problem.parse(body).code).toBe('STORE_UNAVAILABLE')
  })
})

describe('DELETE /v1/plans/{id} → 204, then 404', () => {
  it('removes it once', async () => {
    const made = await create()
    const { text } = await service.http.delete(made.body.url).expect(204)
    expect(text).toBe('')
    await service.http.get(made.body.url).expect(404)
    const { body } = await service.http.delete(made.body.url).expect(404)
    expect(Problem.parse(body).code).toBe('PLAN_NOT_FOUND')
  })
})

describe('DELETE /v1/plans/{id} → 400', () => {
  it('for a parameter it does not have', async () => {
    const made = await create()
    await service.http.delete(`${made.body.url}?force=true`).expect(400)
    expect(service.store.kept()).toBe(1)
  })
})

describe('DELETE /v1/plans/{id} → 503', () => {
  it('when the store is gone', async () => {
    const { http } = await withoutStore()
    await http.delete(`/v1/plans/${NOBODY}`).expect(503)
  })
})
