// One call that keeps a plan and brings back what to paste: a summary, and the report as a comment. What is in a comment is tested beside
// its writer.
import { beforeAll, describe, expect, it } from 'vitest'
import { type Plan, PlanSummary } from '../../src/domain/plan/plan.ts'
import { CommentedSummary } from '../../src/http/reports/comments.ts'
import { type Service, SHOP, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService({ publicBaseUrl: 'https://moorage.example.com' })
})
const post = (query: string, key?: string) => {
  const asked = service.http.post(`/v1/plans${query}`)
  return key === undefined ? asked : asked.set('idempotency-key', key)
}
const COMMENTS = [
  ['wiki', 'wiki', 'h2. '],
  ['markdown', 'md', '<!-- moorage:plan:'],
  ['text', 'servicenow', 'Keep as it is'],
] as const

describe.each(COMMENTS)('POST /v1/plans?comment=%s → 201', (name, form, begins) => {
  it('is the summary of the kept plan, with its report in that form and in no other', async () => {
    const { body, headers } = await post(`?comment=${name}`).send(SHOP).expect(201)
    const { comment, ...summary } = CommentedSummary.parse(body)
    expect(Object.keys(comment)).toEqual([name])
    expect(comment[name]?.startsWith(begins)).toBe(true)
    expect(headers.location).toBe(`https://moorage.example.com${summary.url}`)
    const report = await service.http.get(`${summary.links.revision}/report?format=${form}`).buffer(true).expect(200)
    expect(comment[name]).toBe(report.text)
    expect((await service.http.get(`${summary.url}?fields=summary`).expect(200)).body).toEqual(summary)
  })
})

describe('POST /v1/plans?comment=adf → 201', () => {
  it('is a document that is sent on as it is', async () => {
    const { body } = await post('?comment=adf').send(SHOP).expect(201)
    const { comment, links } = CommentedSummary.parse(body)
    expect(comment.adf).toEqual((await service.http.get(`${links.revision}/report?format=adf`)).body)
  })
})

describe('POST /v1/plans?fields=summary → 201', () => {
  it('is the summary alone, JSON whatever is accepted, and the whole plan is kept', async () => {
    const { body, headers } = await post('?fields=summary').accept('text/html').send(SHOP).expect(201)
    const summary = PlanSummary.parse(body)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    const plan: Plan = (await service.http.get(summary.url).expect(200)).body
    expect(plan.designs.recommended.estimate.monthly.expected).toBe(summary.monthly.recommended)
  })
})

describe('a small answer', () => {
  it('is small, however large the plan', async () => {
    const workloads = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`w${index}`, { ports: { http: 8080 } }]),
    )
    const { text } = await post('?comment=text')
      .buffer(true)
      .send({ ...SHOP, workloads })
      .expect(201)
    expect(text.length).toBeLessThan(12_000)
  })

  it('is another view of the one plan a key makes', async () => {
    const first = (await post('?comment=wiki', 'OPS-42').send(SHOP).expect(201)).body
    const again = await post('', 'OPS-42').send(SHOP).expect(201).expect('idempotency-replayed', 'true')
    expect(again.body.id).toBe(first.id)
    const text = (await post('?comment=text', 'OPS-42').send(SHOP).expect(201)).body
    expect(text).toEqual({ ...first, comment: { text: text.comment.text } })
  })

  it('is had by GET, of the newest revision and of one, with a tag of its own', async () => {
    const { url, links, comment } = (await post('?comment=wiki').send(SHOP).expect(201)).body
    for (const address of [url, links.revision]) {
      const { body, headers } = await service.http.get(`${address}?comment=wiki`).expect(200)
      expect(body.comment).toEqual(comment)
      const tag = headers.etag ?? ''
      await service.http.get(`${address}?comment=wiki`).set('if-none-match', tag).expect(304)
      for (const other of ['?comment=text', '?fields=summary', ''])
        await service.http.get(`${address}${other}`).set('if-none-match', tag).expect(200)
    }
  })

  it('says of which revision it is after PUT, and its tag is taken by If-Match', async () => {
    const { url, id } = (await post('?comment=wiki').send(SHOP).expect(201)).body
    const tag = (await service.http.get(`${url}?comment=wiki`)).headers.etag ?? ''
    const { body } = await service.http
      .put(`/v1/plans/${id}?comment=text`)
      .set('if-match', tag)
      .send({ ...SHOP, owner: 'team-other' })
      .expect(200)
    expect(CommentedSummary.parse(body)).toMatchObject({ revision: 2, owner: 'team-other' })
    expect(body.comment.text).toContain('owner team-other')
  })
})

describe('→ 400', () => {
  it.each([
    ['?comment=pdf', 'comment', 'must be one of wiki, adf, markdown, text'],
    ['?fields=all', 'fields', 'must be summary'],
    ['?comment=wiki&dryRun=true', 'comment', 'is of a plan that is kept: leave out dryRun'],
    ['?fields=summary&dryRun=true', 'fields', 'is of a plan that is kept: leave out dryRun'],
  ])('for %s', async (query, name, detail) => {
    const kept = service.store.kept()
    const { body } = await post(query).send(SHOP).expect(400)
    expect(body).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ pointer: `/query/${name}`, detail }] })
    expect(service.store.kept()).toBe(kept)
  })
})
