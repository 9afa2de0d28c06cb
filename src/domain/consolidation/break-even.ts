// A verdict → the values at which it turns: how much traffic, how many workloads alike, how much that is in use already. Each is found by
// asking the optimiser again with that value in place, so that whoever puts it in gets what is promised.
import type { Design } from '../design/design.ts'
import { type Decimal, decimal, textOf } from '../money.ts'
import type { Topology } from '../topology/index.ts'
import type { BreakEven, SavingAtTraffic, Verdict } from './consolidation.ts'
import type { Refused } from './kept-apart.ts'
import { choose, type Optimised, optimise, type Weighing, waysToShare } from './optimise.ts'
import { only, type Sharing } from './share.ts'
import { isLoaded, withTraffic } from './traffic.ts'
import { type Unit, workloadsOf } from './units.ts'

/** The parts of a weighing that change with a value; the bill is asked anew. */
export type Again = (topology: Topology) => Weighing

export type Turning = {
  design: Design
  optimised: Optimised
  refused: readonly Refused[]
  weighing: Weighing
  again: Again
  sensitivity: readonly SavingAtTraffic[]
}

export function breakEvens({ design, optimised, refused, weighing, again, sensitivity }: Turning): BreakEven[] {
  const sharing = optimised.accepted[0] ?? refused[0]?.sharing
  if (sharing === undefined) return []
  const savingIn = (topology: Topology) => savingOf(optimise(design, again(topology)))
  const verdict: Verdict = optimised.accepted.length > 0 ? 'merge' : 'keep'
  const alone = services(sharing, weighing.topology, again)
  // Where there were too many ways to weigh them all, asking again and again would take longer than the plan itself.
  if (!optimised.isWhole) return alone
  return [
    ...traffic(weighing.topology, { verdict, savingIn, sensitivity }),
    ...alone,
    ...inUse(design, weighing, again),
  ]
}

const savingOf = ({ before, after }: Optimised): Decimal =>
  decimal(before.monthly.expected).minus(after.monthly.expected)

// Halvings: enough for nine figures of a factor between one and ten.
const STEPS = 40

type Varied = {
  verdict: Verdict
  savingIn: (topology: Topology) => Decimal
  sensitivity: readonly SavingAtTraffic[]
}

/** Times the stated traffic, from a tenth to ten times, at which there is nothing to save any more, or begins to be something. */
function traffic(topology: Topology, { verdict, savingIn, sensitivity }: Varied): BreakEven[] {
  if (!Object.values(topology.workloads).some(isLoaded)) return []
  const pays = (factor: Decimal) => savingIn(withTraffic(topology, factor)).greaterThan(0)
  const [least, most] = [sensitivity[0], sensitivity.at(-1)]
  return [least, most].flatMap((end): BreakEven[] => {
    // What is shared today saves there as well: so does the best there is.
    if (end === undefined || (verdict === 'merge' && decimal(end.saving).greaterThan(0))) return []
    const atEnd = pays(decimal(end.factor))
    if (atEnd === (verdict === 'merge')) return []
    let [from, to] = [decimal(1), decimal(end.factor)]
    for (let step = 0; step < STEPS; step += 1) {
      const middle = from.plus(to).dividedBy(2)
      if (pays(middle) === atEnd) to = middle
      else from = middle
    }
    const value = textOf((atEnd ? from : to).toSignificantDigits(9))
    const isAbove = end === most
    const [below, above]: [Verdict, Verdict] = isAbove === atEnd ? ['keep', 'merge'] : ['merge', 'keep']
    const text =
      above === 'merge'
        ? `Up to ${value} times the stated traffic sharing saves nothing; above it does.`
        : `From ${value} times the stated traffic on sharing saves nothing; below it does.`
    return [{ quantity: 'traffic', value, below, above, text }]
  })
}

const SERVICES_AT_MOST = 20

