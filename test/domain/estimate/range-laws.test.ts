// Load on a design and the range of its bill: more load is never cheaper, and a load that is known less well never has a narrower range.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimal } from '../../../src/domain/money.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { arbitraryTopology } from '../arbitrary-topology.ts'
import { RUNS } from '../design/drafting.ts'
import { costOf } from './costing.ts'

type Monthly = ReturnType<typeof costOf>['estimate']['monthly']

/** The document with the traffic of every workload, or of its first one only, made into another. */
function withTraffic(document: TopologyInput, change: (traffic: object) => object, first = false): TopologyInput {
  const [only] = Object.keys(document.workloads)
  const workloads = Object.fromEntries(
    Object.entries(document.workloads).map(([name, workload]) => {
      if (first && name !== only) return [name, workload]
      const { traffic = {}, ...rest } = (workload ?? {}) as { traffic?: object }
      return [name, { ...rest, traffic: change(traffic) }]
    }),
  )
  return { ...document, workloads } as TopologyInput
}

const every = (law: (document: TopologyInput) => void) =>
  fc.assert(fc.property(arbitraryTopology(), law), { numRuns: RUNS })
const isAtMost = (less: string, more: string) =>
  expect(decimal(less).lessThanOrEqualTo(more), `${less} ≤ ${more}`).toBe(true)

describe('a design’s bill', () => {
  it('has a range that is never narrower for what is known less well', () => {
    every((document) => {
      const monthly = (source: string): Monthly =>
        costOf(withTraffic(document, (traffic) => ({ ...traffic, source }))).estimate.monthly
      const known = (['measured', 'declared', 'assumed'] as const).map(monthly)
      expect(new Set(known.map(({ expected }) => expected)).size).toBe(1)
      known.slice(1).forEach((wider, index) => {
        const narrower = known[index] as Monthly
        isAtMost(wider.low, narrower.low)
        isAtMost(narrower.high, wider.high)
      })
    })
  })

  it('is never less for more load on one workload', () => {
    every((document) => {
      const more = withTraffic(
        document,
        (traffic) => {
          const stated = traffic as Record<string, number | undefined>
          // Of the two rates the one that is not stated follows the other: stating it too could lower it.
          const rates = ['requestsPerSecond', 'newConnectionsPerSecond']
          const told = rates.filter((field) => stated[field] !== undefined)
          const grown = [...(told.length === 0 ? rates : told), 'gbInPerMonth', 'gbOutPerMonth'].map((field) => [
            field,
            Math.min((stated[field] ?? 0) + 500, 1e12),
          ])
          return { ...traffic, ...Object.fromEntries(grown) }
        },
        true,
      )
      const [before, after] = [costOf(document).estimate, costOf(more).estimate]
      // A greater size whose price is not known is left out of a total that says so.
      if (after.atLeast) return
      isAtMost(before.monthly.expected, after.monthly.expected)
    })
  })
})
