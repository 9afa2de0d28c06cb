// The canonical topology: every short form written out, every default filled in, every list and map in one order.
// Its SHA-256 is the topology's hash. What an author may write is in `input.ts`; a canonical topology is valid input too.
import { z } from 'zod'
import { Dns1035Name, Dns1123Name, Host, Labels, Path, PortNumber, Subdomain } from './names.ts'
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

export const Text = z.string().max(1024, { error: 'must have at most 1024 characters' })
export const ShortText = z
  .string()
  .min(1, { error: 'must not be empty' })
  .max(253, { error: 'must have at most 253 characters' })
export const Name = ShortText
// Said by the union and by its branches: text of the wrong form is told by a branch, anything but text by the union.
const NETWORK = { error: 'must be an IPv4 or IPv6 network such as 203.0.113.0/24' }
const ADDRESS = { error: 'must be an IPv4 or IPv6 address' }
export const Cidr = z.union([z.cidrv4(NETWORK), z.cidrv6(NETWORK)], NETWORK)
export const Address = z.union([z.ipv4(ADDRESS), z.ipv6(ADDRESS)], ADDRESS)
export const Day = z.iso.date({ error: 'must be a day as YYYY-MM-DD' })
export const Count = z.int({ error: 'must be a whole number of 0 or more' }).min(0).max(1_000_000)
export const Amount = z
  .number({ error: 'must be a number of 0 or more' })
  .min(0, { error: 'must be 0 or more' })
  .max(1e12)
export const KubernetesVersion = z
  .string({ error: 'must be text in quotes such as "1.35": 1.30 without quotes is the number 1.3' })
  .regex(/^1\.(?:3[1-9])$/, { error: 'must be a minor version from "1.31" to "1.39"' })
export const Quantity = z
  .string({ error: 'must be a Kubernetes quantity in quotes such as "250m" or "64Mi"' })
  .max(20)
  .regex(/^\d+(?:\.\d+)?(?:m|k|Ki|M|Mi|G|Gi|T|Ti)?$/, {
    error: 'must be a Kubernetes quantity such as "250m" or "64Mi"',
  })

export const listOf = <Item extends z.ZodType>(item: Item, most: number) =>
  z.array(item).max(most, { error: `must have at most ${most} items` })
export const someOf = <Item extends z.ZodType>(item: Item, most: number) =>
  listOf(item, most).min(1, { error: 'must have at least one item' })

/** In full: `api` is as many calls as it has ports. */
export const CALLS_AT_MOST = 1000
/** Of the hosts and of the paths of one exposure. */
export const NAMES_AT_MOST = 100

/** What exists already and can be used for nothing more until a limit is reached. */
export const TargetEntrance = fields({
  api: EntranceApi,
  class: Subdomain,
  controller: ShortText.optional(),
  scheme: Scheme,
  namespace: Dns1123Name,
  name: Subdomain,
  rulesInUse: Count,
  certificatesInUse: Count,
  hosts: listOf(Host, 1000),
})
export type TargetEntrance = z.infer<typeof TargetEntrance>

export const InUse = fields({
  forwardingRulesRegional: Count,
  forwardingRulesGlobal: Count,
  loadBalancerRules: Count,
  loadBalancers: Count,
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
  provider: ProviderName,
  region: ShortText.optional(),
  environment: Environment,
  namespace: Dns1123Name,
  kubernetesVersion: KubernetesVersion,
  zones: z.int().min(1).max(20),
  nodes: z.int().min(1).max(15_000),
  loadBalancers: LoadBalancerImplementation,
  controller: ShortText.optional(),
  entrances: z.record(Dns1035Name, TargetEntrance),
  inUse: InUse,
  podPrice: PodPrice.optional(),
  routing: Routing,
})
export type Target = z.infer<typeof Target>

export const Client = fields({ network: Network, cidrs: listOf(Cidr, 200), description: Text.optional() })
export type Client = z.infer<typeof Client>

