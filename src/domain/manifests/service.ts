// One Service of the design as a Kubernetes Service; fields and annotations of the cloud's controller come from the provider.
import type { Entrance, Service, ServicePort } from '../design/design.ts'
import type { Provider, ServiceSettings } from '../provider.ts'
import { PROTOCOLS, type Topology } from '../topology/index.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'

/** The Service and what the cloud needs beside it; `routed` are the entrances that lead to it. */
export function serviceManifests(
  service: Service,
  routed: readonly Entrance[],
  topology: Topology,
  provider: Provider,
): Manifest[] {
  const outer = service.type === 'LoadBalancer' ? provider.annotate.service(service, topology) : undefined
  const backend = routed.length === 0 ? undefined : provider.annotate.backend(service, routed, topology)
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(topology, {
      name: service.name,
      namespace: service.namespace,
      component: service.workload ?? service.external,
      annotations: { ...backend?.annotations, ...outer?.annotations },
    }),
    spec: spec(service, outer),
  }
  return [manifest, ...(backend?.objects ?? [])]
}

function spec(service: Service, outer: Pick<ServiceSettings, 'fields'> | undefined): Record<string, unknown> {
  if (service.type === 'ExternalName') return { type: 'ExternalName', externalName: service.externalName }
  const { fields } = outer ?? { fields: {} }
  const affinity =
    fields.sessionAffinity?.value === undefined ? service.sessionAffinitySeconds : service.facing?.sticky?.ttlSeconds
  const externalTrafficPolicy = fields.externalTrafficPolicy?.value ?? service.externalTrafficPolicy
  return defined({
    type: service.type === 'Headless' ? 'ClusterIP' : service.type,
    clusterIP: service.type === 'Headless' ? 'None' : undefined,
    loadBalancerClass: fields.loadBalancerClass?.value,
    allocateLoadBalancerNodePorts: fields.allocateLoadBalancerNodePorts?.value,
    loadBalancerSourceRanges: fields.loadBalancerSourceRanges?.value,
    externalTrafficPolicy,
    internalTrafficPolicy: service.internalTrafficPolicy,
    trafficDistribution: service.trafficDistribution,
    publishNotReadyAddresses: service.publishNotReadyAddresses,
    sessionAffinity: affinity === undefined ? undefined : 'ClientIP',
    sessionAffinityConfig: affinity === undefined ? undefined : { clientIP: { timeoutSeconds: affinity } },
    selector: service.selector,
    ports: service.ports.length === 0 ? undefined : service.ports.map(port),
  })
}

const port = ({ name, port: number, targetPort, transport, protocol }: ServicePort) =>
  defined({ name, port: number, targetPort, protocol: transport, appProtocol: PROTOCOLS[protocol].appProtocol })

/** The same object without the fields that are undefined. */
export const defined = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
