// A plan in its chosen design → what the rules of a policy look at, gathered once.
import type { Service } from '../design/design.ts'
import type { Way } from '../design/way.ts'
import { waysThrough } from '../design/ways-through.ts'
import type { PlannedDesign } from '../plan/plan.ts'
import type { Topology } from '../topology/index.ts'

export type Situation = {
  topology: Topology
  design: PlannedDesign
  /** What can really be reached from outside the cluster, in this design: a port-forward is no way in. */
  open: readonly Way[]
  /** Each Service that something outside comes to directly, with the ways in that it is there for. */
  facing: readonly { service: Service; ways: readonly Way[] }[]
}

export function situationOf(topology: Topology, design: PlannedDesign): Situation {
  const open = new Set<Way>()
  const facing: { service: Service; ways: readonly Way[] }[] = []
  const through = waysThrough(design, topology)
  for (const service of design.services) {
    const { facing: ways, routed } = through.get(service) ?? { facing: [], routed: [] }
    for (const way of [...ways, ...routed.flatMap((one) => one.ways)]) open.add(way)
    if (service.type === 'LoadBalancer' || service.type === 'NodePort') facing.push({ service, ways })
  }
  return { topology, design, open: [...open], facing }
}
