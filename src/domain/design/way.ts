// Topology → ways in: each is one port of one workload offered to clients on one side (public or internal).
// Also the one predicate of what can go through a layer-7 entrance, which `recommend` and `consolidate` both ask.
import { compareText } from '../finding.ts'
import {
  BUILT_IN_CLIENTS,
  type Client,
  type Exposure,
  type Port,
  type Protocol,
  sidesOfNetworks,
  speaksHttp,
  type Topology,
  type Workload,
} from '../topology/index.ts'

export type Way = {
  workload: string
  /** JSON pointer of the exposure. */
  path: string
  exposure: Exposure
  port: Port
  scheme: 'public' | 'internal'
  /** Networks that may come in; empty means any. */
  sourceRanges: string[]
  networks: Client['network'][]
  /** Who comes in here, as the owner named them. */
  clients: string[]
}

/** Why something cannot go through, or share, a layer-7 entrance. */
export type Blocker = { code: string; because: string; source: string }

/** All ways in, in the order of the canonical topology. */
export const waysOf = (topology: Topology): Way[] =>
  Object.entries(topology.workloads).flatMap(([name, workload]) => waysOfWorkload(topology, name, workload))

export const waysOfWorkload = (topology: Topology, name: string, workload: Workload): Way[] =>
  workload.expose.flatMap((exposure, index) => {
    const port = workload.ports[exposure.port]
    if (port === undefined) return []
    const path = `/workloads/${name}/expose/${index}`
    return sidesOf(topology, exposure).map((side) => ({ workload: name, path, exposure, port, ...side }))
  })

type Side = Pick<Way, 'scheme' | 'sourceRanges' | 'networks' | 'clients'>

function sidesOf(topology: Topology, exposure: Exposure): Side[] {
  const clients = exposure.to.map((name) => ({ name, ...clientNamed(topology, name) }))
  const side = (scheme: Side['scheme'], members: typeof clients): Side => {
    const open = members.some((client) => client.cidrs.length === 0)
    return {
      scheme,
      sourceRanges: open ? [] : [...new Set(members.flatMap((client) => client.cidrs))].sort(compareText),
      networks: [...new Set(members.map((client) => client.network))].sort(compareText),
      clients: members.map((client) => client.name),
    }
  }
  const schemes = sidesOfNetworks(clients.map((client) => client.network))
  if (schemes.length === 1) return schemes.map((scheme) => side(scheme, clients))
  return schemes.map((scheme) =>
    side(
      scheme,
      clients.filter((client) => (client.network === 'vpc') === (scheme === 'internal')),
    ),
  )
}

function clientNamed(topology: Topology, name: string): Client {
  const declared = topology.clients[name]
  if (declared !== undefined) return declared
  const builtIn = BUILT_IN_CLIENTS.find((client) => client === name) ?? 'internet'
  return { network: builtIn, cidrs: [] }
}

/** What only a layer-7 entrance can give: TLS ended at the edge, routing by path, stickiness by cookie. */
export const needsLayer7 = ({ exposure, port }: Way): boolean =>
  speaksHttp(port.protocol) &&
  (exposure.tls.mode === 'terminate' || exposure.paths.some((path) => path !== '/') || exposure.sticky?.by === 'cookie')

const GATEWAY_SOURCE = 'Gateway API v1.6 HTTPRoute; networking.k8s.io/v1 Ingress'

/** Why this way cannot go through any layer-7 entrance, its own included. */
export function layer7Blockers({ exposure, port }: Way): Blocker[] {
  const blockers: Blocker[] = []
  if (!speaksHttp(port.protocol)) {
    blockers.push({
      code: 'NOT_HTTP',
      because: `${port.protocol === port.transport.toLowerCase() ? 'plain' : `${port.protocol} over`} ${port.transport} has no host or path to route by`,
      source: GATEWAY_SOURCE,
    })
  }
  if (exposure.tls.mode === 'passthrough') {
    blockers.push({
      code: 'TLS_PASSTHROUGH',
      because: 'the workload ends TLS itself; an entrance that routes HTTP would have to end it first',
      source: GATEWAY_SOURCE,
    })
  }
  if (exposure.preserveClientIP) {
    blockers.push({
      code: 'CLIENT_IP_AT_LAYER_4',
      because:
        "the caller's address must arrive on the connection; an entrance passes it only in a header (X-Forwarded-For)",
      source: 'kubernetes.io/docs/tutorials/services/source-ip',
    })
  }
  if (exposure.sticky?.by === 'clientIP') {
    blockers.push({
      code: 'STICKY_BY_CLIENT_IP',
      because:
        "stickiness by the caller's address needs that address; behind an entrance every caller comes from the proxy",
      source: 'kubernetes.io/docs/reference/networking/virtual-ips#session-affinity',
    })
  }
  return blockers
}

/** Why this way must not share an entrance with others, though it might go through one of its own. */
export function sharingBlockers(way: Way): Blocker[] {
  const blockers = layer7Blockers(way)
  if (way.exposure.hosts.length === 0) {
    blockers.push({
      code: 'CATCH_ALL',
      because: 'it names no host, so on a shared entrance it would swallow the requests of others',
      source: 'Gateway API v1.6 HTTPRoute hostnames; Ingress v1 rules',
    })
  }
  return [...blockers, ...sharingBlockersAtLayer4(way)]
}

/** What hands on by the port alone needs no host, and looks into nothing. */
export function sharingBlockersAtLayer4({ exposure, sourceRanges }: Way): Blocker[] {
  const blockers: Blocker[] = []
  if (exposure.isolation === 'dedicated') {
    blockers.push({ code: 'DEDICATED', because: 'isolation: dedicated was asked for', source: 'the topology' })
  }
  if (sourceRanges.length > 0) {
    blockers.push({
      code: 'SOURCE_RANGES',
      because: 'its allowed networks hold for a whole listener; sharing it would widen them or shut others out',
      source:
        'kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/annotations.md (inbound-cidrs is exclusive per port)',
    })
  }
  if (exposure.staticIP !== false) {
    blockers.push({
      code: 'STATIC_ADDRESS',
      because: 'a fixed address was promised; moving it behind another changes it',
      source: 'the topology',
    })
  }
  return blockers
}

// A server name is told at once where TLS comes first; these begin in clear text and turn to TLS later, if at all
// (postgresql.org/docs protocol-flow SSLRequest, dev.mysql.com page_protocol_connection_phase).
const TLS_LATER: readonly Protocol[] = ['postgres', 'mysql']
const OF_LAYER_4 = ['TLS_PASSTHROUGH', 'NOT_HTTP']

/** Can its connections be told apart by the server name in TLS, and shared for all else, without anybody ending TLS? */
export const routableByName = (way: Way): boolean =>
  way.exposure.tls.mode === 'passthrough' &&
  !TLS_LATER.includes(way.port.protocol) &&
  sharingBlockers(way).every(({ code }) => OF_LAYER_4.includes(code))

/** `*.example.com` covers names below it, an equal name covers itself. */
export const covers = (pattern: string, host: string): boolean =>
  pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1)
