// Design → what Hetzner creates: one load balancer for each LoadBalancer Service and for each Gateway made here, of the smallest type
// that has room for its ports, the cluster's nodes and the stated connections. Source: hetznercloud/hcloud-cloud-controller-manager
// internal/hcops/load_balancer.go.
import { type Design, type Entrance, type LoadBalancer, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Limit } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { proxyPodsOf } from '../proxy-pods.ts'
import { limits, TYPES, type Type } from './limits.ts'

export const provision = (design: Design, topology: Topology): LoadBalancer[] => [
  ...design.services
    .filter((service) => service.type === 'LoadBalancer')
    .map((service) => made(service, wantedOf.service(service, topology))),
  ...design.entrances.map((entrance) =>
    entrance.existing ? existing(entrance) : made(entrance, wantedOf.entrance(entrance, topology)),
  ),
]

function made(one: Service | Entrance, wanted: Wanted): LoadBalancer {
  const routed = 'routes' in one
  const scheme = routed ? one.scheme : (one.facing?.scheme ?? 'internal')
  return {
    name: `${one.namespace}-${one.name}`,
    product: typeFor(wanted),
    scheme,
    addresses: scheme === 'public' ? 1 : 0,
    serves: [routed ? referenceTo.entrance(one) : referenceTo.service(one)],
    shared: routed && new Set(one.routes.map((route) => route.workload)).size > 1,
    existing: false,
    ...(routed ? proxyPodsOf([one]) : {}),
  }
}

const existing = (entrance: Entrance): LoadBalancer => ({
  name: entrance.name,
  product: 'in-cluster-proxy',
  scheme: entrance.scheme,
  addresses: 0,
  serves: [referenceTo.entrance(entrance)],
  shared: true,
  existing: true,
})

/** What a balancer must have room for, in the words of its limits. */
export type Wanted = { services: number; targets: number; connections: number }

export const wantedOf = {
  service: ({ ports, workload }: Service, topology: Topology): Wanted => ({
    services: ports.filter((port) => port.transport === 'TCP').length,
    targets: topology.target.nodes,
    connections: connectionsOf([workload ?? ''], topology),
  }),
  entrance: ({ class: name, listeners, routes }: Entrance, topology: Topology): Wanted => ({
    // Istio opens its status port 15021 beside the listeners (istio/istio pilot/pkg/config/kube/gateway, extractServicePorts).
    services: listeners.length + (name === 'istio' ? 1 : 0),
    targets: topology.target.nodes,
    connections: connectionsOf([...new Set(routes.map((route) => route.workload))], topology),
  }),
}

/** Open connections at the peak; 0 where no traffic is stated. */
const connectionsOf = (names: readonly string[], { workloads }: Topology): number =>
  names.reduce((total, name) => {
    const { activeConnections = 0, peakToAverage = 1 } = workloads[name]?.traffic ?? {}
    return total + activeConnections * peakToAverage
  }, 0)

/** The limits of a type that what is wanted does not fit into. */
export const passedBy = (type: Type, wanted: Wanted): Limit[] =>
  limits.filter(({ product, item, value }) => product === type && (wanted[item as keyof Wanted] ?? 0) > value)

/** The smallest type with room; the largest where none has. */
export const typeFor = (wanted: Wanted): Type => TYPES.find((type) => passedBy(type, wanted).length === 0) ?? 'lb31'
