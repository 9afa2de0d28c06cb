// The closed lists of words a topology is written with. One word for one thing, here and in every answer.
import { z } from 'zod'

export const ProviderName = z.enum([
  'aws',
  'gcp',
  'azure',
  'digitalocean',
  'linode',
  'hetzner',
  'oci',
  'vultr',
  'scaleway',
  'bare-metal',
])
export type ProviderName = z.infer<typeof ProviderName>

export const Environment = z.enum(['development', 'test', 'staging', 'production'])
export type Environment = z.infer<typeof Environment>

export const WorkloadKind = z.enum(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'])
export type WorkloadKind = z.infer<typeof WorkloadKind>

export const Transport = z.enum(['TCP', 'UDP', 'SCTP'])
export type Transport = z.infer<typeof Transport>

export const Protocol = z.enum([
  'http',
  'https',
  'http2',
  'grpc',
  'websocket',
  'tls',
  'tcp',
  'udp',
  'sctp',
  'postgres',
  'mysql',
  'redis',
  'mongodb',
  'kafka',
  'amqp',
  'mqtt',
  'thrift',
  'dns',
])
export type Protocol = z.infer<typeof Protocol>

export const Network = z.enum(['internet', 'vpc', 'office', 'partner'])
export type Network = z.infer<typeof Network>

export const TlsMode = z.enum(['terminate', 'passthrough', 'none'])
export type TlsMode = z.infer<typeof TlsMode>

export const Discovery = z.enum(['virtual-ip', 'per-pod', 'client-side'])
export const Locality = z.enum(['any', 'same-zone', 'same-node'])
export const Isolation = z.enum(['shared', 'dedicated'])
export const LoadBalancerImplementation = z.enum(['cloud', 'metallb', 'kube-vip', 'cilium', 'none'])
export type LoadBalancerImplementation = z.infer<typeof LoadBalancerImplementation>
export const Routing = z.enum(['gateway', 'ingress', 'auto'])
export const EntranceApi = z.enum(['ingress', 'gateway'])
export type EntranceApi = z.infer<typeof EntranceApi>
export const Scheme = z.enum(['public', 'internal'])
export type Scheme = z.infer<typeof Scheme>
export const TrafficSource = z.enum(['measured', 'declared', 'assumed'])

/** The forms a Service can take. `Headless` is a ClusterIP Service with `clusterIP: None`; it is a decision of its own. */
export const ServiceType = z.enum(['ClusterIP', 'Headless', 'NodePort', 'LoadBalancer', 'ExternalName'])
export type ServiceType = z.infer<typeof ServiceType>

/** The types an owner may pin a workload to; an ExternalName never selects pods. */
export const PinnedType = z.enum(['ClusterIP', 'Headless', 'NodePort', 'LoadBalancer'])
