// What Azure counts: rules of each Standard Load Balancer (the first five share one price), data through them, public addresses.
// An Application Gateway for Containers costs hours of itself, its front ends and its association, and capacity units.
// Source: azure.microsoft.com/pricing/details/load-balancer, formula checked against the Azure Retail Prices API;
// MicrosoftDocs/azure-docs articles/application-gateway/for-containers/understanding-pricing.md.
import type { Charge, Circumstances, Load, Metered } from '../../domain/estimate/charge.ts'
import { maximum, textOf, ZERO } from '../../domain/money.ts'
import { gigabytes } from '../load.ts'
import { GATEWAY_FOR_CONTAINERS } from './entrance-class.ts'

const IN_FIRST_PRICE = 5

export const charge = (loadBalancers: readonly Metered[], circumstances: Circumstances): Charge[] =>
  loadBalancers.flatMap((loadBalancer) => {
    switch (loadBalancer.product) {
      case 'load-balancer-standard':
        return standard(loadBalancer, circumstances)
      case GATEWAY_FOR_CONTAINERS:
        return gatewayForContainers(loadBalancer)
      default:
        return []
    }
  })

function standard(
  { name, scheme, rules = 0, addresses, hours: there, load }: Metered,
  circumstances: Circumstances,
): Charge[] {
  const inUse = scheme === 'public' ? circumstances.inUse.loadBalancerRules : 0
  const first = inUse === 0 && rules > 0 ? 1 : 0
  const further = Math.max(0, inUse + rules - IN_FIRST_PRICE) - Math.max(0, inUse - IN_FIRST_PRICE)
  const gb = gigabytes(load)
  const hours = textOf(there)
  const shared = { loadBalancer: name, product: 'load-balancer-standard' }
  return [
    {
      ...shared,
      item: 'First five rules, one price together',
      dimension: 'included-rules-hour',
      quantity: there.times(first),
      unit: 'hour',
      formula: `${hours} h × ${first}`,
    },
    {
      ...shared,
      item: 'Rules above five',
      dimension: 'overage-rule-hour',
      quantity: there.times(further),
      unit: 'hour',
      formula: `${hours} h × ${further} rules`,
    },
    {
      ...shared,
      item: 'Data processed',
      dimension: 'data-processed',
      quantity: gb,
      unit: 'GB',
      formula: `${textOf(gb)} GB`,
    },
    {
      loadBalancer: name,
      item: 'Public IPv4 addresses',
      product: 'public-ip',
      dimension: 'standard-static-hour',
      quantity: there.times(addresses),
      unit: 'address-hour',
      formula: `${hours} h × ${addresses} addresses`,
    },
  ]
}

function gatewayForContainers({ name, existing, serves, hours, load }: Metered): Charge[] {
  const shared = { loadBalancer: name, product: GATEWAY_FOR_CONTAINERS }
  const hourly = (item: string, dimension: string, unit: string, count: number): Charge => ({
    ...shared,
    item,
    dimension,
    quantity: hours.times(count),
    unit,
    formula: `${textOf(hours)} h × ${count}`,
  })
  const fixed = existing
    ? []
    : [
        hourly('Application Gateway for Containers', 'resource-hour', 'hour', 1),
        hourly('Front ends', 'frontend-hour', 'frontend-hour', serves.length),
        hourly('Association with a subnet', 'association-hour', 'association-hour', 1),
      ]
  return [...fixed, { ...shared, ...capacity(load, existing) }]
}

const CONNECTIONS_PER_UNIT = 2500
const MEGABITS_PER_UNIT = 2.22

/** Whole units an hour of what we make; on one that exists, what comes to it. */
function capacity(load: Load, existing: boolean): Omit<Charge, 'loadBalancer' | 'product'> {
  const idle = load.hours.isZero()
  const megabits = idle ? ZERO : gigabytes(load).times(8000).dividedBy(load.hours.times(3600))
  const exact = maximum(load.activeConnections.dividedBy(CONNECTIONS_PER_UNIT), megabits.dividedBy(MEGABITS_PER_UNIT))
  const units = existing ? exact : exact.ceil()
  const most = `max(${textOf(load.activeConnections)} connections / ${CONNECTIONS_PER_UNIT}, ${textOf(megabits.toDecimalPlaces(4))} Mbps / ${MEGABITS_PER_UNIT})`
  return {
    item: 'Capacity units',
    dimension: 'capacity-unit-hour',
    quantity: load.hours.times(units),
    unit: 'CU-hour',
    formula: idle ? 'no load' : `${textOf(load.hours)} h × ${existing ? most : `ceil(${most})`}`,
  }
}
