// Design → what an implementation in the cluster announces: one address from its pool for each LoadBalancer Service or entrance.
import { type Design, type LoadBalancer, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { proxyPodsOf } from '../proxy-pods.ts'
import { addressesOf } from './addresses.ts'
import { sharesOneService } from './implementation.ts'

export const provision = (design: Design, topology: Topology): LoadBalancer[] => [
  ...design.services
    .filter((service) => service.type === 'LoadBalancer')
    .map(
      (service, index, all): LoadBalancer => ({
        name: `${service.namespace}-${service.name}`,
        product: topology.target.loadBalancers,
        scheme: service.facing?.scheme ?? 'internal',
        // One that an earlier Service asks for too is taken from the pool once.
        addresses: all.slice(0, index).some((earlier) => sharesAddress(earlier, service)) ? 0 : 1,
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
      ...proxyPodsOf([entrance]),
    }
  }),
]

const sharesAddress = (one: Service, other: Service): boolean =>
  addressesOf(one).some((address) => addressesOf(other).includes(address))
