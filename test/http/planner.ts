// The real planner and providers over any store, with a clock and ids that repeat.

import type { Caller } from '../../src/application/caller.ts'
import { createPlanner, type Planner, type PlannerParts } from '../../src/application/planner.ts'
import type { Store } from '../../src/application/store.ts'
import type { Telling } from '../../src/application/webhooks/webhooks.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { IMPORTERS } from '../../src/importers/index.ts'
import { builtInPriceBook, PROVIDERS } from '../../src/providers/index.ts'

/** Webhook endpoints can be made, and nobody delivers anything. */
const TELLING: Telling = {
  origins: new Set(['https://hooks.example.com']),
  newSecret: () => `whsec_${Buffer.alloc(32, 'secret').toString('base64')}`,
  wake: () => undefined,
}

export { createMapStore } from './map-store.ts'

/** Whoever asks where nobody says who they are. */
export const ANYBODY: Caller = { tenant: 'default' }

/** Each plan is a second younger than the one before it. */
export function createRealPlanner(
  store: Store,
  workloadsAtMost = 1000,
  from = new Date('2026-11-24T09:00:00Z'),
  more: Pick<PlannerParts, 'elsewhere' | 'telling'> = {},
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
    telling: TELLING,
    ...more,
  })
}
