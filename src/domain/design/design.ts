// The hub type: what each workload is reached through (services) and what they share (entrances).
// `recommend` makes one, `consolidate` maps one to another; rendering, provisioning and estimating read one and decide nothing.
import { z } from 'zod'
import { EntranceApi, Protocol, Scheme, ServiceType, Sticky, Tls, Transport } from '../topology/index.ts'

/** Why something is as it is: the row of the rule table that decided, and the facts it looked at. */
export const Because = z
  .strictObject({
    rule: z.string().meta({ example: 'called-inside-only' }),
    text: z.string(),
    inputs: z.record(z.string(), z.unknown()).meta({ description: 'The facts the rule looked at.' }),
    source: z.string(),
  })
  .meta({ id: 'Because' })
export type Because = z.infer<typeof Because>

/** What a workload could be reached through instead: the types of a Service, an entrance before it, or nothing. */
export const Alternative = z.enum([...ServiceType.options, 'Entrance', 'None'])
export type Alternative = z.infer<typeof Alternative>

export const Rejected = z
  .strictObject({ type: Alternative, because: z.string(), monthlyDelta: z.string().optional() })
  .meta({ id: 'Rejected', description: 'An alternative that lost, and why.' })
export type Rejected = z.infer<typeof Rejected>

export const ServicePort = z
  .strictObject({
    name: z.string(),
    port: z.int(),
    targetPort: z.int(),
    transport: Transport,
    protocol: Protocol,
  })
  .meta({ id: 'ServicePort' })
export type ServicePort = z.infer<typeof ServicePort>

/** What a Service that faces outside was asked for; providers turn it into fields and annotations. */
export const Facing = z
  .strictObject({
    scheme: Scheme,
    /** Networks allowed in; empty means any. */
    sourceRanges: z.array(z.string()),
    hosts: z.array(z.string()),
    tls: Tls,
    sticky: Sticky.optional(),
    preserveClientIP: z.boolean(),
    staticIP: z.union([z.literal(false), z.array(z.string())]),
    isolation: z.enum(['shared', 'dedicated']),
    idleTimeoutSeconds: z.int().optional(),
    until: z.string().optional(),
  })
  .meta({ id: 'Facing' })
export type Facing = z.infer<typeof Facing>

/** What one calling workload writes to reach a Service: the shortest name that works from its namespace. */
export const NameForCaller = z
  .strictObject({
    caller: z.string(),
    namespace: z.string().meta({ description: 'Of the caller.' }),
    name: z.string().meta({ example: 'api.shop' }),
    urls: z.record(z.string(), z.string()).meta({ description: 'By port as the topology names it: those it calls.' }),
  })
  .meta({ id: 'NameForCaller' })
export type NameForCaller = z.infer<typeof NameForCaller>

export const Dns = z
  .strictObject({
    short: z.string(),
    full: z.string(),
    urls: z.record(z.string(), z.string()),
    forCallers: z.array(NameForCaller),
    pods: z
      .array(z.string())
      .optional()
      .meta({ description: 'Names of pods that have one of their own: the first three, then the rest as `{3..9}`.' }),
  })
  .meta({ id: 'Dns', description: 'Names inside the cluster, and a URL or address for each port.' })
export type Dns = z.infer<typeof Dns>

/** One step of traffic. A path begins at hop 1; a Service may have several, one after the other. */
export const Hop = z
  .strictObject({
    hop: z.int(),
    from: z.string().meta({ example: 'client internet' }),
    to: z.string().meta({ example: 'load balancer default-web (nlb)' }),
    layer: z.literal([4, 7]),
    port: z
      .int()
      .optional()
      .meta({ description: 'Where it arrives; absent where the cluster or the caller chooses it (a node port).' }),
    protocol: Protocol,
    note: z
      .string()
      .optional()
      .meta({ description: 'What happens here: which pod, whose address is seen, where TLS ends.' }),
  })
  .meta({ id: 'Hop' })
export type Hop = z.infer<typeof Hop>

/** Fields of a Service that are decided; those of a port are decided for each. */
export const FieldName = z.enum([
  'ports',
  'externalTrafficPolicy',
  'healthCheckNodePort',
  'internalTrafficPolicy',
  'trafficDistribution',
  'sessionAffinity',
  'sessionAffinityConfig.clientIP.timeoutSeconds',
  'publishNotReadyAddresses',
  'ipFamilyPolicy',
  'loadBalancerClass',
  'allocateLoadBalancerNodePorts',
  'loadBalancerSourceRanges',
  'loadBalancerIP',
  'externalIPs',
  'nodePort',
  'appProtocol',
])
export type FieldName = z.infer<typeof FieldName>

export const FieldValue = z.union([z.string(), z.boolean(), z.int(), z.array(z.string())])
export type FieldValue = z.infer<typeof FieldValue>

/** What stands in one field of a Service, or why nothing does. */
export const ServiceField = z
  .strictObject({
    field: FieldName.meta({ description: 'As in the `spec` of the Service.', example: 'externalTrafficPolicy' }),
    port: z.string().optional().meta({ description: 'Which port it is of, where each port has it.' }),
    value: FieldValue.nullable().meta({ description: 'Null where it is left out on purpose.' }),
    rule: z.string().meta({ example: 'caller-address-on-node-port' }),
    because: z.string(),
    source: z.string(),
  })
  .meta({ id: 'ServiceField' })
export type ServiceField = z.infer<typeof ServiceField>

