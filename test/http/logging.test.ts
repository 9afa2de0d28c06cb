// What is in the log, and what never is.
import { afterEach, describe, expect, it } from 'vitest'
import { createTokens } from '../../src/application/tokens.ts'
import { loggerOptions, traceOf } from '../../src/http/logging.ts'
import { secrets } from '../../src/secrets.ts'
import { createMapStore, createRealPlanner } from './planner.ts'
import { type Service, SHOP, startService } from './service.ts'

let service: Service
afterEach(() => service?.app.close())

async function startLogging() {
  const lines: string[] = []
  const store = createMapStore()
  const tokens = createTokens({ store, now: () => new Date(), secrets })
  const stream = { write: (line: string) => void lines.push(line) }
  const planner = createRealPlanner(store)
  service = await startService({
    planner,
    logger: loggerOptions('trace', stream),
    access: { tokens, openMetrics: false },
  })
  return { lines, tokens, store, entries: () => lines.map((line) => JSON.parse(line)) }
}

describe('a request', () => {
  it('is two lines of JSON with its id, its trace, its path and its status', async () => {
    const { entries } = await startLogging()
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    await service.http.get('/v1/plans?name=secret-project').set({ traceparent, 'x-request-id': 'build-42' }).expect(401)
    const own = entries().filter(({ reqId }) => reqId === 'build-42')
    expect(own.map(({ msg }) => msg)).toEqual(['incoming request', 'A valid token is needed', 'request completed'])
    for (const entry of own)
      expect(entry).toMatchObject({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' })
    expect(own[0].req).toEqual({ method: 'GET', url: '/v1/plans', remoteAddress: expect.any(String) })
    expect(own[2].res.statusCode).toBe(401)
    expect(JSON.stringify(own)).not.toContain('secret-project')
  })
})

describe('a secret', () => {
  it('is in no log line, no answer and no database row, wherever it is sent', async () => {
    const { lines, tokens, store } = await startLogging()
    const { token } = await tokens.create({ tenant: 'shop', scopes: ['admin'] })
    const answers: string[] = []
    const send = async (path: string, headers: Record<string, string>, body?: string | object) => {
      const request = body === undefined ? service.http.get(path) : service.http.post(path).send(body)
      const { text, headers: answered } = await request.set(headers)
      answers.push(text, JSON.stringify(answered))
    }
    const bearer = { authorization: `Bearer ${token}` }
    await send('/v1/plans', bearer)
    await send('/v1/plans', { ...bearer, cookie: `session=${token}` })
    await send('/v1/plans', { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` })
    await send('/v1/plans', { authorization: `Token ${token}` })
    await send(`/v1/plans?access_token=${token}`, {})
    await send(`/v1/plans?access_token=${token}`, bearer)
    await send(`/v1/plans/x?name=${token}`, bearer)
    await send('/v1/plans', { ...bearer, 'x-request-id': token })
    await send('/v1/plans', { ...bearer, 'content-type': 'application/json' }, '{"broken')
    await send('/v1/plans', bearer, SHOP)
    await send('/metrics', bearer)
    const everywhere = { log: lines.join('\n'), database: JSON.stringify(await store.listTokens()) }
    for (const [place, text] of Object.entries(everywhere)) {
      expect(text, place).not.toContain(token)
      expect(text, place).not.toContain(Buffer.from(`x:${token}`).toString('base64'))
    }
    expect(lines.length).toBeGreaterThan(20)
    // Only his own request id comes back to him.
    expect(answers.filter((text) => text.includes(token) && !text.includes(`"request-id":"${token}"`))).toEqual([])
  })

  it('is masked in whatever is logged by mistake', async () => {
    const { lines, tokens } = await startLogging()
    const { token } = await tokens.create({ tenant: 'shop', scopes: ['admin'] })
    service.app.log.error({ err: new Error(`cannot send ${token}`) }, `sent ${token}`)
    const signing = `whsec_${Buffer.alloc(32, 'secret').toString('base64')}`
    service.app.log.warn({ err: new Error(`signed with ${signing}`) }, 'a webhook')
    expect(lines.join('')).not.toContain(signing)
    expect(lines.join('')).toContain('signed with whsec_[redacted]')
    service.app.log.info({ headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' }, token: 'hunter2' })
    expect(lines.join('')).not.toMatch(/hunter2/)
    expect(lines.join('')).not.toContain(token)
    expect(lines.join('')).toContain('sent moor_[redacted]')
  })
})

describe('a traceparent', () => {
  const [trace, span] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7']
  it.each([
    [`00-${trace}-${span}-01`, { traceId: trace, spanId: span }],
    [`01-${trace}-${span}-01-more`, { traceId: trace, spanId: span }],
    [`ff-${trace}-${span}-01`, {}],
    [`00-${'0'.repeat(32)}-${span}-01`, {}],
    [`00-${trace}-${'0'.repeat(16)}-01`, {}],
    [`00-${trace.toUpperCase()}-${span}-01`, {}],
    [`00-${trace}-${span}`, {}],
    ['', {}],
    [undefined, {}],
  ])('%s → %j', (traceparent, trace) => {
    expect(traceOf(traceparent)).toEqual(trace)
  })
})
