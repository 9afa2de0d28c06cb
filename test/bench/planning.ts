// Planning time alone, without HTTP and storage, and how it grows with the number of workloads.
import { createPlanner } from '../../src/application/planner.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { IMPORTERS } from '../../src/importers/index.ts'
import { builtInPriceBook, PROVIDERS } from '../../src/providers/index.ts'
import { topologyOf } from './topologies.ts'
import { unusedStore } from './unused-store.ts'

const SIZES = [10, 100, 1000] as const

/** Prints median milliseconds for each size, and the slope of time over size in log-log. */
export async function benchPlanning(): Promise<void> {
  const planner = createPlanner({
    store: unusedStore,
    providers: PROVIDERS,
    importers: IMPORTERS,
    priceBook: builtInPriceBook(fingerprint),
    fingerprint,
    now: () => new Date('2026-11-24T09:00:00Z'),
    newId: () => '00000000-0000-7000-8000-000000000000',
    workloadsAtMost: 10_000,
  })
  const medians: number[] = []
  for (const size of SIZES) {
    const topology = topologyOf(size)
    const runs = size >= 1000 ? 7 : 40
    const plan = () => planner.draft({ tenant: 'default' }, topology)
    for (let warm = 0; warm < 5; warm += 1) await plan()
    const times: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const start = performance.now()
      await plan()
      times.push(performance.now() - start)
    }
    times.sort((a, b) => a - b)
    medians.push(times[Math.floor(times.length / 2)] ?? 0)
  }
  process.stdout.write('\nplanning alone (median)\n')
  for (const [index, size] of SIZES.entries()) {
    process.stdout.write(`  ${String(size).padStart(5)} workloads ${(medians[index] ?? 0).toFixed(2).padStart(9)} ms\n`)
  }
  const slope = (from: number, to: number) =>
    Math.log((medians[to] ?? 1) / (medians[from] ?? 1)) / Math.log((SIZES[to] ?? 1) / (SIZES[from] ?? 1))
  process.stdout.write(
    `  growth exponent ${slope(0, 1).toFixed(2)} (10 → 100), ${slope(1, 2).toFixed(2)} (100 → 1,000)\n`,
  )
}
