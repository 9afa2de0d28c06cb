// What every store promises about tenants, as tests any implementation runs through: what is another's is not there.
import { expect, it } from 'vitest'
import { type OpenStore, opened } from './opened-store.ts'
import { insert, minute, planId, planRecord, TENANT } from './plan-record.ts'
import { POLICIES, PRICE_BOOKS } from './versions-contract.ts'

const OTHER = 'tenant-b'

export function tenants(open: OpenStore) {
  it.each([OTHER, '', 'TENANT-A', `${TENANT} `, '%', "' or 1=1 --"])(
    'a plan of tenant-a is not there for %j',
    async (tenant) => {
      const store = await opened(open)
      await insert(store, planRecord(1))
      expect(await store.find(tenant, planId(1))).toBeUndefined()
      expect(await store.find(tenant, planId(1), 1)).toBeUndefined()
      expect(await store.findSummary(tenant, planId(1))).toBeUndefined()
      expect(await store.findSummary(tenant, planId(1), 1)).toBeUndefined()
      expect(await store.list(tenant, {}, 10)).toEqual([])
      expect(await store.list(tenant, { name: 'shop' }, 10)).toEqual([])
      expect(await store.listRevisions(tenant, planId(1), 10)).toEqual([])
      expect(await store.remove(tenant, planId(1))).toBe('none')
      expect(await store.remove(tenant, planId(1), 1)).toBe('none')
      expect(await store.keep(tenant, planRecord(1, { revision: 2 }), { after: 1 })).toEqual({
        outcome: 'stale',
        newest: 0,
      })
      expect(await store.find(TENANT, planId(1))).toStrictEqual(planRecord(1))
    },
  )

  it('may use the same id, and neither touches the other', async () => {
    const store = await opened(open)
    const [one, other] = [planRecord(1, { name: 'one' }), planRecord(1, { name: 'other' })]
    expect((await insert(store, one)).outcome).toBe('kept')
    expect((await insert(store, other, OTHER)).outcome).toBe('kept')
    expect(await store.remove(TENANT, planId(1))).toBe('removed')
    expect(await store.find(OTHER, planId(1))).toStrictEqual(other)
    expect(await store.list(OTHER, {}, 10)).toStrictEqual([other.summary])
  })

  it('may use the same key', async () => {
    const store = await opened(open)
    const request = {
      operation: 'createPlan',
      key: 'key-1',
      fingerprint: 'sha256:1',
      made: 'plan' as const,
      planId: planId(1),
      revision: 1,
      answeredAt: minute(1),
      expiresAt: minute(10),
    }
    await store.keep(TENANT, planRecord(1), { after: 0, request })
    expect(await store.findAnswer(OTHER, { ...request, at: minute(2) })).toBeUndefined()
    expect((await store.keep(OTHER, planRecord(2), { after: 0, request })).outcome).toBe('kept')
  })

  it.each([
    ['price books', PRICE_BOOKS],
    ['policies', POLICIES],
  ])('have %s of their own, each with its own versions', async (_, of) => {
    const store = of(await opened(open))
    const document = (content: string) => ({ id: 'acme', sha256: content, createdAt: minute(1), body: content })
    await store.insert(TENANT, document('a'))
    await store.insert(TENANT, document('b'))
    expect(await store.find(OTHER, 'acme')).toBeUndefined()
    expect(await store.list(OTHER)).toEqual([])
    expect((await store.insert(OTHER, document('b'))).version).toBe(1)
    expect(await store.find(OTHER, 'acme', 2)).toBeUndefined()
    expect(await store.list(TENANT)).toHaveLength(2)
  })
}
