// Design → what Vultr creates: one load balancer for each LoadBalancer Service, and one for the Service of each Gateway. Each has a public
// address, asked for or not. Source: vultr/vultr-cloud-controller-manager vultr/loadbalancers.go.
import { type Design, type Entrance, type LoadBalancer, referenceTo, type Service } from '../../domain/design/design.ts'
import { proxyPodsOf } from '../proxy-pods.ts'

export const provision = (design: Design): LoadBalancer[] => [
  ...design.services.filter((service) => service.type === 'LoadBalancer').map(forService),
  ...design.entrances.map(forEntrance),
]

const forService = (service: Service): LoadBalancer => ({
  name: `${service.namespace}-${service.name}`,
  product: 'load-balancer',
  scheme: service.facing?.scheme ?? 'internal',
  addresses: 1,
  serves: [referenceTo.service(service)],
  shared: false,
  existing: false,
})

const forEntrance = (entrance: Entrance): LoadBalancer => ({
  name: entrance.existing ? entrance.name : `${entrance.namespace}-${entrance.name}`,
  product: entrance.existing ? 'in-cluster-proxy' : 'load-balancer',
  scheme: entrance.scheme,
  addresses: entrance.existing ? 0 : 1,
  serves: [referenceTo.entrance(entrance)],
  shared: entrance.existing || new Set(entrance.routes.map((route) => route.workload)).size > 1,
  existing: entrance.existing,
  ...proxyPodsOf([entrance]),
})
