// What Hetzner counts: hours of each load balancer by its type, which a month's price caps, and what leaves it above the traffic
// included. Sources: docs.hetzner.com/cloud/load-balancers/faq; the answer of the Cloud API's /v1/pricing.
import type { Charge, Circumstances, Metered } from '../../domain/estimate/charge.ts'
import { decimal, maximum, textOf, ZERO } from '../../domain/money.ts'
import { limitOf } from '../limit.ts'
import { limits, TYPES } from './limits.ts'

export const charge = (loadBalancers: readonly Metered[], circumstances: Circumstances): Charge[] =>
  loadBalancers
    .filter(({ product }) => TYPES.some((type) => type === product))
    .flatMap((loadBalancer) => [fixed(loadBalancer), ...traffic(loadBalancer, circumstances)])

const fixed = ({ name, product, hours }: Metered): Charge => ({
  loadBalancer: name,
  item: `Load Balancer ${product.toUpperCase()}`,
  product,
  dimension: 'balancer-hour',
  quantity: hours,
  unit: 'hour',
  formula: `${textOf(hours)} h`,
  cap: { dimension: 'balancer-month', quantity: decimal(1), unit: 'month', formula: '1 month' },
})

/** How much traffic is included is known for the EU only; elsewhere a finding says that none is counted. */
export const isTrafficKnown = (region: string | undefined): boolean =>
  region === 'eu-central' || ['fsn1', 'hel1', 'nbg1'].includes(region ?? '')

const INCLUDED = limitOf(limits, 'load-balancer', 'TB out a month included in EU locations')
// The API gives the included traffic in bytes: 20 TB are 20 × 2^40. A topology states decimal GB.
const BYTES_PER_GB = decimal(10).pow(9)
const BYTES_PER_TB = decimal(2).pow(40)

/** What comes in is free, and so is what stays in a private network. */
function traffic({ name, scheme, load: { gbOut: gb } }: Metered, { region }: Circumstances): Charge[] {
  if (scheme !== 'public' || !isTrafficKnown(region)) return []
  const above = maximum(ZERO, gb.times(BYTES_PER_GB).dividedBy(BYTES_PER_TB).minus(INCLUDED))
  return [
    {
      loadBalancer: name,
      item: 'Traffic out above what is included',
      product: 'load-balancer',
      dimension: 'traffic-overage',
      quantity: above,
      unit: 'TB',
      formula: `max(0, ${textOf(gb)} GB × 10^9 / 2^40 − ${INCLUDED} TB)`,
    },
  ]
}
