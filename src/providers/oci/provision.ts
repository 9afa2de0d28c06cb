// Design → what Oracle creates: one load balancer for each LoadBalancer Service, network or flexible (see `product.ts`), and a network
// load balancer before each Gateway made here. Source: oracle/oci-cloud-controller-manager pkg/cloudprovider/providers/oci.
import { type Design, type Entrance, type LoadBalancer, referenceTo, type Service } from '../../domain/design/design.ts'
import { proxyPodsOf } from '../proxy-pods.ts'
import { productOf } from './product.ts'

export const provision = (design: Design): LoadBalancer[] => [
  ...design.services.filter((service) => service.type === 'LoadBalancer').map(forService),
  ...design.entrances.map(forEntrance),
]

function forService(service: Service): LoadBalancer {
  const scheme = service.facing?.scheme ?? 'internal'
  return {
    name: `${service.namespace}-${service.name}`,
    product: productOf(service),
    scheme,
    addresses: scheme === 'public' ? 1 : 0,
    serves: [referenceTo.service(service)],
    shared: false,
    existing: false,
  }
}

function forEntrance(entrance: Entrance): LoadBalancer {
  const { existing, scheme } = entrance
  return {
    name: existing ? entrance.name : `${entrance.namespace}-${entrance.name}`,
    product: existing ? 'in-cluster-proxy' : 'network-load-balancer',
    scheme,
    addresses: existing || scheme === 'internal' ? 0 : 1,
    serves: [referenceTo.entrance(entrance)],
    shared: existing || new Set(entrance.routes.map((route) => route.workload)).size > 1,
    existing,
    ...proxyPodsOf([entrance]),
  }
}
