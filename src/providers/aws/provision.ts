// Design → what AWS creates: a Network Load Balancer for each LoadBalancer Service and each entrance at layer 4, an Application Load
// Balancer for each other entrance.
// Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/{service,ingress,gateway}.
import { type Design, type Entrance, type LoadBalancer, referenceTo, type Service } from '../../domain/design/design.ts'
import { isAtLayer4 } from '../../domain/design/layer4.ts'
import type { Topology, Transport } from '../../domain/topology/index.ts'

export const provision = (design: Design, topology: Topology): LoadBalancer[] => [
  ...design.services.filter((service) => service.type === 'LoadBalancer').map((service) => network(service, topology)),
  ...design.entrances.map((entrance) =>
    isAtLayer4(entrance) ? networkGateway(entrance, topology) : application(entrance, topology),
  ),
]

// "One address for each enabled zone" holds for internet-facing NLBs exactly and for ALBs at least (AWS public IPv4 pricing).
const publicAddresses = (scheme: LoadBalancer['scheme'], topology: Topology) =>
  scheme === 'public' ? topology.target.zones : 0

function network(service: Service, topology: Topology): LoadBalancer {
  const scheme = service.facing?.scheme ?? 'internal'
  return {
    name: `${service.namespace}-${service.name}`,
    product: 'nlb',
    scheme,
    addresses: publicAddresses(scheme, topology),
    serves: [referenceTo.service(service)],
    shared: false,
    existing: false,
    listeners: listenersOf(service.ports, service.facing?.tls.mode === 'terminate'),
  }
}

const networkGateway = (entrance: Entrance, topology: Topology): LoadBalancer => ({
  name: `${entrance.namespace}-${entrance.name}`,
  product: 'nlb',
  scheme: entrance.scheme,
  addresses: publicAddresses(entrance.scheme, topology),
  serves: [referenceTo.entrance(entrance)],
  shared: false,
  existing: false,
  listeners: listenersOf(entrance.listeners, false),
})

/** TLS counts apart only where the balancer ends it; else it is TCP. */
function listenersOf(
  ports: readonly { transport?: Transport | undefined }[],
  ended: boolean,
): NonNullable<LoadBalancer['listeners']> {
  const udp = ports.filter((port) => port.transport === 'UDP').length
  const rest = ports.length - udp
  const protocol = ended ? 'TLS' : 'TCP'
  return [
    ...(rest > 0 && protocol === 'TCP' ? [{ protocol, ports: rest } as const] : []),
    ...(udp > 0 ? [{ protocol: 'UDP', ports: udp } as const] : []),
    ...(rest > 0 && protocol === 'TLS' ? [{ protocol, ports: rest } as const] : []),
  ]
}

function application(entrance: Entrance, topology: Topology): LoadBalancer {
  const workloads = new Set(entrance.routes.map((route) => route.workload))
  const existing = topology.target.entrances
  const inUse = entrance.existing
    ? Object.values(existing).find((known) => known.name === entrance.name)?.rulesInUse
    : 0
  return {
    name: entrance.existing ? entrance.name : `${entrance.namespace}-${entrance.name}`,
    product: isApplicationLoadBalancer(entrance) ? 'alb' : 'in-cluster-proxy',
    scheme: entrance.scheme,
    addresses: entrance.existing ? 0 : publicAddresses(entrance.scheme, topology),
    serves: [referenceTo.entrance(entrance)],
    shared: entrance.existing || workloads.size > 1,
    existing: entrance.existing,
    rules: (inUse ?? 0) + entrance.routes.length,
  }
}

/** An existing entrance may also be a proxy in the cluster (Traefik, Envoy Gateway …) behind a balancer that is there already. */
export const isApplicationLoadBalancer = (entrance: Pick<Entrance, 'class' | 'controller'>): boolean =>
  entrance.controller === undefined
    ? /(?:^|[-.])alb(?:$|[-.])/.test(entrance.class)
    : /[/-]alb$/.test(entrance.controller)
