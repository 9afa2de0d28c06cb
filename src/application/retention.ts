// Plans that nobody has changed for longer than they are to be kept → removed, a few at a time, so that whoever asks meanwhile does
// not wait. Clock and pause are handed in.
import type { Store } from './store.ts'

export type Retention = {
  store: Pick<Store, 'removeUpdatedBefore'>
  now: () => Date
  days: number
  /** Between two batches. */
  pause: () => Promise<void>
}

const MILLISECONDS_PER_DAY = 86_400_000
const AT_ONCE = 50

/** How many were removed. STORE_UNAVAILABLE; what was removed until then is gone, and the next run goes on. */
export async function removeOldPlans({ store, now, days, pause }: Retention): Promise<number> {
  const before = new Date(now().getTime() - days * MILLISECONDS_PER_DAY).toISOString()
  let removed = 0
  for (;;) {
    const batch = await store.removeUpdatedBefore(before, AT_ONCE)
    removed += batch
    if (batch < AT_ONCE) return removed
    await pause()
  }
}
