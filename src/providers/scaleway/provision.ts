// Design → what Scaleway creates: one load balancer for each LoadBalancer Service, and one for the Service of each Gateway, of the size
// its load needs. A public one has a flexible IP. Source: scaleway/scaleway-cloud-controller-manager scaleway/loadbalancers.go.
import { type Design, type Entrance, type LoadBalancer, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { proxyPodsOf } from '../proxy-pods.ts'
import { sizeFor } from './size.ts'

export const provision = (design: Design, topology: Topology): LoadBalancer[] => [
  ...design.services.filter((service) => service.type === 'LoadBalancer').map((one) => forService(one, topology)),
  ...design.entrances.map((one) => forEntrance(one, topology)),
]

const publicAddresses = (scheme: LoadBalancer['scheme']) => (scheme === 'public' ? 1 : 0)

function forService(service: Service, topology: Topology): LoadBalancer {
  const scheme = service.facing?.scheme ?? 'internal'
  return {
    name: `${service.namespace}-${service.name}`,
    product: sizeFor([service.workload ?? ''], topology).size,
    scheme,
    addresses: publicAddresses(scheme),
    serves: [referenceTo.service(service)],
    shared: false,
    existing: false,
  }
}

function forEntrance(entrance: Entrance, topology: Topology): LoadBalancer {
  const workloads = new Set(entrance.routes.map((route) => route.workload))
  return {
    name: entrance.existing ? entrance.name : `${entrance.namespace}-${entrance.name}`,
    product: entrance.existing ? 'in-cluster-proxy' : sizeFor(workloads, topology).size,
    scheme: entrance.scheme,
    addresses: entrance.existing ? 0 : publicAddresses(entrance.scheme),
    serves: [referenceTo.entrance(entrance)],
    shared: entrance.existing || workloads.size > 1,
    existing: entrance.existing,
    ...proxyPodsOf([entrance]),
  }
}
