// What an API server refuses in a Service or an EndpointSlice, told again from `../../../shared` facts: kubernetes/kubernetes
// pkg/apis/core/validation/validation.go and apimachinery pkg/util/validation. Objects in, sentences out; none means it is taken.
import ipaddr from 'ipaddr.js'
import {
  DNS_1035_LABEL,
  DNS_1123_LABEL,
  duplicates,
  isLabelValue,
  isNetwork,
  isQualifiedName,
  isSubdomain,
  type Listed,
  listOf,
  textsOf,
  type Values,
  valuesOf,
} from './objects.ts'

const LOAD_BALANCER_ONLY = [
  'loadBalancerClass',
  'allocateLoadBalancerNodePorts',
  'loadBalancerSourceRanges',
  'loadBalancerIP',
  'healthCheckNodePort',
]

export function brokenByService({ name, spec, metadata }: Listed): string[] {
  const broken: string[] = []
  const refuse = (condition: boolean, says: string) => void (condition && broken.push(`Service ${name}: ${says}`))
  const type = spec.type ?? 'ClusterIP'
  const headless = spec.clusterIP === 'None'
  const annotations = valuesOf(metadata.annotations)
  refuse(name.length > 63 || !DNS_1035_LABEL.test(name), 'no DNS-1035 label')
  refuse(!['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'].includes(String(type)), `type ${type}`)
  refuse(JSON.stringify(annotations).length > 262_144, 'annotations too long')
  refuse(headless && type !== 'ClusterIP', 'headless with another type')
  if (type === 'ExternalName') {
    refuse(!isSubdomain(String(spec.externalName)), `externalName ${spec.externalName}`)
    for (const field of ['selector', 'ports', 'clusterIP', 'sessionAffinity', 'internalTrafficPolicy'])
      refuse(field in spec, `${field} on an ExternalName`)
  } else {
    refuse('externalName' in spec, 'externalName on another type')
    refuse(!headless && listOf(spec.ports).length === 0, 'no ports')
  }
  if (type !== 'LoadBalancer')
    for (const field of LOAD_BALANCER_ONLY) refuse(field in spec, `${field} on ${headless ? 'a headless one' : type}`)
  if (type !== 'LoadBalancer' && type !== 'NodePort')
    refuse('externalTrafficPolicy' in spec, `externalTrafficPolicy on ${type}`)
  refuse(headless && 'sessionAffinity' in spec, 'sessionAffinity on a headless one')
  refuse('internalTrafficPolicy' in spec && 'trafficDistribution' in spec, 'two policies for traffic inside')
  for (const range of textsOf(spec.loadBalancerSourceRanges)) refuse(!isNetwork(range), `source range ${range}`)
  const affinity = valuesOf(valuesOf(spec.sessionAffinityConfig).clientIP).timeoutSeconds
  refuse((spec.sessionAffinity === 'ClientIP') !== (affinity !== undefined), 'affinity and its timeout go together')
  refuse(affinity !== undefined && !(Number(affinity) >= 1 && Number(affinity) <= 86_400), `affinity ${affinity}`)
  for (const [key, value] of Object.entries(valuesOf(spec.selector)))
    refuse(!isQualifiedName(key) || !isLabelValue(value), `selector ${key}`)
  return [...broken, ...brokenByPorts(`Service ${name}`, listOf(spec.ports), String(type))]
}

function brokenByPorts(name: string, ports: readonly Values[], type: string): string[] {
  const broken: string[] = []
  const refuse = (condition: boolean, says: string) => void (condition && broken.push(`${name}: ${says}`))
  const isPort = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65_535
  const names = ports.map((port) => String(port.name))
  refuse(duplicates(names).length > 0, `port name ${duplicates(names)} twice`)
  const numbers = ports.map((port) => `${port.protocol} ${port.port}`)
  refuse(duplicates(numbers).length > 0, `${duplicates(numbers)} twice`)
  for (const port of ports) {
    refuse(ports.length > 1 && port.name === undefined, 'a port without a name')
    refuse(
      port.name !== undefined && (String(port.name).length > 63 || !DNS_1123_LABEL.test(String(port.name))),
      `port name ${port.name}`,
    )
    refuse(!isPort(port.port), `port ${port.port}`)
    refuse(!isPort(port.targetPort), `targetPort ${port.targetPort}`)
    refuse(!['TCP', 'UDP', 'SCTP'].includes(String(port.protocol)), `protocol ${port.protocol}`)
    refuse('nodePort' in port && type !== 'NodePort' && type !== 'LoadBalancer', `nodePort on ${type}`)
    refuse(
      port.appProtocol !== undefined && !isQualifiedName(String(port.appProtocol)),
      `appProtocol ${port.appProtocol}`,
    )
  }
  return broken
}

/** A slice belongs to a Service without a selector beside it, and says the same ports. */
export function brokenByEndpointSlice({ name, namespace, object, metadata }: Listed, all: readonly Listed[]): string[] {
  const broken: string[] = []
  const refuse = (condition: boolean, says: string) => void (condition && broken.push(`EndpointSlice ${name}: ${says}`))
  const owner = valuesOf(metadata.labels)['kubernetes.io/service-name']
  const service = all.find((one) => one.kind === 'Service' && one.namespace === namespace && one.name === owner)
  refuse(service === undefined, `no Service ${owner} beside it`)
  refuse(service !== undefined && 'selector' in service.spec, 'its Service has a selector')
  const endpoints = listOf(object.endpoints)
  refuse(endpoints.length === 0 || endpoints.length > 1000, `${endpoints.length} endpoints`)
  for (const address of endpoints.flatMap((endpoint) => textsOf(endpoint.addresses)))
    refuse(
      object.addressType !== (ipaddr.IPv6.isValid(address) ? 'IPv6' : 'IPv4'),
      `${address} is no ${object.addressType}`,
    )
  const said = listOf(object.ports).map((port) => `${port.name} ${port.port} ${port.protocol}`)
  const wanted = listOf(service?.spec.ports).map((port) => `${port.name} ${port.targetPort} ${port.protocol}`)
  refuse(said.join() !== wanted.join(), 'other ports than its Service')
  return broken
}
