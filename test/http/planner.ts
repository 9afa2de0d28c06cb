// The real planner and providers over a map, with a clock and ids that repeat.
import { createPlanner, type Planner } from '../../src/application/planner.ts'
import type { PlanRecord, PlanStore } from '../../src/application/store.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { builtInPriceBook, PROVIDERS } from '../../src/providers/index.ts'

/** Each plan is a second younger than the one before it. */
export function createRealPlanner(
  store: PlanStore,
  workloadsAtMost = 1000,
  from = new Date('2026-11-24T09:00:00Z'),
): Planner {
  let count = 0
  return createPlanner({
    store,
    providers: PROVIDERS,
    priceBook: builtInPriceBook(fingerprint),
    fingerprint,
    now: () => new Date(from.getTime() + 1000 * count),
    newId: () => `019ab4d2-5c00-7000-8000-${String(++count).padStart(12, '0')}`,
    workloadsAtMost,
  })
}

/** Keeps plans as the port promises, in a map. `kept` is how many there are. */
export function createMapStore(): PlanStore & { kept: () => number } {
  const records = new Map<string, PlanRecord>()
  return {
    kept: () => records.size,
    insert: async (record) => void records.set(record.summary.id, record),
    find: async (id) => records.get(id),
    findSummary: async (id) => records.get(id)?.summary,
    async list({ createdAfter, ...equal }, limit, after) {
      return [...records.values()]
        .map((record) => record.summary)
        .filter((summary) =>
          Object.entries(equal).every(([field, value]) => summary[field as keyof typeof summary] === value),
        )
        .filter((summary) => createdAfter === undefined || summary.createdAt > createdAfter)
        .sort((a, b) => (order(a) < order(b) ? 1 : -1))
        .filter((summary) => after === undefined || order(summary) < order(after))
        .slice(0, limit)
    },
    remove: async (id) => records.delete(id),
    check: async () => undefined,
    close: async () => undefined,
  }
}

const order = ({ createdAt, id }: { createdAt: string; id: string }): string => `${createdAt} ${id}`
