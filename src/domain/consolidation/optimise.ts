// A design → the cheapest design with the same ways in, sharing entrances wherever nothing forbids it and the bill falls. Classes are
// parted one by one, where they are small in every way there is; what prices several of them together is then asked of the whole bill.
import type { Design } from '../design/design.ts'
import { ENTRANCE_NAME_LONGEST } from '../design/entrances.ts'
import type { Bill } from '../estimate/estimate.ts'
import type { Tariff } from '../estimate/price-book.ts'
import { decimal } from '../money.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { kindsOf } from './alike.ts'
import { classesOf, type UnitClass } from './classes.ts'
import type { KeptApart } from './consolidation.ts'
import { everyPartition } from './exact.ts'
import type { Option } from './options.ts'
import { combined, fewPartitions } from './packed.ts'
import { type Sharing, share } from './share.ts'
import { type Unit, unitsOf } from './units.ts'
import { scalesFor } from './weigh.ts'

/** What there is to weigh, and with what. `cost` is the whole bill of a design, by the function that is shown. */
export type Weighing = { topology: Topology; provider: Provider; tariff: Tariff; cost: (design: Design) => Bill }

export type Optimised = {
  classes: UnitClass[]
  /** Kept apart by what they are or what is alone here; what money keeps apart is not among them. */
  apart: KeptApart[]
  accepted: Sharing[]
  design: Design
  before: Bill
  after: Bill
  /** Was every way to share weighed? */
  isWhole: boolean
  /** Names for entrances that are not there yet. */
  nameFor: (scheme: string) => string
}

/** Whatever may come out cheapest, before it is known what several balancers together cost. */
export type Ways = Pick<Optimised, 'classes' | 'apart' | 'isWhole'> & { candidates: Candidate[] }
type Candidate = Pick<Optimised, 'accepted' | 'design' | 'nameFor'> & { moved: number }

/** `mayShare` narrows who does: a variant asks for less than is allowed. */
export function waysToShare(
  design: Design,
  { topology, provider, tariff }: Omit<Weighing, 'cost'>,
  mayShare: (unit: Unit) => boolean = () => true,
): Ways {
  const { classes, apart } = classesOf(unitsOf(design, topology, provider).filter(mayShare), topology, provider)
  const scales = scalesFor({ design, topology, provider, tariff })
  const parted = classes
    .filter(({ units }) => units.length > 1)
    .map((unitClass) => {
      const kinds = kindsOf(unitClass.units, topology, scales)
      return everyPartition(kinds, unitClass, scales) ?? fewPartitions(kinds, unitClass, scales)
    })
  const { options, isWhole } = combined(parted)
  const candidates = options
    .filter(({ groups }) => groups.length > 0)
    .map((option) => carriedOut(option, design, topology, classes))
  return { classes, apart, isWhole, candidates }
}

/** The cheapest of them, of equals the one with the fewest balancers; the design as it stands, unless another costs less. */
export function choose(
  design: Design,
  { candidates, ...ways }: Ways,
  { topology, cost }: Pick<Weighing, 'topology' | 'cost'>,
): Optimised {
  const before = cost(design)
  const [best] = candidates
    .map((candidate) => ({ ...candidate, bill: cost(candidate.design) }))
    .filter(({ bill }) => isKnown(before, bill) && totalOf(bill).lessThan(totalOf(before)))
    .sort(
      (a, b) =>
        totalOf(a.bill).comparedTo(totalOf(b.bill)) ||
        a.accepted.length - a.moved - (b.accepted.length - b.moved) ||
        a.moved - b.moved,
    )
  if (best === undefined) return { ...ways, accepted: [], design, nameFor: namesFor(topology), before, after: before }
  const { bill, accepted, design: shared } = withoutTheIdle(best, design, topology, cost)
  return { ...ways, accepted, design: shared, nameFor: best.nameFor, before, after: bill }
}

type Costed = Candidate & { bill: Bill }

const totalOf = (bill: Bill) => decimal(bill.monthly.expected)

// More groups than this are taken as they come: each is weighed in the whole bill.
const GROUPS_TRIED = 16

/** Where several are priced together, a group may be of no use beside another: whoever saves nothing by sharing does not share. */
function withoutTheIdle(best: Costed, design: Design, topology: Topology, cost: Weighing['cost']) {
  let { accepted, bill, design: shared } = best
  if (accepted.length < 2 || accepted.length > GROUPS_TRIED) return { accepted, bill, design: shared }
  for (const group of best.accepted) {
    const others = accepted.filter((other) => other !== group)
    if (others.length === 0) break
    const without = others.reduce((so, sharing) => share(so, topology, sharing), design)
    const its = cost(without)
    if (totalOf(its).greaterThan(totalOf(bill))) continue
    accepted = others
    bill = its
    shared = without
  }
  return { accepted, bill, design: shared }
}

export const optimise = (design: Design, weighing: Weighing, mayShare?: (unit: Unit) => boolean): Optimised =>
  choose(design, waysToShare(design, weighing, mayShare), weighing)

function carriedOut(
  { groups, moved }: Option,
  design: Design,
  topology: Topology,
  classes: readonly UnitClass[],
): Candidate {
  const nameFor = namesFor(topology)
  const homes = new Map(classes.flatMap((unitClass) => unitClass.units.map((unit) => [unit, unitClass] as const)))
  const accepted = groups.flatMap((units) => {
    const [first] = units
    const home = first === undefined ? undefined : homes.get(first)
    return home === undefined ? [] : [sharingOf(units, home, topology, nameFor)]
  })
  return {
    accepted,
    design: accepted.reduce((so, sharing) => share(so, topology, sharing), design),
    moved,
    nameFor,
  }
}

/** Nothing is paid with a price that is unknown and was not paid before; a line that is the same before and after weighs nothing. */
export function isKnown(before: Bill, after: Bill): boolean {
  const known = new Set(unpriced(before))
  return unpriced(after).every((line) => known.has(line))
}

const unpriced = ({ lines }: Bill): string[] =>
  lines.flatMap((line) =>
    line.amount === null ? [JSON.stringify([line.loadBalancer, line.item, line.quantity, line.low, line.high])] : [],
  )

export function sharingOf(
  units: readonly Unit[],
  { made }: UnitClass,
  topology: Topology,
  nameFor: (scheme: string) => string,
): Sharing {
  const ways = units.flatMap((unit) => unit.ways)
  const namespaces = new Set(ways.map((way) => topology.workloads[way.workload]?.namespace))
  const [namespace] = namespaces
  return {
    name: nameFor(ways[0]?.scheme ?? 'public'),
    namespace: namespaces.size === 1 && namespace !== undefined ? namespace : topology.target.namespace,
    made,
    units: [...units],
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
