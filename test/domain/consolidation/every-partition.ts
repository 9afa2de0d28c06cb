// The cheapest way to share, found by trying every one there is: each partition is spelt out as a whole design and costed like one.
import { classesOf, type UnitClass } from '../../../src/domain/consolidation/classes.ts'
import { clash, emptyHeld, hold } from '../../../src/domain/consolidation/fits.ts'
import { isKnown, sharingOf, type Weighing } from '../../../src/domain/consolidation/optimise.ts'
import { share } from '../../../src/domain/consolidation/share.ts'
import { type Unit, unitsOf } from '../../../src/domain/consolidation/units.ts'
import type { Design } from '../../../src/domain/design/design.ts'
import { decimal } from '../../../src/domain/money.ts'

function fitTogether(units: readonly Unit[], unitClass: UnitClass): boolean {
  const held = emptyHeld()
  return units.every((unit) => {
    if (clash(held, unit, unitClass) !== undefined) return false
    hold(held, unit)
    return true
  })
}

/** Every way to part units into groups that one entrance can hold. */
function* partitions(units: readonly Unit[], unitClass: UnitClass): Generator<Unit[][]> {
  const [first, ...rest] = units
  if (first === undefined) {
    yield []
    return
  }
  for (const parted of partitions(rest, unitClass)) {
    yield [[first], ...parted]
    for (const group of parted) {
      const joined = [first, ...group]
      if (fitTogether(joined, unitClass)) yield [joined, ...parted.filter((other) => other !== group)]
    }
  }
}

function* overAll(classes: readonly UnitClass[]): Generator<{ unitClass: UnitClass; units: Unit[] }[]> {
  const [unitClass, ...others] = classes
  if (unitClass === undefined) {
    yield []
    return
  }
  for (const rest of overAll(others)) {
    for (const parted of partitions(unitClass.units, unitClass))
      yield [...parted.filter((group) => group.length > 1).map((units) => ({ unitClass, units })), ...rest]
  }
}

/** The least a month, as shown, and how many ways were tried. */
export function cheapest(design: Design, weighing: Weighing): { monthly: string; tried: number } {
  const { topology, provider, cost } = weighing
  const { classes } = classesOf(unitsOf(design, topology, provider), topology, provider)
  const before = cost(design)
  let monthly = before.monthly.expected
  let tried = 0
  for (const groups of overAll(classes)) {
    tried += 1
    let number = 0
    const shared = groups.reduce((so, { unitClass, units }) => {
      number += 1
      return share(
        so,
        topology,
        sharingOf(units, unitClass, topology, () => `tried-${number}`),
      )
    }, design)
    const bill = cost(shared)
    if (isKnown(before, bill) && decimal(bill.monthly.expected).lessThan(monthly)) monthly = bill.monthly.expected
  }
  return { monthly, tried }
}
