// What Azure counts: rules of each Standard Load Balancer (the first five share one price), data through them, public addresses.
// An Application Gateway for Containers costs hours of itself, its front ends and its association, and capacity units.
// Source: azure.microsoft.com/pricing/details/load-balancer, formula checked against the Azure Retail Prices API;
// MicrosoftDocs/azure-docs articles/application-gateway/for-containers/understanding-pricing.md.
import type { Charge, Circumstances, Metered } from '../../domain/estimate/charge.ts'
import { type Decimal, decimal, maximum, textOf } from '../../domain/money.ts'
import { gigabytes } from '../load.ts'
import {
  applicationGateway,
  CONNECTIONS_PER_UNIT,
  MEGABITS_PER_UNIT,
  megabitsOf,
  publicAddresses,
  transferred,
} from './billed.ts'
import { GATEWAY_FOR_CONTAINERS } from './entrance-class.ts'

const IN_FIRST_PRICE = 5

export function charge(loadBalancers: readonly Metered[], { inUse }: Circumstances): Charge[] {
  const shared = sharing(loadBalancers)
  const charges = loadBalancers.flatMap((loadBalancer) => {
    switch (loadBalancer.product) {
      case 'load-balancer-standard':
        return standard(loadBalancer, loadBalancer === shared ? inUse.loadBalancerRules : 0)
      case GATEWAY_FOR_CONTAINERS:
        return gatewayForContainers(loadBalancer)
      case 'application-gateway-standard-v2':
      case 'application-gateway-waf-v2':
        return applicationGateway(loadBalancer)
      case 'public-ip':
        return [publicAddresses(loadBalancer)]
      default:
        return []
    }
  })
  return [...charges, ...transferred(loadBalancers)]
}

/** Rules in use are those of one public balancer. Of several of ours the one of most rules is taken for it, so that none is too cheap. */
const sharing = (loadBalancers: readonly Metered[]): Metered | undefined =>
  loadBalancers
    .filter(({ product, scheme }) => product === 'load-balancer-standard' && scheme === 'public')
    .sort((a, b) => (b.rules ?? 0) - (a.rules ?? 0))[0]

function standard(metered: Metered, inUse: number): Charge[] {
  const { name, scheme, rules = 0, hours: there, load } = metered
  const first = inUse === 0 && rules > 0 ? 1 : 0
  const further = Math.max(0, inUse + rules - IN_FIRST_PRICE) - Math.max(0, inUse - IN_FIRST_PRICE)
  const gb = gigabytes(load)
  const hours = textOf(there)
  const shared = { loadBalancer: name, product: 'load-balancer-standard' }
  // The outbound rule is there once, however many come to it.
  const outbound = scheme === 'public' && inUse === 0 ? 1 : 0
  const pooled = { [`rules of ${name}`]: decimal(rules - outbound) }
  return [
    {
      ...shared,
      pooled,
      item: 'First five rules, one price together',
      dimension: 'included-rules-hour',
      quantity: there.times(first),
      unit: 'hour',
      formula: `${hours} h × ${first}`,
    },
    {
      ...shared,
      pooled,
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
    publicAddresses(metered),
  ]
}

function gatewayForContainers(metered: Metered): Charge[] {
  const { name, existing, serves, hours, stated } = metered
  const shared = { loadBalancer: name, product: GATEWAY_FOR_CONTAINERS }
  const hourly = (item: string, dimension: string, unit: string, count: Decimal): Charge => ({
    ...shared,
    item,
    dimension,
    quantity: hours.times(count),
    unit,
    formula: `${textOf(hours)} h × ${textOf(count)}`,
  })
  const once = { pooled: { [name]: decimal(1) } }
  const fixed = existing
    ? []
    : [
        { ...hourly('Application Gateway for Containers', 'resource-hour', 'hour', decimal(1)), ...once },
        hourly('Front ends', 'frontend-hour', 'frontend-hour', stated.frontends ?? decimal(serves.length)),
        {
          ...hourly(
            'Association with a subnet',
            'association-hour',
            'association-hour',
            stated.associations ?? decimal(1),
          ),
          ...once,
        },
      ]
  return [...fixed, { ...shared, ...capacity(metered) }]
}

/** Whole units an hour of what we make; on one that exists, what comes to it. */
function capacity(metered: Metered): Omit<Charge, 'loadBalancer' | 'product'> {
  const { load, existing, hours, stated } = metered
  const shared = { item: 'Capacity units', dimension: 'capacity-unit-hour', unit: 'CU-hour' }
  if (stated.capacityUnits !== undefined) {
    const quantity = hours.times(stated.capacityUnits)
    return { ...shared, quantity, formula: `${textOf(hours)} h × ${textOf(stated.capacityUnits)} units` }
  }
  const megabits = megabitsOf(metered)
  const pooled = { [`connections of ${metered.name}`]: load.activeConnections, [`Mbps of ${metered.name}`]: megabits }
  const exact = maximum(load.activeConnections.dividedBy(CONNECTIONS_PER_UNIT), megabits.dividedBy(MEGABITS_PER_UNIT))
  const units = existing ? exact : exact.ceil()
  const most = `max(${textOf(load.activeConnections)} connections / ${CONNECTIONS_PER_UNIT}, ${textOf(megabits.toDecimalPlaces(4))} Mbps / ${textOf(MEGABITS_PER_UNIT)})`
  return {
    ...shared,
    pooled,
    quantity: load.hours.times(units),
    formula: load.hours.isZero() ? 'no load' : `${textOf(load.hours)} h × ${existing ? most : `ceil(${most})`}`,
  }
}
