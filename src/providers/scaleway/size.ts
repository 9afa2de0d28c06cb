// The load that was stated → the size of balancer that carries it. Scaleway bills sizes, each with a bandwidth and a number of open
// connections; nothing grows by itself, so the peak decides (scaleway.com/en/docs/load-balancer/reference-content/load-balancers-limitations).
import { type Decimal, decimal, sum } from '../../domain/money.ts'
import type { Topology, Traffic } from '../../domain/topology/index.ts'
import { limitOf } from '../limit.ts'
import { limits } from './limits.ts'

export const SIZES = ['LB-S', 'LB-GP-M', 'LB-GP-L', 'LB-GP-XL'] as const
export type Size = (typeof SIZES)[number]

export type Sized = { size: Size; megabits: Decimal; connections: Decimal; enough: boolean }

/** The smallest size that carries what these workloads take at their peaks together, or the largest there is. */
export function sizeFor(workloads: Iterable<string>, topology: Topology): Sized {
  const loads = [...new Set(workloads)].flatMap((name) => topology.workloads[name]?.traffic ?? [])
  const megabits = sum(loads.map(peakMegabits))
  const connections = sum(loads.map((load) => decimal(load.activeConnections).times(load.peakToAverage)))
  const carries = (size: Size) =>
    megabits.lessThanOrEqualTo(limitOf(limits, size, 'Mbps')) &&
    connections.lessThanOrEqualTo(limitOf(limits, size, 'connections'))
  const found = SIZES.find(carries)
  return { size: found ?? 'LB-GP-XL', megabits, connections, enough: found !== undefined }
}

const MEGABITS_PER_GB = 8000

/** Bytes both ways: which of them the bandwidth is of is not published. */
const peakMegabits = ({ gbInPerMonth, gbOutPerMonth, hoursPerMonth, peakToAverage }: Traffic): Decimal =>
  decimal(gbInPerMonth)
    .plus(gbOutPerMonth)
    .times(MEGABITS_PER_GB)
    .times(peakToAverage)
    .dividedBy(decimal(hoursPerMonth).times(3600))
