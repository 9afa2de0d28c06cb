// The forms of a report that tickets and chats take, over HTTP: by `format`, of a plan and of one revision. What is in them is tested
// beside their writers.
import { beforeAll, describe, expect, it } from 'vitest'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { AdfDocument, SlackMessage } from '../../src/http/reports/ticket-forms.ts'
import { exampleNamed } from '../examples/stories.ts'
import { type Service, startService } from './service.ts'

const FORMS = [
  ['adf', 'application/json; charset=utf-8', '{"version":1,"type":"doc"', 8000],
  ['wiki', 'text/plain; charset=utf-8', 'h2. Keep as it is', 4000],
  ['servicenow', 'text/plain; charset=utf-8', 'Keep as it is\n', 2000],
  ['servicenow-html', 'text/html; charset=utf-8', '<h2>Keep as it is</h2>', 3000],
  ['slack', 'application/json; charset=utf-8', '{"text":"article', 6000],
] as const

let service: Service
let plan: Plan
beforeAll(async () => {
  service = await startService({ publicBaseUrl: 'https://moorage.example.com' })
  plan = (await service.http.post('/v1/plans').send(exampleNamed('article')).expect(201)).body
})
const get = (address: string) => service.http.get(address).buffer(true)

describe.each(FORMS)('GET /v1/plans/{id}/report?format=%s', (form, type, begins, least) => {
  const at = (rest = '') => `${plan.url}/report?format=${form}${rest}`

  it('→ 200, whatever is accepted, and the same of the revision', async () => {
    const { text } = await get(at()).accept('image/png').expect(200).expect('content-type', type)
    expect(text.startsWith(begins)).toBe(true)
    expect(text).toContain('34.64')
    expect((await get(`${plan.links.revision}/report?format=${form}`).expect(200)).text).toBe(text)
  })

  it('→ 200 within `maxChars`', async () => {
    expect((await get(at(`&maxChars=${least}`)).expect(200)).text.length).toBeLessThanOrEqual(least)
  })

  it('→ 304 for its own tag and no other length’s', async () => {
    const tag = (await get(at()).expect(200)).headers.etag ?? ''
    await get(at()).set('if-none-match', tag).expect(304)
    await get(at('&maxChars=9000')).set('if-none-match', tag).expect(200)
  })

  it('→ 400 for fewer characters than it needs', async () => {
    const { body } = await service.http.get(at(`&maxChars=${least - 1}`)).expect(400)
    expect(body.errors).toEqual([
      { pointer: '/query/maxChars', code: 'INVALID_PARAMETER', detail: `must be at least ${least} for ${form}` },
    ])
  })

  it('→ 404 for a revision there is not', async () => {
    const { body } = await service.http.get(`${plan.url}/revisions/7/report?format=${form}`).expect(404)
    expect(body.code).toBe('REVISION_NOT_FOUND')
  })
})

describe('what a caller sends on as it is', () => {
  it('is a document for Jira Cloud and a message for Slack after their schemas', async () => {
    AdfDocument.parse((await service.http.get(`${plan.url}/report?format=adf`)).body)
    SlackMessage.parse((await service.http.get(`${plan.url}/report?format=slack`)).body)
  })

  it('may do nothing in a browser that is led to the HTML of a record', async () => {
    const { headers } = await get(`${plan.url}/report?format=servicenow-html`)
    expect(headers['content-security-policy']).toBe("default-src 'none'; base-uri 'none'; form-action 'none'; sandbox")
  })

  it('is not to be had by a suffix', async () => {
    await service.http.get(`${plan.url}/report.wiki`).expect(404)
  })
})
