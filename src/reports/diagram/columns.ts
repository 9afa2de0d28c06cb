// A graph → the column of each box: clients, load balancers, entrances, then workloads and externals one column further for each call
// on the longest way to them. A call that closes a circle leads back to the left. Columns without a box are left out.
import { type Arrow, type Graph, ROLES } from './graph.ts'

export type Columns = {
  /** Of each box. */
  columnOf: readonly number[]
  count: number
  /** The first one with workloads. */
  firstOfCluster: number
}

const OUTSIDE_CLUSTER = ROLES.indexOf('workload')

export function columnsOf({ boxes, arrows }: Graph): Columns {
  const depths = depthsOf(boxes.length, arrows)
  const wished = boxes.map(({ role }, box) => {
    const place = ROLES.indexOf(role)
    return place < OUTSIDE_CLUSTER ? place : OUTSIDE_CLUSTER + (depths[box] ?? 0)
  })
  const used = [...new Set(wished)].sort((a, b) => a - b)
  const columns = new Map(used.map((column, index) => [column, index]))
  const columnOf = wished.map((column) => columns.get(column) ?? 0)
  const firstOfCluster = used.findIndex((column) => column >= OUTSIDE_CLUSTER)
  return { columnOf, count: used.length, firstOfCluster: firstOfCluster === -1 ? used.length : firstOfCluster }
}

/** How many calls the longest way to each box has; calls that close a circle do not count. */
function depthsOf(count: number, arrows: readonly Arrow[]): number[] {
  const callees: number[][] = Array.from({ length: count }, () => [])
  for (const { from, to, kind } of arrows) if (kind === 'call') callees[from]?.push(to)
  const { finished, isAbove } = walked(callees)
  const depths = new Array<number>(count).fill(0)
  // Whoever calls is finished after what it calls.
  for (const box of finished.toReversed()) {
    const depth = (depths[box] ?? 0) + 1
    for (const callee of callees[box] ?? [])
      if (!isAbove(callee, box)) depths[callee] = Math.max(depths[callee] ?? 0, depth)
  }
  return depths
}

/**
 * Depth first, without recursion: a chain may be as long as the list. `finished` has every box behind all it calls; a callee that is
 * finished after its caller is above it, and the call closes a circle.
 */
function walked(callees: readonly (readonly number[])[]) {
  const finished: number[] = []
  const order = new Map<number, number>()
  const seen = new Set<number>()
  const called = new Set(callees.flat())
  const boxes = callees.map((_, box) => box)
  for (const start of [...boxes.filter((box) => !called.has(box)), ...boxes]) {
    if (seen.has(start)) continue
    seen.add(start)
    const path = [{ box: start, next: 0 }]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const callee = callees[top.box]?.[top.next]
      top.next += 1
      if (callee === undefined) {
        order.set(top.box, finished.push(top.box))
        path.pop()
      } else if (!seen.has(callee)) {
        seen.add(callee)
        path.push({ box: callee, next: 0 })
      }
    }
  }
  return { finished, isAbove: (one: number, other: number) => (order.get(one) ?? 0) > (order.get(other) ?? 0) }
}
