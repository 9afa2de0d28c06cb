// Finding the cheapest sharing: how long it takes for 200 and for 1,000 exposures, how that grows, and how far the bill may be above the
// least there is. Loads and kinds are mixed on purpose: equal ones would be weighed as one.
import { consolidate } from '../../src/domain/consolidation/consolidate.ts'
import { recommend } from '../../src/domain/design/recommend.ts'
import { estimate } from '../../src/domain/estimate/estimate.ts'
import { type ProviderName, readTopology } from '../../src/domain/topology/index.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { builtInPriceBook, PROVIDERS } from '../../src/providers/index.ts'

const SIZES = [200, 1000] as const
const CLOUDS: [ProviderName, string][] = [
  ['aws', 'us-east-1'],
  ['gcp', 'us-central1'],
  ['azure', 'eastus'],
  ['digitalocean', 'nyc3'],
]
const RUNS = 5

/** Each exposes one port: four in five with TLS ended at the edge, every third with a load of its own. */
function exposures(provider: ProviderName, region: string, count: number): object {
  const workloads = Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const tls = index % 5 === 4 ? {} : { tls: { mode: 'terminate' } }
      const load = { source: 'measured', requestsPerSecond: index % 70, gbOutPerMonth: (index * 7) % 400 }
      return [
        `w${index}`,
        {
          ports: { http: 8080 },
          expose: [{ port: 'http', to: 'internet', host: `w${index}.example.com`, ...tls }],
          ...(index % 3 === 0 ? { traffic: load } : {}),
        },
      ]
    }),
  )
  return { name: 'bench', owner: 'bench', target: { provider, region }, workloads }
}

export function benchSharing(): void {
  const targets = new Map(
    [...PROVIDERS].map(([id, { controllers, regionRequired }]) => [
      id,
      {
        controllers,
        ...(controllers[0] === undefined ? {} : { controller: controllers[0] }),
        regions: [],
        regionRequired,
      },
    ]),
  )
  const tariff = { book: builtInPriceBook(fingerprint), today: '2026-11-24' }
  process.stdout.write('\nfinding the cheapest sharing (median)\n')
  for (const [id, region] of CLOUDS) {
    const provider = PROVIDERS.get(id)
    if (provider === undefined) throw new Error(`${id} is a provider`)
    const medians = SIZES.map((size) => {
      const document = exposures(id, region, size)
      const { topology } = readTopology(document, { today: '2026-11-24', workloadsAtMost: 10_000, targets })
      const design = recommend(topology, provider)
      const cost = (one: typeof design) => estimate(one, topology, provider, tariff).estimate
      const work = () => consolidate(design, { topology, provider, tariff, cost })
      const { verdict, optimised } = work()
      const times = Array.from({ length: RUNS }, () => {
        const start = performance.now()
        work()
        return performance.now() - start
      }).sort((a, b) => a - b)
      const median = times[Math.floor(RUNS / 2)] ?? 0
      const { lowerBound, gap } = verdict.optimality
      const [before, after] = [optimised.before.monthly.expected, optimised.after.monthly.expected]
      process.stdout.write(
        `  ${id.padEnd(13)}${String(size).padStart(5)} exposures ${median.toFixed(1).padStart(8)} ms   ${before} → ${after} ${optimised.before.currency}, bound ${lowerBound}, gap ${gap} (${((100 * Number(gap)) / Number(after)).toFixed(1)} %)\n`,
      )
      return median
    })
    const exponent = Math.log((medians[1] ?? 1) / (medians[0] ?? 1)) / Math.log(SIZES[1] / SIZES[0])
    process.stdout.write(`  ${id.padEnd(13)}growth exponent ${exponent.toFixed(2)}\n`)
  }
}
