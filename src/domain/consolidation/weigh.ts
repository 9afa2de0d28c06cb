// Units, alone or together on one entrance → what they weigh on the bill: an amount that is theirs whatever else there is, and what they
// add to the sums by which a cloud prices several balancers together. The same provisioning, counting and prices as in the estimate.

import { type Design, type Entrance, referenceTo } from '../design/design.ts'
import { listenersOf, newEntrance } from '../design/entrances.ts'
import type { Charge, Load, Usage } from '../estimate/charge.ts'
import { metered } from '../estimate/metered.ts'
import type { Tariff } from '../estimate/price-book.ts'
import { costOf, type Pricing } from '../estimate/price-lines.ts'
import { proxyPodCharges } from '../estimate/proxy-pods.ts'
import { together, usageOf } from '../estimate/usage.ts'
import { invariant } from '../failure.ts'
import { type Decimal, sum, ZERO } from '../money.ts'
import type { EntranceClass, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { only } from './share.ts'
import type { Unit } from './units.ts'

/** `own`: exact, a month, of what has a price; `isPriced`: all of it has. */
export type Weight = { own: Decimal; pools: ReadonlyMap<string, Decimal>; isPriced: boolean }

export type Scales = {
  load: (unit: Unit) => Load
  asItStands: (unit: Unit) => Weight
  together: (units: readonly Unit[], made: EntranceClass) => Weight
  /** As `together`, of an entrance that looks at no rules: what its load costs at least, however it is parted. */
  withoutRules: (units: readonly Unit[], made: EntranceClass) => Weight
}

export type Circumstances = { design: Design; topology: Topology; provider: Provider; tariff: Tariff }

export function scalesFor({ design, topology, provider, tariff }: Circumstances): Scales {
  const { hours, loadOf } = usageOf(topology, design, 'expected')
  const pricing: Pricing = {
    provider: provider.id,
    currency: provider.currency,
    region: topology.target.region,
    tariff,
  }
  const weigh = (part: Design, usage: Usage, rules?: 0): Weight => {
    const made = provider.provision(part, topology).map((one) => (rules === undefined ? one : { ...one, rules }))
    const list = metered(made, usage)
    return weightOf([...provider.charge(list, topology.target), ...proxyPodCharges(list, topology.target)], pricing)
  }
  // Asked for again with every group a unit is tried in.
  const loads = new Map<Unit, Load>()
  const load = (unit: Unit): Load => {
    const known = loads.get(unit) ?? loadOf(referenceOf(unit))
    loads.set(unit, known)
    return known
  }
  const shared = (units: readonly Unit[], made: EntranceClass): [Design, Usage] => {
    const whole = together(units.map(load))
    return [
      { services: [], entrances: [bareEntrance(units, made, topology)], unserved: [] },
      { hours, loadOf: () => whole },
    ]
  }
  return {
    load,
    asItStands: (unit) => weigh(only([unit]), { hours, loadOf }),
    together: (units, made) => weigh(...shared(units, made)),
    withoutRules: (units, made) => weigh(...shared(units, made), 0),
  }
}

/** As far as it costs anything: nobody reads why. */
function bareEntrance(units: readonly Unit[], made: EntranceClass, { name, target }: Topology): Entrance {
  const way = units[0]?.ways[0]
  invariant(way !== undefined, 'an entrance is shared by somebody')
  const routes = units.flatMap((unit) => unit.routes)
  const unsaid = { because: { rule: '', text: '', inputs: {}, source: '' }, rejected: [], verify: [] }
  return {
    ...newEntrance(made, way),
    name,
    namespace: target.namespace,
    listeners: listenersOf(routes),
    routes,
    ...unsaid,
  }
}

const referenceOf = ({ service, entrance }: Unit): string =>
  service !== undefined ? referenceTo.service(service) : entrance !== undefined ? referenceTo.entrance(entrance) : ''

function weightOf(charges: readonly Charge[], pricing: Pricing): Weight {
  const pools = new Map<string, Decimal>()
  const amounts: Decimal[] = []
  let isPriced = true
  for (const charge of charges) {
    if (charge.pooled !== undefined) {
      for (const [pool, much] of Object.entries(charge.pooled)) pools.set(pool, much)
      continue
    }
    if (charge.quantity.isZero()) continue
    const amount = costOf(charge, pricing)
    if (amount === undefined) isPriced = false
    else amounts.push(amount)
  }
  return { own: sum(amounts), pools, isPriced }
}

export const weightless: Weight = { own: ZERO, pools: new Map(), isPriced: true }

export function plus(one: Weight, other: Weight): Weight {
  const pools = new Map(one.pools)
  for (const [pool, much] of other.pools) pools.set(pool, (pools.get(pool) ?? ZERO).plus(much))
  return { own: one.own.plus(other.own), pools, isPriced: one.isPriced && other.isPriced }
}
