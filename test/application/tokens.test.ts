// Tokens: what is shown once, what is kept, and which texts are believed.
import { describe, expect, it } from 'vitest'
import { covers, Scope } from '../../src/application/scope.ts'
import { createTokens } from '../../src/application/tokens.ts'
import { secrets } from '../../src/secrets.ts'
import { createMapStore } from '../http/planner.ts'

const START = new Date('2026-11-24T09:00:00Z')

function setUp() {
  const clock = { now: START }
  const store = createMapStore()
  return { clock, store, tokens: createTokens({ store, now: () => clock.now, secrets }) }
}

describe('a token', () => {
  it('says who holds it and what for', async () => {
    const { tokens } = setUp()
    const { token, record } = await tokens.create({ tenant: 'shop', scopes: ['plans:write', 'plans:read'] })
    expect(token).toMatch(/^moor_[a-z0-9]{12}_[\w-]{43}$/)
    expect(await tokens.identify(token)).toEqual({
      tenant: 'shop',
      scopes: ['plans:read', 'plans:write'],
      tokenId: record.id,
    })
  })

  it('is not kept, only its hash', async () => {
    const { tokens, store } = setUp()
    const { token } = await tokens.create({ tenant: 'shop', scopes: ['admin'] })
    const kept = JSON.stringify(await store.listTokens())
    expect(kept).not.toContain(token.slice(-43))
    expect(kept).toContain(secrets.sha256(token))
  })

  it('is never the same twice', async () => {
    const { tokens } = setUp()
    const made = await Promise.all(Array.from({ length: 200 }, () => tokens.create({ tenant: 'a', scopes: ['admin'] })))
    expect(new Set(made.map(({ token }) => token.slice(-43))).size).toBe(200)
    expect(new Set(made.map(({ record }) => record.id)).size).toBe(200)
  })

  it('runs out at the moment it says', async () => {
    const { tokens, clock } = setUp()
    const expiresAt = '2026-11-24T10:00:00.000Z'
    const { token } = await tokens.create({ tenant: 'shop', scopes: ['admin'], expiresAt })
    clock.now = new Date('2026-11-24T09:59:59.999Z')
    expect(await tokens.identify(token)).toBeDefined()
    clock.now = new Date(expiresAt)
    expect(await tokens.identify(token)).toBeUndefined()
  })

  it('is worth nothing once revoked', async () => {
    const { tokens } = setUp()
    const { token, record } = await tokens.create({ tenant: 'shop', scopes: ['admin'] })
    expect(await tokens.revoke(record.id)).toBe(true)
    expect(await tokens.identify(token)).toBeUndefined()
    expect(await tokens.revoke(record.id)).toBe(false)
  })

  it.each([
    ['nothing', () => ''],
    ['a wrong secret', (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['another id', (token: string) => token.replace(/_[a-z0-9]{12}_/, '_aaaaaaaaaaaa_')],
    ['a piece of it', (token: string) => token.slice(0, -1)],
    ['more than it', (token: string) => `${token}A`],
    ['its hash', (token: string) => secrets.sha256(token)],
    ['a line break after it', (token: string) => `${token}\n`],
  ])('is not %s', async (_, change) => {
    const { tokens } = setUp()
    const { token } = await tokens.create({ tenant: 'shop', scopes: ['admin'] })
    expect(await tokens.identify(change(token))).toBeUndefined()
  })
})

describe('a scope', () => {
  it.each(Scope.options)('%s covers itself, and only admin covers more', (held) => {
    for (const needed of Scope.options) expect(covers([held], needed)).toBe(held === needed || held === 'admin')
  })
})

// Welch's t over the time of wrong tokens: where the first wrong character stands must not show.
it('takes as long for a token that is wrong at its first character as at its last, and for none at all', async () => {
  const { tokens } = setUp()
  const { token } = await tokens.create({ tenant: 'shop', scopes: ['admin'] })
  const [head, secret] = [token.slice(0, -43), token.slice(-43)]
  const other = (character: string | undefined) => (character === 'A' ? 'B' : 'A')
  const first = `${head}${other(secret[0])}${secret.slice(1)}`
  const last = `${token.slice(0, -1)}${other(secret.at(-1))}`
  const spent = { first: [] as number[], last: [] as number[] }
  for (let round = 0; round < 6000; round += 1) {
    for (const [name, text] of round % 2 === 0
      ? ([
          ['first', first],
          ['last', last],
        ] as const)
      : ([
          ['last', last],
          ['first', first],
        ] as const)) {
      const from = process.hrtime.bigint()
      await tokens.identify(text)
      if (round >= 1000) spent[name].push(Number(process.hrtime.bigint() - from))
    }
  }
  expect(Math.abs(welch(trimmed(spent.first), trimmed(spent.last)))).toBeLessThan(4.5)
})

/** Without the slowest tenth: other work of the machine, not ours. */
const trimmed = (values: number[]) => [...values].sort((a, b) => a - b).slice(0, Math.floor(values.length * 0.9))

function welch(one: number[], other: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = (values: number[]) => {
    const middle = mean(values)
    return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length
  }
  return (mean(one) - mean(other)) / Math.sqrt(spread(one) + spread(other))
}
