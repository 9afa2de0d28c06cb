// What a bill of AWS may name, and what leaves for the internet. Source: aws.amazon.com/elasticloadbalancing/pricing,
// aws.amazon.com/vpc/pricing (public IPv4), aws.amazon.com/ec2/pricing/on-demand (data transfer).
import type { BilledProduct, Charge, Metered } from '../../domain/estimate/charge.ts'
import { type Decimal, textOf, ZERO } from '../../domain/money.ts'
import { transferredOn } from '../data-transfer.ts'
import { gigabytes } from '../load.ts'

const CONNECTIONS = ['newConnectionsPerSecond', 'activeConnections', 'gbInPerMonth', 'gbOutPerMonth'] as const

export const billed: readonly BilledProduct[] = [
  {
    product: 'alb',
    title: 'Application Load Balancer',
    counts: [
      ...(['addresses', 'rules', 'requestsPerSecond', ...CONNECTIONS] as const),
      ...(['capacityUnits', 'trustStores', 'ruleEvaluationsPerSecond'] as const),
    ],
  },
  {
    product: 'nlb',
    title: 'Network Load Balancer',
    counts: ['addresses', 'capacityUnits', ...CONNECTIONS],
    protocols: ['TCP', 'UDP', 'TLS'],
  },
  { product: 'clb', title: 'Classic Load Balancer', counts: ['addresses', 'gbInPerMonth', 'gbOutPerMonth'] },
  { product: 'public-ipv4', title: 'Public IPv4 addresses', counts: ['addresses'] },
  { product: 'data-transfer', title: 'Data transfer', counts: ['gbOutPerMonth', 'crossZoneGb'] },
]

export const dataTransfer = (gbOut: Decimal): Charge => ({
  loadBalancer: 'data transfer',
  item: 'Out to the internet',
  product: 'data-transfer',
  dimension: 'internet-egress',
  quantity: gbOut,
  unit: 'GB',
  formula: `${textOf(gbOut)} GB`,
})

export const transferred = (loadBalancers: readonly Metered[]): Charge[] =>
  transferredOn(loadBalancers, dataTransfer, betweenZones)

/** Bytes between zones are billed on either side. */
const betweenZones = ({ name, stated: { crossZoneGb = ZERO } }: Metered): Charge => ({
  loadBalancer: name,
  item: 'Between zones, out and in',
  product: 'data-transfer',
  dimension: 'cross-az',
  quantity: crossZoneGb.times(2),
  unit: 'GB',
  formula: `${textOf(crossZoneGb)} GB × 2`,
})

/** A Classic Load Balancer is billed by the byte. */
export const classicData = ({ name, load }: Metered): Charge => ({
  loadBalancer: name,
  item: 'Data processed',
  product: 'clb',
  dimension: 'data-processed',
  quantity: gigabytes(load),
  unit: 'GB',
  formula: `${textOf(gigabytes(load))} GB`,
})
