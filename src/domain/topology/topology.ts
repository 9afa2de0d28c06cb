// The canonical topology: every short form written out, every default filled in, every list and map in one order.
// Its SHA-256 is the topology's hash. What an author may write is in `input.ts`; a canonical topology is valid input too.
import { z } from 'zod'
import { Dns1035Name, Dns1123Name, Host, Labels, Path, PortNumber, Subdomain } from './names.ts'
import {
  Address,
  Amount,
  Cidr,
  Count,
  Day,
  KubernetesVersion,
  listOf,
  Quantity,
  ShortText,
  someOf,
  Text,
} from './values.ts'
import {
  Discovery,
  EntranceApi,
  Environment,
  Isolation,
  LoadBalancerImplementation,
  Locality,
  Network,
  PinnedType,
  Protocol,
  ProviderName,
  Routing,
  Scheme,
  TlsMode,
  TrafficSource,
  Transport,
  WorkloadKind,
} from './vocabulary.ts'

// Closed objects: an unknown field is a mistake. `x-…` fields are set aside before this schema is asked (see `read.ts`).
const fields = z.strictObject

/** In full: `api` is as many calls as it has ports. */
export const CALLS_AT_MOST = 1000
/** Of all workloads together: each is answered with names, hops and policies, about 2 kB of a plan. */
export const CALLS_IN_ALL = 20_000
/** Of the hosts and of the paths of one exposure. */
export const NAMES_AT_MOST = 100

/** What exists already and can be used for nothing more until a limit is reached. */
export const TargetEntrance = fields({
  api: EntranceApi.meta({ description: 'Which API routes on it are written in.' }),
  class: Subdomain.meta({ description: 'The name of its IngressClass or GatewayClass.' }),
  controller: ShortText.meta({ description: 'What implements the class, where its name does not say so.' }).optional(),
  scheme: Scheme.meta({ description: 'Reachable from the internet, or inside the network only.' }),
  namespace: Dns1123Name.meta({ description: 'Where the Ingress or Gateway is.' }),
  name: Subdomain.meta({ description: 'Of the Ingress group or the Gateway; its name in this map when not given.' }),
  rulesInUse: Count.meta({ description: 'Rules (a host and a path each) it carries already.' }),
  certificatesInUse: Count.meta({ description: 'Certificates it carries already.' }),
  hosts: listOf(Host, 1000).meta({ description: 'The only hosts it takes; any when empty.' }),
})
export type TargetEntrance = z.infer<typeof TargetEntrance>

export const InUse = fields({
  forwardingRulesRegional: Count.meta({
    description: 'Google Cloud: in the region, whose first five cost one price together.',
  }),
  forwardingRulesGlobal: Count.meta({
    description: 'Google Cloud: in the global pool, whose first five cost one price together.',
  }),
  loadBalancerRules: Count.meta({ description: 'Azure: on the public load balancer of the cluster.' }),
  loadBalancers: Count.meta({ description: 'OCI: flexible load balancers of the tenancy, one of which is free.' }),
})
export type InUse = z.infer<typeof InUse>

/** No default stands in its place: unstated, it is looked up where all prices are. */
export const PodPrice = z
  .string({ error: 'must be decimal text such as "0.0045", in quotes' })
  .regex(/^\d{1,12}(?:\.\d{1,12})?$/, { error: 'must be decimal text such as "0.0045", in quotes' })
  .meta({
    description:
      'What one pod of a proxy in the cluster costs an hour, in the currency the cloud bills in; of the price book when not given.',
    example: '0.0045',
  })

export const Target = fields({
  provider: ProviderName.meta({ description: 'The cloud, or bare-metal.' }),
  region: ShortText.meta({
    description: 'As the provider names it; required where prices differ by region.',
  }).optional(),
  environment: Environment.meta({
    description: 'What it is for; a NodePort to try with is for development and test only.',
  }),
  namespace: Dns1123Name.meta({ description: 'Of workloads and externals that name none.' }),
  kubernetesVersion: KubernetesVersion.meta({
    description: 'The minor version, in quotes; decides which fields may be written.',
  }),
  zones: z
    .int()
    .min(1)
    .max(20)
    .meta({ description: 'Availability zones in use; some load balancers pay for an address in each.' }),
  nodes: z
    .int()
    .min(1)
    .max(15_000)
    .meta({ description: 'Nodes of the cluster: for limits, and for traffic that stays on its node.' }),
  loadBalancers: LoadBalancerImplementation.meta({
    description: 'What makes a Service of type LoadBalancer come true.',
  }),
  controller: ShortText.meta({
    description: 'Which controller of the provider reads the annotations: GET /v1/providers/{id}.',
  }).optional(),
  entrances: z
    .record(Dns1035Name, TargetEntrance)
    .meta({ description: 'Ingresses and Gateways that exist and take routes at no fixed cost, by name.' }),
  inUse: InUse.meta({
    description: 'What exists and changes the price of one more; taken as 0 when not given, and said so.',
  }),
  podPrice: PodPrice.optional(),
  routing: Routing.meta({ description: 'Which API new routes are written in; auto takes what suits the provider.' }),
})
export type Target = z.infer<typeof Target>

