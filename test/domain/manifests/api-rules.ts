// A whole set of manifests goes in; every sentence an API server, a controller or a second look would say against it comes out.
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'
import { brokenByLoadBalancerConfiguration, brokenByTargetGroupConfiguration } from './aws-rules.ts'
import { brokenByGkeObject, isGkeObject } from './gke-rules.ts'
import {
  duplicates,
  IANA_SERVICE_NAME,
  isLabelValue,
  isQualifiedName,
  type Listed,
  listedOf,
  listOf,
  valuesOf,
} from './objects.ts'
import { brokenByNamespace, brokenByNetworkPolicy } from './policy-rules.ts'
import {
  brokenByGateway,
  brokenByIngress,
  brokenByListenerSet,
  brokenByReferenceGrant,
  brokenByRoute,
} from './route-rules.ts'
import { brokenByEndpointSlice, brokenByService } from './service-rules.ts'

/** Kinds that a cloud declares; what stands in them is checked by their own schemas. */
const OF_CLOUDS = new Set([...PROVIDERS.values()].flatMap(({ kinds }) => [...kinds.keys()]))

/** `known` are the Gateways that exist without being written here, as "namespace/name". */
export function brokenBy(manifests: readonly Manifest[], known: ReadonlySet<string> = new Set()): string[] {
  const all = listedOf(manifests)
  const names = all.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)
  return [
    ...duplicates(names).map((name) => `${name} twice`),
    ...all.flatMap((one) => [...brokenByMetadata(one), ...brokenByKind(one, all, known)]),
  ]
}

function brokenByKind(one: Listed, all: readonly Listed[], known: ReadonlySet<string>): string[] {
  switch (one.kind) {
    case 'Service':
      return brokenByService(one)
    case 'EndpointSlice':
      return brokenByEndpointSlice(one, all)
    case 'Ingress':
      return brokenByIngress(one, all)
    case 'Gateway':
      return brokenByGateway(one, all)
    case 'ListenerSet':
      return brokenByListenerSet(one, all)
    case 'HTTPRoute':
    case 'GRPCRoute':
    case 'TLSRoute':
    case 'TCPRoute':
    case 'UDPRoute':
      return brokenByRoute(one, all, known)
    case 'ReferenceGrant':
      return brokenByReferenceGrant(one)
    case 'LoadBalancerConfiguration':
      return brokenByLoadBalancerConfiguration(one, all)
    case 'TargetGroupConfiguration':
      return brokenByTargetGroupConfiguration(one, all)
    case 'NetworkPolicy':
      return brokenByNetworkPolicy(one)
    case 'Namespace':
      return brokenByNamespace(one)
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
      return brokenByWorkload(one, all)
    default:
      if (isGkeObject(one)) return brokenByGkeObject(one, all)
      return OF_CLOUDS.has(`${one.object.apiVersion} ${one.kind}`)
        ? []
        : [`${one.kind} ${one.name}: a kind nobody asked for`]
  }
}

function brokenByMetadata({ kind, name, metadata }: Listed): string[] {
  const labels = Object.entries(valuesOf(metadata.labels))
    .filter(([key, value]) => !isQualifiedName(key) || !isLabelValue(value))
    .map(([key]) => `${kind} ${name}: label ${key}`)
  const annotations = Object.entries(valuesOf(metadata.annotations))
    .filter(([key, value]) => !isQualifiedName(key) || typeof value !== 'string' || value === '')
    .map(([key]) => `${kind} ${name}: annotation ${key}`)
  const empty = ['labels', 'annotations']
    .filter((field) => field in metadata && Object.keys(valuesOf(metadata[field])).length === 0)
    .map((field) => `${kind} ${name}: empty ${field}`)
  return [...labels, ...annotations, ...empty]
}

function brokenByWorkload({ kind, name, namespace, spec }: Listed, all: readonly Listed[]): string[] {
  const broken: string[] = []
  const refuse = (condition: boolean, says: string) => void (condition && broken.push(`${kind} ${name}: ${says}`))
  const template = valuesOf(spec.template)
  const labels = valuesOf(valuesOf(template.metadata).labels)
  const wanted = Object.entries(valuesOf(valuesOf(spec.selector).matchLabels))
  refuse(
    wanted.length === 0 || wanted.some(([key, value]) => labels[key] !== value),
    'its selector does not select its pods',
  )
  for (const container of listOf(valuesOf(template.spec).containers)) {
    const names = listOf(container.ports).flatMap((port) => (port.name === undefined ? [] : [String(port.name)]))
    refuse(duplicates(names).length > 0, `container port ${duplicates(names)} twice`)
    for (const port of names) refuse(!IANA_SERVICE_NAME.test(port), `container port ${port}`)
  }
  const governing = all.find(
    (one) => one.kind === 'Service' && one.namespace === namespace && one.name === spec.serviceName,
  )
  refuse(kind === 'StatefulSet' && governing?.spec.clusterIP !== 'None', `no headless Service ${spec.serviceName}`)
  refuse(kind !== 'StatefulSet' && 'serviceName' in spec, 'a serviceName')
  refuse(kind === 'DaemonSet' && 'replicas' in spec, 'replicas')
  return broken
}
