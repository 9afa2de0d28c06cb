// What every store promises about revisions, as tests any implementation runs through: none changes, none is lost, one wins.
import { expect, it } from 'vitest'
import type { PlanRecord } from '../../src/application/store.ts'
import { type OpenStore, opened } from './opened-store.ts'
import { insert, minute, planId, planRecord, TENANT } from './plan-record.ts'

/** Revision `revision` of plan 1, made an hour after the one before it. */
const revised = (revision: number, cares: Partial<PlanRecord['summary']> = {}): PlanRecord => {
  const updatedAt = minute(1 + 60 * (revision - 1))
  return planRecord(1, { revision, updatedAt, name: `shop-${revision}`, ...cares }, `{"revision":${revision}}`)
}

export function revisions(open: OpenStore) {
  it('follow one another, and each stays as it was', async () => {
    const store = await opened(open)
    for (const revision of [1, 2, 3]) expect(await insert(store, revised(revision))).toStrictEqual({ outcome: 'kept' })
    expect(await store.find(TENANT, planId(1))).toStrictEqual(revised(3))
    expect(await store.findSummary(TENANT, planId(1))).toStrictEqual(revised(3).summary)
    for (const revision of [1, 2, 3]) {
      expect(await store.find(TENANT, planId(1), revision)).toStrictEqual(revised(revision))
      expect(await store.findSummary(TENANT, planId(1), revision)).toStrictEqual(revised(revision).summary)
    }
  })

  it.each([0, -1, 4, 1.5, 2 ** 40])('there is none numbered %d', async (revision) => {
    const store = await opened(open)
    for (const each of [1, 2, 3]) await insert(store, revised(each))
    expect(await store.find(TENANT, planId(1), revision)).toBeUndefined()
    expect(await store.findSummary(TENANT, planId(1), revision)).toBeUndefined()
  })

  it.each([
    ['a plan that is there already', 1, 2],
    ['a revision that is there already', 2, 2],
    ['a revision that skips one', 4, 2],
  ])('are not kept: %s', async (_what, revision, newest) => {
    const store = await opened(open)
    for (const each of [1, 2]) await insert(store, revised(each))
    const late = revised(revision, { name: 'late' })
    expect(await insert(store, late)).toStrictEqual({ outcome: 'stale', newest })
    expect(await store.find(TENANT, planId(1))).toStrictEqual(revised(2))
    expect((await store.list(TENANT, {}, 10)).map(({ name }) => name)).toEqual(['shop-2'])
    expect(await store.listRevisions(TENANT, planId(1), 10)).toHaveLength(2)
  })

  it('are not kept after a plan that is not there', async () => {
    const store = await opened(open)
    expect(await insert(store, revised(2))).toStrictEqual({ outcome: 'stale', newest: 0 })
    expect(await store.find(TENANT, planId(1))).toBeUndefined()
    expect(await store.list(TENANT, {}, 10)).toEqual([])
  })

  it('a record that is not the one after is a bug', async () => {
    const store = await opened(open)
    await expect(store.keep(TENANT, revised(2), { after: 0 })).rejects.toThrow('invariant broken')
  })

  it('of fifty that come after one at once, one is kept', async () => {
    const store = await opened(open)
    await insert(store, revised(1))
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => insert(store, revised(2, { name: `shop-by-${index}` }))),
    )
    const winners = outcomes.flatMap(({ outcome }, index) => (outcome === 'kept' ? [index] : []))
    expect(winners).toHaveLength(1)
    expect(outcomes.filter(({ outcome }) => outcome === 'stale')).toHaveLength(49)
    expect((await store.findSummary(TENANT, planId(1)))?.name).toBe(`shop-by-${winners[0]}`)
    expect(await store.listRevisions(TENANT, planId(1), 10)).toHaveLength(2)
  })

  it('are listed newest first, a page at a time', async () => {
    const store = await opened(open)
    for (const revision of [1, 2, 3, 4, 5]) await insert(store, revised(revision))
    await insert(store, planRecord(2))
    const numbers = async (limit: number, before?: number) =>
      (await store.listRevisions(TENANT, planId(1), limit, before)).map(({ revision }) => revision)
    expect(await numbers(10)).toEqual([5, 4, 3, 2, 1])
    expect(await numbers(2)).toEqual([5, 4])
    expect(await numbers(2, 4)).toEqual([3, 2])
    expect(await numbers(2, 1)).toEqual([])
    expect(await store.listRevisions(TENANT, planId(9), 10)).toEqual([])
  })

  it('leave the plan where it was in the list, found by what the newest says', async () => {
    const store = await opened(open)
    await insert(store, revised(1, { owner: 'team-a', ticket: 'T-1' }))
    await insert(store, planRecord(2))
    await insert(store, revised(2, { owner: 'team-b', provider: 'gcp' }))
    expect((await store.list(TENANT, {}, 10)).map(({ id }) => id)).toEqual([planId(2), planId(1)])
    expect(await store.list(TENANT, { owner: 'team-a' }, 10)).toEqual([])
    expect(await store.list(TENANT, { ticket: 'T-1' }, 10)).toEqual([])
    expect(await store.list(TENANT, { owner: 'team-b', provider: 'gcp', name: 'shop-2' }, 10)).toStrictEqual([
      revised(2, { owner: 'team-b', provider: 'gcp' }).summary,
    ])
  })

  it('are removed with their plan, but not after another one came', async () => {
    const store = await opened(open)
    for (const revision of [1, 2]) await insert(store, revised(revision))
    expect(await store.remove(TENANT, planId(1), 1)).toBe('stale')
    expect(await store.find(TENANT, planId(1))).toStrictEqual(revised(2))
    expect(await store.remove(TENANT, planId(1), 2)).toBe('removed')
    expect(await store.remove(TENANT, planId(1), 2)).toBe('none')
    expect(await store.find(TENANT, planId(1), 1)).toBeUndefined()
    expect(await store.listRevisions(TENANT, planId(1), 10)).toEqual([])
    // The id is free again, and begins at 1.
    expect(await insert(store, revised(1))).toStrictEqual({ outcome: 'kept' })
    expect(await store.listRevisions(TENANT, planId(1), 10)).toHaveLength(1)
  })

  it('keep a plan from being removed for its age', async () => {
    const store = await opened(open)
    for (const number of [1, 2, 3, 4]) await insert(store, planRecord(number))
    await insert(store, revised(2))
    // Plan 1 was changed in minute 61; of the others the oldest go first.
    expect(await store.removeUpdatedBefore(minute(4), 1)).toBe(1)
    expect((await store.list(TENANT, {}, 10)).map(({ id }) => id)).toEqual([planId(4), planId(3), planId(1)])
    expect(await store.removeUpdatedBefore(minute(4), 10)).toBe(1)
    expect(await store.removeUpdatedBefore(minute(4), 10)).toBe(0)
    expect((await store.list(TENANT, {}, 10)).map(({ id }) => id)).toEqual([planId(4), planId(1)])
    expect(await store.find(TENANT, planId(1), 1)).toStrictEqual(planRecord(1))
    expect(await store.removeUpdatedBefore(minute(62), 10)).toBe(2)
    expect(await store.find(TENANT, planId(1))).toBeUndefined()
  })
}
