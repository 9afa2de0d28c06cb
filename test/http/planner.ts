// The real planner and providers over a map, with a clock and ids that repeat.
import { createPlanner, type Planner } from '../../src/application/planner.ts'
import type { PlanRecord, PriceBookRecord, Store } from '../../src/application/store.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { IMPORTERS } from '../../src/importers/index.ts'
import { builtInPriceBook, PROVIDERS } from '../../src/providers/index.ts'

/** Each plan is a second younger than the one before it. */
export function createRealPlanner(
  store: Store,
  workloadsAtMost = 1000,
  from = new Date('2026-11-24T09:00:00Z'),
): Planner {
  let count = 0
  return createPlanner({
    store,
    providers: PROVIDERS,
    importers: IMPORTERS,
    priceBook: builtInPriceBook(fingerprint),
    fingerprint,
    now: () => new Date(from.getTime() + 1000 * count),
    newId: () => `019ab4d2-5c00-7000-8000-${String(++count).padStart(12, '0')}`,
    workloadsAtMost,
  })
}

/** Keeps plans as the port promises, in a map. `kept` is how many there are. */
export function createMapStore(): Store & { kept: () => number } {
  const records = new Map<string, PlanRecord>()
  const books: PriceBookRecord[] = []
  const versionsOf = (id: string) => books.filter((book) => book.id === id)
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
    async insertPriceBook(record) {
      const last = versionsOf(record.id).at(-1)
      if (last?.sha256 === record.sha256) return last
      const kept = { ...record, version: (last?.version ?? 0) + 1 }
      books.push(kept)
      return kept
    },
    findPriceBook: async (id, version) =>
      version === undefined ? versionsOf(id).at(-1) : versionsOf(id).find((book) => book.version === version),
    listPriceBooks: async () =>
      books
        .map(({ body: _body, ...named }) => named)
        .sort((a, b) => (a.id === b.id ? b.version - a.version : a.id < b.id ? -1 : 1)),
    check: async () => undefined,
    close: async () => undefined,
  }
}

const order = ({ createdAt, id }: { createdAt: string; id: string }): string => `${createdAt} ${id}`
