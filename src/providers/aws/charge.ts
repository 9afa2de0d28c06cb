// What AWS counts: hours, capacity-unit hours and public IPv4 addresses. Source: aws.amazon.com/elasticloadbalancing/pricing.
import type { Charge, ListenerProtocol, Metered } from '../../domain/estimate/charge.ts'
import { invariant } from '../../domain/failure.ts'
import { type Decimal, maximum, sum, textOf, ZERO } from '../../domain/money.ts'
import { type CapacityUnits, capacityUnitHours, gigabytesPerHour } from '../load.ts'
import { billed, classicData, transferred } from './billed.ts'

export const charge = (loadBalancers: readonly Metered[]): Charge[] => [
  ...loadBalancers.flatMap((loadBalancer) => {
    switch (loadBalancer.product) {
      case 'nlb':
        return [...fixed(loadBalancer), networkCapacity(loadBalancer)]
      case 'alb':
        return [...fixed(loadBalancer), ...trustStores(loadBalancer), applicationCapacity(loadBalancer)]
      case 'clb':
        return [...fixed(loadBalancer), classicData(loadBalancer)]
      case 'public-ipv4':
        return [publicAddresses(loadBalancer.name, loadBalancer.addresses, loadBalancer.hours)]
      default:
        return []
    }
  }),
  ...transferred(loadBalancers),
]

const TITLES: ReadonlyMap<string, string> = new Map(billed.map(({ product, title }) => [product, title]))

function fixed({ name, product, addresses, existing, hours }: Metered): Charge[] {
  if (existing) return []
  return [
    {
      loadBalancer: name,
      product,
      item: `${TITLES.get(product)} hours`,
      dimension: 'load-balancer-hour',
      quantity: hours,
      unit: 'hour',
      formula: `${textOf(hours)} h`,
    },
    publicAddresses(name, addresses, hours),
  ]
}

const publicAddresses = (name: string, addresses: number, hours: Decimal): Charge => ({
  loadBalancer: name,
  item: 'Public IPv4 addresses',
  product: 'public-ipv4',
  dimension: 'address-hour',
  quantity: hours.times(addresses),
  unit: 'address-hour',
  formula: `${textOf(hours)} h × ${addresses} addresses`,
})

// What one NLCU carries: new connections a second and open ones; a GB an hour of any protocol.
const PER_UNIT: Partial<Record<ListenerProtocol, { new: number; active: number }>> = {
  TCP: { new: 800, active: 100_000 },
  UDP: { new: 400, active: 50_000 },
  TLS: { new: 50, active: 3000 },
}

const trustStores = ({ name, hours, stated: { trustStores: count = ZERO } }: Metered): Charge[] =>
  count.isZero()
    ? []
    : [
        {
          loadBalancer: name,
          item: 'Trust stores of mutual TLS',
          product: 'alb',
          dimension: 'trust-store-hour',
          quantity: hours.times(count),
          unit: 'hour',
          formula: `${textOf(hours)} h × ${textOf(count)}`,
        },
      ]

/** Capacity units as they are stated, on average over the hours. */
const statedUnits = (hours: Decimal, units: Decimal): CapacityUnits => ({
  quantity: hours.times(units),
  formula: `${textOf(hours)} h × ${textOf(units)} units`,
  drivenBy: 'as stated',
})

/** NLCU: the most used dimension of each protocol, added up over protocols. TLS counts only where the balancer ends it. */
function networkCapacity({ name, byProtocol, hours, stated }: Metered): Charge {
  const counted = [...byProtocol].map(([protocol, load]): CapacityUnits => {
    const perUnit = PER_UNIT[protocol]
    invariant(perUnit !== undefined, `a Network Load Balancer listens to no ${protocol}`)
    return capacityUnitHours(load, [
      { used: load.newConnectionsPerSecond, perUnit: perUnit.new, label: 'new/s' },
      { used: load.activeConnections, perUnit: perUnit.active, label: 'active' },
      gigabytesPerHour(load),
    ])
  })
  const parts = stated.capacityUnits === undefined ? counted : [statedUnits(hours, stated.capacityUnits)]
  return {
    loadBalancer: name,
    item: `NLCU-hours (${[...byProtocol.keys()].join(' + ')})`,
    product: 'nlb',
    dimension: 'nlcu-hour',
    quantity: sum(parts.map((part) => part.quantity)),
    unit: 'NLCU-hour',
    formula: parts.map((part) => part.formula).join(' + '),
    drivenBy: parts.map((part) => part.drivenBy).join(' + '),
  }
}

// "The first 10 processed rules are free" (AWS): only the rest are evaluations.
const FREE_RULES = 10

/** LCU: the most used of four dimensions. On an entrance that exists, what our load adds at most. */
function applicationCapacity({ name, rules, existing, load, hours, stated }: Metered): Charge {
  const paid = Math.max(0, (rules ?? 0) - FREE_RULES)
  const evaluations = stated.ruleEvaluationsPerSecond ?? maximum(ZERO, load.requestsPerSecond.times(paid))
  const counted = capacityUnitHours(load, [
    { used: load.newConnectionsPerSecond, perUnit: 25, label: 'new/s' },
    { used: load.activeConnections, perUnit: 3000, label: 'active' },
    gigabytesPerHour(load),
    { used: evaluations, perUnit: 1000, label: 'rule evaluations/s' },
  ])
  const units = stated.capacityUnits === undefined ? counted : statedUnits(hours, stated.capacityUnits)
  const item = existing ? 'LCU-hours added by this load' : 'LCU-hours'
  return { loadBalancer: name, item, product: 'alb', dimension: 'lcu-hour', unit: 'LCU-hour', ...units }
}
