// A class of many units → a few good ways to part it: nobody shares, all share in as few entrances as can hold them, only those share that
// have an entrance already; each of these without the groups, and then the kinds of units, that cost more than they save; and the cheapest
// runs of them by their load.
import { compareText } from '../finding.ts'
import { sum } from '../money.ts'
import type { UnitClass } from './classes.ts'
import { clash, emptyHeld, type Held, hold } from './fits.ts'
import { both, nothing, type Option, type Options, worthKeeping } from './options.ts'
import { cheapestRuns } from './runs.ts'
import { nameOf, type Unit } from './units.ts'
import { plus, type Scales, type Weight, weightless } from './weigh.ts'

/** Into the first group that can hold it together with what is there, those that take most room first. */
export function packed(units: readonly Unit[], unitClass: UnitClass): Unit[][] {
  const groups: Held[] = []
  const ordered = [...units].sort((a, b) => b.routes.length - a.routes.length || compareText(nameOf(a), nameOf(b)))
  for (const unit of ordered) {
    const room = groups.find((group) => clash(group, unit, unitClass) === undefined)
    const home = room ?? emptyHeld()
    if (room === undefined) groups.push(home)
    hold(home, unit)
  }
  return groups.map((group) => group.units)
}

export function fewPartitions(kinds: readonly (readonly Unit[])[], unitClass: UnitClass, scales: Scales): Options {
  const standing = new Map<Unit, Weight>()
  for (const kind of kinds) {
    const [first] = kind
    if (first === undefined) continue
    const weight = scales.asItStands(first)
    for (const unit of kind) standing.set(unit, weight)
  }
  const alone = (unit: Unit): Weight => standing.get(unit) ?? weightless
  const weights = new Map<readonly Unit[], Weight>()
  const shared = (group: readonly Unit[]): Weight => {
    const known = weights.get(group) ?? scales.together(group, unitClass.made)
    weights.set(group, known)
    return known
  }
  const optionOf = (groups: readonly (readonly Unit[])[]): Option => {
    const inGroup = new Set(groups.flat())
    const stays = unitClass.units.filter((unit) => !inGroup.has(unit)).map(alone)
    return { weight: [...groups.map(shared), ...stays].reduce(plus, weightless), groups, moved: inGroup.size }
  }
  const pays = (group: readonly Unit[]) => shared(group).own.lessThan(sum(group.map((unit) => alone(unit).own)))
  const isSound = (group: readonly Unit[]) => unitClass.wrongTogether(group) === undefined
  const candidates = [unitClass.units, unitClass.units.filter((unit) => unit.entrance !== undefined)].map((units) =>
    packed(units, unitClass).filter((group) => group.length > 1 && isSound(group) && shared(group).isPriced),
  )
  const options = candidates.flatMap((groups) => [
    groups,
    groups.filter(pays).map((group) => withoutTheDear(group, kinds, { shared, alone })),
  ])
  return {
    ...worthKeeping([[], ...options, cheapestRuns(unitClass, scales, alone).filter(isSound)].map(optionOf)),
    isWhole: false,
  }
}

const KINDS_TRIED = 16

/** Each kind whose going makes the whole lighter goes. */
function withoutTheDear(
  group: readonly Unit[],
  kinds: readonly (readonly Unit[])[],
  { shared, alone }: { shared: (group: readonly Unit[]) => Weight; alone: (unit: Unit) => Weight },
): readonly Unit[] {
  let left = group
  for (const kind of kinds.slice(0, KINDS_TRIED)) {
    const of = new Set(kind)
    const rest = left.filter((unit) => !of.has(unit))
    if (rest.length < 2 || rest.length === left.length) continue
    const going = sum(left.filter((unit) => of.has(unit)).map((unit) => alone(unit).own))
    if (shared(rest).own.plus(going).lessThan(shared(left).own)) left = rest
  }
  return left
}

/** Of several classes: every option of one beside every option of the others, as far as they are worth keeping. */
export function combined(classes: readonly Options[]): Options {
  return classes.reduce<Options>(
    (total, { options, isWhole }) => {
      const kept = worthKeeping(total.options.flatMap((one) => options.map((other) => both(one, other))))
      return { options: kept.options, isWhole: total.isWhole && isWhole && kept.isWhole }
    },
    { options: [nothing()], isWhole: true },
  )
}
