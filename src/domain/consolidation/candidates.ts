// Units → groups that nothing keeps apart, and what stays apart with the reason: first what a unit itself rules out, then what
// must be equal to share, then what one entrance cannot hold together.
import { addTo, answersAlready, capacityOf, carriedWith, emptyTally, passed, type Tally } from '../design/capacity.ts'
import { ENTRANCE_NAME_LONGEST, listenersOf, oneObjectKey } from '../design/entrances.ts'
import { type Blocker, sharingBlockers } from '../design/way.ts'
import { compareText } from '../finding.ts'
import type { Capacity, EntranceClass, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { KeptApart } from './consolidation.ts'
import type { Sharing } from './share.ts'
import type { Unit } from './units.ts'

/** `tally` and `endsTls` (by listener) tell what is there already, so that one more unit costs only its own routes. */
type Members = {
  units: Unit[]
  made: EntranceClass
  capacity: Capacity
  tally: Tally
  endsTls: Map<number, boolean>
  keptBy?: Blocker
}

export function candidateGroups(
  units: readonly Unit[],
  topology: Topology,
  provider: Provider,
): { candidates: Sharing[]; apart: KeptApart[] } {
  const apart: KeptApart[] = []
  const byKey = new Map<string, Members[]>()
  for (const unit of units) {
    const [way] = unit.ways
    if (way === undefined) continue
    if (unit.blockers.length > 0) {
      apart.push(...keptByBlockers(unit))
      continue
    }
    const made = provider.entranceClass(topology, way.scheme)
    if (made === undefined) {
      apart.push(...keep(unit, NO_ENTRANCE))
      continue
    }
    if (new Set(unit.ways.map(({ exposure }) => `${exposure.group} ${exposure.criticality}`)).size > 1) {
      apart.push(...keep(unit, GROUPS_DIFFER))
      continue
    }
    const workload = topology.workloads[way.workload]
    const { group, criticality, idleTimeoutSeconds } = way.exposure
    const object = made.oneObject ? [workload?.namespace, ...oneObjectKey(way, made)] : []
    const key = JSON.stringify([way.scheme, workload?.owner, group, criticality, idleTimeoutSeconds, ...object])
    join(byKey, key, unit, made, capacityOf(made, provider.gatewayKinds(made, topology)))
  }
  const candidates: Sharing[] = []
  const name = namesFor(topology)
  for (const [, groups] of [...byKey].sort(([a], [b]) => compareText(a, b))) {
    for (const { units: members, made, keptBy } of groups) {
      if (members.length < 2) apart.push(...members.flatMap((unit) => keep(unit, keptBy ?? ALONE)))
      else candidates.push(sharingOf(members, made, topology, name))
    }
  }
  return { candidates, apart: distinct(apart) }
}

/** Into the first group of its kind that can hold it together with what is there. */
function join(byKey: Map<string, Members[]>, key: string, unit: Unit, made: EntranceClass, capacity: Capacity): void {
  const groups = byKey.get(key) ?? []
  byKey.set(key, groups)
  let keptBy: Blocker | undefined
  for (const group of groups) {
    const blocker = clash(group, unit)
    if (blocker === undefined) {
      take(group, unit)
      return
    }
    keptBy = blocker
  }
  const group: Members = {
    units: [],
    made,
    capacity,
    tally: emptyTally(),
    endsTls: new Map(),
    ...(keptBy === undefined ? {} : { keptBy }),
  }
  take(group, unit)
  groups.push(group)
}

function take(group: Members, unit: Unit): void {
  group.units.push(unit)
  addTo(group.tally, unit.routes)
  for (const { port, tls } of listenersOf(unit.routes)) group.endsTls.set(port, tls || group.endsTls.get(port) === true)
}

/** Why one entrance cannot hold `unit` beside what it holds. */
function clash({ tally, endsTls, made, capacity }: Members, unit: Unit): Blocker | undefined {
  const listens = unit.routes.find(({ listen, tls }) => {
    const there = endsTls.get(listen)
    return there !== undefined && there !== (tls.mode === 'terminate')
  })
  if (listens !== undefined) {
    return {
      code: 'LISTENER_CLASH',
      because: `port ${listens.listen} would have to end TLS for one and answer another in clear text`,
      source: 'Gateway API v1.6 Gateway listeners',
    }
  }
  const same = unit.routes.find((route) => answersAlready(tally, route))
  if (same !== undefined) {
    return {
      code: 'SAME_ROUTE',
      because: `another workload answers ${same.host ?? 'any host'}${same.path} there already`,
      source: 'Gateway API v1.6 HTTPRoute precedence; networking.k8s.io/v1 Ingress',
    }
  }
  const limit = passed(carriedWith(tally, unit.routes), capacity)
  if (limit === undefined) return undefined
  return {
    code: 'LIMIT_REACHED',
    because: `together they would need ${limit.count} ${limit.item}, and one entrance of class ${made.class} carries ${limit.most}`,
    source: 'the published limits of the provider; Gateway API v1.6 Gateway CRD',
  }
}

function sharingOf(units: Unit[], made: EntranceClass, topology: Topology, name: (scheme: string) => string): Sharing {
  const ways = units.flatMap((unit) => unit.ways)
  const namespaces = new Set(ways.map((way) => topology.workloads[way.workload]?.namespace))
  const [namespace] = namespaces
  return {
    name: name(ways[0]?.scheme ?? 'public'),
    namespace: namespaces.size === 1 && namespace !== undefined ? namespace : topology.target.namespace,
    made,
    units,
  }
}

/** "shop-public", "shop-public-2": never the name of an entrance that exists. */
function namesFor(topology: Topology): (scheme: string) => string {
  const taken = new Set(Object.values(topology.target.entrances).map((entrance) => entrance.name))
  return (scheme) => {
    for (let count = 1; ; count += 1) {
      const end = `-${scheme}${count === 1 ? '' : `-${count}`}`
      const name = `${topology.name.slice(0, ENTRANCE_NAME_LONGEST - end.length).replace(/-+$/, '')}${end}`
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
}

const NO_ENTRANCE: Blocker = {
  code: 'NO_ENTRANCE_HERE',
  because: 'no entrance can be made on this target',
  source: 'the provider',
}
const GROUPS_DIFFER: Blocker = {
  code: 'GROUPS_DIFFER',
  because: 'it carries ways in of different groups or tiers, and could only be moved as a whole',
  source: 'the topology',
}
const ALONE: Blocker = {
  code: 'ALONE',
  because: 'nothing else of the same owner on the same side, in the same group and tier, is there to share with',
  source: 'the topology',
}

export const keep = (unit: Unit, { code, because, source }: Blocker): KeptApart[] =>
  unit.ways.map((way) => ({ workload: way.workload, port: way.exposure.port, code, because, source }))

/** What holds for the whole of a unit, whatever each of its ways asks. */
const FOR_ALL = ['PINNED', 'LAYER_4_NOT_SHARED']

/** Each way with its own blocker; one that has none stays because of what it shares a Service with. */
function keptByBlockers(unit: Unit): KeptApart[] {
  const [first] = unit.blockers
  if (first === undefined) return []
  return unit.ways.flatMap((way) => {
    const alone = { ...unit, ways: [way] }
    const [own] = sharingBlockers(way)
    const forAll = FOR_ALL.includes(first.code)
    if (forAll || own !== undefined) return keep(alone, forAll ? first : (own ?? first))
    const because = `its Service carries what cannot share as well: ${first.because}`
    return keep(alone, { ...first, code: 'SERVICE_CANNOT_SHARE', because })
  })
}

export const distinct = (apart: readonly KeptApart[]): KeptApart[] => [
  ...new Map(apart.map((one) => [JSON.stringify([one.workload, one.port, one.code, one.because]), one])).values(),
]
