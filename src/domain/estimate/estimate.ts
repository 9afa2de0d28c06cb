// Design → estimate. The cloud counts (`provision`, `charge`), the price book says what a unit costs, `price-lines.ts` multiplies.
// The range comes from the same function asked three times, with less, the stated and more load; fixed charges do not move. What leaves
// for the internet costs the same however it leaves, so it is shown apart unless the caller wants it on the bill.
import { z } from 'zod'
import type { Design, LoadBalancer } from '../design/design.ts'
import { compareText, type Finding } from '../finding.ts'
import type { Provider } from '../provider.ts'
import { HOURS_PER_MONTH, type Topology } from '../topology/index.ts'
import type { Charge, Metered } from './charge.ts'
import { leavesFrom, metered } from './metered.ts'
import type { Tariff } from './price-book.ts'
import { EstimateLine, findingsOf, Monthly, type PricedLine, priceLines, type Ranged, totalOf } from './price-lines.ts'
import { proxyPodCharges } from './proxy-pods.ts'
import { Sensitivity } from './sensitivity.ts'
import { usageOf } from './usage.ts'

export const DataTransfer = z
  .strictObject({
    included: z
      .boolean()
      .meta({ description: 'Whether the total and the lines above have it too (`includeEgress=true`).' }),
    monthly: Monthly,
    lines: z.array(EstimateLine),
  })
  .meta({ id: 'DataTransfer', description: 'What leaves for the internet. It costs the same in every design.' })

export const Estimate = z
  .strictObject({
    currency: z.string(),
    hoursPerMonth: z.number(),
    monthly: Monthly,
    atLeast: z.boolean().meta({ description: 'True when something has no price: the real bill is higher.' }),
    lines: z.array(EstimateLine),
    dataTransfer: DataTransfer.nullable().meta({ description: 'Null where the price list of the cloud has none.' }),
    sensitivity: Sensitivity,
  })
  .meta({ id: 'Estimate' })
export type Estimate = z.infer<typeof Estimate>

/** What a design is weighed by; how sensitive it is to traffic is worked out for what is shown only. */
export type Bill = Omit<Estimate, 'sensitivity'>
export type Costing = { loadBalancers: LoadBalancer[]; estimate: Bill; findings: Finding[] }

/**
 * Costs a whole design: collective prices (Google's first five rules, Azure's one balancer) need the whole list. Who only compares totals
 * needs no range: low and high are then as expected.
 */
export function estimate(
  design: Design,
  topology: Topology,
  provider: Provider,
  tariff: Tariff,
  range: 'range' | 'no range' = 'range',
): Costing {
  const loadBalancers = provider.provision(design, topology).sort((a, b) => compareText(a.name, b.name))
  const at = (side: 'low' | 'expected' | 'high') => metered(loadBalancers, usageOf(topology, design, side))
  const expected = at('expected')
  const [low, high] = range === 'range' ? [at('low'), at('high')] : [expected, expected]
  const pricing = { provider: provider.id, currency: provider.currency, region: topology.target.region, tariff }
  const charged = (list: readonly Metered[]) => [
    ...provider.charge(list, topology.target),
    ...proxyPodCharges(list, topology.target),
  ]
  const usual = charged(expected)
  const priced = priceLines(
    range === 'range' ? rangedOf(charged(low), usual, charged(high)) : rangedOf(usual, usual, usual),
    pricing,
  )
  const leaving = leavesFrom(provider, expected)
  const transfer =
    leaving === undefined
      ? undefined
      : priceLines(
          [
            {
              expected: leaving,
              low: leavesFrom(provider, low) ?? leaving,
              high: leavesFrom(provider, high) ?? leaving,
            },
          ],
          pricing,
        )
  const included = tariff.includeEgress === true
  const billed: PricedLine[] = included ? [...priced, ...(transfer ?? [])] : priced
  return {
    loadBalancers,
    estimate: {
      currency: provider.currency,
      hoursPerMonth: HOURS_PER_MONTH,
      monthly: totalOf(billed),
      atLeast: billed.some((line) => line.expected === undefined),
      lines: billed.map((line) => line.line),
      dataTransfer:
        transfer === undefined
          ? null
          : { included, monthly: totalOf(transfer), lines: transfer.map((line) => line.line) },
    },
    findings: findingsOf(billed, { path: '/target/region', today: tariff.today }),
  }
}

const rangedOf = (low: readonly Charge[], expected: readonly Charge[], high: readonly Charge[]): Ranged[] =>
  expected.map((charge, index) => ({ expected: charge, low: low[index] ?? charge, high: high[index] ?? charge }))
