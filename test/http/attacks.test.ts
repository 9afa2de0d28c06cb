// Attacks that are about no single part: what is sent to every route that reads a body, and what must never come of a request.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '../../src/http/problems.ts'
import { exchange } from './raw-socket.ts'
import { listen, type Service, SHOP, startService, topologyNamed } from './service.ts'

let service: Service
let port: number
beforeAll(async () => {
  service = await startService()
  port = await listen(service)
})
afterAll(() => service.app.close())

const BODY_ROUTES = [
  '/v1/plans?dryRun=true',
  '/v1/recommendations',
  '/v1/manifests',
  '/v1/estimates',
  '/v1/consolidations',
  '/v1/comparisons',
  '/v1/price-books',
]
const MILLISECONDS_AT_MOST = 2000

async function refused(path: string, type: string, body: string): Promise<Problem> {
  const from = performance.now()
  const answer = await service.http.post(path).type(type).send(body)
  expect(performance.now() - from).toBeLessThan(MILLISECONDS_AT_MOST)
  expect([400, 422]).toContain(answer.status)
  expect(Buffer.byteLength(answer.text)).toBeLessThan(65_536)
  return Problem.parse(answer.body)
}

describe.each(BODY_ROUTES)('POST %s', (path) => {
  it.each([10, 1000, 100_000])('refuses %d levels of JSON', async (depth) => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const)
      await refused(path, 'application/json', `${open.repeat(depth)}1${close.repeat(depth)}`)
  })

  it.each([
    [
      'a bomb of nine levels',
      [
        'a: &a [x,x]',
        ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [*${'abcdefghi'[at]},*${'abcdefghi'[at]}]`),
      ].join('\n'),
    ],
    ['an alias for each of many lines', `a: &a x\n${Array.from({ length: 5000 }, (_, at) => `k${at}: *a`).join('\n')}`],
    [
      'merge keys in a chain',
      `a: &a {x: 1}\n${Array.from({ length: 100 }, (_, at) => `m${at}: &m${at} {<<: *${at === 0 ? 'a' : `m${at - 1}`}}`).join('\n')}`,
    ],
  ])('refuses %s', async (_, body) => {
    expect((await refused(path, 'application/yaml', body)).code).toBe('YAML_ALIASES_NOT_ALLOWED')
  })

  it.each([
    ['application/json', '{"__proto__":{"polluted":true}}'],
    ['application/json', '{"labels":{"constructor":{"prototype":{"polluted":true}}}}'],
    ['application/yaml', 'labels: {__proto__: {polluted: true}}'],
  ])('takes no prototype from %s %s', async (type, body) => {
    await refused(path, type, body)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('a query', () => {
  it.each(['__proto__=1', '__proto__[polluted]=1', 'constructor.prototype.polluted=1', 'name=a&name=b', 'toString=1'])(
    '?%s is refused and changes nothing',
    async (query) => {
      const { body } = await service.http.get(`/v1/plans?${query}`).expect(400)
      expect(Problem.parse(body).code).toBe('INVALID_PARAMETER')
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    },
  )

  it.each(["' or '1'='1", '%', '_', 'a\u0000b', '"; drop table plans; --', "\\'", '; --'])(
    'finds nothing by %j, and takes nothing away',
    async (name) => {
      const { body } = await service.http.post('/v1/plans').send(SHOP).expect(201)
      const found = await service.http.get('/v1/plans').query({ name }).expect(200)
      expect(found.body.items).toEqual([])
      await service.http.get(body.url).expect(200)
    },
  )

  it.each(['a\r\nSet-Cookie: x=1', 'a"b', '\u202eevil', 'é', 'x'.repeat(253)])(
    'comes back in no header as it was: %j',
    async (name) => {
      await service.http.post('/v1/plans').send(SHOP)
      const { headers } = await service.http.get('/v1/plans').query({ name, limit: 1 }).expect(200)
      expect(headers['set-cookie']).toBeUndefined()
      expect(Object.values(headers).join('\n')).not.toMatch(/[^\x20-\x7e\n]/)
    },
  )
})

describe('what is nobody’s to say', () => {
  it.each(['id', 'createdAt', 'revision', 'etag', 'url', 'status', 'tenant', 'topologyHash', 'links'])(
    '`%s` in a topology → 422',
    async (field) => {
      const { body } = await service.http
        .post('/v1/plans')
        .send({ ...SHOP, [field]: 'x' })
        .expect(422)
      expect(Problem.parse(body).errors).toEqual([
        expect.objectContaining({ code: 'UNKNOWN_FIELD', pointer: `/${field}` }),
      ])
    },
  )
})

describe('requests in the shape of two', () => {
  const BOTH = 'POST /v1/plans HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
  it.each([
    [
      'a length and chunks',
      `${BOTH}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n`,
    ],
    ['two lengths', `${BOTH}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{"a":1}`],
    ['an unknown coding', `${BOTH}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a length that is no number', `${BOTH}Content-Length: +5\r\n\r\n{}`],
    ['a bare line feed', 'GET /v1/rules HTTP/1.1\nHost: x\n\n'],
    ['a header that begins with a space', 'GET /v1/rules HTTP/1.1\r\nHost: x\r\n X: y\r\n\r\n'],
    ['a chunk of a false size', `${BOTH}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ['a space before the colon', 'GET /v1/rules HTTP/1.1\r\nHost : x\r\n\r\n'],
  ])('%s → 400, and the connection is closed', async (_, request) => {
    const kept = service.store.kept()
    const { head, body } = await exchange(port, request)
    expect(head).toMatch(/^HTTP\/1\.1 400 /)
    expect(head).toMatch(/connection: close/i)
    expect(body).not.toMatch(/HTTP\/1\.1 \d/)
    expect(service.store.kept()).toBe(kept)
  })
})

describe('a name', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\t=1', '<script>', 'a\r\nb', '../../x', 'x'.repeat(300), 'ÄÖ', 'con'])(
    '%j makes no header, no cell and no path: it is refused, or harmless',
    async (name) => {
      const { status, body, headers } = await service.http.post('/v1/plans').send(topologyNamed(name))
      if (status === 422) return
      expect(name).toMatch(/^[a-z][-a-z0-9]*$/)
      expect(headers.location).toBe(body.url)
    },
  )
})
