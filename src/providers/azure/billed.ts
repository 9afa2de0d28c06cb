// What a bill of Azure may name, what leaves for the internet, and the Application Gateway, which no design here makes.
// Source: azure.microsoft.com/pricing/details (load-balancer, application-gateway, ip-addresses, bandwidth);
// MicrosoftDocs/azure-docs articles/application-gateway/understanding-pricing.md.
import type { BilledProduct, Charge, Metered } from '../../domain/estimate/charge.ts'
import { type Decimal, decimal, maximum, textOf, ZERO } from '../../domain/money.ts'
import { transferredOn } from '../data-transfer.ts'
import { gigabytes } from '../load.ts'
import { GATEWAY_FOR_CONTAINERS } from './entrance-class.ts'

const BYTES = ['gbInPerMonth', 'gbOutPerMonth'] as const
const GATEWAY_COUNTS = [
  ...(['activeConnections', 'mbps', 'computeUnits', 'capacityUnits', 'instances', 'minimumInstances'] as const),
  ...BYTES,
]

export const billed: readonly BilledProduct[] = [
  {
    product: 'load-balancer-standard',
    title: 'Standard Load Balancer',
    counts: ['rules', 'addresses', ...BYTES],
  },
  { product: 'application-gateway-standard-v2', title: 'Application Gateway Standard v2', counts: GATEWAY_COUNTS },
  { product: 'application-gateway-waf-v2', title: 'Application Gateway WAF v2', counts: GATEWAY_COUNTS },
  {
    product: GATEWAY_FOR_CONTAINERS,
    title: 'Application Gateway for Containers',
    counts: ['frontends', 'associations', 'capacityUnits', 'mbps', 'activeConnections', ...BYTES],
  },
  { product: 'public-ip', title: 'Public addresses', counts: ['addresses'] },
  { product: 'data-transfer', title: 'Data transfer', counts: ['gbOutPerMonth'] },
]

/** Over Microsoft's network, the default. */
export const dataTransfer = (gbOut: Decimal): Charge => ({
  loadBalancer: 'data transfer',
  item: 'Out to the internet, over Microsoft’s network',
  product: 'data-transfer',
  dimension: 'internet-egress-microsoft-network',
  quantity: gbOut,
  unit: 'GB',
  formula: `${textOf(gbOut)} GB`,
})

export const transferred = (loadBalancers: readonly Metered[]): Charge[] => transferredOn(loadBalancers, dataTransfer)

export const publicAddresses = ({ name, addresses, hours }: Metered): Charge => ({
  loadBalancer: name,
  item: 'Public IPv4 addresses',
  product: 'public-ip',
  dimension: 'standard-static-hour',
  quantity: hours.times(addresses),
  unit: 'address-hour',
  formula: `${textOf(hours)} h × ${addresses} addresses`,
})

export const CONNECTIONS_PER_UNIT = 2500
export const MEGABITS_PER_UNIT = decimal('2.22')

/** Mbps of a steady load, as it is stated or as its bytes take. */
export const megabitsOf = ({ load, stated }: Metered): Decimal =>
  stated.mbps ?? (load.hours.isZero() ? ZERO : gigabytes(load).times(8000).dividedBy(load.hours.times(3600)))

// An instance that is reserved, by number or as the least there may be, is paid as ten units.
const UNITS_PER_INSTANCE = 10

/** Fixed hours, and the most of what is used and what is reserved; parts of a unit count as parts. */
export function applicationGateway(metered: Metered): Charge[] {
  const { name, product, hours, load, stated } = metered
  const { instances = ZERO, minimumInstances = ZERO, computeUnits = ZERO } = stated
  const reserved = maximum(instances, minimumInstances).times(UNITS_PER_INSTANCE)
  const used = stated.capacityUnits ?? ZERO
  const units = maximum(
    load.activeConnections.dividedBy(CONNECTIONS_PER_UNIT),
    megabitsOf(metered).dividedBy(MEGABITS_PER_UNIT),
    computeUnits,
    reserved,
    used,
  )
  return [
    {
      loadBalancer: name,
      item: 'Application Gateway hours',
      product,
      dimension: 'fixed-hour',
      quantity: hours,
      unit: 'hour',
      formula: `${textOf(hours)} h`,
    },
    {
      loadBalancer: name,
      item: 'Capacity units',
      product,
      dimension: 'capacity-unit-hour',
      quantity: hours.times(units),
      unit: 'CU-hour',
      formula: `${textOf(hours)} h × ${textOf(units)} units`,
    },
  ]
}