/** How many workloads like the first one, and nothing else, there may be before sharing pays: the last number at which it does not. */
function services({ units: [first] }: Sharing, topology: Topology, again: Again): BreakEven[] {
  if (first === undefined) return []
  const pays = (count: number): boolean => {
    const some = alike(first, count, topology)
    return savingOf(optimise(only(some.units), again(some.topology))).greaterThan(0)
  }
  let quiet = 1
  let paying = 2
  // The more there are, the more there is to save.
  while (!pays(paying)) {
    if (paying === SERVICES_AT_MOST) return []
    quiet = paying
    paying = Math.min(2 * paying, SERVICES_AT_MOST)
  }
  while (paying - quiet > 1) {
    const middle = Math.floor((quiet + paying) / 2)
    if (pays(middle)) paying = middle
    else quiet = middle
  }
  const text = `Of workloads like ${workloadsOf([first]).join(', ')} alone, up to ${quiet} save nothing by sharing; from ${paying} on it pays.`
  return [{ quantity: 'services', value: String(quiet), below: 'keep', above: 'merge', text }]
}

/** The unit and others like it, under names and hosts of their own. */
function alike(unit: Unit, count: number, topology: Topology): { units: Unit[]; topology: Topology } {
  const workloads = new Map(Object.entries(topology.workloads))
  const others = Array.from({ length: count - 1 }, (_, index) => {
    const renamed = (name: string) => `${name}-again-${index}`
    for (const name of workloadsOf([unit])) {
      const workload = workloads.get(name)
      if (workload === undefined) continue
      const expose = workload.expose.map((exposure) => ({ ...exposure, hosts: exposure.hosts.map(renamed) }))
      workloads.set(renamed(name), { ...workload, expose })
    }
    return unitAgain(unit, renamed)
  })
  return { units: [unit, ...others], topology: { ...topology, workloads: Object.fromEntries(workloads) } }
}

function unitAgain(unit: Unit, renamed: (name: string) => string): Unit {
  const route = (one: Unit['routes'][number]) => ({
    ...one,
    workload: renamed(one.workload),
    service: renamed(one.service),
    ...(one.host === undefined ? {} : { host: renamed(one.host) }),
    ...(one.tls.secret === undefined ? {} : { tls: { ...one.tls, secret: renamed(one.tls.secret) } }),
  })
  const { service, entrance } = unit
  return {
    ...unit,
    routes: unit.routes.map(route),
    ...(service === undefined
      ? {}
      : { service: { ...service, name: renamed(service.name), workload: renamed(service.workload ?? '') } }),
    ...(entrance === undefined
      ? {}
      : { entrance: { ...entrance, name: renamed(entrance.name), routes: entrance.routes.map(route) } }),
  }
}

const IN_USE_AT_MOST = 50

/** Counts that are priced together with ours, where the cloud has any: the last number at which the verdict is the other one. */
function inUse(design: Design, weighing: Weighing, again: Again): BreakEven[] {
  const { topology, provider } = weighing
  if (provider.countsInUse.length === 0) return []
  // What may come out cheapest is the same whatever is in use: only the price of all together changes.
  const ways = waysToShare(design, weighing)
  return provider.countsInUse.flatMap((field): BreakEven[] => {
    const paysAt = (count: number) => {
      const counted = { ...topology.target.inUse, [field]: count }
      const other = again({ ...topology, target: { ...topology.target, inUse: counted } })
      return savingOf(choose(design, ways, other)).greaterThan(0)
    }
    let [low, high] = [0, IN_USE_AT_MOST]
    const [atLow, atHigh] = [paysAt(low), paysAt(high)]
    if (atLow === atHigh) return []
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (paysAt(middle) === atLow) low = middle
      else high = middle
    }
    const quiet = atHigh ? low : high
    const [below, above]: [Verdict, Verdict] = atHigh ? ['keep', 'merge'] : ['merge', 'keep']
    const text = atHigh
      ? `With up to ${quiet} in use already sharing saves nothing; with more it does.`
      : `With ${quiet} in use already, or more, sharing saves nothing; with fewer it does.`
    return [{ quantity: field, value: String(quiet), below, above, text }]
  })
}
