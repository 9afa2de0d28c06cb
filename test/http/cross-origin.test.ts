// A browser that a strange page tells to send something: what reads is answered, what changes anything is not.
import { afterEach, describe, expect, it } from 'vitest'
import { Problem } from '../../src/http/problems.ts'
import { type Service, SHOP, startService } from './service.ts'

let service: Service
afterEach(() => service.app.close())

const OWN = 'http://moorage.internal:8080'
const host = 'moorage.internal:8080'

describe('a plan is kept', () => {
  it.each([
    ['for whoever is no browser', {}],
    ['for a page of ours', { origin: OWN, 'sec-fetch-site': 'same-origin' }],
    ['for the reader himself', { 'sec-fetch-site': 'none' }],
    ['for a page of ours, over plain http', { origin: OWN }],
    ['behind a proxy that rewrites the host', { origin: 'https://plans.example.com' }],
    ['for a page that CORS lets in', { origin: 'https://portal.example.com', 'sec-fetch-site': 'cross-site' }],
  ])('%s', async (_, headers) => {
    service = await startService({
      publicBaseUrl: 'https://plans.example.com/moorage',
      corsOrigins: ['https://portal.example.com'],
    })
    await service.http
      .post('/v1/plans')
      .set({ host, ...headers })
      .send(SHOP)
      .expect(201)
  })
})

describe('403, and nothing is kept', () => {
  it.each([
    ['for a page of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['for a page of a sister site', { origin: 'https://x.internal', 'sec-fetch-site': 'same-site' }],
    ['for a page of another site, over plain http', { origin: 'http://evil.example' }],
    ['for another port', { origin: 'http://moorage.internal:3000' }],
    ['for a page in a sandbox', { origin: 'null' }],
    ['for a navigation that says no origin', { 'sec-fetch-site': 'cross-site' }],
  ])('%s', async (_, headers) => {
    service = await startService()
    const sent = { host, ...headers }
    const { body } = await service.http.post('/v1/plans').set(sent).send(SHOP).expect(403)
    expect(Problem.parse(body).code).toBe('CROSS_ORIGIN')
    // Neither of these two needs a preflight: a form can send the one, and the other has no body.
    const form = service.http.post('/v1/imports?plan=true&provider=bare-metal').set(sent)
    await form.attach('a', Buffer.from('kind: Service'), 'a.yaml').expect(403)
    await service.http.post('/v1/plans/019ab4d2-5c00-7000-8000-000000000001/reprice').set(sent).expect(403)
    expect(service.store.kept()).toBe(0)
  })

  it('but what reads is answered: a link from anywhere leads here', async () => {
    service = await startService()
    await service.http.get('/v1/plans').set({ host, 'sec-fetch-site': 'cross-site' }).expect(200)
  })
})
