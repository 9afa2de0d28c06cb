// However the content type is written, nothing reaches the planner that was not read as JSON or YAML here.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exchange } from './raw-socket.ts'
import { listen, type Service, SHOP, startService } from './service.ts'

let service: Service
let port: number
beforeAll(async () => {
  service = await startService()
  port = await listen(service)
})
afterAll(() => service.app.close())

const JSON_BODY = JSON.stringify({ ...SHOP, bogus: 1 })

/** Sends a body with an unknown field: 422 when it is read and judged, 415 when it is not read; never anything else. */
async function statusOf(
  headers: readonly string[],
  path = '/v1/plans?dryRun=true',
  body = JSON_BODY,
): Promise<{ status: number; head: string; body: string }> {
  const lines = [
    `POST ${path} HTTP/1.1`,
    'Host: x',
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ]
  const answer = await exchange(port, lines.join('\r\n'))
  return { status: Number(answer.head.split(' ')[1]), ...answer }
}

describe.each(['/v1/plans', '/v1/recommendations', '/v1/manifests', '/v1/estimates', '/v1/consolidations'])(
  'POST %s',
  (path) => {
    it.each([
      ['as it should be', ['Content-Type: application/json'], 422],
      ['in capitals', ['Content-Type: APPLICATION/JSON'], 422],
      ['with a charset', ['Content-Type: application/json; charset=utf-8'], 422],
      ['with a quoted charset', ['Content-Type: application/json;charset="utf-8"'], 422],
      ['with a leading space', ['Content-Type:  application/json'], 422],
      ['with a leading tab', ['Content-Type:\tapplication/json'], 422],
      ['with a tab before the parameter', ['Content-Type: application/json\t; charset=utf-8'], 422],
      ['with a trailing tab', ['Content-Type: application/json\t'], 422],
      ['with a tab inside', ['Content-Type: application\t/json'], 415],
      ['doubled', ['Content-Type: application/json', 'Content-Type: text/plain'], 422],
      ['doubled the other way', ['Content-Type: text/plain', 'Content-Type: application/json'], 415],
      ['joined by a comma', ['Content-Type: application/json, text/plain'], 415],
      ['text/plain', ['Content-Type: text/plain'], 415],
      ['without a subtype', ['Content-Type: application'], 415],
      ['empty', ['Content-Type:'], 415],
      ['missing', [], 415],
      ['a longer name', ['Content-Type: application/jsonp'], 415],
      ['a form', ['Content-Type: application/x-www-form-urlencoded'], 415],
      ['multipart', ['Content-Type: multipart/form-data; boundary=x'], 415],
      ['merge patch', ['Content-Type: application/merge-patch+json'], 415],
    ])('content type %s', async (_, headers, status) => {
      const answer = await statusOf(headers, path)
      expect(answer.status).toBe(status)
      if (status === 415) expect(answer.head).toMatch(/accept-post: application\/json, application\/yaml/i)
      expect(service.store.kept()).toBe(0)
    })
  },
)

describe('POST /v1/manifests/validate', () => {
  it.each([
    ['as it should be', ['Content-Type: application/json'], 200],
    ['in capitals, with a charset', ['Content-Type: APPLICATION/YAML; charset=utf-8'], 200],
    ['with a tab inside', ['Content-Type: application\t/json'], 415],
    ['text/plain', ['Content-Type: text/plain'], 415],
    ['missing', [], 415],
  ])('content type %s', async (_, headers, status) => {
    expect((await statusOf(headers, '/v1/manifests/validate')).status).toBe(status)
  })
})

describe('→ 415', () => {
  it('for a body that is compressed', async () => {
    const request = service.http.post('/v1/plans').type('json').set('content-encoding', 'gzip').send(JSON_BODY)
    const { body, headers } = await request.expect(415)
    expect(body.detail).toContain('without a Content-Encoding')
    expect(headers['accept-encoding']).toBe('identity')
  })

  it('tells curl users what to write', async () => {
    const { body } = await service.http.post('/v1/plans').type('form').send('name=shop').expect(415)
    expect(body.detail).toContain('--data-binary @topology.yaml')
    expect(body.detail).toContain('content-type: application/yaml')
  })
})

describe('DELETE', () => {
  it('takes no notice of a body, however wrong', async () => {
    const { body } = await service.http.post('/v1/plans').send(SHOP).expect(201)
    await service.http.delete(body.url).type('text/plain').set('content-encoding', 'gzip').send('{"broken').expect(204)
    expect(service.store.kept()).toBe(0)
  })
})
