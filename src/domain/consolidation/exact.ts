// A class of few kinds → every way to part it that is worth keeping. Works up from the empty set: how many of each kind are parted is a
// state, and the best for a state is a group with the first unit that is left, beside the best for the rest.

import type { UnitClass } from './classes.ts'
import { fitterFor, LOOKED_AT_IN_FULL } from './fits.ts'
import { both, nothing, type Option, type Options, worthKeeping } from './options.ts'
import type { Unit } from './units.ts'
import type { Scales, Weight } from './weigh.ts'

// Weighing a group takes tens of microseconds, comparing two a fraction of one: together tens of milliseconds at the most.
const STATES_AT_MOST = 512
const PAIRS_AT_MOST = 25_000

/** Undefined where there are too many to look at them all. */
export function everyPartition(
  kinds: readonly (readonly Unit[])[],
  unitClass: UnitClass,
  scales: Scales,
): Options | undefined {
  const product = (of: (count: number) => number) => kinds.reduce((total, kind) => total * of(kind.length), 1)
  const states = product((count) => count + 1)
  const pairs = product((count) => ((count + 1) * (count + 2)) / 2)
  if (states > STATES_AT_MOST || pairs > PAIRS_AT_MOST || unitClass.units.length > LOOKED_AT_IN_FULL) return undefined

  const space = spaceOf(kinds)
  const fits = fitterFor(unitClass)
  const weights = Array.from({ length: states }, (_, state) => {
    const units = space.unitsIn(state)
    return fits(units) ? weightOf(units, unitClass, scales) : undefined
  })
  const best: Option<number>[][] = [[nothing()]]
  let isWhole = true
  for (let state = 1; state < states; state += 1) {
    const found: Option<number>[] = []
    for (const group of space.groupsIn(state)) {
      const weight = weights[group]
      if (weight === undefined) continue
      const size = space.sizeOf(group)
      const first: Option<number> =
        size === 1 ? { weight, groups: [], moved: 0 } : { weight, groups: [group], moved: size }
      for (const rest of best[state - group] ?? []) found.push(both(first, rest))
    }
    const kept = worthKeeping(found)
    isWhole &&= kept.isWhole
    best.push(kept.options)
  }
  const options = (best[states - 1] ?? []).map((option) => ({ ...option, groups: space.named(option.groups) }))
  return { options, isWhole }
}

/** What the units weigh together; undefined where nobody knows the price. One alone stays as it stands. */
function weightOf(units: readonly Unit[], unitClass: UnitClass, scales: Scales): Weight | undefined {
  const [first] = units
  if (first === undefined) return undefined
  if (units.length === 1) return scales.asItStands(first)
  const weight = scales.together(units, unitClass.made)
  return weight.isPriced ? weight : undefined
}

/** A state is a number whose digits, one for each kind, say how many of it there are. */
function spaceOf(kinds: readonly (readonly Unit[])[]) {
  const places: number[] = []
  let place = 1
  for (const kind of kinds) {
    places.push(place)
    place *= kind.length + 1
  }
  const digit = (state: number, kind: number): number =>
    Math.floor(state / (places[kind] ?? 1)) % ((kinds[kind]?.length ?? 0) + 1)
  const digits = (state: number): number[] => kinds.map((_, kind) => digit(state, kind))
  return {
    sizeOf: (state: number): number => digits(state).reduce((total, count) => total + count, 0),
    unitsIn: (state: number): Unit[] => kinds.flatMap((kind, index) => kind.slice(0, digit(state, index))),
    /** Every group out of a state that has at least one of its first kind. */
    groupsIn(state: number): number[] {
      const counts = digits(state)
      const first = counts.findIndex((count) => count > 0)
      return counts.reduce<number[]>(
        (groups, count, kind) =>
          count === 0
            ? groups
            : groups.flatMap((group) =>
                Array.from({ length: count + (kind === first ? 0 : 1) }, (_, index) => {
                  const taken = kind === first ? index + 1 : index
                  return group + taken * (places[kind] ?? 1)
                }),
              ),
        [0],
      )
    },
    /** Units for groups that were found as numbers, each unit once. */
    named(groups: readonly number[]): Unit[][] {
      const next = kinds.map(() => 0)
      return groups.map((group) =>
        kinds.flatMap((kind, index) => {
          const from = next[index] ?? 0
          const to = from + digit(group, index)
          next[index] = to
          return kind.slice(from, to)
        }),
      )
    },
  }
}
