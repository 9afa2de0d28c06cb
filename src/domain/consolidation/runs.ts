// Many units → the cheapest way to part them into runs when they stand in the order of their load. Where a load costs more the more there is
// beside it (rules that are looked at, sizes that are jumped to), the heavy ones belong together in small groups and the light ones in large.
import { compareText } from '../finding.ts'
import { type Decimal, sum, ZERO } from '../money.ts'
import type { UnitClass } from './classes.ts'
import { clash, emptyHeld, type Held, hold } from './fits.ts'
import { nameOf, type Unit } from './units.ts'
import type { Scales, Weight } from './weigh.ts'

/** Runs begin and end at so many places at most, and have one of so many lengths: as many groups are weighed as both say. */
const PLACES = 100
const LENGTHS = [2, 3, 5, 8, 12, 20, 32] as const

type Best = { own: Decimal; group?: readonly Unit[]; from: number }

export function cheapestRuns(
  unitClass: UnitClass,
  scales: Pick<Scales, 'load' | 'together'>,
  alone: (unit: Unit) => Weight,
): (readonly Unit[])[] {
  const ordered = byLoad(unitClass.units, scales)
  const step = Math.ceil(ordered.length / PLACES)
  const places = Math.ceil(ordered.length / step)
  const best: Best[] = [{ own: ZERO, from: 0 }]
  for (let place = 1; place <= places; place += 1) {
    const last = ordered.slice((place - 1) * step, place * step)
    let cheapest: Best = {
      own: (best[place - 1]?.own ?? ZERO).plus(sum(last.map((unit) => alone(unit).own))),
      from: place - 1,
    }
    const held = emptyHeld()
    for (const length of step === 1 ? LENGTHS : [1, ...LENGTHS]) {
      const from = place - length
      const before = best[from]
      if (before === undefined) break
      const group = ordered.slice(from * step, place * step)
      if (!extend(held, group, unitClass)) break
      const weight = scales.together(group, unitClass.made)
      const own = before.own.plus(weight.own)
      if (weight.isPriced && own.lessThan(cheapest.own)) cheapest = { own, group, from }
    }
    best.push(cheapest)
  }
  return groupsOf(best)
}

/** A longer run is the one before with more units at its front: only those are held up against it. */
function extend(held: Held, group: readonly Unit[], unitClass: UnitClass): boolean {
  return group.slice(0, group.length - held.units.length).every((unit) => {
    if (clash(held, unit, unitClass) !== undefined) return false
    hold(held, unit)
    return true
  })
}

function groupsOf(best: readonly Best[]): (readonly Unit[])[] {
  const groups: (readonly Unit[])[] = []
  for (let place = best.length - 1; place > 0; ) {
    const { group, from } = best[place] as Best
    if (group !== undefined) groups.push(group)
    place = from
  }
  return groups.reverse()
}

function byLoad(units: readonly Unit[], { load }: Pick<Scales, 'load'>): Unit[] {
  const loads = new Map(units.map((unit) => [unit, { ...load(unit), name: nameOf(unit) }]))
  return [...units].sort((one, other) => {
    const [a, b] = [loads.get(one), loads.get(other)]
    if (a === undefined || b === undefined) return 0
    return (
      b.requestsPerSecond.comparedTo(a.requestsPerSecond) ||
      b.activeConnections.comparedTo(a.activeConnections) ||
      b.gbOut.comparedTo(a.gbOut) ||
      compareText(a.name, b.name)
    )
  })
}
