// A Service: the fields core/v1 knows. What they may not say together is in the checks beside this file.
import { z } from 'zod'
import { STATUS, topLevel } from '../metadata.ts'
import { dnsLabel, isPortName, labels, PORT_NAME, qualifiedName } from '../names.ts'
import { between, fields, flag, int32, port, text, texts } from '../values.ts'
import { protocol } from '../workloads/containers.ts'

/** A port of the pods: a number, or the name of a container port. */
export const targetPort = z.union(
  [port, text.refine(isPortName, { error: `must be 1 to 65535, or the name of a container port: ${PORT_NAME}` })],
  { error: `must be 1 to 65535, or the name of a container port: ${PORT_NAME}` },
)

const servicePort = fields(
  { appProtocol: qualifiedName, name: dnsLabel, nodePort: int32, port, protocol, targetPort },
  'port',
)
export type ServicePort = z.infer<typeof servicePort>

const serviceSpec = fields({
  allocateLoadBalancerNodePorts: flag,
  clusterIP: text,
  clusterIPs: texts,
  externalIPs: texts,
  externalName: text,
  externalTrafficPolicy: z.enum(['Cluster', 'Local']),
  healthCheckNodePort: between(0, 65_535),
  internalTrafficPolicy: z.enum(['Cluster', 'Local']),
  ipFamilies: z.array(z.enum(['IPv4', 'IPv6'])),
  ipFamilyPolicy: z.enum(['SingleStack', 'PreferDualStack', 'RequireDualStack']),
  loadBalancerClass: qualifiedName,
  loadBalancerIP: text,
  loadBalancerSourceRanges: texts,
  ports: z.array(servicePort),
  publishNotReadyAddresses: flag,
  selector: labels,
  sessionAffinity: z.enum(['None', 'ClientIP']),
  sessionAffinityConfig: fields({ clientIP: fields({ timeoutSeconds: between(1, 86_400) }) }),
  trafficDistribution: z.enum(['PreferClose', 'PreferSameZone', 'PreferSameNode']),
  type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']),
})
export type ServiceSpec = z.infer<typeof serviceSpec>

export const service = topLevel({ ...STATUS, spec: serviceSpec }, 'spec')
export type Service = z.infer<typeof service>

/** Headless: a name for the pods themselves, no address of its own. */
export const isHeadless = ({ clusterIP, clusterIPs }: ServiceSpec): boolean =>
  clusterIP === 'None' || clusterIPs?.[0] === 'None'
