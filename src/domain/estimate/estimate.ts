// Design → estimate. The cloud counts (`provision`, `charge`), the price book says what a unit costs, `price-lines.ts` multiplies.
// The range comes from the same function asked three times, with less, the stated and more load; fixed charges do not move.
import { z } from 'zod'
import type { Design, LoadBalancer } from '../design/design.ts'
import { compareText, type Finding } from '../finding.ts'
import type { Provider } from '../provider.ts'
import { HOURS_PER_MONTH, type Topology } from '../topology/index.ts'
import type { Charge } from './charge.ts'
import { metered } from './metered.ts'
import type { Tariff } from './price-book.ts'
import { EstimateLine, findingsOf, Monthly, priceLines, totalOf } from './price-lines.ts'
import { Sensitivity } from './sensitivity.ts'
import { usageOf } from './usage.ts'

export const Estimate = z
  .strictObject({
    currency: z.string(),
    hoursPerMonth: z.number(),
    monthly: Monthly,
    atLeast: z.boolean().meta({ description: 'True when something has no price: the real bill is higher.' }),
    lines: z.array(EstimateLine),
    sensitivity: Sensitivity,
  })
  .meta({ id: 'Estimate' })
export type Estimate = z.infer<typeof Estimate>

/** What a design is weighed by; how sensitive it is to traffic is worked out for what is shown only. */
export type Bill = Omit<Estimate, 'sensitivity'>
export type Costing = { loadBalancers: LoadBalancer[]; estimate: Bill; findings: Finding[] }

/** Costs a whole design: collective prices (Google's first five rules, Azure's one balancer) need the whole list. */
export function estimate(design: Design, topology: Topology, provider: Provider, tariff: Tariff): Costing {
  const loadBalancers = provider.provision(design, topology).sort((a, b) => compareText(a.name, b.name))
  const charges = (side: 'low' | 'expected' | 'high'): Charge[] =>
    provider.charge(metered(loadBalancers, usageOf(topology, design, side)), topology.target)
  const low = charges('low')
  const high = charges('high')
  const ranged = charges('expected').map((expected, index) => ({
    expected,
    low: low[index] ?? expected,
    high: high[index] ?? expected,
  }))
  const priced = priceLines(ranged, {
    provider: provider.id,
    currency: provider.currency,
    region: topology.target.region,
    tariff,
  })
  return {
    loadBalancers,
    estimate: {
      currency: provider.currency,
      hoursPerMonth: HOURS_PER_MONTH,
      monthly: totalOf(priced),
      atLeast: priced.some((line) => line.expected === undefined),
      lines: priced.map((line) => line.line),
    },
    findings: findingsOf(priced, { path: '/target/region', today: tariff.today }),
  }
}
