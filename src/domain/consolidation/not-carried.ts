// Units as they stand, and an entrance they could share → what the cloud's own check would call an error about it there: a protocol that
// class does not carry, connections or ports that no balancer takes. Asked of the cloud, so that what is known to go wrong is written down
// once.
import type { Blocker } from '../design/way.ts'
import type { EntranceClass, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { designOf, only } from './share.ts'
import type { Unit } from './units.ts'

type Place = { made: EntranceClass; topology: Topology; provider: Provider }

const errorsOf = (design: ReturnType<typeof only>, { topology, provider }: Place) =>
  provider.check(design, topology).filter(({ severity }) => severity === 'error')

/** Beside `known` codes, which are errors already. */
function wrongWith(units: readonly Unit[], known: ReadonlySet<string>, place: Place): Blocker | undefined {
  const { made, topology } = place
  const namespace = units[0]?.routes[0]?.namespace ?? topology.target.namespace
  const shared = designOf({ name: topology.name, namespace, made, units: [...units] }, topology)
  const wrong = errorsOf(shared, place).find(({ code }) => !known.has(code))
  if (wrong === undefined) return undefined
  return {
    code: wrong.code,
    because: `a shared entrance could not carry it: ${wrong.message}`,
    source: wrong.source ?? 'the provider',
  }
}

export const notCarriedBy = (unit: Unit, place: Place): Blocker | undefined => wrongWith([unit], new Set(), place)

/**
 * For units of one class: what would be wrong with some of them together that is not wrong with them apart. Where nothing is wrong with all
 * of them at once, nothing is with fewer: load, ports and pods only add up.
 */
export function wrongTogetherFor(all: readonly Unit[], place: Place): (units: readonly Unit[]) => Blocker | undefined {
  let judged: { known: ReadonlySet<string>; isSound: boolean } | undefined
  return (units) => {
    if (judged === undefined) {
      const known = new Set(errorsOf(only(all), place).map(({ code }) => code))
      judged = { known, isSound: wrongWith(all, known, place) === undefined }
    }
    return judged.isSound ? undefined : wrongWith(units, judged.known, place)
  }
}
