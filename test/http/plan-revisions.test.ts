// GET /v1/plans/{id}/revisions and below: every status the document promises, and every form a plan has.
import { loadAll } from 'js-yaml'
import { beforeAll, describe, expect, it } from 'vitest'
import { Plan, PlanSummary } from '../../src/domain/plan/plan.ts'
import { Problem } from '../../src/http/problems.ts'
import { RevisionPage } from '../../src/http/routes/plan-revisions.ts'
import { type Service, SHOP, startService, topologyNamed } from './service.ts'

const FORMS = ['', '?fields=summary', '/manifests.yaml', '/manifests.json', '/bundle.zip']
const NOBODY = '019ab4d2-5c00-7000-8000-999999999999'

let service: Service
let url: string
beforeAll(async () => {
  service = await startService()
  url = (await service.http.post('/v1/plans').send(SHOP).expect(201)).body.url
  for (const revision of [2, 3, 4, 5])
    await service.http
      .put(url)
      .send(topologyNamed(`shop-${revision}`, { workloads: { [`web-${revision}`]: { ports: { http: 8080 } } } }))
      .expect(200)
})

const read = (path: string) => service.http.get(`${url}${path}`)

describe('GET /v1/plans/{id}/revisions → 200', () => {
  it('gives each as a summary, newest first', async () => {
    const { body, headers } = await read('/revisions').expect(200)
    const page = RevisionPage.parse(body)
    expect(page.items.map(({ revision, name }) => [revision, name])).toEqual([
      [5, 'shop-5'],
      [4, 'shop-4'],
      [3, 'shop-3'],
      [2, 'shop-2'],
      [1, 'shop'],
    ])
    expect(page.nextCursor).toBeUndefined()
    expect(headers.link).toBe(`<${url}>; rel="latest-version"`)
  })

  it('gives every revision once, whatever the size of a page', async () => {
    for (const limit of [1, 2, 4, 5, 6]) {
      const seen: number[] = []
      let next: string | undefined = `${url}/revisions?limit=${limit}`
      while (next !== undefined) {
        const { body, headers } = await service.http.get(next).expect(200)
        const page: RevisionPage = RevisionPage.parse(body)
        seen.push(...page.items.map(({ revision }) => revision))
        next = page.links.next
        expect(headers.link).toContain(next === undefined ? 'latest' : `<${next}>; rel="next"`)
      }
      expect(seen, `limit ${limit}`).toEqual([5, 4, 3, 2, 1])
    }
  })
})

describe('GET /v1/plans/{id}/revisions → 400, 404', () => {
  it.each(['?limit=0', '?cursor=x', '?page=2'])('400 for %s', async (query) => {
    await read(`/revisions${query}`).expect(400)
  })

  it('400 for a cursor of another list', async () => {
    const { body } = await service.http.put(`/v1/plans/${NOBODY}`).send(SHOP).expect(201)
    await service.http.put(body.url).send(topologyNamed('other')).expect(200)
    const { nextCursor } = (await read('/revisions?limit=2')).body
    for (const list of [`${body.url}/revisions`, '/v1/plans']) {
      const problem = await service.http.get(`${list}?limit=2&cursor=${nextCursor}`).expect(400)
      expect(problem.body.code).toBe('INVALID_CURSOR')
    }
    await service.http.delete(body.url).expect(204)
  })

  it('404 where there is no plan', async () => {
    const { body } = await service.http.get(`/v1/plans/${NOBODY}/revisions`).expect(404)
    expect(Problem.parse(body).code).toBe('PLAN_NOT_FOUND')
  })
})

