// What every store promises about price books, as tests any implementation runs through.
import { expect, it } from 'vitest'
import { type OpenStore, opened } from './opened-store.ts'
import { minute, TENANT } from './plan-record.ts'

const book = (id: string, content: string) => ({
  id,
  sha256: `sha256:${content}`,
  createdAt: minute(content.length),
  body: JSON.stringify({ id, content }),
})

export function priceBooks(open: OpenStore) {
  it('are versions of their id, the newest found unless one is named', async () => {
    const store = await opened(open)
    const first = await store.insertPriceBook(TENANT, book('acme', 'a'))
    const second = await store.insertPriceBook(TENANT, book('acme', 'bb'))
    expect([first.version, second.version]).toEqual([1, 2])
    expect(await store.findPriceBook(TENANT, 'acme')).toStrictEqual({ ...book('acme', 'bb'), version: 2 })
    expect(await store.findPriceBook(TENANT, 'acme', 1)).toStrictEqual({ ...book('acme', 'a'), version: 1 })
  })

  it('with the content of the newest version are that version', async () => {
    const store = await opened(open)
    await store.insertPriceBook(TENANT, book('acme', 'a'))
    expect(await store.insertPriceBook(TENANT, { ...book('acme', 'a'), createdAt: minute(9) })).toStrictEqual({
      ...book('acme', 'a'),
      version: 1,
    })
    await store.insertPriceBook(TENANT, book('acme', 'bb'))
    // Back to an older content is a change as well.
    expect((await store.insertPriceBook(TENANT, book('acme', 'a'))).version).toBe(3)
  })

  it('are listed by id, newest version first, without their bodies', async () => {
    const store = await opened(open)
    for (const [id, content] of [
      ['zeta', 'a'],
      ['acme', 'a'],
      ['acme', 'bb'],
    ] as const)
      await store.insertPriceBook(TENANT, book(id, content))
    const listed = await store.listPriceBooks(TENANT)
    expect(listed.map(({ id, version }) => `${id}@${version}`)).toEqual(['acme@2', 'acme@1', 'zeta@1'])
    for (const one of listed) expect(one).not.toHaveProperty('body')
  })

  it.each([
    ['nobody', undefined],
    ['acme', 2],
    ['acme', 0],
    ["' or 1=1 --", undefined],
  ])('knows nothing of %j in version %j', async (id, version) => {
    const store = await opened(open)
    await store.insertPriceBook(TENANT, book('acme', 'a'))
    expect(await store.findPriceBook(TENANT, id, version)).toBeUndefined()
  })

  it('given 50 times at once get a number each', async () => {
    const store = await opened(open)
    const kept = await Promise.all(
      Array.from({ length: 50 }, (_, index) => store.insertPriceBook(TENANT, book('acme', `content ${index}`))),
    )
    expect(kept.map(({ version }) => version).sort((a, b) => a - b)).toEqual(kept.map((_, index) => index + 1))
  })
}
