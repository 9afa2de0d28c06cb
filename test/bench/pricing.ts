// Pricing a design beside drawing up the whole plan, in one run: what share of planning the bill is.
import { recommend } from '../../src/domain/design/recommend.ts'
import { estimate } from '../../src/domain/estimate/estimate.ts'
import { draft } from '../../src/domain/plan/draft.ts'
import { readTopology } from '../../src/domain/topology/index.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { builtInPriceBook, PROVIDERS } from '../../src/providers/index.ts'
import { topologyOf } from './topologies.ts'

const RUNS = 9

const median = (work: () => unknown): number => {
  work()
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return times[Math.floor(RUNS / 2)] ?? 0
}

/** Prints median milliseconds of pricing 1,000 workloads once, and of planning them. */
export function benchPricing(): void {
  const provider = PROVIDERS.get('aws')
  if (provider === undefined) throw new Error('aws is a provider')
  const targets = new Map([
    [
      'aws' as const,
      {
        controllers: provider.controllers,
        controller: provider.controllers[0] ?? '',
        regions: [],
        regionRequired: true,
      },
    ],
  ])
  const read = readTopology(topologyOf(1000), { today: '2026-11-24', workloadsAtMost: 10_000, targets })
  const tariff = { book: builtInPriceBook(fingerprint), today: '2026-11-24' }
  const design = recommend(read.topology, provider)
  const pricing = median(() => estimate(design, read.topology, provider, tariff))
  const planning = median(() => draft(read, provider, tariff, fingerprint))
  process.stdout.write('\n1,000 workloads (median)\n')
  process.stdout.write(
    `  pricing one design ${pricing.toFixed(2).padStart(9)} ms\n  the whole plan     ${planning.toFixed(2).padStart(9)} ms\n`,
  )
  process.stdout.write(`  ratio ${(pricing / planning).toFixed(3)}\n`)
}
