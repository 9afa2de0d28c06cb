// What Oracle counts: nothing for network load balancers; for flexible ones hours and Mbps-hours, of which the first are free once for
// the whole tenancy. Source: Oracle's price list, parts B93030 (Load Balancer Base) and B93031 (Load Balancer Bandwidth).
import type { Charge, Circumstances, Metered } from '../../domain/estimate/charge.ts'
import { type Decimal, decimal, maximum, sum, textOf, ZERO } from '../../domain/money.ts'
import { gigabytes } from '../load.ts'
import { LEAST_MBPS, mbpsHours } from './product.ts'

export const charge = (loadBalancers: readonly Metered[], circumstances: Circumstances): Charge[] => [
  ...loadBalancers
    .filter(({ product }) => product === 'network-load-balancer')
    .map(({ name, hours }) => free(name, hours)),
  ...flexible(
    loadBalancers.filter(({ product }) => product === 'flexible-load-balancer'),
    circumstances,
  ),
]

/** Hours at a price of zero, so that the bill says it instead of leaving it out. */
const free = (name: string, hours: Decimal): Charge => ({
  loadBalancer: name,
  item: 'Network Load Balancer hours',
  product: 'network-load-balancer',
  dimension: 'balancer-hour',
  quantity: hours,
  unit: 'hour',
  formula: `${textOf(hours)} h`,
})

// One load balancer of the least bandwidth through the longest month: 31 × 24 hours.
const FREE_HOURS = decimal(744)
const FREE_MBPS_HOURS = FREE_HOURS.times(LEAST_MBPS)

/** What is free is free once, for whoever comes first: those in use already are taken to have the least bandwidth. */
function flexible(loadBalancers: readonly Metered[], circumstances: Circumstances): Charge[] {
  const hours = sum(loadBalancers.map((one) => one.hours))
  const month = maximum(ZERO, ...loadBalancers.map((one) => one.hours))
  const inUse = month.times(circumstances.inUse.loadBalancers)
  const wide = sum(loadBalancers.map(bandwidth))
  const counted = `${textOf(hours)} h of ${loadBalancers.length} together`
  const base = { title: 'Flexible load balancer hours', dimension: 'balancer-hour', unit: 'hour' }
  const mbps = { title: 'Flexible load balancer bandwidth', dimension: 'bandwidth-mbps-hour', unit: 'Mbps-hour' }
  return [
    ...parted(base, hours, { inUse, free: FREE_HOURS, counted }),
    ...parted(mbps, wide, {
      inUse: inUse.times(LEAST_MBPS),
      free: FREE_MBPS_HOURS,
      counted: `${counted} × ${LEAST_MBPS} Mbps, more where more is used`,
    }),
  ]
}

type Measure = { title: string; dimension: string; unit: string }
type Allowance = { inUse: Decimal; free: Decimal; counted: string }

/** A quantity parted into what is left of the allowance and what is billed. */
function parted({ title, dimension, unit }: Measure, quantity: Decimal, { inUse, free: all, counted }: Allowance) {
  const left = maximum(ZERO, all.minus(inUse))
  const billed = maximum(ZERO, quantity.minus(left))
  const shared = {
    loadBalancer: 'flexible load balancers of the tenancy',
    product: 'flexible-load-balancer',
    unit,
    pooled: { [dimension]: quantity },
  }
  return [
    {
      ...shared,
      item: `${title}, free for the tenancy`,
      dimension: `${dimension}-included`,
      quantity: quantity.minus(billed),
      formula: `${counted}, of which ${textOf(left)} are free`,
    },
    {
      ...shared,
      item: title,
      dimension,
      quantity: billed,
      formula: `${counted}, less ${textOf(left)} that are free`,
    },
  ] satisfies Charge[]
}

/** Mbps-hours of a month: never less than the least, and what the bytes take while the load lasts. */
function bandwidth({ hours, load, stated }: Metered): Decimal {
  if (stated.mbps !== undefined) return hours.times(maximum(stated.mbps, decimal(LEAST_MBPS)))
  const least = hours.times(LEAST_MBPS)
  const idle = maximum(ZERO, hours.minus(load.hours)).times(LEAST_MBPS)
  return maximum(least, mbpsHours(gigabytes(load)).plus(idle))
}
