// Reports of a kept plan over HTTP: every form at its address and by negotiation, with tags, limits and what a browser may do with them.
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { Report } from '../../src/reports/view/report.ts'
import { exampleNamed } from '../examples/stories.ts'
import { type Service, SHOP, startService } from './service.ts'

const NOBODY = '019ab4d2-5c00-7000-8000-999999999999'
const FORMS = [
  ['json', 'application/json; charset=utf-8', 'application/json', '{"id":'],
  ['md', 'text/markdown; charset=utf-8', 'text/markdown', '<!-- moorage:plan:'],
  ['html', 'text/html; charset=utf-8', 'text/html', '<!doctype html>'],
  ['txt', 'text/plain; charset=utf-8', 'text/plain', 'article (aws, us-east-1, production)\n'],
] as const

let service: Service
let plan: Plan
beforeAll(async () => {
  service = await startService()
  plan = (await service.http.post('/v1/plans').send(exampleNamed('article')).expect(201)).body
})
const get = (address: string, accept?: string) => {
  const asked = service.http.get(address).buffer(true)
  return accept === undefined ? asked : asked.accept(accept)
}
const at = (id: string, rest = '') => `/v1/plans/${id}/report${rest}`

describe.each(FORMS)('GET /v1/plans/{id}/report.%s', (form, type, accepted, begins) => {
  it('→ 200, whatever is accepted: the suffix decides', async () => {
    const { text } = await get(at(plan.id, `.${form}`), 'image/png')
      .expect(200)
      .expect('content-type', type)
    expect(text.startsWith(begins)).toBe(true)
    expect(text).toContain('34.64')
  })

  it('→ 200 with the same bytes by `format`, which wins over Accept, and by Accept', async () => {
    const { text } = await get(at(plan.id, `.${form}`))
    expect(
      (
        await get(at(plan.id, `?format=${form}`), 'image/png')
          .expect(200)
          .expect('content-type', type)
      ).text,
    ).toBe(text)
    const negotiated = await get(plan.links.report, accepted).expect(200).expect('vary', 'Accept')
    expect(negotiated.text).toBe(text)
  })

  it('→ 200 of one revision, which stays as it is', async () => {
    const { id } = (await service.http.post('/v1/plans').send(SHOP).expect(201)).body
    const before = (await get(`/v1/plans/${id}/revisions/1/report.${form}`).expect(200)).text
    await service.http
      .put(`/v1/plans/${id}`)
      .send({ ...SHOP, owner: 'team-other' })
      .expect(200)
    expect((await get(`/v1/plans/${id}/revisions/1/report?format=${form}`).expect(200)).text).toBe(before)
    expect((await get(at(id, `.${form}`))).text).not.toBe(before)
  })

  it('→ 304 for its own tag and no other form’s', async () => {
    const { headers } = await get(at(plan.id, `.${form}`))
    await service.http
      .get(at(plan.id, `.${form}`))
      .set('if-none-match', headers.etag ?? '')
      .expect(304)
    const other = form === 'md' ? 'txt' : 'md'
    await service.http
      .get(at(plan.id, `.${other}`))
      .set('if-none-match', headers.etag ?? '')
      .expect(200)
  })

  it('→ 404 for a plan and a revision there is not', async () => {
    expect((await get(at(NOBODY, `.${form}`)).expect(404)).body.code).toBe('PLAN_NOT_FOUND')
    const { body } = await get(`/v1/plans/${plan.id}/revisions/7/report.${form}`).expect(404)
    expect(body.code).toBe('REVISION_NOT_FOUND')
  })
})

