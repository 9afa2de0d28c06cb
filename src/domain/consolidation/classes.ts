// Units → classes of those that may share: first what a unit itself rules out, then what must be equal to share. What two of one class
// cannot hold together is `fits.ts`.
import { capacityOf } from '../design/capacity.ts'
import { oneObjectKey } from '../design/entrances.ts'
import { type Blocker, sharingBlockers, sharingBlockersAtLayer4 } from '../design/way.ts'
import { compareText } from '../finding.ts'
import type { Capacity, EntranceClass, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { KeptApart } from './consolidation.ts'
import { notCarriedBy, wrongTogetherFor } from './not-carried.ts'
import type { Unit } from './units.ts'

/** Units that may share entrances of one class, in order; at least one. */
export type UnitClass = {
  key: string
  made: EntranceClass
  capacity: Capacity
  units: Unit[]
  /** What the cloud would call an error about some of them on one entrance, and not about them apart. */
  wrongTogether: (units: readonly Unit[]) => Blocker | undefined
}

export function classesOf(
  units: readonly Unit[],
  topology: Topology,
  provider: Provider,
): { classes: UnitClass[]; apart: KeptApart[] } {
  const apart: KeptApart[] = []
  const byKey = new Map<string, UnitClass>()
  for (const unit of units) {
    const [way] = unit.ways
    if (way === undefined) continue
    const made =
      unit.layer === 4 ? provider.layer4?.entranceClass(topology) : provider.entranceClass(topology, way.scheme)
    const blocked = unit.blockers.length > 0 ? keptByBlockers(unit) : keptByPlace(unit, made, topology, provider)
    if (blocked.length > 0 || made === undefined) {
      apart.push(...blocked)
      continue
    }
    const key = keyOf(unit, made, topology)
    const known = byKey.get(key)
    if (known !== undefined) known.units.push(unit)
    else {
      const all = [unit]
      byKey.set(key, {
        key,
        made,
        capacity: capacityOf(made, provider.gatewayKinds(made, topology)),
        units: all,
        wrongTogether: wrongTogetherFor(all, { made, topology, provider }),
      })
    }
  }
  return { classes: [...byKey.values()].sort((a, b) => compareText(a.key, b.key)), apart }
}

/** Equal for those that may share. */
function keyOf({ ways, layer }: Unit, made: EntranceClass, topology: Topology): string {
  const [{ scheme, workload, exposure }] = ways as [Unit['ways'][number]]
  const { owner, namespace } = topology.workloads[workload] ?? {}
  const { group, criticality, idleTimeoutSeconds, preserveClientIP, sticky } = exposure
  const object = made.oneObject ? [namespace, ...oneObjectKey({ exposure }, made)] : []
  // The balancer before a Gateway at layer 4 keeps callers and their addresses for all its listeners alike.
  const whole = layer === 4 ? [preserveClientIP, sticky] : []
  return JSON.stringify([layer, scheme, owner, group, criticality, idleTimeoutSeconds, ...whole, ...object])
}

function keptByPlace(unit: Unit, made: EntranceClass | undefined, topology: Topology, provider: Provider): KeptApart[] {
  if (made === undefined) return keep(unit, NO_ENTRANCE)
  if (new Set(unit.ways.map(({ exposure }) => `${exposure.group} ${exposure.criticality}`)).size > 1)
    return keep(unit, GROUPS_DIFFER)
  const blocker = unit.service === undefined ? undefined : notCarriedBy(unit, { made, topology, provider })
  return blocker === undefined ? [] : keep(unit, blocker)
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
export const ALONE: Blocker = {
  code: 'ALONE',
  because: 'nothing else of the same owner on the same side, in the same group and tier, is there to share with',
  source: 'the topology',
}

export const keep = (unit: Unit, { code, because, source }: Blocker): KeptApart[] =>
  unit.ways.map((way) => ({ workload: way.workload, port: way.exposure.port, code, because, source }))

/** What holds for the whole of a unit, whatever each of its ways asks. */
const FOR_ALL = ['PINNED']

/** Each way with its own blocker; one that has none stays because of what it shares a Service with. */
function keptByBlockers(unit: Unit): KeptApart[] {
  const [first] = unit.blockers
  if (first === undefined) return []
  return unit.ways.flatMap((way) => {
    const alone = { ...unit, ways: [way] }
    const [own] = unit.layer === 4 ? sharingBlockersAtLayer4(way) : sharingBlockers(way)
    const forAll = FOR_ALL.includes(first.code)
    if (forAll || own !== undefined) return keep(alone, forAll ? first : (own ?? first))
    const because = `its Service carries what cannot share as well: ${first.because}`
    return keep(alone, { ...first, code: 'SERVICE_CANNOT_SHARE', because })
  })
}

export const distinct = (apart: readonly KeptApart[]): KeptApart[] => [
  ...new Map(apart.map((one) => [JSON.stringify([one.workload, one.port, one.code, one.because]), one])).values(),
]