export const Service = z
  .strictObject({
    name: z.string(),
    namespace: z.string(),
    /** The workload or external it stands for. */
    workload: z.string().optional(),
    external: z.string().optional(),
    type: ServiceType,
    selector: z.record(z.string(), z.string()).optional(),
    ports: z.array(ServicePort),
    /** ExternalName only. */
    externalName: z.string().optional(),
    /** Addresses behind a Service without a selector. */
    addresses: z.array(z.string()).optional(),
    facing: Facing.optional(),
    fields: z.array(ServiceField).meta({
      description: 'Field by field what is written, or left out on purpose, and why; in the order of the rules.',
    }),
    dns: Dns,
    path: z.array(Hop).meta({ description: 'How traffic gets to it, hop by hop; each path begins at hop 1.' }),
    because: Because,
    rejected: z.array(Rejected),
    verify: z.array(z.string()).meta({
      description:
        'Commands that try each call and each way in; each is one line of shell that ends by itself. Those that try a call run in a pod of the caller and leave an ended container in its list.',
    }),
  })
  .meta({ id: 'Service' })
export type Service = z.infer<typeof Service>

/** What is written into a field of the Service itself; undefined where nothing is. */
export const fieldOf = ({ fields }: Pick<Service, 'fields'>, field: FieldName): FieldValue | undefined =>
  fields.find((one) => one.field === field)?.value ?? undefined

export const Route = z
  .strictObject({
    /** Absent: any host. */
    host: z.string().optional(),
    path: z.string(),
    workload: z.string(),
    /** The Service and port behind it; they live in `namespace`. */
    service: z.string(),
    namespace: z.string(),
    port: z.string(),
    portNumber: z.int(),
    protocol: Protocol,
    /** The listener of the entrance it is served on, and no other: what asked for TLS is not answered in clear text. */
    listen: z.int(),
    /** `passthrough`: connections are handed on by the server name in TLS, unopened, and path says nothing. */
    tls: Tls,
    sticky: Sticky.optional(),
    /** Connections or datagrams are handed on by the port alone: host, path and tls say what clients use, not what is routed by. */
    layer4: z.strictObject({ transport: z.enum(['TCP', 'UDP']), preserveClientIP: z.boolean() }).optional(),
  })
  .meta({ id: 'Route' })
export type Route = z.infer<typeof Route>

export const Entrance = z
  .strictObject({
    name: z.string(),
    namespace: z.string(),
    api: EntranceApi,
    class: z.string(),
    controller: z.string().optional(),
    scheme: Scheme,
    /** True when `target.entrances` names it: it is used, not made. */
    existing: z.boolean(),
    /** `transport`: at layer 4, where a number may be listened on for both. */
    listeners: z.array(
      z.strictObject({ port: z.int(), tls: z.boolean(), transport: z.enum(['TCP', 'UDP']).optional() }),
    ),
    sourceRanges: z.array(z.string()),
    idleTimeoutSeconds: z.int().optional(),
    staticIP: z.union([z.literal(false), z.array(z.string())]),
    routes: z.array(Route),
    because: Because,
    rejected: z.array(Rejected),
    verify: z.array(z.string()).meta({ description: 'Commands that try each route before DNS points here.' }),
  })
  .meta({
    id: 'Entrance',
    description:
      'An Ingress or a Gateway with its routes: a way in at layer 7, and at layer 4 for routes whose TLS is passed through or that have `layer4`.',
  })
export type Entrance = z.infer<typeof Entrance>

/** A workload that gets no Service, and why. */
export const Unserved = z
  .strictObject({ workload: z.string(), because: Because, rejected: z.array(Rejected) })
  .meta({ id: 'Unserved' })
export type Unserved = z.infer<typeof Unserved>

export type Design = { services: Service[]; entrances: Entrance[]; unserved: Unserved[] }

/** What the cloud will create or reuse to make a design come true. */
export const LoadBalancer = z
  .strictObject({
    name: z.string(),
    product: z.string().meta({ example: 'nlb', description: 'The provider’s word for it.' }),
    scheme: Scheme,
    /** Public addresses it holds; billed on some clouds. */
    addresses: z.int(),
    /** `service/namespace/name` or `entrance/namespace/name`. */
    serves: z.array(z.string()),
    /** True when more than one Service or workload goes through it. */
    shared: z.boolean(),
    /** True when it exists already: its fixed charge is paid by nobody anew. */
    existing: z.boolean(),
    /** Rules it is made of, where the provider counts rules. */
    rules: z.int().optional(),
    /** Nodes it is made of, where the provider counts nodes. */
    nodes: z.int().optional(),
    proxyPods: z
      .int()
      .optional()
      .meta({ description: 'Pods of proxies in the cluster that are made with it; absent where none are.' }),
    listeners: z
      .array(z.strictObject({ protocol: z.enum(['TCP', 'UDP', 'TLS', 'HTTP', 'HTTPS']), ports: z.int() }))
      .optional()
      .meta({ description: 'Where the provider counts by protocol; TLS and HTTPS where it is ended here.' }),
    /** Where its price is looked up, where that is not the target's region. */
    pool: z.enum(['regional', 'global']).optional(),
  })
  .meta({ id: 'LoadBalancer' })
export type LoadBalancer = z.infer<typeof LoadBalancer>

export const referenceTo = {
  service: (service: Pick<Service, 'namespace' | 'name'>): string => `service/${service.namespace}/${service.name}`,
  entrance: (entrance: Pick<Entrance, 'namespace' | 'name'>): string =>
    `entrance/${entrance.namespace}/${entrance.name}`,
}