export const Client = fields({
  network: Network.meta({ description: 'Where they come from.' }),
  cidrs: listOf(Cidr, 200).meta({ description: 'The only networks they come from; any address when empty.' }),
  description: Text.meta({ description: 'For people.' }).optional(),
})
export type Client = z.infer<typeof Client>

export const External = fields({
  host: Subdomain.meta({ description: 'Its DNS name; either this or addresses.' }).optional(),
  addresses: listOf(Address, 100).meta({ description: 'Its IP addresses; either these or host.' }).optional(),
  port: PortNumber.meta({ description: 'Where it listens; required with addresses.' }).optional(),
  tls: z.boolean().meta({ description: 'Whether it speaks TLS.' }),
  namespace: Dns1123Name.meta({ description: 'Where its Service is written.' }),
})
export type External = z.infer<typeof External>

export const Port = fields({
  port: PortNumber.meta({ description: 'The number callers use.' }),
  targetPort: PortNumber.meta({ description: 'The number the container listens on; the same when not given.' }),
  transport: Transport.meta({ description: 'That of the protocol when not given.' }),
  protocol: Protocol.meta({ description: 'What it speaks; taken from its name, then from its number when not given.' }),
})
export type Port = z.infer<typeof Port>

export const Tls = fields({
  mode: TlsMode.meta({
    description: 'terminate: ended before the workload; passthrough: ended by the workload; none: not asked for.',
  }),
  secret: Subdomain.meta({ description: 'The Secret of type kubernetes.io/tls with the certificate.' }).optional(),
  certificateArn: ShortText.meta({ description: 'AWS: the certificate in ACM.' }).optional(),
  certificate: ShortText.meta({ description: 'The name or id of a certificate that the cloud keeps.' }).optional(),
})
export type Tls = z.infer<typeof Tls>

export const Sticky = fields({
  by: z
    .enum(['clientIP', 'cookie'])
    .meta({ description: 'How a caller is known again: by its address, or by a cookie (HTTP only).' }),
  ttlSeconds: z.int().min(1).max(86_400).meta({ description: 'How long a caller stays with its pod.' }),
})
export type Sticky = z.infer<typeof Sticky>

/** One port of a workload, offered to one or more clients. */
export const Exposure = fields({
  port: Dns1123Name.meta({ description: 'The name of one port of this workload.' }),
  to: someOf(Dns1035Name, 50).meta({
    description: 'Who may come in: names of clients. internet and vpc exist without being declared.',
  }),
  hosts: listOf(Host, NAMES_AT_MOST).meta({ description: 'DNS names it answers to; a wildcard is "*." and a name.' }),
  paths: listOf(Path, NAMES_AT_MOST).meta({ description: 'Path prefixes it answers to, HTTP only; all when empty.' }),
  listen: PortNumber.meta({ description: 'The port outside: 443 or 80 for HTTP, else the number of the port itself.' }),
  tls: Tls.meta({ description: 'Where TLS is ended.' }),
  sticky: Sticky.meta({ description: 'Bring a caller back to the same pod.' }).optional(),
  preserveClientIP: z
    .boolean()
    .meta({ description: 'The address of the caller must arrive on the connection, not in a header.' }),
  staticIP: z
    .union([z.literal(false), listOf(ShortText, 20)])
    .meta({ description: 'A fixed address: the names or numbers of those reserved for it.' }),
  isolation: Isolation.meta({ description: 'dedicated: shares its load balancer with nobody.' }),
  group: Dns1123Name.meta({ description: 'Only exposures of the same group share an entrance.' }).optional(),
  criticality: Dns1123Name.meta({
    description: 'Only exposures of the same criticality share an entrance.',
  }).optional(),
  idleTimeoutSeconds: z
    .int()
    .min(1)
    .max(86_400)
    .meta({ description: 'How long a connection may be silent without being cut.' })
    .optional(),
  until: Day.meta({ description: 'The last day it is needed.' }).optional(),
  reason: Text.meta({ description: 'Why it is needed, for people.' }).optional(),
})
export type Exposure = z.infer<typeof Exposure>

/** Averages over the hours named. What was not given is 0, or derived, and recorded as assumed. */
export const Traffic = fields({
  source: TrafficSource.meta({ description: 'How sure the figures are.' }),
  window: ShortText.meta({ description: 'What they are averages over, such as 30d.' }).optional(),
  requestsPerSecond: Amount.meta({ description: 'On average.' }),
  newConnectionsPerSecond: Amount.meta({ description: 'On average.' }),
  activeConnections: Amount.meta({ description: 'Open at one time, on average.' }),
  connectionSeconds: Amount.meta({ description: 'How long a connection lasts, on average.' }),
  gbInPerMonth: Amount.meta({ description: 'From callers outside.' }),
  gbOutPerMonth: Amount.meta({ description: 'To callers outside.' }),
  peakToAverage: z.number().min(1).max(10_000).meta({ description: 'How many times the average the peak is.' }),
  hoursPerMonth: z
    .number()
    .gt(0, { error: 'must be more than 0' })
    .max(744)
    .meta({ description: 'Hours in which there is traffic at all.' }),
})
export type Traffic = z.infer<typeof Traffic>

