// Whose load goes through what. A workload's stated traffic is split evenly over the ways it is reached from outside.
import type { Design } from '../design/design.ts'
import { referenceTo } from '../design/design.ts'
import { type Decimal, decimal, maximum, sum, ZERO } from '../money.ts'
import { HOURS_PER_MONTH, type Topology, type Traffic } from '../topology/index.ts'
import type { Load, Usage } from './charge.ts'

// How far a stated load may be off, as a factor each way: a measured month repeats itself closely, a declared one is a plan.
const SPREAD: Record<Traffic['source'], { low: string; high: string }> = {
  measured: { low: '0.9', high: '1.1' },
  declared: { low: '0.7', high: '1.3' },
  assumed: { low: '0.5', high: '2' },
}

/** How much of the stated load: one side of the range its source allows, or a factor as decimal text. */
export type Much = 'low' | 'expected' | 'high' | `${number}`

const MONTH = decimal(HOURS_PER_MONTH)

/** The load on each Service that faces outside and on each entrance. */
export const usageOf = (topology: Topology, design: Design, much: Much): Usage => usagesOf(topology, design)(much)

/** The same for who asks several times: who shares what is found once. */
export function usagesOf(topology: Topology, design: Design): (much: Much) => Usage {
  const through = partsOf(topology, design)
  return (much) => ({
    hours: MONTH,
    loadOf: (reference) => together((through.get(reference) ?? []).map((part) => share(part, much))),
  })
}

/** What one workload brings to one of so many ways to it. */
type Part = { traffic: Traffic; ways: number }

/** By what the traffic goes through. */
function partsOf(topology: Topology, design: Design): ReadonlyMap<string, readonly Part[]> {
  const ways = new Map<string, Set<string>>()
  const add = (workload: string, reference: string) => {
    const references = ways.get(workload)
    if (references === undefined) ways.set(workload, new Set([reference]))
    else references.add(reference)
  }
  for (const service of design.services) {
    if (service.facing !== undefined && service.workload !== undefined)
      add(service.workload, referenceTo.service(service))
  }
  for (const entrance of design.entrances) {
    for (const route of entrance.routes) add(route.workload, referenceTo.entrance(entrance))
  }
  const parts = new Map<string, Part[]>()
  for (const [workload, references] of ways) {
    const traffic = topology.workloads[workload]?.traffic
    if (traffic === undefined) continue
    for (const reference of references) {
      const part = { traffic, ways: references.size }
      const others = parts.get(reference)
      if (others === undefined) parts.set(reference, [part])
      else others.push(part)
    }
  }
  return parts
}

function factorOf(much: Much, { source }: Traffic): Decimal {
  if (much === 'low' || much === 'high') return decimal(SPREAD[source][much])
  return much === 'expected' ? decimal(1) : decimal(much)
}

function share({ traffic, ways }: Part, much: Much): Load {
  const factor = factorOf(much, traffic)
  const part = (value: number): Decimal => decimal(value).times(factor).dividedBy(ways)
  return {
    requestsPerSecond: part(traffic.requestsPerSecond),
    newConnectionsPerSecond: part(traffic.newConnectionsPerSecond),
    activeConnections: part(traffic.activeConnections),
    gbIn: part(traffic.gbInPerMonth),
    gbOut: part(traffic.gbOutPerMonth),
    hours: decimal(traffic.hoursPerMonth),
  }
}

/** Loads that go through the same thing at the same time. */
export function together(loads: readonly Load[]): Load {
  const total = (field: keyof Load) => sum(loads.map((load) => load[field]))
  return {
    requestsPerSecond: total('requestsPerSecond'),
    newConnectionsPerSecond: total('newConnectionsPerSecond'),
    activeConnections: total('activeConnections'),
    gbIn: total('gbIn'),
    gbOut: total('gbOut'),
    hours: maximum(ZERO, ...loads.map((load) => load.hours)),
  }
}

/** The share `part` of `whole` of a load: rates and bytes alike. */
export const shareOf = (load: Load, part: number, whole: number): Load => {
  const share = (value: Decimal) => (whole === 0 ? ZERO : value.times(part).dividedBy(whole))
  return {
    requestsPerSecond: share(load.requestsPerSecond),
    newConnectionsPerSecond: share(load.newConnectionsPerSecond),
    activeConnections: share(load.activeConnections),
    gbIn: share(load.gbIn),
    gbOut: share(load.gbOut),
    hours: load.hours,
  }
}