describe('GET /v1/plans/{id}/revisions/{revision} → 200', () => {
  it('is the plan as it was, with the way to the others', async () => {
    const { body, headers } = await read('/revisions/3').expect(200)
    expect(Plan.parse(body)).toMatchObject({ revision: 3, name: 'shop-3' })
    expect(headers.etag).toBe(`"${body.etag}"`)
    expect(headers.link).toBe(
      `<${url}/revisions>; rel="version-history", <${url}>; rel="latest-version", <${url}/revisions/2>; rel="predecessor-version"`,
    )
    expect((await read('/revisions/1')).headers.link).not.toContain('predecessor')
  })

  it('comes in every form the plan itself has, and says the same there', async () => {
    for (const form of FORMS) {
      const [whole, one] = [await read(form).buffer(true), await read(`/revisions/5${form}`).buffer(true)]
      expect(one.headers['content-type'], form).toBe(whole.headers['content-type'])
      // The bundle's README says where it is from.
      if (form !== '/bundle.zip') expect(one.text, form).toBe(whole.text)
    }
    const text = await read('/revisions/2').accept('text/plain').expect(200)
    expect(text.text).toContain('shop-2 (aws')
  })

  it('has the objects of its own revision', async () => {
    const yaml = loadAll((await read('/revisions/2/manifests.yaml').buffer(true)).text) as { metadata: object }[]
    expect(yaml[0]?.metadata).toMatchObject({ name: 'web-2' })
    const list = (await read('/revisions/4/manifests.json')).body
    expect(list.items[0].metadata).toMatchObject({ name: 'web-4' })
    expect(PlanSummary.parse((await read('/revisions/4?fields=summary')).body).name).toBe('shop-4')
    const { text } = await read('/revisions/2/manifests.yaml?design=consolidated&kubernetesVersion=1.33').buffer(true)
    expect(loadAll(text)[0]).toMatchObject({ metadata: { name: 'web-2' } })
  })

  it('stays as it is when another comes', async () => {
    const before = await Promise.all(FORMS.map((form) => read(`/revisions/5${form}`).buffer(true)))
    const { body } = await service.http.put(`/v1/plans/${NOBODY}`).send(SHOP)
    await service.http.put(body.url).send(topologyNamed('shop-6')).expect(200)
    const after = await Promise.all(FORMS.map((form) => read(`/revisions/5${form}`).buffer(true)))
    expect(after.map(({ text, headers }) => [text, headers.etag])).toEqual(
      before.map(({ text, headers }) => [text, headers.etag]),
    )
    await service.http.delete(body.url).expect(204)
  })
})

describe('GET … → 304', () => {
  it.each(['/revisions', ...FORMS, ...FORMS.map((form) => `/revisions/2${form}`)])('of %s', async (path) => {
    const { headers } = await read(path).expect(200)
    expect(headers.etag).toMatch(/^"[!#-~]+"$/)
    const again = await read(path).set('if-none-match', `"other", W/${headers.etag}`).expect(304)
    expect(again.headers.etag).toBe(headers.etag)
    expect(again.text).toBe('')
  })

  it('not of the plan when there is a new revision', async () => {
    const { body } = await service.http.put(`/v1/plans/${NOBODY}`).send(SHOP)
    const tags = await Promise.all(
      ['/revisions', ...FORMS].map(async (form) => [form, (await service.http.get(`${body.url}${form}`)).headers.etag]),
    )
    await service.http
      .put(body.url)
      .send(topologyNamed('shop-2', { ticket: 'OPS-1' }))
      .expect(200)
    for (const [form, tag = ''] of tags)
      await service.http.get(`${body.url}${form}`).set('if-none-match', tag).expect(200)
    await service.http.delete(body.url).expect(204)
  })
})

describe('GET /v1/plans/{id}/revisions/{revision} → 400, 404, 406', () => {
  it.each(['0', '6', '-1', '1.0', '01', 'newest', '999999999', '9'.repeat(40)])('404 for %s', async (revision) => {
    for (const form of FORMS) {
      const { body } = await read(`/revisions/${revision}${form}`).expect(404)
      expect(Problem.parse(body).code).toBe('REVISION_NOT_FOUND')
    }
  })

  it('says which is the newest', async () => {
    expect((await read('/revisions/6')).body.detail).toBe('There is no revision 6 of this plan; its newest is 5.')
  })

  it('404 where there is no plan', async () => {
    for (const form of FORMS) {
      const { body } = await service.http.get(`/v1/plans/${NOBODY}/revisions/1${form}`).expect(404)
      expect(Problem.parse(body).code).toBe('PLAN_NOT_FOUND')
    }
  })

  it('400 for an unknown parameter, 406 for a form there is not', async () => {
    await read('/revisions/1?fields=all').expect(400)
    await read('/revisions/1').accept('image/png').expect(406)
  })
})
