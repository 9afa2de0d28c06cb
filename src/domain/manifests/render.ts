// Design → Kubernetes objects, in apply order: what others refer to comes first. Decides nothing; spells out what was decided.
import type { Design } from '../design/design.ts'
import { entrancesByService, keyOfService } from '../design/entrances-by-service.ts'
import { compareText } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { endpointSlices } from './endpoint-slice.ts'
import { gatewayManifests } from './gateway.ts'
import { ingressManifests } from './ingress.ts'
import type { Manifest } from './manifest.ts'
import { namespaceManifests } from './namespace.ts'
import { networkPolicies } from './network-policy.ts'
import { serviceManifests } from './service.ts'
import { uniqueNames } from './unique-names.ts'
import { workloadManifest } from './workload.ts'

const APPLY_ORDER = [
  'Namespace',
  // Before the pods they are for, so that none runs a moment without.
  'NetworkPolicy',
  'Service',
  'EndpointSlice',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReferenceGrant',
  'Gateway',
  'ListenerSet',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
  'Ingress',
]

// Objects of a cloud's own kinds go before the Gateways and Ingresses that read them.
const OF_CLOUDS = APPLY_ORDER.indexOf('ReferenceGrant')

function rank({ kind }: Manifest): number {
  const place = APPLY_ORDER.indexOf(kind)
  return place === -1 ? OF_CLOUDS : place
}

export function render(design: Design, topology: Topology, provider: Provider): Manifest[] {
  const names = uniqueNames()
  const routed = entrancesByService(design)
  const manifests = [
    ...design.services.flatMap((service) =>
      serviceManifests(service, routed.get(keyOfService(service)) ?? [], topology, provider),
    ),
    ...design.services.flatMap((service) => endpointSlices(service, topology)),
    ...Object.entries(topology.workloads).flatMap(([name, workload]) =>
      workloadManifest(name, workload, design, topology),
    ),
    ...design.entrances.flatMap((entrance) =>
      entrance.api === 'gateway'
        ? gatewayManifests(entrance, topology, provider, names)
        : ingressManifests(entrance, topology, provider, names),
    ),
    ...networkPolicies(design, topology, provider, names),
  ]
  manifests.push(...namespaceManifests(manifests))
  return manifests.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compareText(a.kind, b.kind) ||
      compareText(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
      compareText(a.metadata.name, b.metadata.name),
  )
}
