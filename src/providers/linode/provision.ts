// Design → what Linode creates: one NodeBalancer for each LoadBalancer Service, and one for the Service of each Gateway. UDP takes a
// premium one. Sources: linode/linode-cloud-controller-manager cloud/linode/loadbalancers.go; techdocs.akamai.com (Linode API changelog
// of 2026-09-30).
import { type Design, type Entrance, type LoadBalancer, referenceTo, type Service } from '../../domain/design/design.ts'
import { proxyPodsOf } from '../proxy-pods.ts'

export const BASIC = 'nodebalancer'
export const PREMIUM = 'nodebalancer-premium'

export const provision = (design: Design): LoadBalancer[] => [
  ...design.services.filter((service) => service.type === 'LoadBalancer').map(forService),
  ...design.entrances.map(forEntrance),
]

/** The basic kind carries no UDP. */
export const productOf = ({ ports }: Service): typeof BASIC | typeof PREMIUM =>
  ports.some((port) => port.transport === 'UDP') ? PREMIUM : BASIC

const forService = (service: Service): LoadBalancer => ({
  name: `${service.namespace}-${service.name}`,
  product: productOf(service),
  scheme: service.facing?.scheme ?? 'internal',
  // Also inside: without a subnet that only the owner can name it has a public address, with the internet shut out.
  addresses: 1,
  serves: [referenceTo.service(service)],
  shared: false,
  existing: false,
})

const forEntrance = (entrance: Entrance): LoadBalancer => ({
  name: entrance.existing ? entrance.name : `${entrance.namespace}-${entrance.name}`,
  product: entrance.existing ? 'in-cluster-proxy' : BASIC,
  scheme: entrance.scheme,
  addresses: entrance.existing ? 0 : 1,
  serves: [referenceTo.entrance(entrance)],
  shared: entrance.existing || new Set(entrance.routes.map((route) => route.workload)).size > 1,
  existing: entrance.existing,
  ...proxyPodsOf([entrance]),
})
