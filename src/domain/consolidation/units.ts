// Design → what could share: each LoadBalancer Service and each entrance of a workload's own is one unit, with its ways in, the
// routes they would be on an entrance, and what keeps it from sharing.
import type { Design, Entrance, Route, Service } from '../design/design.ts'
import { byPort, routesOf } from '../design/entrances.ts'
import { carriedAtLayer4, isAtLayer4 } from '../design/layer4.ts'
import { isPinned } from '../design/rules.ts'
import {
  type Blocker,
  needsLayer7,
  sharingBlockers,
  sharingBlockersAtLayer4,
  type Way,
  waysOfWorkload,
} from '../design/way.ts'
import { goesThrough } from '../design/ways-through.ts'
import { compareText } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'

export type Unit = {
  ways: Way[]
  routes: Route[]
  blockers: Blocker[]
  /** Where what it would share hands traffic on: by hosts and paths, or by ports alone. */
  layer: 4 | 7
  service?: Service
  entrance?: Entrance
}

export function unitsOf(design: Design, topology: Topology, provider: Provider): Unit[] {
  const waysOf = (workload: string | undefined): Way[] => {
    const found = workload === undefined ? undefined : topology.workloads[workload]
    return workload === undefined || found === undefined ? [] : waysOfWorkload(topology, workload, found)
  }
  const services = design.services
    .filter((service) => service.type === 'LoadBalancer')
    .map((service): Unit => {
      const ways = waysOf(service.workload).filter((way) => goesThrough(way, service))
      const routes = ways.flatMap((way) => routesOf(way, service))
      if (isPinned(service)) return { ways, routes, service, layer: 7, blockers: [PINNED] }
      const blockers = ways.flatMap(sharingBlockers)
      if (blockers.length === 0 || !ways.every((way) => sharesByPort(way, topology, provider)))
        return { ways, routes, service, layer: 7, blockers }
      // Nobody is moved to an API that was not asked for.
      if (!writesGateways(ways, topology, provider))
        return { ways, routes, service, layer: 7, blockers: blockers.map(onRequest) }
      const byPorts = ways.flatMap((way) => routesOf(way, service).map((route) => byPort(route, way)))
      return { ways, routes: byPorts, service, layer: 4, blockers: [] }
    })
  const entrances = design.entrances
    .filter((entrance) => !entrance.existing)
    .map((entrance): Unit => {
      const { routes } = entrance
      const isRouted = routedBy(routes)
      const ways = [...new Set(routes.map((route) => route.workload))]
        .flatMap(waysOf)
        .filter((way) => way.scheme === entrance.scheme && isRouted(way))
      return isAtLayer4(entrance)
        ? { ways, routes, entrance, layer: 4, blockers: ways.flatMap(sharingBlockersAtLayer4) }
        : { ways, routes, entrance, layer: 7, blockers: ways.flatMap(sharingBlockers) }
    })
  return [...services, ...entrances].filter((unit) => unit.ways.length > 0)
}

/** Nothing but its port tells its connections apart, and a Gateway that several share here would go by that. */
const sharesByPort = (way: Way, topology: Topology, provider: Provider): boolean =>
  way.port.transport === 'TCP' &&
  !needsLayer7(way) &&
  sharingBlockersAtLayer4(way).length === 0 &&
  carriedAtLayer4(way, topology, provider)?.blockers.length === 0

const writesGateways = ([way]: readonly Way[], topology: Topology, provider: Provider): boolean =>
  topology.target.routing === 'gateway' ||
  (topology.target.routing === 'auto' && provider.entranceClass(topology, way?.scheme ?? 'public')?.api === 'gateway')

const onRequest = (blocker: Blocker): Blocker => ({
  ...blocker,
  because: `${blocker.because}; with target.routing: gateway several could share one load balancer by their port numbers`,
})

const PINNED: Blocker = { code: 'PINNED', because: 'its owner pinned the type', source: 'the topology' }

/** "web:http", for each way in. */
export const nameOf = (unit: Unit): string =>
  [...new Set(unit.ways.map((way) => `${way.workload}:${way.exposure.port}`))].sort(compareText).join(', ')

export const workloadsOf = (units: readonly Unit[]): string[] =>
  [...new Set(units.flatMap((unit) => unit.ways.map((way) => way.workload)))].sort(compareText)

/** Which of a workload's ways are there among the routes: asked of a set, since both may be many. */
function routedBy(routes: readonly Route[]): (way: Way) => boolean {
  const keyOf = ({ workload, port, host, path, listen }: Route) => JSON.stringify([workload, port, host, path, listen])
  const there = new Set(routes.map(keyOf))
  return (way) => routesOf(way, { name: '', namespace: '' }).some((asked) => there.has(keyOf(asked)))
}
