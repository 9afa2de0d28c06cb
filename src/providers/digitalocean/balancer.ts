// What a Service or entrance asks for → which of DigitalOcean's load balancers it gets, and of how many nodes: asked by what is written,
// what is provisioned, what is counted and what is checked, so that all four agree.
// Sources: digitalocean/digitalocean-cloud-controller-manager docs/controllers/services/annotations.md,
// cloud-controller-manager/do/loadbalancers.go; docs.digitalocean.com/products/networking/load-balancers/how-to/scale.
import type { Entrance, Service } from '../../domain/design/design.ts'
import type { Metered } from '../../domain/estimate/charge.ts'
import { type Decimal, decimal, maximum, minimum, sum } from '../../domain/money.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { limitOf } from '../limit.ts'
import { limits } from './limits.ts'

export type BalancerType = 'REGIONAL' | 'REGIONAL_NETWORK'

/**
 * | asked of the balancer                                        | type             |
 * |--------------------------------------------------------------|------------------|
 * | TLS ended, cookies, or an idle timeout of HTTP               | REGIONAL         |
 * | a number that is not the container's, the caller's address   | REGIONAL_NETWORK |
 * | a number that is not the container's                         | REGIONAL         |
 * | nothing of this                                              | REGIONAL_NETWORK |
 *
 * DigitalOcean says that `port` and `targetPort` must be the same on a network load balancer
 * (docs.digitalocean.com/products/kubernetes/how-to/configure-load-balancers#network-load-balancer); only that one keeps the address.
 */
export function typeOf(service: Service): BalancerType {
  if (speaksHttp(service)) return 'REGIONAL'
  return mapsPorts(service) && service.facing?.preserveClientIP !== true ? 'REGIONAL' : 'REGIONAL_NETWORK'
}

export const mapsPorts = ({ ports }: Service): boolean => ports.some((port) => port.port !== port.targetPort)

// To what stands behind it a balancer that ended TLS, or sets cookies, speaks HTTP/1.1: gRPC and HTTP/2 would not get through.
const PLAIN_HTTP = ['http', 'websocket']
const isPlainHttp = ({ ports }: Service): boolean => ports.every((port) => PLAIN_HTTP.includes(port.protocol))

/** Does the balancer take part in HTTP, or only pass bytes on? */
export const speaksHttp = (service: Service): boolean =>
  isTlsEnded(service) || setsCookies(service) || timesOut(service)

/** A certificate of the account ends TLS; without one the balancer would be refused. */
export const isTlsEnded = (service: Service): boolean =>
  mayEndTls(service) && service.facing?.tls.certificate !== undefined

export const mayEndTls = (service: Service): boolean => isPlainHttp(service) && service.facing?.tls.mode === 'terminate'

const seesRequests = (service: Service): boolean =>
  isPlainHttp(service) && (service.facing?.tls.mode === 'none' || isTlsEnded(service))

export const setsCookies = (service: Service): boolean =>
  seesRequests(service) && service.facing?.sticky?.by === 'cookie'

const timesOut = (service: Service): boolean =>
  seesRequests(service) && service.facing?.idleTimeoutSeconds !== undefined

// One node carries 10,000 requests a second, 10,000 connections at a time and 250 new TLS connections a second.
const PER_NODE = { requests: 10_000, connections: 10_000, newTlsConnections: 250 }
const MOST = limitOf(limits, 'load-balancer-regional', 'nodes')

/** Nodes for the peak of all its workloads, whole, whatever other ways in they have: nothing says how a load falls on them. */
export const nodesNeeded = (workloads: Iterable<string>, endsTls: boolean, topology: Topology): Decimal => {
  const loads = [...new Set(workloads)].flatMap((name) => {
    const traffic = topology.workloads[name]?.traffic
    return traffic === undefined ? [] : [traffic]
  })
  const peak = (field: 'requestsPerSecond' | 'activeConnections' | 'newConnectionsPerSecond') =>
    sum(loads.map((traffic) => decimal(traffic[field]).times(traffic.peakToAverage)))
  return maximum(
    decimal(1),
    peak('requestsPerSecond').dividedBy(PER_NODE.requests).ceil(),
    peak('activeConnections').dividedBy(PER_NODE.connections).ceil(),
    endsTls ? peak('newConnectionsPerSecond').dividedBy(PER_NODE.newTlsConnections).ceil() : decimal(1),
  )
}

export const nodesNeededBy = {
  service: (service: Service, topology: Topology): Decimal =>
    nodesNeeded(service.workload === undefined ? [] : [service.workload], isTlsEnded(service), topology),
  entrance: ({ routes }: Entrance, topology: Topology): Decimal =>
    nodesNeeded(
      routes.map((route) => route.workload),
      false,
      topology,
    ),
}

/** Where their number is not stated: as many as the load needs. An HTTP balancer is taken to end the TLS of its connections. */
export const nodesFor = ({ product, load }: Pick<Metered, 'product' | 'load'>): Decimal =>
  nodesOf(
    maximum(
      decimal(1),
      load.requestsPerSecond.dividedBy(PER_NODE.requests).ceil(),
      load.activeConnections.dividedBy(PER_NODE.connections).ceil(),
      product === 'load-balancer-regional-http'
        ? load.newConnectionsPerSecond.dividedBy(PER_NODE.newTlsConnections).ceil()
        : decimal(1),
    ),
  )

/** What is written and billed: as many as are needed, and no more than there can be. */
export const nodesOf = (needed: Decimal): Decimal => minimum(needed, decimal(MOST))
