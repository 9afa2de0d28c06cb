// Laws of differences, on random topologies: the parts add up exactly, each is the difference of two full estimates with one thing
// changed, and what is the same is no difference.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sortFindings } from '../../../src/domain/finding.ts'
import { decimal } from '../../../src/domain/money.ts'
import { diffPlans } from '../../../src/domain/plan/diff/diff.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { manifestsDiff } from '../../../src/reports/diff/manifests.ts'
import { arbitraryTopology } from '../arbitrary-topology.ts'
import { anyTopology, RUNS } from '../design/drafting.ts'
import { CHEAPER, costWith, type Priced, sideOf, withTraffic } from './comparing.ts'

const priced: fc.Arbitrary<Priced> = fc.record(
  { book: fc.constant(CHEAPER), includeEgress: fc.boolean(), fallback: fc.constant('nearest' as const) },
  { requiredKeys: [] },
)
const traffic = fc.record({
  requestsPerSecond: fc.integer({ min: 0, max: 20_000 }),
  newConnectionsPerSecond: fc.integer({ min: 0, max: 5_000 }),
  gbOutPerMonth: fc.integer({ min: 0, max: 100_000 }),
})
/** The same topology with other traffic, one that has nothing to do with it, or itself. */
const pairs = fc.oneof(
  fc
    .tuple(anyTopology, traffic)
    .map(([one, changed]): [TopologyInput, TopologyInput] => [one, withTraffic(one, changed)]),
  fc.tuple(anyTopology, anyTopology),
  fc
    .tuple(arbitraryTopology({ providers: ['aws'], workloadsAtLeast: 2 }), arbitraryTopology({ providers: ['gcp'] }))
    .map(([one, other]): [TopologyInput, TopologyInput] => [one, other]),
  anyTopology.map((one): [TopologyInput, TopologyInput] => [one, one]),
)
// Each looks at two drafts at least.
const every = <Value>(drawn: fc.Arbitrary<Value>, law: (value: Value) => void) =>
  fc.assert(fc.property(drawn, law), { numRuns: Math.ceil(RUNS / 6) })

it('design, usage and price add up to the difference, and each is one of full estimates', () => {
  every(fc.tuple(pairs, priced, priced), ([[one, other], pricedOne, pricedOther]) => {
    const [before, after] = [sideOf(one, pricedOne), sideOf(other, pricedOther, 2)]
    const change = diffPlans(before, after)
    const chosen = [before.plan.chosen, after.plan.chosen] as const
    const rows = {
      chosen,
      recommended: ['recommended', 'recommended'],
      consolidated: ['consolidated', 'consolidated'],
    } as const
    for (const [row, [first, second]] of Object.entries(rows)) {
      const cost = change.cost[row as keyof typeof rows]
      expect(cost.before.monthly).toBe(before.plan.designs[first].estimate.monthly.expected)
      expect(cost.after.monthly).toBe(after.plan.designs[second].estimate.monthly.expected)
      if (cost.before.currency !== cost.after.currency) {
        expect([cost.difference, cost.parts]).toEqual([null, null])
        continue
      }
      const { design = '', usage = '', price = '' } = cost.parts ?? {}
      const sum = decimal(design).plus(decimal(usage)).plus(decimal(price))
      expect(sum.toFixed(2)).toBe(cost.difference)
      expect(decimal(cost.after.monthly).minus(decimal(cost.before.monthly)).toFixed(2)).toBe(cost.difference)
      const e0 = costWith(before, first, { usage: before, prices: before })
      const e1 = costWith(after, second, { usage: before, prices: before })
      const e2 = costWith(after, second, { usage: after, prices: before })
      const e3 = costWith(after, second, { usage: after, prices: after })
      const steps = [e1, e2, e3].map((end, index) =>
        decimal(end)
          .minus(decimal([e0, e1, e2][index] ?? ''))
          .toFixed(2),
      )
      expect([design, usage, price]).toEqual(steps)
    }
    expect(change.findings).toEqual([])
  })
})

it('the same topology at other prices differs in nothing but the price', () => {
  every(anyTopology, (document) => {
    const change = diffPlans(sideOf(document), sideOf(document, { book: CHEAPER }, 2))
    const { difference, parts } = change.cost.recommended
    expect(parts).toEqual({ design: '0.00', usage: '0.00', price: difference })
    expect(change.workloads).toEqual([])
  })
})

it('the same prices move nothing', () => {
  every(fc.tuple(anyTopology, traffic), ([document, changed]) => {
    const change = diffPlans(sideOf(document), sideOf(withTraffic(document, changed), {}, 2))
    for (const { parts } of Object.values(change.cost)) expect(parts?.price).toBe('0.00')
    expect(change.lines.flatMap(({ moved }) => moved)).not.toContain('unitPrice')
  })
})

it('a plan does not differ from itself', () => {
  every(fc.tuple(anyTopology, priced), ([document, how]) => {
    const [one, other] = [sideOf(document, how), sideOf(document, how, 2)]
    const { cost, workloads, services, entrances, lines, findings, summaryText } = diffPlans(one, other)
    for (const { difference, parts } of Object.values(cost))
      expect([difference, ...Object.values(parts ?? {})]).toEqual(['0.00', '0.00', '0.00', '0.00'])
    expect([workloads, services, entrances, lines, findings]).toEqual([[], [], [], [], []])
    expect(summaryText).toContain(': the same.')
    for (const design of ['recommended', 'consolidated'] as const)
      expect(manifestsDiff(one.plan.designs[design].manifests, other.plan.designs[design].manifests)).toBe('')
  })
})

it('what is added one way is removed the other way, and every amount turns round', () => {
  every(fc.tuple(anyTopology, anyTopology), ([one, other]) => {
    const [before, after] = [sideOf(one), sideOf(other, {}, 2)]
    const [there, back] = [diffPlans(before, after), diffPlans(after, before)]
    const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const
    for (const what of ['workloads', 'services', 'entrances'] as const)
      expect(back[what].map(({ name, change }) => [name, change])).toEqual(
        there[what].map(({ name, change }) => [name, turned[change]]),
      )
    const negated = there.lines.map(({ difference }) =>
      difference === null || decimal(difference).isZero() ? difference : decimal(difference).negated().toFixed(),
    )
    expect(back.lines.map(({ difference }) => difference)).toEqual(negated)
    expect(sortFindings(back.findings)).toEqual(sortFindings(there.findings))
    expect(there.summaryText.length).toBeLessThan(4000)
  })
})