const Quantities = fields({
  cpu: Quantity.meta({ description: 'Cores, such as "250m".' }).optional(),
  memory: Quantity.meta({ description: 'Bytes, such as "64Mi".' }).optional(),
})
export const Resources = fields({
  requests: Quantities.meta({ description: 'What is kept free for it.' }).optional(),
  limits: Quantities.meta({ description: 'What it may use at most.' }).optional(),
})
export const Probe = fields({
  protocol: z
    .enum(['http', 'tcp', 'grpc'])
    .meta({ description: 'How it is asked; what the port speaks when not given.' }),
  path: Path.meta({ description: 'What is asked for over HTTP.' }).optional(),
  port: Dns1123Name.meta({
    description: 'The name of the port that is asked; the first that can answer when not given.',
  }),
  initialDelaySeconds: z.int().min(0).max(3600).meta({ description: 'Before it is first asked.' }).optional(),
  periodSeconds: z.int().min(1).max(3600).meta({ description: 'From one time to the next.' }).optional(),
})
export type Probe = z.infer<typeof Probe>

export const Pin = fields({
  type: PinnedType.meta({ description: 'The type of Service.' }),
  reason: ShortText.meta({ description: 'Why the rules must not decide.' }),
  until: Day.meta({ description: 'The last day it holds.' }).optional(),
})

export const Workload = fields({
  kind: WorkloadKind.meta({ description: 'What runs its pods.' }),
  namespace: Dns1123Name.meta({ description: 'That of the target when not given.' }),
  owner: ShortText.meta({ description: 'Whose it is; only workloads of one owner share an entrance.' }).optional(),
  replicas: z.int().min(0).max(100_000).meta({ description: 'Pods of a Deployment or StatefulSet.' }).optional(),
  image: z
    .string()
    .min(1)
    .max(512)
    .regex(/^\S*$/, { error: 'must not have spaces' })
    .meta({ description: 'Given: its own manifest is written too. Not given: network objects only.' })
    .optional(),
  selector: Labels.meta({ description: 'Labels of its pods; app.kubernetes.io/name with its name when not given.' }),
  resources: Resources.meta({ description: 'Of its container; written with the image.' }).optional(),
  probe: Probe.meta({ description: 'How its pods are asked whether they are well; a path is enough.' }).optional(),
  description: Text.meta({ description: 'For people.' }).optional(),
  ports: z.record(Dns1123Name, Port).meta({ description: 'By name; a number is enough.' }),
  calls: listOf(z.string().max(200, { error: 'must have at most 200 characters' }), CALLS_AT_MOST).meta({
    description: 'Whom it calls: api, api/http or external:cards. Without a port: all ports of api.',
  }),
  expose: listOf(Exposure, 100).meta({
    description: 'One port to one or more clients each; none: reached inside the cluster only.',
  }),
  discovery: Discovery.meta({
    description: 'per-pod: callers need one certain pod. client-side: callers balance themselves.',
  }),
  locality: Locality.meta({ description: 'Whether calls stay in the zone, or on the node, of the caller.' }),
  traffic: Traffic.meta({ description: 'What comes in from outside.' }),
  pin: Pin.meta({ description: 'A type of Service that is kept whatever the rules say.' }).optional(),
})
export type Workload = z.infer<typeof Workload>

export const Topology = fields({
  apiVersion: z.literal('moorage/v1').meta({ description: 'For files that are kept in Git.' }),
  kind: z.literal('Topology').meta({ description: 'For files that are kept in Git.' }),
  name: Dns1035Name.meta({ description: 'Of the plan, and in the names of what many workloads share.' }),
  owner: ShortText.meta({ description: 'Of workloads that name none.' }).optional(),
  ticket: ShortText.meta({ description: 'The request this belongs to; plans can be listed by it.' }).optional(),
  labels: Labels.meta({ description: 'For every object that is written.' }),
  target: Target.meta({ description: 'Where it is to run.' }),
  clients: z.record(Dns1035Name, Client).meta({ description: 'Callers from outside, by name.' }),
  externals: z.record(Dns1035Name, External).meta({ description: 'What workloads call outside the cluster, by name.' }),
  workloads: z.record(Dns1035Name, Workload).meta({ description: 'What runs, by name.' }),
}).meta({
  id: 'Topology',
  description: 'A topology in canonical form: every default filled in, everything in one order.',
})
export type Topology = z.infer<typeof Topology>

/** A value the owner did not write: where it stands in the canonical topology, what it is, and on what ground. */
export const Assumption = z
  .strictObject({ path: z.string(), value: z.unknown(), because: z.string() })
  .meta({ id: 'Assumption', description: 'A default or inferred value, with its place in the canonical topology.' })
export type Assumption = z.infer<typeof Assumption>
