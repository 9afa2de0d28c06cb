// A graph too large to be read box by box → one of at most a few dozen boxes: a namespace is one box with its counts, and so is every
// kind of balancer, entrance and client; arrows are added up. A small graph stays as it is.
import { decimal, ZERO } from '../../domain/money.ts'
import { type Arrow, type Box, counted, type Graph, type Role } from './graph.ts'

/** More than this is not read any more, it is looked at. */
const WORKLOADS_AT_MOST = 60
const BOXES_AT_MOST = 120
const ARROWS_AT_MOST = 240

/** Of those that are left: thinner ones are not drawn. */
const THICKEST = 160

/** Of one role in a pooled graph; the others of that role are one box together. */
const POOLS_AT_MOST: Record<Role, number> = { client: 10, balancer: 10, entrance: 10, workload: 18, external: 1 }

export const isLarge = ({ boxes, arrows }: Graph): boolean =>
  boxes.length > BOXES_AT_MOST ||
  arrows.length > ARROWS_AT_MOST ||
  boxes.filter(({ role }) => role === 'workload').length > WORKLOADS_AT_MOST

export function pooled(graph: Graph): Graph {
  const members = new Map<string, number[]>()
  for (const [index, box] of graph.boxes.entries()) {
    const key = keyOf(box)
    const known = members.get(key)
    if (known === undefined) members.set(key, [index])
    else known.push(index)
  }
  const pools = withinBounds([...members.values()], graph.boxes)
  const poolOf = new Map(pools.flatMap((pool, index) => pool.map((box) => [box, index] as const)))
  const { arrows, inside } = addedUp(graph.arrows, poolOf)
  const boxes = pools.map((pool, index) =>
    poolBox(
      pool.flatMap((member) => graph.boxes[member] ?? []),
      inside.get(index) ?? 0,
    ),
  )
  const thickest = new Set([...arrows].sort((a, b) => b.count - a.count).slice(0, THICKEST))
  return { boxes, arrows: arrows.filter((arrow) => thickest.has(arrow)) }
}

/** All externals are one box: which namespace has the name of one says little. */
const keyOf = ({ role, pool }: Box): string => (role === 'external' ? role : `${role} ${pool}`)

/** The largest pools of each role stay; the rest of that role are one. */
function withinBounds(pools: readonly number[][], boxes: readonly Box[]): number[][] {
  const byRole = new Map<Role, number[][]>()
  for (const pool of pools) {
    const role = boxes[pool[0] ?? 0]?.role ?? 'workload'
    byRole.set(role, [...(byRole.get(role) ?? []), pool])
  }
  return [...byRole].flatMap(([role, some]) => {
    const most = POOLS_AT_MOST[role]
    if (some.length <= most) return some
    const bySize = [...some].sort((a, b) => b.length - a.length)
    const kept = new Set(bySize.slice(0, most - 1))
    return [...some.filter((pool) => kept.has(pool)), bySize.slice(most - 1).flat()]
  })
}

function addedUp(arrows: readonly Arrow[], poolOf: ReadonlyMap<number, number>) {
  const sums = new Map<string, Arrow>()
  const inside = new Map<number, number>()
  for (const { from, to, kind, count } of arrows) {
    const [start, end] = [poolOf.get(from) ?? 0, poolOf.get(to) ?? 0]
    if (start === end) {
      inside.set(start, (inside.get(start) ?? 0) + count)
      continue
    }
    const key = `${start} ${end} ${kind}`
    const known = sums.get(key)
    if (known === undefined) sums.set(key, { from: start, to: end, kind, count })
    else known.count += count
  }
  return { arrows: [...sums.values()], inside }
}

const ROLE_WORDS: Record<Role, readonly [one: string, many: string]> = {
  client: ['client', 'clients'],
  balancer: ['load balancer', 'load balancers'],
  entrance: ['entrance', 'entrances'],
  workload: ['workload', 'workloads'],
  external: ['external', 'externals'],
}

function poolBox(members: readonly Box[], callsInside: number): Box {
  const [first] = members
  if (first === undefined) throw new RangeError('a pool has members')
  if (members.length === 1 && first.role !== 'workload') return first
  const { role } = first
  const pools = [...new Set(members.map(({ pool }) => pool))]
  const count = counted(members.length, ...ROLE_WORDS[role])
  const shared = { role, rows: [], pool: first.pool }
  if (role === 'workload') {
    const title = pools.length === 1 ? first.pool : `${pools.length} more namespaces`
    const calls = callsInside === 0 ? [] : [`${counted(callsInside, 'call')} inside`]
    return { ...shared, title, notes: [count, ...typesOf(members), ...calls] }
  }
  if (role === 'external') return { ...shared, title: count, notes: ['outside the cluster'] }
  const bills = members.flatMap(({ bill }) => bill ?? [])
  const amount = bills.reduce((sum, bill) => sum.plus(bill.amount), ZERO)
  const [words = ''] = pools
  return {
    ...shared,
    title: count,
    notes: [pools.length === 1 ? words.replace(/^clients, /, '') : `of ${counted(pools.length, 'kind')}`],
    ...(bills.length === 0 ? {} : { bill: { amount: decimal(amount), atLeast: bills.some(({ atLeast }) => atLeast) } }),
  }
}

/** "30 ClusterIP", "2 Headless": the most common first. */
function typesOf(members: readonly Box[]): string[] {
  const counts = new Map<string, number>()
  for (const { rows } of members) for (const { type } of rows) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .map(([type, count]) => `${count} ${type}`)
}
