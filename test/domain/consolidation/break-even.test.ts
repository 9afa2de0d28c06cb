// Where the verdict turns: told for any number of services on three clouds, and true when it is put back in as input.
import { describe, expect, it } from 'vitest'
import type { BreakEven } from '../../../src/domain/consolidation/consolidation.ts'
import { withTraffic } from '../../../src/domain/consolidation/traffic.ts'
import { decimal } from '../../../src/domain/money.ts'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from '../design/drafting.ts'
import { AWS, AZURE, GCP, sharing, shop, shops, type Workload } from './shops.ts'

const COUNTS = Array.from({ length: 20 }, (_, index) => index + 1)
const PLACES: [string, TopologyInput['target']][] = [
  ['aws', AWS],
  ['gcp, an empty project', GCP],
  ['gcp, 8 rules in use', { ...GCP, inUse: { forwardingRulesGlobal: 8 } }],
  ['azure', AZURE],
]
const savingOf = ({ designs: { recommended, consolidated } }: Draft) =>
  decimal(recommended.estimate.monthly.expected).minus(consolidated.estimate.monthly.expected)

/** Less than a hundredth of the bill either way. */
function isNextToNothing(drawn: Draft): boolean {
  const saving = decimal(drawn.consolidation.monthlySaving)
  return saving.abs().lessThanOrEqualTo(decimal(drawn.designs.recommended.estimate.monthly.expected).dividedBy(100))
}

describe.each(PLACES)('%s', (_, target) => {
  it.each(COUNTS)('%i services: the verdict is the sign of what sharing saves', (count) => {
    const drawn = sharing(shops(count), target)
    const saves = savingOf(drawn).greaterThan(0)
    // One certificate too many for one entrance of Google's stays alone: that is some, and not all.
    expect(drawn.consolidation.verdict !== 'keep').toBe(saves)
    expect(drawn.consolidation.monthlySaving).toBe(savingOf(drawn).toFixed(2))
  })

  it.each([2, 6, 12])('%i services: what is told of their number and of what is in use is so', (count) => {
    const drawn = sharing(shops(count), target)
    for (const told of drawn.consolidation.breakEven) {
      const value = Number(told.value)
      const at = (much: number) =>
        told.quantity === 'services'
          ? sharing(shops(much), target)
          : sharing(shops(count), { ...target, inUse: { ...target.inUse, [told.quantity]: much } })
      expect(at(value).consolidation.monthlySaving, told.text).toBe('0.00')
      const beyond = told.above === 'merge' ? value + 1 : value - 1
      expect(savingOf(at(beyond)).greaterThan(0), told.text).toBe(true)
    }
  })
})

describe('the number of services', () => {
  const told = (drawn: Draft, quantity: string) =>
    drawn.consolidation.breakEven.filter((one) => one.quantity === quantity).map(({ value, above }) => [value, above])

  it('is one on AWS, five in an empty project of Google’s, and none where nobody bills for balancers', () => {
    expect(told(sharing(shops(4)), 'services')).toEqual([['1', 'merge']])
    expect(told(sharing(shops(4), GCP), 'services')).toEqual([['5', 'merge']])
    const metallb = { provider: 'bare-metal', loadBalancers: 'metallb' } as const
    expect(told(sharing(shops(4), metallb), 'services')).toEqual([])
  })

  it('is told beside how many rules may be there already', () => {
    expect(told(sharing(shops(4), GCP), 'forwardingRulesGlobal')).toEqual([['1', 'merge']])
  })
})

describe('traffic', () => {
  const load = (gbOutPerMonth: number): Workload => ({
    traffic: { source: 'measured', gbInPerMonth: 10, gbOutPerMonth },
  })
  const clear = { tls: { mode: 'none' as const } }
  /** Rules that pass traffic on are cheaper a GB than a proxy; what they cost apart is two rules above five. */
  const passing = (gbOut: number) =>
    sharing(Object.assign({}, ...['a', 'b', 'c'].map((name) => shop(name, clear, load(gbOut)))), {
      ...GCP,
      inUse: { forwardingRulesRegional: 8, forwardingRulesGlobal: 8 },
    })
  const ofTraffic = ({ consolidation }: Draft): BreakEven[] =>
    consolidation.breakEven.filter(({ quantity }) => quantity === 'traffic')

  it.each([
    [300, 'merge', 'keep'],
    [1200, 'keep', 'merge'],
  ])('with %i GB a month each the verdict is %s, and turns to %s', (gbOut, verdict, other) => {
    const drawn = passing(gbOut)
    expect(drawn.consolidation.verdict).toBe(verdict)
    const [turn, ...rest] = ofTraffic(drawn)
    expect(rest).toEqual([])
    expect([turn?.below, turn?.above]).toEqual(['merge', 'keep'])
    expect([turn?.below, turn?.above]).toContain(other)
    const again = draftOf(withTraffic(drawn.topology, decimal(turn?.value ?? '0')))
    expect(isNextToNothing(again), turn?.text).toBe(true)
    const nearby = draftOf(withTraffic(drawn.topology, decimal(turn?.value ?? '0').times('0.8')))
    expect(nearby.consolidation.verdict).toBe('merge')
    const beyond = draftOf(withTraffic(drawn.topology, decimal(turn?.value ?? '0').times('1.2')))
    expect(beyond.consolidation.verdict).toBe('keep')
  })

  it('turns nothing where sharing is cheaper at any load, and where nothing is known of it', () => {
    expect(ofTraffic(sharing({ ...shop('a', {}, load(300)), ...shop('b', {}, load(300)) }))).toEqual([])
    expect(ofTraffic(sharing(shops(3)))).toEqual([])
  })

  it('is what the saving is told at, from a tenth to ten times of it', () => {
    const { consolidation } = passing(300)
    expect(consolidation.sensitivity.map(({ factor }) => factor)).toEqual(['0.1', '0.5', '1', '2', '5', '10'])
    const one = consolidation.sensitivity.find(({ factor }) => factor === '1')
    expect(one?.saving).toBe(consolidation.monthlySaving)
    const ten = consolidation.sensitivity.at(-1)
    expect(decimal(ten?.saving ?? '0').isNegative()).toBe(true)
    for (const { recommended, consolidated, saving } of consolidation.sensitivity)
      expect(decimal(recommended).minus(consolidated).toFixed(2)).toBe(saving)
  })
})
