// Which of Oracle's two load balancers a Service becomes, and how wide the one that has a width must be. The network load balancer passes
// packets on and costs nothing; the flexible one is a proxy that ends TLS and has an idle timeout, and costs hours and bandwidth.
// Sources: oracle.com/cloud/networking/flexible-network-load-balancer; docs.oracle.com/en-us/iaas/Content/ContEng.
import type { Service } from '../../domain/design/design.ts'
import { type Decimal, decimal } from '../../domain/money.ts'
import { HOURS_PER_MONTH, type Topology } from '../../domain/topology/index.ts'
import { limitOf } from '../limit.ts'
import { limits } from './limits.ts'

export type Product = 'network-load-balancer' | 'flexible-load-balancer'

/**
 * First match wins; what comes first cannot be had otherwise, what comes last is free.
 *
 * | what it carries or asks for | load balancer | because |
 * |---|---|---|
 * | a UDP port, or the caller's address | network | the flexible one is a proxy for TCP |
 * | TLS ended here with a Secret, or an idle timeout | flexible | the network one passes bytes on, and the controller sets no timeout there |
 * | anything else | network | it costs nothing, has no bandwidth to guess and no proxy that could be full |
 */
export function productOf({ ports, facing }: Pick<Service, 'ports' | 'facing'>): Product {
  if (facing === undefined || facing.preserveClientIP) return 'network-load-balancer'
  if (ports.some((port) => port.transport !== 'TCP')) return 'network-load-balancer'
  const ended = facing.tls.mode === 'terminate' && facing.tls.secret !== undefined
  return ended || facing.idleTimeoutSeconds !== undefined ? 'flexible-load-balancer' : 'network-load-balancer'
}

export const isTlsEnded = (service: Pick<Service, 'ports' | 'facing'>): boolean =>
  productOf(service) === 'flexible-load-balancer' &&
  service.facing?.tls.mode === 'terminate' &&
  service.facing.tls.secret !== undefined

/** The least that can be reserved; what is used above it is billed by the minute, so more is not reserved (docs.oracle.com, Balance). */
export const LEAST_MBPS = 10
export const MOST_MBPS = limitOf(limits, 'flexible-load-balancer', 'Mbps')
// The controller's own default shape is 100 Mbps; a bound on what may be used costs nothing until it is used.
const USUAL_MOST_MBPS = 100

const MEGABITS_PER_GB = 8000
const SECONDS_PER_HOUR = 3600
/** Mbps that are used for an hour, from bytes: "1 GB is 8,000 Mb, an hour 3,600 s". */
export const mbpsHours = (gb: Decimal): Decimal => gb.times(MEGABITS_PER_GB).dividedBy(SECONDS_PER_HOUR)

/** Mbps at the peak of the traffic that is stated; 0 where none is. */
export function peakMbps({ workload }: Pick<Service, 'workload'>, { workloads }: Topology): number {
  const traffic = workloads[workload ?? '']?.traffic
  if (traffic === undefined) return 0
  const { gbInPerMonth, gbOutPerMonth, hoursPerMonth = HOURS_PER_MONTH, peakToAverage } = traffic
  return mbpsHours(decimal(gbInPerMonth).plus(gbOutPerMonth)).dividedBy(hoursPerMonth).times(peakToAverage).toNumber()
}

/** The bound of the flexible shape in whole Mbps. */
export const mostMbps = (service: Pick<Service, 'workload'>, topology: Topology): number =>
  Math.min(MOST_MBPS, Math.max(USUAL_MOST_MBPS, Math.ceil(peakMbps(service, topology))))
