// The cheapest sharing, against every way there is: of small topologies on every cloud the bill is the least that any partition has.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lowerBound } from '../../../src/domain/consolidation/bound.ts'
import { consolidate } from '../../../src/domain/consolidation/consolidate.ts'
import type { Weighing } from '../../../src/domain/consolidation/optimise.ts'
import { recommend } from '../../../src/domain/design/recommend.ts'
import { estimate } from '../../../src/domain/estimate/estimate.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { providerOf, TARIFF, topologyOf } from '../design/drafting.ts'
import { arbitraryExposures, CLOUDS } from './arbitrary-exposures.ts'
import { cheapest } from './every-partition.ts'

/** Random cases on each cloud, and of how many exposures at most; more by hand: `LAW_RUNS=2000 LAW_EXPOSURES=9`. */
const RUNS = Number(process.env.LAW_RUNS ?? 25)
const MOST = Number(process.env.LAW_EXPOSURES ?? 5)

function weighed(document: TopologyInput) {
  const topology = topologyOf(document)
  const provider = providerOf(topology.target.provider)
  const cost: Weighing['cost'] = (design) => estimate(design, topology, provider, TARIFF).estimate
  return { design: recommend(topology, provider), weighing: { topology, provider, tariff: TARIFF, cost } }
}

describe.each(CLOUDS)('sharing on %s', (cloud) => {
  it('costs as little as the cheapest of all partitions', () => {
    fc.assert(
      fc.property(arbitraryExposures(cloud, MOST), (document) => {
        const { design, weighing } = weighed(document)
        const { optimised, verdict } = consolidate(design, weighing)
        const best = cheapest(design, weighing)
        expect(optimised.after.monthly.expected, `${best.tried} ways were tried`).toBe(best.monthly)
        expect(verdict.optimality.proven).toBe(true)
        // What is told where not all can be tried is never above what is found where all are.
        if (optimised.after.atLeast) return
        const bound = lowerBound(design, optimised.classes, weighing)
        expect(bound.lessThanOrEqualTo(best.monthly), `${bound} ≤ ${best.monthly}`).toBe(true)
      }),
      { numRuns: RUNS },
    )
  })
})
