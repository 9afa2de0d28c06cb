// What one caller may take from the others, how he is told, and who is never turned away.
import { afterEach, describe, expect, it } from 'vitest'
import { createTokens } from '../../src/application/tokens.ts'
import type { AppOptions } from '../../src/http/app.ts'
import { Problem } from '../../src/http/problems.ts'
import { secrets } from '../../src/secrets.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { exchange } from './raw-socket.ts'
import { listen, type Service, startService } from './service.ts'

let service: Service
afterEach(() => service.app.close())

const limited = async (requestsPerMinute: number, more: Partial<AppOptions> = {}) => {
  service = await startService({ limits: { requestsPerMinute, overloadedAfterMilliseconds: 0 }, ...more })
  return service
}

describe('more requests a minute than there may be → 429', () => {
  it('says so, when to come back, and counts down before', async () => {
    const { http } = await limited(3)
    for (const left of [2, 1, 0]) {
      const { headers } = await http.get('/v1/rules').expect(200)
      expect(headers['ratelimit-policy']).toBe('"default";q=3;w=60')
      expect(headers.ratelimit).toMatch(new RegExp(`^"default";r=${left};t=(?:60|5\\d)$`))
      expect(headers['retry-after']).toBeUndefined()
    }
    const { body, headers } = await http.get('/v1/rules').expect(429)
    expect(headers['content-type']).toBe('application/problem+json')
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(headers.ratelimit).toBe(`"default";r=0;t=${headers['retry-after']}`)
    expect(Problem.parse(body)).toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      code: 'RATE_LIMITED',
      detail: expect.stringMatching(/^More than 3 requests a minute\. Try again in \d+ seconds\.$/),
    })
  })

  it('whatever is asked for, also what there is not', async () => {
    const { http } = await limited(2)
    await http.get('/v1/nothing').expect(404)
    await http.patch('/v1/plans').expect(405)
    await http.get('/v1/nothing').expect(429)
    await http.post('/v1/plans').send({}).expect(429)
  })

  it('but never for those who watch', async () => {
    const { http } = await limited(1)
    for (let count = 0; count < 5; count += 1) {
      await http.get('/health/live').expect(200)
      const { headers } = await http.get('/metrics').expect(200)
      expect(headers.ratelimit).toBeUndefined()
    }
    await http.get('/v1/rules').expect(200)
  })

  it('counts each token by itself, and who has none by his address', async () => {
    const store = createMapStore()
    const tokens = createTokens({ store, now: () => new Date(), secrets })
    const { http } = await limited(2, { planner: createRealPlanner(store), access: { tokens, openMetrics: false } })
    const [one, other] = await Promise.all(
      [1, 2].map(async () => (await tokens.create({ tenant: 'shop', scopes: ['plans:read'] })).token),
    )
    const asking = (token = '') => http.get('/v1/rules').auth(token, { type: 'bearer' })
    await asking(one).expect(200)
    await asking(one).expect(200)
    await asking(one).expect(429)
    await asking(other).expect(200)
    // Who guesses is stopped, and does not stop those who need not.
    await asking(`moor_aaaaaaaaaaaa_${'A'.repeat(43)}`).expect(401)
    await asking(`moor_bbbbbbbbbbbb_${'A'.repeat(43)}`).expect(401)
    await asking(`moor_cccccccccccc_${'A'.repeat(43)}`).expect(429)
    await asking(other).expect(200)
  })
})

describe('the address of a caller', () => {
  const from = (address: string, times: number) =>
    Promise.all(Array.from({ length: times }, () => service.http.get('/v1/rules').set('x-forwarded-for', address)))
  const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort()

  it('is not what he says it is', async () => {
    await limited(2)
    expect(
      statuses([...(await from('192.0.2.1', 1)), ...(await from('192.0.2.2', 1)), ...(await from('192.0.2.3', 1))]),
    ).toEqual([200, 200, 429])
  })

  it('is what a proxy says that is trusted', async () => {
    await limited(1, { trustedProxies: ['127.0.0.0/8', '::1', '::ffff:127.0.0.1'] })
    expect(statuses([...(await from('192.0.2.1', 2)), ...(await from('192.0.2.2', 1))])).toEqual([200, 200, 429])
  })

  it('is not what is said by a proxy that is not', async () => {
    await limited(1, { trustedProxies: ['10.0.0.0/8'] })
    expect(statuses([...(await from('192.0.2.1', 1)), ...(await from('192.0.2.2', 1))])).toEqual([200, 429])
  })

  it('never makes a link', async () => {
    await limited(0, { trustedProxies: ['127.0.0.0/8', '::ffff:127.0.0.1'] })
    const answer = await service.http
      .post('/v1/plans')
      .set({ host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' })
      .send({ name: 'a', target: { provider: 'hetzner', region: 'fsn1' }, workloads: { a: { ports: { http: 80 } } } })
    expect(answer.status).toBe(201)
    expect(answer.headers.location).toMatch(/^\/v1\/plans\//)
    expect(answer.text).not.toMatch(/evil|gopher/)
  })
})

describe('an event loop that lags behind → 503', () => {
  const block = async (milliseconds: number) => {
    const until = Date.now() + milliseconds
    while (Date.now() < until);
    await new Promise((resolve) => setImmediate(resolve))
  }

  it('turns new work away, tells the balancer, answers probes, and recovers alone', async () => {
    service = await startService({ limits: { requestsPerMinute: 0, overloadedAfterMilliseconds: 50 } })
    await service.http.get('/health/ready').expect(200)
    for (let count = 0; count < 8; count += 1) await block(200)
    const { body, headers } = await service.http.get('/v1/rules').expect(503)
    expect(headers['retry-after']).toBe('5')
    expect(Problem.parse(body)).toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
      code: 'OVERLOADED',
    })
    expect((await service.http.get('/health/ready').expect(503)).body.code).toBe('OVERLOADED')
    await service.http.get('/health/live').expect(200)
    await service.http.get('/metrics').expect(200)
    await expect.poll(async () => (await service.http.get('/v1/rules')).status, { timeout: 10_000 }).toBe(200)
  })
})

describe('a request that does not arrive', () => {
  it.each([
    ['headers', 'GET /v1/rules HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['a body', 'POST /v1/plans HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{'],
  ])('%s, a byte at a time → 408, and the connection is closed', async (_, begin) => {
    service = await startService({ requestTimeoutMilliseconds: 1000 })
    const port = await listen(service)
    const from = Date.now()
    const { head, body } = await exchange(port, begin, { drip: 'a', everyMilliseconds: 100 })
    expect(Date.now() - from).toBeLessThan(5000)
    expect(head).toMatch(/^HTTP\/1.1 408 /)
    expect(Problem.parse(JSON.parse(body)).code).toBe('REQUEST_TIMEOUT')
    await service.http.get('/health/live').expect(200)
  })

  it('from five hundred idle connections keeps nobody waiting', async () => {
    service = await startService({ requestTimeoutMilliseconds: 2000 })
    const port = await listen(service)
    const idle = Array.from({ length: 500 }, () => exchange(port, 'GET / HT'))
    const from = Date.now()
    await service.http.get('/v1/rules').expect(200)
    expect(Date.now() - from).toBeLessThan(2000)
    for (const { head } of await Promise.all(idle)) expect(head).toMatch(/^HTTP\/1.1 408 /)
  })
})
