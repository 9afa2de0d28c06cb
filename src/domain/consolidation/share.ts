// Builds the design in which a group of units shares one entrance. Only spells out; whether to share is `consolidate.ts`.
import { rejectedBehindShared } from '../design/alternatives.ts'
import type { Design, Entrance, Service } from '../design/design.ts'
import { listenersOf, newEntrance, sortRoutes } from '../design/entrances.ts'
import type { GroupFacts } from '../design/facts.ts'
import { becauseOf, ruleFor } from '../design/rules.ts'
import { dnsOf, servicePorts } from '../design/service.ts'
import { invariant } from '../failure.ts'
import { compareText } from '../finding.ts'
import type { EntranceClass } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { type Unit, workloadsOf } from './units.ts'

export type Sharing = { name: string; namespace: string; made: EntranceClass; units: Unit[] }

export function share(design: Design, topology: Topology, { name, namespace, made, units }: Sharing): Design {
  const entrance = sharedEntrance({ name, namespace, made, units })
  const { because } = entrance
  const facts = factsOf({ name, namespace, made, units })
  const behind = new Map(
    units.flatMap((unit) =>
      unit.service === undefined
        ? []
        : [[unit.service, inner(unit.service, unit, topology, { because, facts })] as const],
    ),
  )
  const gone = new Set(units.flatMap((unit) => (unit.entrance === undefined ? [] : [unit.entrance])))
  const routed = new Set(entrance.routes.map((route) => `${route.namespace}/${route.service}`))
  const behindShared = (service: Service): Service =>
    routed.has(`${service.namespace}/${service.name}`)
      ? { ...service, because, rejected: rejectedBehindShared(facts) }
      : service
  return {
    ...design,
    services: design.services.map((service) => behind.get(service) ?? behindShared(service)),
    entrances: [...design.entrances.filter((other) => !gone.has(other)), entrance].sort(
      (a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name),
    ),
  }
}

const factsOf = ({ name, units }: Sharing): GroupFacts => ({
  members: workloadsOf(units),
  scheme: units[0]?.ways[0]?.scheme ?? 'public',
  entrance: name,
})

/** The entrance alone, without what stands behind it. */
export function sharedEntrance(sharing: Sharing): Entrance {
  const { name, namespace, made, units } = sharing
  const way = units[0]?.ways[0]
  invariant(way !== undefined, 'an entrance is shared by somebody')
  const routes = units.flatMap((unit) => unit.routes)
  const facts = factsOf(sharing)
  return {
    ...newEntrance(made, way),
    name,
    namespace,
    listeners: listenersOf(routes),
    routes: sortRoutes(routes),
    because: becauseOf(ruleFor('group', facts), facts),
    rejected: REJECTED,
    verify: [],
  }
}

const REJECTED: Entrance['rejected'] = [
  { type: 'LoadBalancer', because: 'One load balancer for each workload costs more for the same traffic.' },
  {
    type: 'Entrance',
    because: 'An entrance for each workload pays its fixed charge as often as there are workloads.',
  },
]

/** The part of a design that these units would be, sharing: nothing else of it. */
export const designOf = (sharing: Sharing, topology: Topology): Design => share(only(sharing.units), topology, sharing)

/** The part of a design that these units are, as they stand. */
export const only = (units: readonly Unit[]): Design => ({
  services: units.flatMap((unit) => (unit.service === undefined ? [] : [unit.service])),
  entrances: units.flatMap((unit) => (unit.entrance === undefined ? [] : [unit.entrance])),
  unserved: [],
})

type Shared = { because: Service['because']; facts: GroupFacts }

/** The LoadBalancer Service as the ClusterIP Service that stands behind the shared entrance: same name, the workload's own ports. */
function inner(service: Service, unit: Unit, topology: Topology, { because, facts }: Shared): Service {
  const { facing: _facing, ...kept } = service
  const workload = service.workload === undefined ? undefined : topology.workloads[service.workload]
  const ports =
    workload === undefined
      ? service.ports
      : servicePorts(workload, [...new Set(unit.ways.map((way) => way.exposure.port))].sort(compareText))
  return {
    ...kept,
    type: 'ClusterIP',
    ports,
    dns: dnsOf(service.name, service.namespace, ports),
    because,
    rejected: rejectedBehindShared(facts),
  }
}
