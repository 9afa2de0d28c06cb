// What the cheapest sharing leaves alone → the reason for each: what stands in its way on the entrances there are, or the money.

import type { Blocker } from '../design/way.ts'
import { centsText, decimal } from '../money.ts'
import { ALONE, keep, type UnitClass } from './classes.ts'
import type { KeptApart } from './consolidation.ts'
import { clash, emptyHeld, type Held, hold } from './fits.ts'
import type { Optimised, Weighing } from './optimise.ts'
import { isKnown, sharingOf } from './optimise.ts'
import { packed } from './packed.ts'
import { type Sharing, share } from './share.ts'
import { type Unit, workloadsOf } from './units.ts'

/** A group that could be and is not, with what it would save, in cents: nothing or less. */
export type Refused = { sharing: Sharing; saving: string; because: string; code: 'NO_SAVING' | 'PRICE_UNKNOWN' }

// Each is weighed in the whole bill; further ones are told without their figure.
const WEIGHED_AT_MOST = 16

/** Classes in which nobody shares, as the groups they could have been. */
export function refusedGroups(optimised: Optimised, weighing: Weighing): Refused[] {
  const shared = new Set(optimised.accepted.flatMap(({ units }) => units))
  return optimised.classes
    .filter(({ units }) => !units.some((unit) => shared.has(unit)))
    .flatMap((unitClass) =>
      packed(unitClass.units, unitClass)
        .filter((group) => group.length > 1)
        .map((group) => sharingOf(group, unitClass, weighing.topology, optimised.nameFor)),
    )
    .slice(0, WEIGHED_AT_MOST)
    .map((sharing) => refusalOf(sharing, optimised, weighing))
}

function refusalOf(sharing: Sharing, { design, after }: Optimised, { topology, cost }: Weighing): Refused {
  const bill = cost(share(design, topology, sharing))
  const saving = decimal(after.monthly.expected).minus(bill.monthly.expected)
  const told = { sharing, saving: centsText(saving) }
  if (!isKnown(after, bill))
    return {
      ...told,
      code: 'PRICE_UNKNOWN',
      because: 'Sharing cannot be weighed: a price it would be paid with is unknown here.',
    }
  const more = saving.isZero() ? 'saves nothing' : `costs ${centsText(saving.negated())} ${after.currency} a month more`
  return {
    ...told,
    code: 'NO_SAVING',
    because: `Sharing one entrance among ${workloadsOf(sharing.units).join(', ')} ${more}.`,
  }
}

export function keptApart(optimised: Optimised, refused: readonly Refused[], weighing: Weighing): KeptApart[] {
  const shared = new Set(optimised.accepted.flatMap(({ units }) => units))
  const wanted = new Map(refused.flatMap((one) => one.sharing.units.map((unit) => [unit, one] as const)))
  let weighed = 0
  return optimised.classes.flatMap((unitClass) => {
    const members = new Set(unitClass.units)
    const groups = optimised.accepted.filter(({ units: [first] }) => first !== undefined && members.has(first))
    const left = unitClass.units.filter((unit) => !shared.has(unit))
    const held = heldBy(groups.length > 0 ? groups.map(({ units }) => units) : left.map((unit) => [unit]))
    return left.flatMap((unit) => {
      const one = wanted.get(unit)
      if (one !== undefined) return keep(unit, { code: one.code, because: one.because, source: SOURCE })
      const standing = standsInTheWay(unit, held, unitClass)
      if (standing !== undefined) return keep(unit, standing)
      weighed += 1
      return keep(unit, weighed > WEIGHED_AT_MOST ? DEARER : dearer(unit, groups, unitClass, { optimised, weighing }))
    })
  })
}

const SOURCE = 'the two estimates'
const DEARER: Blocker = { code: 'NO_SAVING', because: 'sharing with the others would cost no less', source: SOURCE }

const heldBy = (groups: readonly (readonly Unit[])[]): Held[] =>
  groups.map((units) => {
    const held = emptyHeld()
    for (const unit of units) hold(held, unit)
    return held
  })

/** What keeps it off every one of them; undefined where one has room. */
function standsInTheWay(unit: Unit, all: readonly Held[], unitClass: UnitClass): Blocker | undefined {
  const others = all.filter(({ units }) => !units.includes(unit))
  if (others.length === 0) return ALONE
  let first: Blocker | undefined
  for (const held of others) {
    const blocker = clash(held, unit, unitClass)
    if (blocker === undefined) return undefined
    first ??= blocker
  }
  return first
}

/** It could join one that is shared, and the whole would cost no less. */
function dearer(
  unit: Unit,
  groups: readonly Sharing[],
  unitClass: UnitClass,
  { optimised: { design, after }, weighing: { topology, cost } }: { optimised: Optimised; weighing: Weighing },
): Blocker {
  const group = groups.find(({ units }) => {
    const [held] = heldBy([units])
    return held !== undefined && clash(held, unit, unitClass) === undefined
  })
  if (group === undefined) return DEARER
  const joined = share(withoutGroup(design, group), topology, { ...group, units: [...group.units, unit] })
  const more = decimal(cost(joined).monthly.expected).minus(after.monthly.expected)
  const much = more.isZero() ? 'nothing less' : `${centsText(more)} ${after.currency} a month more`
  return { ...DEARER, because: `on ${group.name} beside the others it would cost ${much}` }
}

const withoutGroup = (design: Optimised['design'], { name, namespace }: Sharing): Optimised['design'] => ({
  ...design,
  entrances: design.entrances.filter((entrance) => entrance.name !== name || entrance.namespace !== namespace),
})
