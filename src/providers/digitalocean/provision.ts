// Design → what DigitalOcean creates: one load balancer for each LoadBalancer Service, and one for the Service of each Gateway.
// Source: digitalocean/digitalocean-cloud-controller-manager cloud-controller-manager/do/loadbalancers.go.
import { type Design, type Entrance, type LoadBalancer, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { proxyPodsOf } from '../proxy-pods.ts'
import { nodesNeededBy, nodesOf, typeOf } from './balancer.ts'

const HTTP = 'load-balancer-regional-http'
const NETWORK = 'load-balancer-regional-network'

export const provision = (design: Design, topology: Topology): LoadBalancer[] => [
  ...design.services
    .filter((service) => service.type === 'LoadBalancer')
    .map((service) => forService(service, topology)),
  ...design.entrances.map((entrance) => forEntrance(entrance, topology)),
]

const forService = (service: Service, topology: Topology): LoadBalancer => ({
  name: `${service.namespace}-${service.name}`,
  // The price list calls a regional balancer an HTTP one, whether it looks into what passes or not.
  product: typeOf(service) === 'REGIONAL' ? HTTP : NETWORK,
  scheme: service.facing?.scheme ?? 'internal',
  addresses: service.facing?.scheme === 'public' ? 1 : 0,
  serves: [referenceTo.service(service)],
  shared: false,
  existing: false,
  nodes: nodesOf(nodesNeededBy.service(service, topology)).toNumber(),
})

const forEntrance = (entrance: Entrance, topology: Topology): LoadBalancer => ({
  name: entrance.existing ? entrance.name : `${entrance.namespace}-${entrance.name}`,
  product: entrance.existing ? 'in-cluster-proxy' : HTTP,
  scheme: entrance.scheme,
  addresses: !entrance.existing && entrance.scheme === 'public' ? 1 : 0,
  serves: [referenceTo.entrance(entrance)],
  shared: entrance.existing || new Set(entrance.routes.map((route) => route.workload)).size > 1,
  existing: entrance.existing,
  ...(entrance.existing ? {} : { nodes: nodesOf(nodesNeededBy.entrance(entrance, topology)).toNumber() }),
  ...proxyPodsOf([entrance]),
})
