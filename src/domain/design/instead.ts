// A finished design with one Service changed to another type, and what hangs on it: its routes leave the entrances it had, or it gets
// one of its own. Only for costing: what nobody is charged for (names, reasons, commands) stays as it was.
import type { EntranceClass, Provider } from '../provider.ts'
import { type Port, speaksHttp, type Topology, type Workload } from '../topology/index.ts'
import { splitByListeners } from './capacity.ts'
import type { Alternative, Design, Entrance, Route, Service } from './design.ts'
import { listenersOf, newEntrance, routesOf, sortRoutes } from './entrances.ts'
import { portsOf } from './outside.ts'
import { CLOSED } from './serve.ts'
import { facingOf, servicePorts } from './service.ts'
import type { Way } from './way.ts'
import type { Through } from './ways-through.ts'

export type Change = {
  design: Design
  topology: Topology
  provider: Provider
  service: Service
  workload: Workload
  through: Through
  to: Exclude<Alternative, 'ExternalName' | 'None'>
}

export function insteadOf(change: Change): Design {
  const { design, service, through, to } = change
  const all = [...through.facing, ...through.routed.flatMap((one) => one.ways), ...through.forwarded]
  // One Service has one side; what comes in on the other stays where it is.
  const [first] = all
  const ways = all.filter((way, index) => way.scheme === first?.scheme && all.indexOf(way) === index)
  const left = withoutRoutes(design, service, first?.scheme)
  const changed = to === 'LoadBalancer' || to === 'NodePort' ? outer(change, to, ways) : inner(change, to, ways)
  return {
    ...left,
    services: design.services.map((one) => (one === service ? changed : one)),
    entrances: to === 'Entrance' ? [...left.entrances, ...ownEntrances(change, ways, left)] : left.entrances,
  }
}

function withoutRoutes(design: Design, { name, namespace }: Service, scheme: Entrance['scheme'] | undefined): Design {
  const entrances = design.entrances.flatMap((entrance) => {
    if (entrance.scheme !== scheme) return [entrance]
    const routes = entrance.routes.filter((route) => route.service !== name || route.namespace !== namespace)
    if (routes.length === entrance.routes.length) return [entrance]
    return routes.length === 0 ? [] : [{ ...entrance, routes, listeners: listenersOf(routes) }]
  })
  return { ...design, entrances }
}

function outer({ service, workload, through }: Change, type: 'LoadBalancer' | 'NodePort', ways: Way[]): Service {
  const [first] = ways
  const pinnedPorts = servicePorts(workload, namesOf(service, through))
  return {
    ...service,
    type,
    ports: first === undefined ? pinnedPorts : portsOf(ways.map((way) => ({ gives: type, way }))),
    facing: first === undefined ? (service.facing ?? CLOSED) : facingOf(ways, first),
  }
}

function inner({ service, workload, through }: Change, to: Change['to'], ways: Way[]): Service {
  const { facing: _facing, ...kept } = service
  const type = to === 'Headless' ? 'Headless' : 'ClusterIP'
  const names = [...new Set([...ways.map((way) => way.exposure.port), ...namesOf(service, through)])]
  // What stands for something outside has no workload to take ports from.
  const ports =
    service.external === undefined ? servicePorts(workload, names, { headless: to === 'Headless' }) : kept.ports
  return { ...kept, type, ports }
}

/** Ports of a Service that faces outside may be called otherwise than in the topology. */
const namesOf = ({ ports, facing }: Service, { facing: ways }: Through): string[] =>
  facing === undefined || ways.length === 0 ? ports.map((port) => port.name) : ways.map((way) => way.exposure.port)

function ownEntrances({ topology, provider, service, workload }: Change, ways: Way[], left: Design): Entrance[] {
  const offered = ways.length > 0 ? ways : offeredInside(service, workload)
  const [first] = offered
  const made = first === undefined ? undefined : provider.entranceClass(topology, first.scheme)
  if (first === undefined || made === undefined) return []
  const routes = sortRoutes(offered.flatMap((way) => routesOf(way, service)))
  return splitByListeners(routes, made, provider.gatewayKinds(made, topology)).map((part, index) =>
    ownEntrance(service, first, made, part, index, left),
  )
}

function ownEntrance(
  { name, namespace, because }: Service,
  first: Way,
  made: EntranceClass,
  routes: Route[],
  index: number,
  { entrances }: Design,
): Entrance {
  let own = `${name}-entrance${index === 0 ? '' : `-${index + 1}`}`
  while (entrances.some((other) => other.name === own && other.namespace === namespace)) own = `${own}-own`
  const shared = { because, rejected: [], verify: [] }
  return { ...newEntrance(made, first), namespace, name: own, routes, listeners: listenersOf(routes), ...shared }
}

/** Nobody was offered it: the ports that speak HTTP, in clear text, to the inner side. */
function offeredInside(service: Service, workload: Workload): Way[] {
  return Object.entries(workload.ports)
    .filter(([name, port]) => speaksHttp(port.protocol) && service.ports.some((one) => one.name === name))
    .map(([name, port], index) => offeredTo(service.workload ?? service.name, name, port, 80 + index))
}

const offeredTo = (workload: string, name: string, port: Port, listen: number): Way => ({
  workload,
  path: `/workloads/${workload}`,
  port,
  scheme: 'internal',
  sourceRanges: [],
  networks: [],
  clients: [],
  exposure: {
    port: name,
    to: ['vpc'],
    hosts: [],
    paths: [],
    listen,
    tls: { mode: 'none' },
    preserveClientIP: false,
    staticIP: false,
    isolation: 'shared',
  },
})
