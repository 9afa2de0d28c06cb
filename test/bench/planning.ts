// Planning time alone, without HTTP and storage, and how it grows with the number of workloads. In CPU time: a machine may have more
// to do than this.
import { createDrawing } from '../../src/application/drawing.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { builtInPriceBook, PROVIDERS } from '../../src/providers/index.ts'
import { topologyOf } from './topologies.ts'

const SIZES = [10, 100, 1000, 5000] as const
const RUNS: Readonly<Record<(typeof SIZES)[number], number>> = { 10: 60, 100: 40, 1000: 7, 5000: 5 }

/** Prints median milliseconds for each size, and the slope of time over size in log-log. */
export function benchPlanning(): void {
  const drawUp = createDrawing({ providers: PROVIDERS, fingerprint })
  const circumstances = { today: '2026-11-24', book: builtInPriceBook(fingerprint), workloadsAtMost: 10_000 }
  const medians = SIZES.map((size) => {
    const topology = topologyOf(size)
    const times = Array.from({ length: RUNS[size] }, () => {
      const start = process.cpuUsage()
      drawUp(topology, circumstances)
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000
    }).sort((a, b) => a - b)
    return times[Math.floor(times.length / 2)] ?? 0
  })
  process.stdout.write('\nplanning alone (median CPU time)\n')
  for (const [index, size] of SIZES.entries()) {
    process.stdout.write(`  ${String(size).padStart(5)} workloads ${(medians[index] ?? 0).toFixed(2).padStart(9)} ms\n`)
  }
  const slope = (from: number, to: number) =>
    (Math.log((medians[to] ?? 1) / (medians[from] ?? 1)) / Math.log((SIZES[to] ?? 1) / (SIZES[from] ?? 1))).toFixed(2)
  process.stdout.write(
    `  growth exponent ${slope(0, 1)} (10 → 100), ${slope(1, 2)} (100 → 1,000), ${slope(1, 3)} (100 → 5,000)\n`,
  )
}
