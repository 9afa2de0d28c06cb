// Pages of other origins: nobody's may call, unless their origin is named.
import { afterEach, describe, expect, it } from 'vitest'
import { type Service, SHOP, startService } from './service.ts'

const PORTAL = 'https://portal.example.com'

let service: Service
afterEach(() => service.app.close())

const preflight = (origin: string, path = '/v1/plans') =>
  service.http.options(path).set({
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,authorization',
  })

describe('without a setting', () => {
  it('no page is let in', async () => {
    service = await startService()
    const { headers } = await preflight(PORTAL).expect(405)
    expect(headers['access-control-allow-origin']).toBeUndefined()
    const answer = await service.http.get('/v1/rules').set('origin', PORTAL).expect(200)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('with named origins', () => {
  const start = async () => {
    service = await startService({ corsOrigins: [PORTAL, 'http://localhost:3000'] })
  }

  it('their pages may ask and read what is beside the body', async () => {
    await start()
    const { headers } = await preflight(PORTAL).expect(204)
    expect(headers['access-control-allow-origin']).toBe(PORTAL)
    expect(headers['access-control-allow-methods']).toContain('POST')
    expect(headers['access-control-allow-headers']).toBe('content-type,authorization')
    expect(headers['access-control-allow-credentials']).toBeUndefined()
    const answer = await service.http.post('/v1/plans').set('origin', 'http://localhost:3000').send(SHOP).expect(201)
    expect(answer.headers['access-control-allow-origin']).toBe('http://localhost:3000')
    expect(answer.headers['access-control-expose-headers']).toContain('Location')
    expect(answer.headers.vary).toContain('Origin')
  })

  it.each(['https://evil.example', 'https://portal.example.com.evil.example', 'http://portal.example.com', 'null'])(
    'those of %s may not',
    async (origin) => {
      await start()
      expect((await preflight(origin)).headers['access-control-allow-origin']).toBeUndefined()
      const answer = await service.http.get('/v1/rules').set('origin', origin)
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    },
  )

  it('an address with nothing behind it is still 404, and a wrong method 405', async () => {
    await start()
    await service.http.get('/v1/nothing').expect(404)
    await service.http.patch('/v1/plans').expect(405)
  })
})
