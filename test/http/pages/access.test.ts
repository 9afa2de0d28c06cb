// Pages where tokens are asked for: the browser's own dialog, and then all of it, to the last picture and copied line.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scope } from '../../../src/application/scope.ts'
import { createTokens, type Tokens } from '../../../src/application/tokens.ts'
import { secrets } from '../../../src/secrets.ts'
import { createMapStore, createRealPlanner } from '../planner.ts'
import { type Service, SHOP, startService } from '../service.ts'
import { get, pathsIn, send, wordsIn } from './asked.ts'

let service: Service
let tokens: Tokens
beforeAll(async () => {
  const store = createMapStore()
  tokens = createTokens({ store, now: () => new Date('2026-11-24T09:00:00Z'), secrets })
  service = await startService({ planner: createRealPlanner(store), access: { tokens, openMetrics: false } })
})
afterAll(() => service.app.close())

const passwordOf = async (tenant: string, ...scopes: Scope[]): Promise<string> =>
  `Basic ${Buffer.from(`me:${(await tokens.create({ tenant, scopes })).token}`).toString('base64')}`

describe('without a token', () => {
  // The first page asks: what a browser was told there it sends to everything below.
  it.each(['/', '/plans', '/plans/019ab4d2-5c00-7000-8000-000000000001', '/v1/plans'])(
    'a browser is asked for one at %s',
    async (path) => {
      const { headers } = await get(service, path).expect(401)
      expect(headers['www-authenticate']).toBe('Basic realm="moorage"')
    },
  )

  it('a script is asked without a dialog', async () => {
    const { headers } = await service.http.get('/v1/plans').set('accept', '*/*').expect(401)
    expect(headers['www-authenticate']).toBe('Bearer realm="moorage"')
  })

  it('a form is not even read', async () => {
    await send(service, { text: 'name: [' }).expect(401)
  })

  it('whoever closes the dialog reads why, in style', async () => {
    const { text } = await get(service, '/').expect(401)
    expect(wordsIn(text)).toContain('A valid token is needed')
    for (const path of pathsIn(text).filter((one) => one.startsWith('/assets/')))
      await service.http.get(path).expect(200)
  })
})

describe('with a token', () => {
  it('a plan is made and read, and everything on its page', async () => {
    const password = await passwordOf('shop', 'plans:read', 'plans:write')
    const { headers } = await send(service, { text: JSON.stringify(SHOP) })
      .set('authorization', password)
      .expect(303)
    const { text } = await get(service, headers.location as string)
      .set('authorization', password)
      .expect(200)
    for (const path of new Set(pathsIn(text)))
      expect([path, (await get(service, path).set('authorization', password)).status]).toEqual([path, 200])
    // The token itself is nowhere; a line to copy names where it should be.
    expect(wordsIn(text)).toContain('-H "Authorization: Bearer $MOORAGE_TOKEN"')
    expect(text).not.toContain('moor_')
    const other = await passwordOf('bank', 'admin')
    await get(service, headers.location as string)
      .set('authorization', other)
      .expect(404)
    expect(wordsIn((await get(service, '/plans').set('authorization', other).expect(200)).text)).toContain(
      'no plan yet',
    )
  })

  it('that only reads, nothing is kept', async () => {
    const password = await passwordOf('shop', 'plans:read')
    await get(service, '/').set('authorization', password).expect(200)
    const { text } = await send(service, { text: JSON.stringify(SHOP) })
      .set('authorization', password)
      .expect(403)
    expect(wordsIn(text)).toContain('plans:write')
  })

  it('a page elsewhere cannot use what the browser knows', async () => {
    const password = await passwordOf('shop', 'plans:read', 'plans:write')
    const sent = send(service, { text: JSON.stringify(SHOP) }).set('authorization', password)
    await sent.set('sec-fetch-site', 'cross-site').set('origin', 'https://evil.example').expect(403)
  })
})
