// One Service of the design as a Kubernetes Service: its fields as the design has decided them; annotations come from the provider.
import { type Entrance, type FieldValue, fieldOf, type Service, type ServicePort } from '../design/design.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
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
    spec: spec(service),
  }
  return [manifest, ...(backend?.objects ?? [])]
}

function spec(service: Service): Record<string, unknown> {
  if (service.type === 'ExternalName') return { type: 'ExternalName', externalName: service.externalName }
  const protocols = new Map(
    service.fields.flatMap(({ port: name, value }) => (name === undefined ? [] : [[name, value]])),
  )
  const timeoutSeconds = fieldOf(service, 'sessionAffinityConfig.clientIP.timeoutSeconds')
  return defined({
    type: service.type === 'Headless' ? 'ClusterIP' : service.type,
    clusterIP: service.type === 'Headless' ? 'None' : undefined,
    ...Object.fromEntries(WRITTEN.map((field) => [field, fieldOf(service, field)])),
    sessionAffinityConfig: timeoutSeconds === undefined ? undefined : { clientIP: { timeoutSeconds } },
    selector: service.selector,
    ports: service.ports.length === 0 ? undefined : service.ports.map((one) => port(one, protocols.get(one.name))),
  })
}

/** Fields of the spec that are a decision and no more; the others no rule ever gives a value. */
const WRITTEN = [
  'loadBalancerClass',
  'allocateLoadBalancerNodePorts',
  'loadBalancerSourceRanges',
  'externalTrafficPolicy',
  'internalTrafficPolicy',
  'trafficDistribution',
  'publishNotReadyAddresses',
  'sessionAffinity',
] as const

const port = ({ name, port: number, targetPort, transport }: ServicePort, appProtocol: FieldValue | null = null) =>
  defined({ name, port: number, targetPort, protocol: transport, appProtocol: appProtocol ?? undefined })

/** The same object without the fields that are undefined. */
export function defined(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) kept[name] = value
  return kept
}
