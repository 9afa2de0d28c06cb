// The same ways in shared by other rules than "as cheap as can be", each with its price, so that what order or caution costs is known.
import type { Design } from '../design/design.ts'
import type { Bill } from '../estimate/estimate.ts'
import { centsText, decimal } from '../money.ts'
import type { Variant } from './consolidation.ts'
import { type Optimised, optimise, sharingOf, type Weighing } from './optimise.ts'
import { packed } from './packed.ts'
import { type Sharing, share } from './share.ts'
import { type Unit, workloadsOf } from './units.ts'

/** How owners name what must not fail with anything else. */
const FIRST_TIER: ReadonlySet<string> = new Set(['1', 'tier-1', 'tier1', 'high', 'critical', 'gold'])

export function variantsOf(design: Design, optimised: Optimised, weighing: Weighing): Variant[] {
  const { currency } = optimised.before
  const told = (name: Variant['name'], text: string, shared: Shared): Variant => {
    const saving = decimal(optimised.before.monthly.expected).minus(shared.after.monthly.expected)
    return {
      name,
      monthly: shared.after.monthly.expected,
      monthlySaving: centsText(saving),
      loadBalancers: balancersOf(shared.design, weighing),
      groups: shared.accepted.map(({ units }) => workloadsOf(units)),
      text: `${text}: ${shared.after.monthly.expected} ${currency} a month.`,
    }
  }
  const few = asFewAsCanBe(design, optimised, weighing)
  const apart = firstTierApart(design, optimised, weighing)
  return [
    told('cheapest', 'Whoever saves by it shares', optimised),
    told('one-per-owner', 'Of each owner as few entrances as rules and limits allow, saving or not', few),
    ...(apart === undefined ? [] : [told('tier-one-apart', 'What is of the first tier shares with nobody', apart)]),
  ]
}

type Shared = { accepted: readonly Sharing[]; design: Design; after: Bill }

function asFewAsCanBe(design: Design, optimised: Optimised, { topology, cost }: Weighing): Shared {
  const groups = optimised.classes.flatMap((unitClass) =>
    packed(unitClass.units, unitClass)
      .filter((group) => group.length > 1)
      .map((group) => ({ group, unitClass })),
  )
  if (
    sameGroups(
      groups.map(({ group }) => group),
      optimised.accepted.map(({ units }) => units),
    )
  )
    return optimised
  const accepted = groups.map(({ group, unitClass }, index) =>
    sharingOf(group, unitClass, topology, (scheme) => `${scheme}-${index}`),
  )
  const shared = accepted.reduce((so, sharing) => share(so, topology, sharing), design)
  return { accepted, design: shared, after: cost(shared) }
}

function sameGroups(one: readonly (readonly Unit[])[], other: readonly (readonly Unit[])[]): boolean {
  if (one.length !== other.length) return false
  const homes = new Map(other.flatMap((group, index) => group.map((unit) => [unit, index] as const)))
  return one.every((group) => {
    const [first] = group
    const home = first === undefined ? undefined : homes.get(first)
    return home !== undefined && other[home]?.length === group.length && group.every((unit) => homes.get(unit) === home)
  })
}

/** Undefined where nothing is of the first tier. */
function firstTierApart(design: Design, optimised: Optimised, weighing: Weighing): Shared | undefined {
  const isFirst = (unit: Unit) => unit.ways.some(({ exposure }) => FIRST_TIER.has(exposure.criticality ?? ''))
  if (!optimised.classes.some(({ units }) => units.some(isFirst))) return undefined
  if (!optimised.accepted.some(({ units }) => units.some(isFirst))) return optimised
  return optimise(design, weighing, (unit) => !isFirst(unit))
}

const balancersOf = (design: Design, { provider, topology }: Weighing): number =>
  provider.provision(design, topology).filter(({ existing }) => !existing).length
