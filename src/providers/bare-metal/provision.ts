// Design → what an implementation in the cluster announces: one address from its pool for each LoadBalancer Service or entrance.
import { type Design, type LoadBalancer, referenceTo } from '../../domain/design/design.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { sharesOneService } from './implementation.ts'

export const provision = (design: Design, topology: Topology): LoadBalancer[] => [
  ...design.services
    .filter((service) => service.type === 'LoadBalancer')
    .map(
      (service): LoadBalancer => ({
        name: `${service.namespace}-${service.name}`,
        product: topology.target.loadBalancers,
        scheme: service.facing?.scheme ?? 'internal',
        addresses: 1,
        serves: [referenceTo.service(service)],
        shared: false,
        existing: false,
      }),
    ),
  ...design.entrances.map((entrance): LoadBalancer => {
    // One that answers every Gateway stands before the first of them is written.
    const standing = entrance.existing || sharesOneService(topology)
    return {
      name: entrance.existing ? entrance.name : `${entrance.namespace}-${entrance.name}`,
      product: standing ? 'in-cluster-proxy' : topology.target.loadBalancers,
      scheme: entrance.scheme,
      addresses: standing ? 0 : 1,
      serves: [referenceTo.entrance(entrance)],
      shared: standing || new Set(entrance.routes.map((route) => route.workload)).size > 1,
      existing: standing,
    }
  }),
]
