// Design → its bill with a tenth of the stated traffic up to ten times as much, and what drives it. Fixed charges do not move; the
// same charges and prices as in the estimate, so that ×1 is the estimate.
import { z } from 'zod'
import type { Design, LoadBalancer } from '../design/design.ts'
import { ZERO } from '../money.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { Usage } from './charge.ts'
import { leavesFrom, metered } from './metered.ts'
import type { Tariff } from './price-book.ts'
import { Money, type PricedLine, priceLines, totalOf } from './price-lines.ts'
import { proxyPodCharges } from './proxy-pods.ts'
import { usagesOf } from './usage.ts'

const FACTORS = ['0.1', '0.5', '1', '2', '5', '10'] as const

export const Sensitivity = z
  .array(
    z.strictObject({
      factor: z.string().meta({ description: 'Times the stated traffic.', example: '2' }),
      monthly: Money,
      drivenBy: z.string().nullable().meta({
        description: 'The dearest item that traffic moves; null where it moves none.',
        example: 'NLCU-hours (TCP): GB/h',
      }),
    }),
  )
  .meta({ id: 'Sensitivity', description: 'The bill when traffic is not what was stated.' })
export type Sensitivity = z.infer<typeof Sensitivity>

export type Costed = {
  design: Design
  loadBalancers: readonly LoadBalancer[]
  topology: Topology
  provider: Provider
  tariff: Tariff
}

export function sensitivityOf(costed: Costed): Sensitivity {
  const usageAt = usagesOf(costed.topology, costed.design)
  const bills = FACTORS.map((factor) => {
    const lines = linesAt(costed, usageAt(factor))
    return { factor, lines, keys: new Set(lines.map(keyOf)) }
  })
  const isStill = (key: string) => bills.every(({ keys }) => keys.has(key))
  return bills.map(({ factor, lines }) => {
    const moved = lines.filter((line) => line.expected !== undefined && !isStill(keyOf(line)))
    const [dearest] = moved.sort((a, b) => (b.expected ?? ZERO).comparedTo(a.expected ?? ZERO))
    return { factor, monthly: totalOf(lines).expected, drivenBy: dearest === undefined ? null : wordsOf(dearest) }
  })
}

/** Lines that say the same at every factor are moved by nothing. */
const keyOf = ({ line }: PricedLine): string => `${line.loadBalancer}\n${line.item}\n${line.quantity}`

const wordsOf = ({ line: { item, drivenBy } }: PricedLine): string =>
  drivenBy === undefined ? item : `${item}: ${drivenBy}`

function linesAt({ loadBalancers, topology, provider, tariff }: Costed, usage: Usage): PricedLine[] {
  const counted = metered(loadBalancers, usage)
  const leaving = tariff.includeEgress === true ? leavesFrom(provider, counted) : undefined
  const charges = [
    ...provider.charge(counted, topology.target),
    ...proxyPodCharges(counted, topology.target),
    ...(leaving === undefined ? [] : [leaving]),
  ]
  const pricing = { provider: provider.id, currency: provider.currency, region: topology.target.region, tariff }
  return priceLines(
    charges.map((charge) => ({ expected: charge, low: charge, high: charge })),
    pricing,
  )
}
