// What every store promises about documents in versions, price books and policies, as tests any implementation runs through.
import { expect, it } from 'vitest'
import type { Store, VersionRecord } from '../../src/application/store.ts'
import { type OpenStore, opened } from './opened-store.ts'
import { minute, TENANT } from './plan-record.ts'

/** How a store is asked for one kind of them. */
export type Versions = (store: Store) => {
  insert: (tenant: string, record: Omit<VersionRecord, 'version'>) => Promise<VersionRecord>
  find: (tenant: string, id: string, version?: number) => Promise<VersionRecord | undefined>
  list: (tenant: string) => Promise<Omit<VersionRecord, 'body'>[]>
}
export const PRICE_BOOKS: Versions = ({ insertPriceBook: insert, findPriceBook: find, listPriceBooks: list }) => ({
  insert,
  find,
  list,
})
export const POLICIES: Versions = ({ insertPolicy: insert, findPolicy: find, listPolicies: list }) => ({
  insert,
  find,
  list,
})

const one = (id: string, content: string) => ({
  id,
  sha256: `sha256:${content}`,
  createdAt: minute(content.length),
  body: JSON.stringify({ id, content }),
})

export function versions(open: OpenStore, of: Versions) {
  it('are versions of their id, the newest found unless one is named', async () => {
    const store = of(await opened(open))
    const first = await store.insert(TENANT, one('acme', 'a'))
    const second = await store.insert(TENANT, one('acme', 'bb'))
    expect([first.version, second.version]).toEqual([1, 2])
    expect(await store.find(TENANT, 'acme')).toStrictEqual({ ...one('acme', 'bb'), version: 2 })
    expect(await store.find(TENANT, 'acme', 1)).toStrictEqual({ ...one('acme', 'a'), version: 1 })
  })

  it('with the content of the newest version are that version', async () => {
    const store = of(await opened(open))
    await store.insert(TENANT, one('acme', 'a'))
    expect(await store.insert(TENANT, { ...one('acme', 'a'), createdAt: minute(9) })).toStrictEqual({
      ...one('acme', 'a'),
      version: 1,
    })
    await store.insert(TENANT, one('acme', 'bb'))
    // Back to an older content is a change as well.
    expect((await store.insert(TENANT, one('acme', 'a'))).version).toBe(3)
  })

  it('are listed by id, newest version first, without their bodies', async () => {
    const store = of(await opened(open))
    for (const [id, content] of [
      ['zeta', 'a'],
      ['acme', 'a'],
      ['acme', 'bb'],
    ] as const)
      await store.insert(TENANT, one(id, content))
    const listed = await store.list(TENANT)
    expect(listed.map(({ id, version }) => `${id}@${version}`)).toEqual(['acme@2', 'acme@1', 'zeta@1'])
    for (const named of listed) expect(named).not.toHaveProperty('body')
  })

  it.each([
    ['nobody', undefined],
    ['acme', 2],
    ['acme', 0],
    ["' or 1=1 --", undefined],
  ])('knows nothing of %j in version %j', async (id, version) => {
    const store = of(await opened(open))
    await store.insert(TENANT, one('acme', 'a'))
    expect(await store.find(TENANT, id, version)).toBeUndefined()
  })

  it('given 50 times at once get a number each', async () => {
    const store = of(await opened(open))
    const kept = await Promise.all(
      Array.from({ length: 50 }, (_, index) => store.insert(TENANT, one('acme', `content ${index}`))),
    )
    expect(kept.map(({ version }) => version).sort((a, b) => a - b)).toEqual(kept.map((_, index) => index + 1))
  })
}
