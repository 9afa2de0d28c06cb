// Old plans go, a few at a time; young ones and those changed since stay.
import { expect, it } from 'vitest'
import { removeOldPlans } from '../../src/application/retention.ts'
import { createMapStore } from '../http/map-store.ts'
import { insert, planId, planRecord, TENANT } from '../storage/plan-record.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString()

async function keeping(ages: readonly number[]) {
  const store = createMapStore()
  for (const [number, age] of ages.entries())
    await insert(store, planRecord(number, { createdAt: daysAgo(age), updatedAt: daysAgo(age) }))
  const batches: number[] = []
  let pauses = 0
  const counted = {
    removeUpdatedBefore: async (time: string, limit: number) => {
      const count = await store.removeUpdatedBefore(time, limit)
      batches.push(count)
      return count
    },
  }
  const pause = async () => {
    pauses += 1
  }
  const removeOlderThan = (days: number) => removeOldPlans({ store: counted, now: () => NOW, days, pause })
  return { store, batches, removeOlderThan, pauses: () => pauses }
}

it.each([
  [30, []],
  [20, [30]],
  [3, [30, 10, 3.01]],
])('of plans 30, 10, 3.01, 3 and 0 days old, %d days leave out %j', async (days, gone) => {
  const ages = [30, 10, 3.01, 3, 0]
  const { store, removeOlderThan } = await keeping(ages)
  expect(await removeOlderThan(days)).toBe(gone.length)
  const left = (await store.list(TENANT, {}, 10)).map(({ id }) => id)
  expect(left.sort()).toEqual(ages.flatMap((age, number) => (gone.some((one) => one === age) ? [] : [planId(number)])))
})

it('a plan that was changed since stays, with all its revisions', async () => {
  const { store, removeOlderThan } = await keeping([30])
  await insert(store, planRecord(0, { revision: 2, createdAt: daysAgo(30), updatedAt: daysAgo(1) }))
  expect(await removeOlderThan(7)).toBe(0)
  expect(await store.listRevisions(TENANT, planId(0), 10)).toHaveLength(2)
})

it('many are removed in small batches, with a pause after each', async () => {
  const { batches, removeOlderThan, pauses } = await keeping(Array.from({ length: 120 }, () => 30))
  expect(await removeOlderThan(7)).toBe(120)
  expect(batches).toEqual([50, 50, 20])
  expect(pauses()).toBe(2)
})
