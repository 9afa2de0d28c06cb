// A design → what no way to share can cost less than. Nobody pays less than for the fewest balancers the limits allow, each of the
// cheapest kind, and, on a cloud where load that is carried together is never dearer, than for all load that must go through an entrance
// on one; what cannot share at all stays.
import { carriedBy } from '../design/capacity.ts'
import type { Design, Service } from '../design/design.ts'
import { estimate } from '../estimate/estimate.ts'
import { type Decimal, decimal, maximum, minimum, sum, ZERO } from '../money.ts'
import type { Capacity } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { UnitClass } from './classes.ts'
import type { Weighing } from './optimise.ts'
import { sharedEntrance } from './share.ts'
import { withTraffic } from './traffic.ts'
import { type Unit, workloadsOf } from './units.ts'
import { type Scales, scalesFor } from './weigh.ts'

/** In the currency of the bill, of what has a price; up to a cent below what it could be. */
export function lowerBound(design: Design, all: readonly UnitClass[], weighing: Omit<Weighing, 'cost'>): Decimal {
  const { topology, provider, tariff } = weighing
  const classes = all.filter(({ units }) => units.length > 1)
  const idle = idleOf(topology, classes)
  const units = new Set(classes.flatMap((unitClass) => unitClass.units))
  const services = new Set([...units].flatMap(({ service }) => service ?? []))
  const entrances = new Set([...units].flatMap(({ entrance }) => entrance ?? []))
  const rest: Design = {
    ...design,
    services: design.services.filter((service) => !services.has(service)),
    entrances: design.entrances.filter((entrance) => !entrances.has(entrance)),
  }
  const needed = classes
    .map((unitClass) => neededOf(unitClass, scalesFor({ design, ...weighing, topology: idle })))
    .sort((one, other) => other.lighter.comparedTo(one.lighter))
  const bounds = splitsOf(needed).map((asServices) =>
    decimal(estimate(leastOf(rest, needed, asServices), idle, provider, tariff).estimate.monthly.expected),
  )
  const load = provider.sharesLoad === true ? sum(classes.map((one) => loadOf(one, design, idle, weighing))) : ZERO
  return minimum(...bounds)
    .plus(load)
    .minus(ROUNDED)
}

// The bill of the balancers is rounded, and so is what the load is added to.
const ROUNDED = decimal('0.01')

/** What the load of those of a class that have an entrance costs at least: all of it on one that weighs no rules. */
function loadOf({ units, made }: UnitClass, design: Design, idle: Topology, weighing: Omit<Weighing, 'cost'>): Decimal {
  const routed = units.filter(({ entrance }) => entrance !== undefined)
  if (routed.length === 0) return ZERO
  const carried = scalesFor({ design, ...weighing }).withoutRules(routed, made)
  const carriedIdle = scalesFor({ design, ...weighing, topology: idle }).withoutRules(routed, made)
  return maximum(ZERO, carried.own.minus(carriedIdle.own))
}

/** How many balancers a class needs at least: of each item that is limited, what all have together over what one carries. */
function fewest({ units, capacity }: UnitClass): number {
  const within = units.filter((unit) => fits(unit, capacity))
  const all = carriedBy(within.flatMap((unit) => unit.routes))
  const counts = (Object.entries(capacity) as [keyof Capacity, number][]).map(([item, most]) =>
    Math.ceil(all[item] / most),
  )
  return Math.max(1, ...counts)
}

function fits({ routes }: Unit, capacity: Capacity): boolean {
  const carried = carriedBy(routes)
  return (Object.entries(capacity) as [keyof Capacity, number][]).every(([item, most]) => carried[item] <= most)
}

/** `services`: how many of its balancers may be Services as they stand; `lighter`: by how much one is, without load, than an entrance. */
type Needed = { unitClass: UnitClass; count: number; services: number; lighter: Decimal }

function neededOf(unitClass: UnitClass, idle: Scales): Needed {
  const { units, made } = unitClass
  const count = fewest(unitClass)
  const [standing] = servicesOf(units)
  const [first] = units
  const lighter =
    standing === undefined || first === undefined
      ? ZERO
      : idle.together([first], made).own.minus(idle.asItStands(standing).own)
  return { unitClass, count, services: Math.min(count, servicesOf(units).length), lighter }
}

/** Those with the fewest ports first: nothing is cheaper. */
const servicesOf = (units: readonly Unit[]): (Unit & { service: Service })[] =>
  units
    .flatMap((unit) => (unit.service === undefined ? [] : [{ ...unit, service: unit.service }]))
    .sort((a, b) => a.service.ports.length - b.service.ports.length)

// Two kinds of balancer may be priced in two pools, and the cheapest be a few of one beside many of the other.
const FEW = 12

/** How many of all balancers are Services, where the bill may be least: few, all but few, or as many as are lighter than an entrance. */
function splitsOf(needed: readonly Needed[]): number[] {
  const all = needed.reduce((total, { services }) => total + services, 0)
  const lighter = needed.reduce((total, one) => total + (one.lighter.greaterThan(0) ? one.services : 0), 0)
  const few = Array.from({ length: Math.min(all, FEW) + 1 }, (_, count) => count)
  return [...new Set([...few, lighter, ...few.map((count) => all - count)])]
}

function leastOf(rest: Design, needed: readonly Needed[], asServices: number): Design {
  let left = asServices
  const parts = needed.map(({ unitClass: { units, made }, count }) => {
    const standing = servicesOf(units)
      .map(({ service }) => service)
      .slice(0, Math.min(left, count))
    left -= standing.length
    const [first] = units
    const entrances =
      first === undefined
        ? []
        : Array.from({ length: count - standing.length }, (_, index) => ({
            ...sharedEntrance({ name: `least-${index}`, namespace: made.class, made, units: [first] }),
            routes: first.routes.slice(0, 1),
            listeners: (first.entrance?.listeners ?? [{ port: 443, tls: false }]).slice(0, 1),
          }))
    return { services: standing, entrances }
  })
  return {
    ...rest,
    services: [...rest.services, ...parts.flatMap(({ services }) => services)],
    entrances: [...rest.entrances, ...parts.flatMap(({ entrances }) => entrances)],
  }
}

/** The same topology with no load on what may share. */
function idleOf(topology: Topology, classes: readonly UnitClass[]): Topology {
  const names = new Set(classes.flatMap(({ units }) => workloadsOf(units)))
  return withTraffic(topology, ZERO, (workload) => names.has(workload))
}
