// A Service of a finished design → the path of its traffic, hop by hop: from a client outside or a caller inside to a pod, or to what
// lies outside the cluster. Where the caller's address is kept or lost and where TLS ends is said at the hop it happens on. How a
// balancer gets into the cluster is the provider's to say (`arrival`); nothing here knows a cloud by its name.
import type { Provider } from '../provider.ts'
import type { Protocol, Topology } from '../topology/index.ts'
import { fieldOf, type Hop, type LoadBalancer, type Service, type ServicePort } from './design.ts'
import type { Edge } from './edges.ts'
import { entranceLegs } from './path-by-entrance.ts'
import { callersText, chain, clientsText, kinds, type Leg, notes, podsText } from './path-words.ts'
import type { Way } from './way.ts'
import type { Through } from './ways-through.ts'

export type PathContext = {
  topology: Topology
  provider: Provider
  edges: readonly Edge[]
  through: Through
  /** By what it serves (`referenceTo`). */
  balancerOf: (reference: string) => LoadBalancer | undefined
}

/** Several paths one after the other; each begins at hop 1. */
export function pathOf(service: Service, context: PathContext): Hop[] {
  const { through } = context
  if (service.type === 'ExternalName') return chain(aliasLegs(service, context))
  const outside = [
    ...(service.facing === undefined ? [] : service.ports.map((port) => facingLegs(service, port, context))),
    ...through.routed.map((routed) => entranceLegs(service, routed, context)),
    ...through.forwarded.map((way) => forwardedLegs(service, way)),
  ]
  const inside = insideChains(service, context)
  if (outside.length > 0 || inside.length > 0) return [...outside, ...inside].flatMap(chain)
  return chain(insideLegs(service, service.ports[0], [], context))
}

/** One path for each port that is called, whoever calls it. */
function insideChains(service: Service, context: PathContext): Leg[][] {
  const byPort = new Map<ServicePort | undefined, Edge[]>()
  for (const edge of context.edges) {
    const there = byPort.get(edge.port)
    if (there === undefined) byPort.set(edge.port, [edge])
    else there.push(edge)
  }
  return [...byPort].map(([port, edges]) => insideLegs(service, port, edges, context))
}

function insideLegs(service: Service, port: ServicePort | undefined, edges: readonly Edge[], context: PathContext) {
  const callers = callersText(edges.map((edge) => edge.caller))
  return service.type === 'Headless'
    ? headlessLegs(service, port, callers)
    : virtualLegs(service, port, callers, context)
}

const NODES_TABLE = 'kube-proxy, or what replaces it, on the caller’s own node picks one'

function virtualLegs(service: Service, port: ServicePort | undefined, callers: string, { topology }: PathContext) {
  const address = `virtual address of ${service.name}`
  const leads = service.addresses
  const shared = { layer: 4, protocol: port?.protocol ?? 'tcp' } as const
  const to = leads === undefined ? podsText(service) : `outside ${kinds('address', 'addresses', leads)}`
  const multiplexed = port?.protocol === 'grpc' || port?.protocol === 'http2'
  const several = (topology.workloads[service.workload ?? '']?.replicas ?? 2) > 1
  return [
    { from: callers, to: address, ...shared, ...numbered(port?.port) },
    {
      from: address,
      to,
      ...shared,
      ...numbered(port?.targetPort),
      note: notes(
        `${NODES_TABLE} for each connection`,
        multiplexed && several && 'many calls on one connection stay on one pod',
        near(service),
        leads === undefined
          ? 'the caller’s address is kept'
          : 'the node’s address usually stands in place of the caller’s outside the cluster',
        tlsInside(port?.protocol, leads === undefined ? 'in the pod' : 'outside'),
      ),
    },
  ] satisfies Leg[]
}

const numbered = (port: number | undefined) => (port === undefined ? {} : { port })

const near = (service: Service): string | undefined => {
  if (fieldOf(service, 'internalTrafficPolicy') === 'Local')
    return 'only of the caller’s own node; where it has none the connection fails'
  const trafficDistribution = fieldOf(service, 'trafficDistribution')
  if (trafficDistribution === undefined) return undefined
  return `of the caller’s own ${trafficDistribution === 'PreferSameNode' ? 'node' : 'zone'} where there is one`
}

const tlsInside = (protocol: Protocol | undefined, where: string): string | undefined =>
  protocol === 'https' || protocol === 'tls' ? `TLS ends ${where}` : undefined

function headlessLegs(service: Service, port: ServicePort | undefined, callers: string): Leg[] {
  const early = fieldOf(service, 'publishNotReadyAddresses') === true ? ', ready or not' : ' that are ready'
  if (port === undefined) {
    const note = `DNS alone: it names the pods${early}; nothing listens behind the names`
    return [{ from: callers, to: podsText(service), layer: 7, port: 53, protocol: 'dns', note }]
  }
  const note = notes(
    `straight to a pod: DNS answers with the addresses of those${early}, and nothing between balances or maps the port`,
    'the caller’s address is kept',
    tlsInside(port.protocol, 'in the pod'),
  )
  return [{ from: callers, to: podsText(service), layer: 4, port: port.targetPort, protocol: port.protocol, note }]
}

