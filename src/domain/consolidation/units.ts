// Design → what could share: each LoadBalancer Service and each entrance of a workload's own is one unit, with its ways in
// and what keeps it from sharing.
import type { Design, Entrance, Service } from '../design/design.ts'
import { type Blocker, sharingBlockers, type Way, waysOfWorkload } from '../design/way.ts'
import type { Topology } from '../topology/index.ts'

export type Unit = { ways: Way[]; blockers: Blocker[]; service?: Service; entrance?: Entrance }

export function unitsOf(design: Design, topology: Topology): Unit[] {
  const ways = new Map(
    Object.entries(topology.workloads).map(([name, workload]) => [name, waysOfWorkload(topology, name, workload)]),
  )
  const services = design.services
    .filter((service) => service.type === 'LoadBalancer' && service.workload !== undefined)
    .map((service): Unit => {
      const own = (ways.get(service.workload ?? '') ?? []).filter(
        (way) =>
          way.scheme === service.facing?.scheme &&
          service.ports.some((port) => port.name === way.exposure.port) &&
          way.sourceRanges.join() === service.facing.sourceRanges.join(),
      )
      const pinned = service.because.rule === 'pinned'
      return { ways: own, service, blockers: [...(pinned ? [PINNED] : []), ...own.flatMap(sharingBlockers)] }
    })
  const entrances = design.entrances
    .filter((entrance) => !entrance.existing)
    .map((entrance): Unit => {
      const own = [...new Set(entrance.routes.map((route) => route.workload))].flatMap((workload) =>
        (ways.get(workload) ?? []).filter(
          (way) =>
            way.scheme === entrance.scheme &&
            entrance.routes.some((route) => route.workload === workload && route.port === way.exposure.port),
        ),
      )
      return { ways: own, entrance, blockers: own.flatMap(sharingBlockers) }
    })
  return [...services, ...entrances]
}

const PINNED: Blocker = { code: 'PINNED', because: 'its owner pinned the type', source: 'the topology' }
