// Units of one class → whether one entrance can hold them together: what stands on its listeners, and the limits of its class.
import { addTo, answersAlready, carriedBy, carriedWith, emptyTally, passed, type Tally } from '../design/capacity.ts'
import { listenersOf } from '../design/entrances.ts'
import type { Blocker } from '../design/way.ts'
import type { Capacity } from '../provider.ts'
import type { UnitClass } from './classes.ts'
import type { Unit } from './units.ts'

/** What stands on an entrance so far, kept so that one more unit costs only its own routes. */
export type Held = { units: Unit[]; tally: Tally; endsTls: Map<number, boolean>; numbers: Set<number> }

export const emptyHeld = (): Held => ({ units: [], tally: emptyTally(), endsTls: new Map(), numbers: new Set() })

export function hold(held: Held, unit: Unit): void {
  held.units.push(unit)
  addTo(held.tally, unit.routes)
  for (const { listen, layer4 } of unit.routes) if (layer4 !== undefined) held.numbers.add(listen)
  for (const { port, tls } of listenersOf(unit.routes)) held.endsTls.set(port, tls || held.endsTls.get(port) === true)
}

/**
 * Whether one entrance can hold some units of a class together, to be asked of many groups: what stands in the way of two stands in the
 * way of every group with both, and where the counts of all, added up, are within the limits, so is what they have together.
 */
export function fitterFor(unitClass: UnitClass): (units: readonly Unit[]) => boolean {
  const counts = new Map(unitClass.units.map((unit) => [unit, carriedBy(unit.routes)]))
  const pairs = new Map<Unit, ReadonlySet<Unit>>()
  const { targets: most = Number.POSITIVE_INFINITY, ...made } = unitClass.made
  const unlimited = { ...unitClass, made, capacity: {}, wrongTogether: () => undefined }
  const clashing = (unit: Unit): ReadonlySet<Unit> => {
    const known = pairs.get(unit)
    if (known !== undefined) return known
    const held = emptyHeld()
    hold(held, unit)
    const found = new Set(
      unitClass.units.filter((other) => other !== unit && clash(held, other, unlimited) !== undefined),
    )
    pairs.set(unit, found)
    return found
  }
  const limits = Object.entries(unitClass.capacity) as [keyof Capacity, number][]
  const isWithin = (units: readonly Unit[]) =>
    limits.every(([item, most]) => units.reduce((total, unit) => total + (counts.get(unit)?.[item] ?? 0), 0) <= most)
  return (units) =>
    units.every((unit, index) => {
      const others = clashing(unit)
      return others.size === 0 || !units.some((other, place) => place > index && others.has(other))
    }) &&
    targetsOf(units) <= most &&
    (isWithin(units) || passed(carriedBy(units.flatMap(({ routes }) => routes)), unitClass.capacity) === undefined) &&
    (units.length < 2 || unitClass.wrongTogether(units) === undefined)
}

/** Why one entrance cannot hold `unit` beside what it holds. */
export function clash(held: Held, unit: Unit, of: UnitClass): Blocker | undefined {
  const { units, tally, endsTls, numbers } = held
  if (units.length === 0) return undefined
  return numberTaken(numbers, unit) ?? listenerClash(endsTls, unit) ?? sameRoute(tally, unit) ?? full(held, unit, of)
}

const targetsOf = (units: readonly Unit[]): number => units.reduce((total, { targets }) => total + targets, 0)

function numberTaken(numbers: ReadonlySet<number>, { routes }: Unit): Blocker | undefined {
  const taken = routes.find(({ listen, layer4 }) => layer4 !== undefined && numbers.has(listen))
  if (taken === undefined) return undefined
  return {
    code: 'PORT_TAKEN',
    because: `another workload is told by port ${taken.listen} already, and at layer 4 there is nothing else to tell them by`,
    source: 'Gateway API v1.6 TCPRoute, UDPRoute; Gateway listeners',
  }
}

function listenerClash(endsTls: ReadonlyMap<number, boolean>, { routes }: Unit): Blocker | undefined {
  const listens = routes.find(({ listen, tls, layer4 }) => {
    const there = endsTls.get(listen)
    return layer4 === undefined && there !== undefined && there !== (tls.mode === 'terminate')
  })
  if (listens === undefined) return undefined
  return {
    code: 'LISTENER_CLASH',
    because: `port ${listens.listen} would have to end TLS for one and answer another in clear text`,
    source: 'Gateway API v1.6 Gateway listeners',
  }
}

function sameRoute(tally: Tally, { routes }: Unit): Blocker | undefined {
  const same = routes.find((route) => route.layer4 === undefined && answersAlready(tally, route))
  if (same === undefined) return undefined
  return {
    code: 'SAME_ROUTE',
    because: `another workload answers ${same.host ?? 'any host'}${same.path} there already`,
    source: 'Gateway API v1.6 HTTPRoute precedence; networking.k8s.io/v1 Ingress',
  }
}

/** Units of a class in which each group that is tried is looked at in full; of more only the groups that come out. */
export const LOOKED_AT_IN_FULL = 64

function full({ units, tally }: Held, unit: Unit, unitClass: UnitClass): Blocker | undefined {
  const { routes, targets } = unit
  const { made, capacity, wrongTogether } = unitClass
  const together = targetsOf(units) + targets
  const limit =
    passed(carriedWith(tally, routes), capacity) ??
    (made.targets !== undefined && together > made.targets
      ? { item: 'targets', count: together, most: made.targets }
      : undefined)
  if (limit === undefined)
    return unitClass.units.length > LOOKED_AT_IN_FULL ? undefined : wrongTogether([...units, unit])
  return {
    code: 'LIMIT_REACHED',
    because: `together they would need ${limit.count} ${limit.item}, and one entrance of class ${made.class} carries ${limit.most}`,
    source: 'the published limits of the provider; Gateway API v1.6 Gateway CRD',
  }
}