function aliasLegs(service: Service, { edges }: PathContext): Leg[] {
  const alias = `DNS alias ${service.name}`
  const [port] = service.ports
  return [
    {
      from: callersText(edges.map((edge) => edge.caller)),
      to: alias,
      layer: 7,
      port: 53,
      protocol: 'dns',
      note: `the answer is a CNAME to ${service.externalName}; no packet goes through the Service`,
    },
    {
      from: alias,
      to: `outside host ${service.externalName}`,
      layer: 4,
      ...numbered(port?.port),
      protocol: port?.protocol ?? 'tcp',
      note: notes(
        'the caller connects by itself, to whatever port it names',
        tlsInside(port?.protocol, `outside: its certificate names ${service.externalName}, not the alias`),
      ),
    },
  ]
}

function facingLegs(service: Service, port: ServicePort, context: PathContext): Leg[] {
  const { through } = context
  const clients = clientsText(through.facing.filter((way) => leadsTo(way, port)))
  return service.type === 'NodePort'
    ? nodePortLegs(service, port, clients)
    : balancedLegs(service, port, clients, context)
}

const leadsTo = ({ port, exposure }: Way, facing: ServicePort): boolean =>
  port.targetPort === facing.targetPort &&
  port.transport === facing.transport &&
  [port.port, exposure.listen].includes(facing.port)

/** A node that has the packet hands it on: to a pod of its own, or to any. */
function fromNode(service: Service, port: ServicePort, kept: boolean): Leg {
  const local = fieldOf(service, 'externalTrafficPolicy') === 'Local'
  return {
    from: 'node',
    to: podsText(service),
    layer: 4,
    port: port.targetPort,
    protocol: port.protocol,
    note: notes(
      local
        ? 'externalTrafficPolicy Local: a pod of this node, and no other; nodes without one take no traffic'
        : 'kube-proxy, or what replaces it, picks a pod, on another node it may be',
      local && kept
        ? 'the caller’s address is kept'
        : `the ${local ? 'balancer' : 'node'}’s address replaces the caller’s`,
      tlsInside(port.protocol, 'in the pod'),
    ),
  }
}

function nodePortLegs(service: Service, port: ServicePort, clients: string): Leg[] {
  const note =
    'the node port of this port, 30000 to 32767, the same on every node; nothing ends TLS and no allowed networks are held'
  const shared = { from: clients, to: 'node', layer: 4, protocol: port.protocol } as const
  return [{ ...shared, note }, fromNode(service, port, true)]
}

function balancedLegs(service: Service, port: ServicePort, clients: string, context: PathContext): Leg[] {
  const { provider, topology, balancerOf } = context
  const { at, callerAddress, tls } = provider.arrival.service(service, port, topology)
  const made = balancerOf(`service/${service.namespace}/${service.name}`)
  const balancer = `load balancer ${made === undefined ? service.name : `${made.name} (${made.product})`}`
  const kept = callerAddress === 'kept'
  const ends =
    tls === 'ended' ? 'TLS ends here' : service.facing?.tls.mode === 'none' ? undefined : 'TLS is passed through'
  const spoken = tls === 'ended' ? (port.protocol === 'http' ? 'https' : 'tls') : port.protocol
  const held =
    fieldOf(service, 'loadBalancerSourceRanges') !== undefined ||
    provider.annotate.service(service, topology).holdsSourceRanges === true
  const sourceRanges = held ? (service.facing?.sourceRanges ?? []) : []
  const first: Leg = {
    from: clients,
    to: balancer,
    layer: 4,
    port: port.port,
    protocol: spoken,
    note: notes(
      `${service.facing?.scheme ?? 'internal'} address`,
      sourceRanges.length > 0 && `for ${kinds('network', 'networks', sourceRanges)} only`,
      ends,
    ),
  }
  const onward = { from: balancer, layer: 4, protocol: port.protocol } as const
  if (at === 'pods') {
    const note = notes(
      'straight to a pod: no node port, no kube-proxy',
      kept ? 'the caller’s address is kept' : 'the balancer’s address replaces the caller’s',
      tls === 'ended' ? 'in clear text' : tlsInside(port.protocol, 'in the pod'),
    )
    return [first, { ...onward, to: podsText(service), port: port.targetPort, note }]
  }
  const arrives: Leg =
    at === 'nodes'
      ? {
          ...onward,
          to: 'node',
          port: port.port,
          note: 'with the Service’s own address and port: no node port is used',
        }
      : { ...onward, to: 'node', note: 'on the node port of this port' }
  return [first, arrives, fromNode(service, port, kept)]
}

function forwardedLegs(service: Service, { clients, port }: Way): Leg[] {
  const server = 'API server'
  return [
    {
      from: clientsText([{ clients }]),
      to: server,
      layer: 7,
      protocol: 'https',
      note: 'kubectl port-forward: no address outside; whoever may use it is the cluster’s to say (RBAC)',
    },
    {
      from: server,
      to: podsText(service),
      layer: 4,
      port: port.targetPort,
      protocol: port.protocol,
      note: 'through the kubelet to one pod, chosen when the forward begins; the pod sees 127.0.0.1 as the caller',
    },
  ]
}