export const External = fields({
  host: Subdomain.optional(),
  addresses: listOf(Address, 100).optional(),
  port: PortNumber.optional(),
  tls: z.boolean(),
  namespace: Dns1123Name,
})
export type External = z.infer<typeof External>

export const Port = fields({ port: PortNumber, targetPort: PortNumber, transport: Transport, protocol: Protocol })
export type Port = z.infer<typeof Port>

export const Tls = fields({
  mode: TlsMode,
  secret: Subdomain.optional(),
  certificateArn: ShortText.optional(),
  certificate: ShortText.optional(),
})
export type Tls = z.infer<typeof Tls>

export const Sticky = fields({ by: z.enum(['clientIP', 'cookie']), ttlSeconds: z.int().min(1).max(86_400) })
export type Sticky = z.infer<typeof Sticky>

/** One port of a workload, offered to one or more clients. */
export const Exposure = fields({
  port: Dns1123Name,
  to: someOf(Dns1035Name, 50),
  hosts: listOf(Host, NAMES_AT_MOST),
  paths: listOf(Path, NAMES_AT_MOST),
  listen: PortNumber,
  tls: Tls,
  sticky: Sticky.optional(),
  preserveClientIP: z.boolean(),
  staticIP: z.union([z.literal(false), listOf(ShortText, 20)]),
  isolation: Isolation,
  group: Dns1123Name.optional(),
  criticality: Dns1123Name.optional(),
  idleTimeoutSeconds: z.int().min(1).max(86_400).optional(),
  until: Day.optional(),
  reason: Text.optional(),
})
export type Exposure = z.infer<typeof Exposure>

/** Averages over the hours named. What was not given is 0, or derived, and recorded as assumed. */
export const Traffic = fields({
  source: TrafficSource,
  window: ShortText.optional(),
  requestsPerSecond: Amount,
  newConnectionsPerSecond: Amount,
  activeConnections: Amount,
  connectionSeconds: Amount,
  gbInPerMonth: Amount,
  gbOutPerMonth: Amount,
  peakToAverage: z.number().min(1).max(10_000),
  hoursPerMonth: z.number().gt(0, { error: 'must be more than 0' }).max(744),
})
export type Traffic = z.infer<typeof Traffic>

export const Resources = fields({
  requests: fields({ cpu: Quantity.optional(), memory: Quantity.optional() }).optional(),
  limits: fields({ cpu: Quantity.optional(), memory: Quantity.optional() }).optional(),
})
export const Probe = fields({
  protocol: z.enum(['http', 'tcp', 'grpc']),
  path: Path.optional(),
  port: Dns1123Name,
  initialDelaySeconds: z.int().min(0).max(3600).optional(),
  periodSeconds: z.int().min(1).max(3600).optional(),
})
export type Probe = z.infer<typeof Probe>

export const Pin = fields({ type: PinnedType, reason: ShortText, until: Day.optional() })

export const Workload = fields({
  kind: WorkloadKind,
  namespace: Dns1123Name,
  owner: ShortText.optional(),
  replicas: z.int().min(0).max(100_000).optional(),
  image: z.string().min(1).max(512).regex(/^\S*$/, { error: 'must not have spaces' }).optional(),
  selector: Labels,
  resources: Resources.optional(),
  probe: Probe.optional(),
  description: Text.optional(),
  ports: z.record(Dns1123Name, Port),
  calls: listOf(z.string().max(200, { error: 'must have at most 200 characters' }), CALLS_AT_MOST),
  expose: listOf(Exposure, 100),
  discovery: Discovery,
  locality: Locality,
  traffic: Traffic,
  pin: Pin.optional(),
})
export type Workload = z.infer<typeof Workload>

export const Topology = fields({
  apiVersion: z.literal('moorage/v1'),
  kind: z.literal('Topology'),
  name: Dns1035Name,
  owner: ShortText.optional(),
  ticket: ShortText.optional(),
  labels: Labels,
  target: Target,
  clients: z.record(Dns1035Name, Client),
  externals: z.record(Dns1035Name, External),
  workloads: z.record(Dns1035Name, Workload),
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