describe('GET /v1/plans/{id}/report → 200', () => {
  it('is JSON for whoever has no wishes, and is what the schema says', async () => {
    const { body } = await service.http.get(at(plan.id)).expect(200)
    expect(Report.parse(body)).toMatchObject({ id: plan.id, revision: 1, links: { plan: plan.url } })
  })

  it('is a page for a browser', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
    await get(at(plan.id), accept).expect(200).expect('content-type', 'text/html; charset=utf-8')
  })

  it('keeps within `maxChars`, and says what it leaves out', async () => {
    for (const form of ['md', 'txt']) {
      const { text } = await get(at(plan.id, `?format=${form}&maxChars=4000`)).expect(200)
      expect(text.length).toBeLessThanOrEqual(4000)
      expect(text.replaceAll('\n', ' ')).toContain('Left out here, because it would be too long:')
      expect(text).toContain('34.64 USD')
    }
  })

  it('has addresses instead of paths where the service knows its own', async () => {
    const known = await startService({ publicBaseUrl: 'https://moorage.example.com' })
    const { id } = (await known.http.post('/v1/plans').send(SHOP).expect(201)).body
    const { text, headers } = await known.http.get(at(id, '.md')).buffer(true).expect(200)
    expect(text).toContain(`kubectl apply -f "https://moorage.example.com/v1/plans/${id}/revisions/1/manifests.yaml"`)
    // The same plan in a service that gives no address is another text.
    const unknown = await startService()
    await unknown.http.post('/v1/plans').send(SHOP).expect(201)
    expect((await unknown.http.get(at(id, '.md')).buffer(true)).headers.etag).not.toBe(headers.etag)
  })
})

describe('GET /v1/plans/{id}/report → 400', () => {
  it.each([
    [
      '?format=pdf',
      '/query/format',
      'must be one of json, md, html, txt, adf, wiki, servicenow, servicenow-html, slack',
    ],
    ['?maxChars=lots', '/query/maxChars', 'must be a number of characters, such as 32000'],
    ['?format=md&maxChars=900', '/query/maxChars', 'must be at least 4000 for md'],
    ['?format=html&maxChars=900', '/query/maxChars', 'must be at least 20000 for html'],
    ['.json?maxChars=9000', '/query/maxChars', 'there is no such parameter here'],
  ])('for %s', async (query, pointer, detail) => {
    const { body } = await get(at(plan.id, query)).expect(400)
    expect(body).toMatchObject({ code: 'INVALID_PARAMETER', errors: [{ pointer, detail }] })
  })
})

describe('GET /v1/plans/{id}/report → 406', () => {
  it('names what there is', async () => {
    const { body } = await get(at(plan.id), 'image/png').expect(406)
    expect(body.detail).toBe('This can be had as application/json, text/markdown, text/html, text/plain.')
  })
})

describe('GET /v1/plans/{id}/report.html', () => {
  it('may load nothing and run nothing, and has the styles it may have', async () => {
    const { text, headers } = await get(at(plan.id, '.html'))
    const styles = new Set([...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, style = '']) => style))
    const hashes = [...styles].map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(hashes).toHaveLength(2)
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src ${hashes.join(' ')}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(text).not.toMatch(/<script|<img|<iframe|<link|<form| style="| on\w+="|url\(/)
  })
})

describe('a plan itself as a report', () => {
  it.each([
    ['text/markdown', 'md'],
    ['text/html', 'html'],
  ])('GET /v1/plans/{id} with Accept: %s is report.%s', async (accept, form) => {
    const report = await get(at(plan.id, `.${form}`))
    for (const address of [plan.url, plan.links.revision]) {
      const { text, headers } = await get(address, accept).expect(200)
      expect(text).toBe(report.text)
      expect(headers['content-security-policy']).toBe(report.headers['content-security-policy'])
      await service.http
        .get(address)
        .accept(accept)
        .set('if-none-match', headers.etag ?? '')
        .expect(304)
    }
  })

  it.each([
    ['text/markdown', '<!-- moorage:plan:'],
    ['text/html', '<!doctype html>'],
  ])('POST /v1/plans with Accept: %s → 201, kept, with its address', async (accept, begins) => {
    const { text, headers } = await service.http.post('/v1/plans').accept(accept).buffer(true).send(SHOP).expect(201)
    expect(text.startsWith(begins)).toBe(true)
    expect((await get(`${headers.location}`, accept)).text).toBe(text)
  })

  it('POST /v1/plans?dryRun=true with Accept: text/markdown → 200, and nothing is kept', async () => {
    const kept = service.store.kept()
    const { text } = await service.http
      .post('/v1/plans?dryRun=true')
      .accept('text/markdown')
      .buffer(true)
      .send(SHOP)
      .expect(200)
      .expect('content-type', 'text/markdown; charset=utf-8')
    expect(text.startsWith('<!-- moorage:draft:shop -->\n')).toBe(true)
    expect(service.store.kept()).toBe(kept)
  })
})
