// Ways to part units into groups, as options on a scale: what they weigh and how much they move. Of two options one is worth keeping only
// where it is cheaper in something: a price for several balancers together decides late which of them wins.
import { decimal, ZERO } from '../money.ts'
import type { Unit } from './units.ts'
import { plus, type Weight, weightless } from './weigh.ts'

/** `groups`: those of two units and more, each on one entrance; whoever is in none stays as it is. */
export type Option<Group = readonly Unit[]> = { weight: Weight; groups: readonly Group[]; moved: number }

export const nothing = <Group>(): Option<Group> => ({ weight: weightless, groups: [], moved: 0 })

export const both = <Group>(one: Option<Group>, other: Option<Group>): Option<Group> => ({
  weight: plus(one.weight, other.weight),
  groups: [...one.groups, ...other.groups],
  moved: one.moved + other.moved,
})

/** More than this many at once are not looked at: the answer is then the best of these, and not proven to be the best of all. */
const OPTIONS_AT_MOST = 64

export type Options<Group = readonly Unit[]> = { options: Option<Group>[]; isWhole: boolean }

/** Those that no other is at least as good as in everything, the cheapest in its own amount first. */
export function worthKeeping<Group>(options: readonly Option<Group>[]): Options<Group> {
  const kept: Option<Group>[] = []
  // What comes later is never cheaper in its own amount, and of equals the one that moves less comes first.
  const ordered = [...options].sort(
    (a, b) => a.weight.own.comparedTo(b.weight.own) || a.moved - b.moved || a.groups.length - b.groups.length,
  )
  for (const option of ordered) {
    if (!kept.some((other) => isNoHeavier(other, option))) kept.push(option)
  }
  // One that came earlier at the same own amount may still be beaten by a later one in a pool.
  const best = kept.filter((option) => !kept.some((other) => other !== option && beats(other, option)))
  return { options: best.slice(0, OPTIONS_AT_MOST), isWhole: best.length <= OPTIONS_AT_MOST }
}

// Amounts are shown with twelve decimals: the same bytes parted otherwise differ by what was rounded, and are the same.
const ROUNDED = decimal('0.00000001')

const isNoHeavier = ({ weight: one }: Option<unknown>, { weight: other }: Option<unknown>): boolean =>
  one.own.lessThanOrEqualTo(other.own.plus(ROUNDED)) &&
  [...one.pools].every(([pool, much]) => much.lessThanOrEqualTo(other.pools.get(pool) ?? ZERO))

const beats = (one: Option<unknown>, other: Option<unknown>): boolean =>
  isNoHeavier(one, other) && !isNoHeavier(other, one)
