// Routes that rules asked for → the entrances that carry them: an existing one, or one of the workload's own.
import { compareText } from '../finding.ts'
import type { EntranceClass, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { rejectedForWay } from './alternatives.ts'
import type { Entrance, Route, Service } from './design.ts'
import type { WayFacts } from './facts.ts'
import type { NameBook } from './names.ts'
import type { Rule } from './rule.ts'
import { becauseOf } from './rules.ts'
import type { Way } from './way.ts'

export type PendingRoute = { way: Way; facts: WayFacts; rule: Rule<'way'>; service: Service }

export function gatherEntrances(
  topology: Topology,
  provider: Provider,
  pending: readonly PendingRoute[],
  names: NameBook,
): Entrance[] {
  const groups = new Map<string, PendingRoute[]>()
  for (const one of pending) {
    const key = one.facts.existing === undefined ? ownKey(one.way) : `existing ${one.facts.existing[0]}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
    .flatMap((group) => entranceOf(group, topology, provider, names))
    .sort((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name))
}

// One entrance of its own takes all ways of a workload that ask the same of it.
const ownKey = ({ workload, scheme, sourceRanges, exposure }: Way): string =>
  JSON.stringify([
    'own',
    workload,
    scheme,
    sourceRanges,
    exposure.staticIP,
    exposure.isolation,
    exposure.idleTimeoutSeconds,
  ])

function entranceOf(group: PendingRoute[], topology: Topology, provider: Provider, names: NameBook): Entrance[] {
  const [first] = group as [PendingRoute]
  const { way, facts, rule } = first
  const routes = group.flatMap((one) => routesOf(one.way, one.service))
  const shared = {
    routes: sortRoutes(routes),
    listeners: listenersOf(routes, group),
    because: becauseOf(rule, facts),
    rejected: rejectedForWay('Entrance', facts),
  }
  if (facts.existing !== undefined) {
    const [, { hosts: _hosts, rulesInUse: _rules, certificatesInUse: _certificates, ...entrance }] = facts.existing
    return [{ ...entrance, existing: true, sourceRanges: [], staticIP: false, ...shared }]
  }
  const made = provider.entranceClass(topology, way.scheme)
  if (made === undefined) return []
  const namespace = topology.workloads[way.workload]?.namespace ?? topology.target.namespace
  return [{ ...newEntrance(made, way), namespace, name: names.take(namespace, way.workload, 'entrance'), ...shared }]
}

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
      tls:
        exposure.tls.mode === 'terminate'
          ? { ...exposure.tls, secret: exposure.tls.secret ?? secretFor(host) }
          : exposure.tls,
      ...(exposure.sticky === undefined ? {} : { sticky: exposure.sticky }),
    })),
  )
}

/** The Secret an unnamed certificate is expected in: cert-manager's own habit of naming it after the host. */
export const secretFor = (host: string | undefined): string =>
  host === undefined ? 'default-tls' : `${host.replace('*', 'wildcard').replaceAll('.', '-').slice(0, 248)}-tls`

export const listenersOf = (routes: readonly Route[], ways: readonly { way: Way }[]): Entrance['listeners'] => {
  const byPort = new Map<number, boolean>()
  for (const { way } of ways) byPort.set(way.exposure.listen, way.exposure.tls.mode === 'terminate')
  if (byPort.size === 0)
    for (const route of routes) byPort.set(route.tls.mode === 'terminate' ? 443 : 80, route.tls.mode === 'terminate')
  return [...byPort].map(([port, tls]) => ({ port, tls })).sort((a, b) => a.port - b.port)
}

export const sortRoutes = (routes: readonly Route[]): Route[] =>
  [...routes].sort(
    (a, b) =>
      compareText(a.host ?? '', b.host ?? '') ||
      compareText(a.path, b.path) ||
      compareText(a.workload, b.workload) ||
      compareText(a.port, b.port),
  )
