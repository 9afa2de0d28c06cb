// Problem documents: their form for each kind of caller, what they never say, and what the transport refuses by itself.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FAILURE_CODES, Failure } from '../../src/domain/failure.ts'
import { PROBLEMS, Problem, problemOf, TRANSPORT_CODES } from '../../src/http/problems.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { exchange } from './raw-socket.ts'
import { listen, type Service, SHOP, startService } from './service.ts'

let service: Service
let port: number
beforeAll(async () => {
  service = await startService()
  port = await listen(service)
})
afterAll(() => service.app.close())

describe('the table of problems', () => {
  it('has a status and a title for every code', () => {
    expect(Object.keys(PROBLEMS).sort()).toEqual([...FAILURE_CODES, ...TRANSPORT_CODES].sort())
  })
})

describe('a problem document', () => {
  it('names its type, its code and the request', async () => {
    const { body } = await service.http
      .get('/v1/plans/x')
      .set('x-request-id', 'build-42')
      .expect(404)
      .expect('request-id', 'build-42')
    expect(body).toEqual({
      type: 'urn:moorage:problem:plan-not-found',
      title: 'No such plan',
      status: 404,
      detail: 'There is no plan with this id; an id is a UUID in lower case.',
      instance: 'urn:moorage:request:build-42',
      code: 'PLAN_NOT_FOUND',
      requestId: 'build-42',
    })
  })

  it('names our own request id as a UUID', async () => {
    const { body, headers } = await service.http.get('/v1/plans/x')
    expect(body.instance).toBe(`urn:uuid:${headers['request-id']}`)
  })

  it.each(['a b', 'x'.repeat(129), 'a\u00e9', '{}', ''])(
    'takes no request id that could break a log line (%#)',
    async (id) => {
      const { headers } = await service.http.get('/health/live').set('request-id', Buffer.from(id).toString('latin1'))
      expect(headers['request-id']).toMatch(/^[\da-f-]{36}$/)
    },
  )

  it.each([
    [undefined, 'application/problem+json'],
    ['*/*', 'application/problem+json'],
    ['application/problem+json, application/json', 'application/problem+json'],
    ['application/json', 'application/json; charset=utf-8'],
    ['application/json, text/plain, */*', 'application/json; charset=utf-8'],
    ['text/plain', 'text/plain; charset=utf-8'],
    ['text/html, */*;q=0.8', 'application/problem+json'],
    ['image/png', 'application/problem+json'],
    ['', 'application/problem+json'],
  ])('for Accept: %s is %s', async (accept, type) => {
    const request = service.http.get('/v1/plans/x')
    const { headers } = await (accept === undefined ? request : request.set('accept', accept)).expect(404)
    expect(headers['content-type']).toBe(type)
    expect(headers['cache-control']).toBe('no-store')
  })

  it('is readable as text', async () => {
    const { text } = await service.http
      .post('/v1/plans')
      .accept('text/plain')
      .type('application/yaml')
      .send('name: shop\nworkload: {}\n')
      .expect(422)
    expect(text).toMatch(/^422 Invalid topology \(INVALID_TOPOLOGY\)\nThe topology has \d mistakes\./)
    expect(text).toContain('  line 2, column 1: /workload\n    unknown field "workload"; did you mean `workloads`?\n')
    expect(text).toMatch(/\nRequest [\da-f-]{36}\n$/)
  })

  it('shows what cannot be seen, and holds no more than a hundred mistakes and 64 KiB', () => {
    const mistakes = Array.from({ length: 1000 }, () => ({
      pointer: `/${'\u202e'.repeat(1000)}`,
      code: 'X',
      detail: '\u001b'.repeat(1000),
      line: 1,
      column: 1,
    }))
    const problem = problemOf(new Failure('INVALID_TOPOLOGY', 'a\r\nb\u0000'), 'id', mistakes)
    expect(problem.detail).toBe('a\\u{d}\\u{a}b\\u{0}')
    expect(problem.errors?.length).toBeLessThanOrEqual(100)
    expect(Buffer.byteLength(JSON.stringify(problem))).toBeLessThan(65_536)
    expect(JSON.stringify(problem)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

describe('what is ours to mend → 500', () => {
  it('says nothing of the inside', async () => {
    const planner = createRealPlanner({
      ...createMapStore(),
      keep: async () => {
        throw new Error('secret path /var/lib/x')
      },
    })
    const { http } = await startService({ planner })
    const { text, body } = await http.post('/v1/plans').send(SHOP).expect(500)
    expect(Problem.parse(body).code).toBe('INTERNAL')
    expect(text).not.toMatch(/secret|at .*\.ts/)
  })
})

describe('an address there is nothing at → 404', () => {
  it.each(['/v1', '/v2/plans', '/v1/plans/x/y', '/favicon.ico', `/${'x'.repeat(5000)}`])('%.20s', async (path) => {
    const { body } = await service.http.get(path).expect(404)
    expect(Problem.parse(body).code).toBe('NOT_FOUND')
    expect(body.detail.length).toBeLessThan(200)
  })
})

describe('a method there is not → 405', () => {
  it.each([
    ['put', '/v1/plans', 'GET, HEAD, POST'],
    ['patch', '/v1/plans/x', 'DELETE, GET, HEAD, PUT'],
    ['options', '/v1/plans', 'GET, HEAD, POST'],
    ['get', '/v1/estimates', 'POST'],
    ['head', '/v1/estimates', 'POST'],
    ['delete', '/health/live', 'GET, HEAD'],
    ['put', '/', 'GET, HEAD, POST'],
    ['post', '/plans', 'GET, HEAD'],
  ] as const)('%s %s', async (method, path, allow) => {
    const { body } = await service.http[method](path).expect(405).expect('allow', allow)
    if (method !== 'head') expect(Problem.parse(body).code).toBe('METHOD_NOT_ALLOWED')
  })
})

describe('an address that is no address', () => {
  it('→ 400 for a broken escape', async () => {
    expect(Problem.parse((await service.http.get('/v1/plans/%zz').expect(400)).body).code).toBe('MALFORMED_REQUEST')
  })

  it('→ 414 for a part of more than 100 characters', async () => {
    const { body, headers } = await service.http.get(`/v1/plans/${'x'.repeat(101)}`).expect(414)
    expect(Problem.parse(body).code).toBe('URI_TOO_LONG')
    expect(headers['request-id']).toBe(body.requestId)
  })
})

describe('what is no HTTP', () => {
  it.each([
    [
      '400',
      'MALFORMED_REQUEST',
      'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['400', 'MALFORMED_REQUEST', 'NONSENSE\r\n\r\n'],
    ['431', 'HEADERS_TOO_LARGE', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('→ %s %s', async (status, code, request) => {
    const { head, body } = await exchange(port, request)
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(head).toMatch(/content-type: application\/problem\+json/i)
    expect(Problem.parse(JSON.parse(body)).code).toBe(code)
  })
})

describe('every answer', () => {
  it.each(['/v1/plans', '/v1/plans/x', '/nowhere', '/health/live', '/openapi.json'])(
    'carries the security headers (%s)',
    async (path) => {
      const { headers } = await service.http.get(path)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['content-security-policy']).toBe("default-src 'none';frame-ancestors 'none'")
      expect(headers['strict-transport-security']).toBeUndefined()
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers['request-id']).toBeDefined()
    },
  )
})
