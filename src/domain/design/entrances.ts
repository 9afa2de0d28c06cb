// Routes that rules asked for → the entrances that carry them: an existing one, or one of the workload's own.
import { compareText } from '../finding.ts'
import type { EntranceClass, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { rejectedForWay } from './alternatives.ts'
import { splitByListeners } from './capacity.ts'
import type { Decided } from './decided.ts'
import type { Entrance, Route, Service } from './design.ts'
import type { NameBook } from './names.ts'
import type { Way } from './way.ts'

export type PendingRoute = Decided & { service: Service }

export function gatherEntrances(
  topology: Topology,
  provider: Provider,
  pending: readonly PendingRoute[],
  names: NameBook,
): Entrance[] {
  const groups: { key: string; members: PendingRoute[] }[] = []
  for (const one of pending) {
    const { existing, entranceClass, layer4 } = one.facts
    const key =
      existing !== undefined
        ? `existing ${existing[0]}`
        : layer4 === undefined
          ? ownKey(one.way, entranceClass)
          : `layer 4 ${ownKey(one.way, layer4.made)}`
    const home = groups.find(
      (group) => group.key === key && (existing !== undefined || !group.members.some((other) => clash(one, other))),
    )
    if (home === undefined) groups.push({ key, members: [one] })
    else home.members.push(one)
  }
  return groups
    .flatMap(({ members }) => entrancesOf(members, topology, provider, names))
    .sort((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name))
}

/** One entrance of its own takes all ways of a workload that ask the same of it. */
const ownKey = ({ workload, scheme, sourceRanges, exposure }: Way, made: EntranceClass | undefined): string =>
  JSON.stringify([
    workload,
    scheme,
    sourceRanges,
    exposure.staticIP,
    exposure.isolation,
    exposure.idleTimeoutSeconds,
    ...(made === undefined ? [] : oneObjectKey({ exposure }, made)),
  ])

/** An entrance that is one object answers every host on each of its listeners: only ways on the same listener share it. */
export const oneObjectKey = ({ exposure }: Pick<Way, 'exposure'>, made: EntranceClass): unknown[] =>
  made.oneObject ? [exposure.listen, exposure.tls.mode === 'terminate'] : []

type Carried = Pick<PendingRoute, 'way' | 'facts'>

/**
 * One listener cannot end TLS and answer in clear text, and one host and path cannot lead to two ports; nor can one number at layer 4,
 * unless it is over two transports.
 */
function clash({ way: one, facts }: Carried, { way: other }: Carried): boolean {
  if (one.exposure.listen !== other.exposure.listen) return false
  if (facts.layer4 !== undefined) {
    return one.exposure.port !== other.exposure.port && one.port.transport === other.port.transport
  }
  if ((one.exposure.tls.mode === 'terminate') !== (other.exposure.tls.mode === 'terminate')) return true
  const answered = new Set(placesOf(other))
  return one.exposure.port !== other.exposure.port && placesOf(one).some((place) => answered.has(place))
}

const placesOf = (way: Way): string[] =>
  routesOf(way, { name: '', namespace: '' }).map(({ host, path }) => `${host ?? ''} ${path}`)

function entrancesOf(group: PendingRoute[], topology: Topology, provider: Provider, names: NameBook): Entrance[] {
  const [{ way, facts, because }] = group as [PendingRoute]
  const layer4 = facts.layer4 !== undefined
  const routes = sortRoutes(
    group.flatMap((one) => routesOf(one.way, one.service).map((route) => (layer4 ? byPort(route, one.way) : route))),
  )
  const shared = { because, rejected: rejectedForWay('Entrance', facts), verify: [] }
  if (facts.existing !== undefined) {
    const [, { hosts: _hosts, rulesInUse: _rules, certificatesInUse: _certificates, ...entrance }] = facts.existing
    const free = { existing: true, sourceRanges: [], staticIP: false as const }
    return [{ ...entrance, ...free, routes, listeners: listenersOf(routes), ...shared }]
  }
  const made = facts.layer4?.made ?? facts.entranceClass
  if (made === undefined) return []
  const namespace = topology.workloads[way.workload]?.namespace ?? topology.target.namespace
  return splitByListeners(routes, made, provider.gatewayKinds(made, topology)).map((part) => ({
    ...newEntrance(made, way),
    namespace,
    name: names.take(namespace, way.workload, 'entrance', ENTRANCE_NAME_LONGEST),
    routes: part,
    listeners: listenersOf(part),
    ...shared,
  }))
}

/**
 * Implementations name what they make after the Gateway and its class, and refuse more than 63 characters together
 * ("-approuting-istio" is 17: MicrosoftDocs/azure-aks-docs app-routing-gateway-api.md, istio/istio#58941).
 */
export const ENTRANCE_NAME_LONGEST = 46

/** The parts of an entrance that its class and the first way through it settle. */
export const newEntrance = (made: EntranceClass, { scheme, sourceRanges, exposure }: Way) => ({
  api: made.api,
  class: made.class,
  scheme,
  existing: false,
  sourceRanges,
  staticIP: exposure.staticIP,
  ...(exposure.idleTimeoutSeconds === undefined ? {} : { idleTimeoutSeconds: exposure.idleTimeoutSeconds }),
})

export function routesOf({ workload, exposure, port }: Way, service: Pick<Service, 'name' | 'namespace'>): Route[] {
  const hosts: (string | undefined)[] = exposure.hosts.length === 0 ? [undefined] : exposure.hosts
  const paths = exposure.paths.length === 0 ? ['/'] : exposure.paths
  return hosts.flatMap((host) =>
    paths.map((path) => ({
      ...(host === undefined ? {} : { host }),
      path,
      workload,
      service: service.name,
      namespace: service.namespace,
      port: exposure.port,
      portNumber: port.port,
      protocol: port.protocol,
      listen: exposure.listen,
      tls:
        exposure.tls.mode === 'terminate'
          ? { ...exposure.tls, secret: exposure.tls.secret ?? secretFor(host) }
          : exposure.tls,
      ...(exposure.sticky === undefined ? {} : { sticky: exposure.sticky }),
    })),
  )
}

/** The same route at layer 4: told by its port alone. */
export const byPort = (route: Route, { port, exposure }: Way): Route => ({
  ...route,
  layer4: { transport: port.transport === 'UDP' ? 'UDP' : 'TCP', preserveClientIP: exposure.preserveClientIP },
})

/** The Secret an unnamed certificate is expected in: cert-manager's own habit of naming it after the host. */
export const secretFor = (host: string | undefined): string =>
  host === undefined ? 'default-tls' : `${host.replace('*', 'wildcard').replaceAll('.', '-').slice(0, 248)}-tls`

/** `tls`: what arrives there is TLS, ended or passed through. */
export function listenersOf(routes: readonly Route[]): Entrance['listeners'] {
  const listeners = new Map<string, Entrance['listeners'][number]>()
  for (const { listen, tls, layer4 } of routes) {
    const key = `${listen} ${layer4?.transport ?? ''}`
    listeners.set(key, {
      port: listen,
      tls: tls.mode !== 'none' || listeners.get(key)?.tls === true,
      ...(layer4 === undefined ? {} : { transport: layer4.transport }),
    })
  }
  return [...listeners.values()].sort((a, b) => a.port - b.port || compareText(a.transport ?? '', b.transport ?? ''))
}

/** In order, each once: two exposures may offer the same port to different clients at the same place. */
export const sortRoutes = (routes: readonly Route[]): Route[] =>
  [
    ...new Map(
      routes.map((route) => [
        [route.workload, route.port, route.listen, route.host ?? '', route.path].join(' '),
        route,
      ]),
    ).values(),
  ].sort(
    (a, b) =>
      compareText(a.host ?? '', b.host ?? '') ||
      compareText(a.path, b.path) ||
      a.listen - b.listen ||
      compareText(a.workload, b.workload) ||
      compareText(a.port, b.port),
  )
