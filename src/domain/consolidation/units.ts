// Design → what could share: each LoadBalancer Service and each entrance of a workload's own is one unit, with its ways in, the
// routes they would be on an entrance, and what keeps it from sharing.
import type { Design, Entrance, Route, Service } from '../design/design.ts'
import { routesOf } from '../design/entrances.ts'
import { isAtLayer4 } from '../design/layer4.ts'
import { isPinned } from '../design/rules.ts'
import { type Blocker, sharingBlockers, type Way, waysOfWorkload } from '../design/way.ts'
import { goesThrough } from '../design/ways-through.ts'
import type { Topology } from '../topology/index.ts'

export type Unit = { ways: Way[]; routes: Route[]; blockers: Blocker[]; service?: Service; entrance?: Entrance }

export function unitsOf(design: Design, topology: Topology): Unit[] {
  const waysOf = (workload: string | undefined): Way[] => {
    const found = workload === undefined ? undefined : topology.workloads[workload]
    return workload === undefined || found === undefined ? [] : waysOfWorkload(topology, workload, found)
  }
  const services = design.services
    .filter((service) => service.type === 'LoadBalancer')
    .map((service): Unit => {
      const ways = waysOf(service.workload).filter((way) => goesThrough(way, service))
      const pinned = isPinned(service)
      return {
        ways,
        routes: ways.flatMap((way) => routesOf(way, service)),
        service,
        blockers: [...(pinned ? [PINNED] : []), ...ways.flatMap(sharingBlockers)],
      }
    })
  const entrances = design.entrances
    .filter((entrance) => !entrance.existing)
    .map((entrance): Unit => {
      const { routes } = entrance
      const isRouted = routedBy(routes)
      const ways = [...new Set(routes.map((route) => route.workload))]
        .flatMap(waysOf)
        .filter((way) => way.scheme === entrance.scheme && isRouted(way))
      const own = isAtLayer4(entrance) ? [LAYER_4] : []
      return { ways, routes, entrance, blockers: [...own, ...ways.flatMap(sharingBlockers)] }
    })
  return [...services, ...entrances].filter((unit) => unit.ways.length > 0)
}

/** Different ports could stand on one Gateway; that is not weighed, and a number two of them want would have to change for one. */
const LAYER_4: Blocker = {
  code: 'LAYER_4_NOT_SHARED',
  because: 'its Gateway hands it on at layer 4, by the port alone; sharing one among workloads is not weighed',
  source: 'Gateway API v1.6 TCPRoute, UDPRoute',
}

const PINNED: Blocker = { code: 'PINNED', because: 'its owner pinned the type', source: 'the topology' }

/** Which of a workload's ways are there among the routes: asked of a set, since both may be many. */
function routedBy(routes: readonly Route[]): (way: Way) => boolean {
  const keyOf = ({ workload, port, host, path, listen }: Route) => JSON.stringify([workload, port, host, path, listen])
  const there = new Set(routes.map(keyOf))
  return (way) => routesOf(way, { name: '', namespace: '' }).some((asked) => there.has(keyOf(asked)))
}
