// What a bill of Google Cloud may name, and what leaves for the internet. Source: cloud.google.com/vpc/network-pricing.
import type { BilledProduct, Charge, Metered } from '../../domain/estimate/charge.ts'
import { type Decimal, decimal, textOf, ZERO } from '../../domain/money.ts'
import { transferredOn } from '../data-transfer.ts'

export const billed: readonly BilledProduct[] = [
  {
    product: 'forwarding-rule',
    title: 'Passthrough forwarding rules',
    counts: ['rules', 'gbInPerMonth'],
    pool: 'regional',
  },
  {
    product: 'application-load-balancer',
    title: 'External Application Load Balancer',
    counts: ['rules', 'gbInPerMonth', 'gbOutPerMonth'],
    pool: 'global',
  },
  {
    product: 'regional-external-application-lb',
    title: 'Regional external Application Load Balancer',
    counts: ['rules', 'gbInPerMonth', 'gbOutPerMonth'],
    pool: 'regional',
  },
  {
    product: 'internal-application-lb',
    title: 'Internal Application Load Balancer',
    counts: [
      ...(['proxies', 'requestsPerSecond', 'newConnectionsPerSecond', 'activeConnections'] as const),
      ...(['gbInPerMonth', 'gbOutPerMonth'] as const),
    ],
    protocols: ['HTTP', 'HTTPS'],
  },
  { product: 'external-ip', title: 'Reserved addresses that nothing uses', counts: ['addresses'] },
  { product: 'data-transfer', title: 'Data transfer', counts: ['gbOutPerMonth', 'crossZoneGb'] },
]

// Google bills GiB; a topology states decimal GB.
const BYTES_PER_GB = decimal(10).pow(9)
const BYTES_PER_GIB = decimal(2).pow(30)
export const gibibytes = (gb: Decimal): Decimal => gb.times(BYTES_PER_GB).dividedBy(BYTES_PER_GIB)

/** Premium tier, the default. */
export const dataTransfer = (gbOut: Decimal): Charge => ({
  loadBalancer: 'data transfer',
  item: 'Out to the internet, premium tier',
  product: 'data-transfer',
  dimension: 'internet-egress-premium',
  quantity: gibibytes(gbOut),
  unit: 'GiB',
  formula: `${textOf(gbOut)} GB × 10^9 / 2^30`,
})

export const transferred = (loadBalancers: readonly Metered[]): Charge[] =>
  transferredOn(loadBalancers, dataTransfer, betweenZones)

/** Bytes between zones are billed where they leave. */
const betweenZones = ({ name, stated: { crossZoneGb = ZERO } }: Metered): Charge => ({
  loadBalancer: name,
  item: 'Between zones',
  product: 'data-transfer',
  dimension: 'inter-zone',
  quantity: crossZoneGb,
  unit: 'GB',
  formula: `${textOf(crossZoneGb)} GB`,
})

export const reservedAddresses = ({ name, addresses, hours }: Metered): Charge => ({
  loadBalancer: name,
  item: 'Addresses reserved and not used',
  product: 'external-ip',
  dimension: 'static-unused-hour',
  quantity: hours.times(addresses),
  unit: 'address-hour',
  formula: `${textOf(hours)} h × ${addresses} addresses`,
})
