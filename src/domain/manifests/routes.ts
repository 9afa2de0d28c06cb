// The routes of a Gateway → HTTPRoutes, GRPCRoutes and TLSRoutes in the namespaces of the workloads: one for each workload and set of
// paths; hosts with the same paths share it. TCPRoutes and UDPRoutes: one for each port listened on. Split at the API's own limits
// (Gateway API v1.6 CRDs).
import type { Entrance, Route } from '../design/design.ts'
import { compareText } from '../finding.ts'
import type { GatewayKind } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { chunks } from './chunks.ts'
import type { GatewayListener, ListenerHolder } from './listeners.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'
import { kindsOfRoutes, type RouteKind } from './route-kinds.ts'
import type { UniqueNames } from './unique-names.ts'

// A route at layer 4 has none.
const HOSTNAMES_AT_MOST = { HTTPRoute: 16, GRPCRoute: 16, TLSRoute: 1024, TCPRoute: 0, UDPRoute: 0 } as const
const MATCHES_PER_RULE = 64
const MATCHES_PER_ROUTE = 128

/** `holders` are the Gateway and what else holds its listeners. */
export function routeManifests(
  entrance: Entrance,
  topology: Topology,
  reads: readonly GatewayKind[],
  holders: readonly ListenerHolder[],
  names: UniqueNames,
): Manifest[] {
  const listeners = indexListeners(holders)
  return groupsOf(entrance.routes, kindsOfRoutes(entrance, reads)).flatMap(({ kind, first, hosts, paths }) => {
    const most = HOSTNAMES_AT_MOST[kind]
    const hostChunks = hosts.length === 0 || most === 0 ? [undefined] : chunks(hosts, most)
    return hostChunks.flatMap((hostnames) =>
      rulesOf(kind, first, paths).map((rules): Manifest => {
        const base = `${entrance.existing ? `${topology.name}-` : ''}${first.workload}-${first.port}`
        return {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind,
          metadata: metadata(topology, {
            name: names.take(kind, first.namespace, base),
            namespace: first.namespace,
            component: first.workload,
          }),
          spec: {
            parentRefs: parentRefs(entrance, listeners, first, hostnames),
            ...(hostnames === undefined ? {} : { hostnames }),
            rules,
          },
        }
      }),
    )
  })
}

/** For each route object its rules: only an HTTPRoute matches paths, and one may be too few for all of them. */
function rulesOf(kind: RouteKind, { service, portNumber }: Route, paths: readonly string[]): object[][] {
  const backendRefs = [{ name: service, port: portNumber }]
  if (kind !== 'HTTPRoute') return [[{ backendRefs }]]
  return chunks(paths, MATCHES_PER_ROUTE).map((some) =>
    chunks(some, MATCHES_PER_RULE).map((few) => ({
      matches: few.map((path) => ({ path: { type: 'PathPrefix', value: path } })),
      backendRefs,
    })),
  )
}

type RouteGroup = { kind: RouteKind; first: Route; hosts: string[]; paths: string[] }

function groupsOf(routes: readonly Route[], kinds: ReadonlyMap<Route, RouteKind>): RouteGroup[] {
  const kindOf = (route: Route) => kinds.get(route) ?? 'HTTPRoute'
  const keyOf = (route: Route, ...more: unknown[]) => {
    const { namespace, workload, service, port, listen } = route
    return JSON.stringify([kindOf(route), namespace, workload, service, port, listen, ...more])
  }
  const pathsOf = new Map<string, string[]>()
  for (const route of routes) {
    const key = keyOf(route, route.host ?? null)
    const there = pathsOf.get(key)
    if (there === undefined) pathsOf.set(key, [route.path])
    else there.push(route.path)
  }
  const groups = new Map<string, RouteGroup & { known: Set<string> }>()
  for (const route of routes) {
    const paths = pathsOf.get(keyOf(route, route.host ?? null)) ?? []
    const key = keyOf(route, route.host === undefined && route.layer4 === undefined, paths)
    const group = groups.get(key) ?? { kind: kindOf(route), first: route, hosts: [], paths, known: new Set() }
    if (route.host !== undefined) group.known.add(route.host)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ known, ...group }) => ({ ...group, hosts: [...known].sort(compareText) }))
}

type Attachable = { holder: ListenerHolder; listener: GatewayListener; order: number }
/** Where a route finds its listeners without looking at every one: an entrance may have thousands of either. */
type Listeners = {
  holders: readonly ListenerHolder[]
  ports: ReadonlySet<number>
  by: ReadonlyMap<string, readonly Attachable[]>
}

const onPort = (port: number, protocol: GatewayListener['protocol']) => `${port} ${protocol}`
const forHost = (port: number, host: string | undefined) => `${port} for ${host ?? ''}`

function indexListeners(holders: readonly ListenerHolder[]): Listeners {
  const all = holders.flatMap((holder) => holder.listeners.map((listener) => ({ holder, listener })))
  const by = new Map<string, Attachable[]>()
  all.forEach(({ holder, listener }, order) => {
    const { port, protocol, host } = listener
    // Over HTTP one listener answers every host.
    for (const key of [onPort(port, protocol), ...(protocol === 'HTTP' ? [] : [forHost(port, host)])]) {
      const there = by.get(key)
      if (there === undefined) by.set(key, [{ holder, listener, order }])
      else there.push({ holder, listener, order })
    }
  })
  return { holders, ports: new Set(all.map(({ listener }) => listener.port)), by }
}

/** A route attaches to the listeners it asked for; where all are on one port, its hostnames say which. */
function parentRefs(
  { name, namespace }: Entrance,
  { holders, ports, by }: Listeners,
  { listen: port, layer4 }: Route,
  hostnames: readonly string[] | undefined,
): object[] {
  // By the port alone: at layer 4 a port may be listened on over both transports.
  const onePort = layer4 === undefined && (ports.size === 0 || (ports.size === 1 && ports.has(port)))
  if (onePort && holders.length === 1) return [{ name, namespace }]
  const hosts: readonly (string | undefined)[] = hostnames ?? [undefined]
  const keys =
    layer4 === undefined
      ? [onPort(port, 'HTTP'), ...hosts.map((host) => forHost(port, host))]
      : [onPort(port, layer4.transport)]
  const fitting = keys.flatMap((key) => by.get(key) ?? []).sort((a, b) => a.order - b.order)
  const parentOf = (holder: ListenerHolder) => ({
    ...(holder.kind === 'Gateway' ? {} : { kind: holder.kind }),
    name: holder.name,
    namespace,
  })
  if (onePort) return [...new Set(fitting.map(({ holder }) => holder))].map(parentOf)
  return fitting.map(({ holder, listener }) => ({ ...parentOf(holder), sectionName: listener.name }))
}
