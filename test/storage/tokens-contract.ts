// What every store promises about tokens, as tests any implementation runs through.
import { expect, it } from 'vitest'
import type { TokenRecord } from '../../src/application/store.ts'
import { type OpenStore, opened } from './opened-store.ts'
import { minute } from './plan-record.ts'

const token = (id: string, more: Partial<TokenRecord> = {}): TokenRecord => ({
  id,
  tenant: 'shop',
  scopes: ['plans:read', 'plans:write'],
  sha256: `sha256 of ${id}`,
  createdAt: minute(1),
  expiresAt: null,
  ...more,
})

export function tokens(open: OpenStore) {
  it('are given back as they were kept, with and without an end', async () => {
    const store = await opened(open)
    const ending = token('b', { tenant: 'bank', scopes: ['admin'], expiresAt: minute(60) })
    await store.insertToken(token('a'))
    await store.insertToken(ending)
    expect(await store.findToken('a')).toStrictEqual(token('a'))
    expect(await store.findToken('b')).toStrictEqual(ending)
  })

  it('are listed by creation, then id', async () => {
    const store = await opened(open)
    const kept = [token('c', { createdAt: minute(2) }), token('b'), token('a')]
    for (const one of kept) await store.insertToken(one)
    expect(await store.listTokens()).toStrictEqual(kept.reverse())
  })

  it('are gone once removed, and the others are not', async () => {
    const store = await opened(open)
    await store.insertToken(token('a'))
    await store.insertToken(token('b'))
    expect(await store.removeToken('a')).toBe(true)
    expect(await store.removeToken('a')).toBe(false)
    expect(await store.findToken('a')).toBeUndefined()
    expect((await store.listTokens()).map(({ id }) => id)).toEqual(['b'])
  })

  it.each(['', 'A', 'a ', '%', "' or 1=1 --"])('of the id %j are not known', async (id) => {
    const store = await opened(open)
    await store.insertToken(token('a'))
    expect(await store.findToken(id)).toBeUndefined()
    expect(await store.removeToken(id)).toBe(false)
  })
}
