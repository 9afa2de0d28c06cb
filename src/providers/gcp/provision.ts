// Design → what Google creates. The unit is the forwarding rule: one for each transport of a LoadBalancer Service, one for each
// listener of an entrance. Source: cloud.google.com/kubernetes-engine/docs (service-load-balancer, gatewayclass-capabilities).
import { type Design, type Entrance, type LoadBalancer, referenceTo, type Service } from '../../domain/design/design.ts'

export const provision = (design: Design): LoadBalancer[] => [
  ...design.services.filter((service) => service.type === 'LoadBalancer').map(passthrough),
  ...design.entrances.map(application),
]

function passthrough(service: Service): LoadBalancer {
  const scheme = service.facing?.scheme ?? 'internal'
  return {
    name: `${service.namespace}-${service.name}`,
    product: 'forwarding-rule',
    scheme,
    addresses: scheme === 'public' ? 1 : 0,
    serves: [referenceTo.service(service)],
    shared: false,
    existing: false,
    rules: new Set(service.ports.map((port) => port.transport)).size,
    pool: 'regional',
  }
}

function application(entrance: Entrance): LoadBalancer {
  const internal = entrance.scheme === 'internal'
  const workloads = new Set(entrance.routes.map((route) => route.workload))
  return {
    name: entrance.existing ? entrance.name : `${entrance.namespace}-${entrance.name}`,
    product: isManaged(entrance)
      ? internal
        ? 'internal-application-lb'
        : 'application-load-balancer'
      : 'in-cluster-proxy',
    scheme: entrance.scheme,
    addresses: entrance.existing || internal ? 0 : 1,
    serves: [referenceTo.entrance(entrance)],
    shared: entrance.existing || workloads.size > 1,
    existing: entrance.existing,
    rules: entrance.existing ? 0 : entrance.listeners.length,
    listeners: entrance.listeners.map(({ tls }) => ({ protocol: tls ? 'HTTPS' : 'HTTP', ports: 1 })),
    // Regional external entrances pay the region's own rule price; the others form the project's global pool.
    pool: /regional/.test(entrance.class) ? 'regional' : 'global',
  }
}

/** An existing entrance may also be a proxy in the cluster behind a balancer that is there already. */
export const isManaged = (entrance: Pick<Entrance, 'class'>): boolean => /^(?:gce|gke-l7-)/.test(entrance.class)
