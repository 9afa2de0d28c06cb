// A graph → the column of each box: clients, load balancers, entrances, then workloads and externals by how deep the calls to them go.
// Columns without a box are left out.
import { depthsOf } from './depths.ts'
import { type Graph, ROLES } from './graph.ts'

export type Columns = {
  /** Of each box. */
  columnOf: readonly number[]
  count: number
  /** The first one with workloads. */
  firstOfCluster: number
}

const IN_CLUSTER = ROLES.indexOf('workload')
/** Boxes that nothing leads to or from are spread over as many columns at least. */
const SPREAD_OVER = 3

export function columnsOf({ boxes, arrows }: Graph): Columns {
  const joined = new Set(arrows.flatMap(({ from, to }) => [from, to]))
  const depths = depthsOf(boxes.length, arrows)
  const deepest = boxes.reduce((most, _, box) => Math.max(most, joined.has(box) ? (depths[box] ?? 0) : 0), 0)
  const filled = new Map<string, number[]>()
  const fill = (namespace: string, depth: number) => {
    const counts = filled.get(namespace) ?? new Array<number>(Math.max(SPREAD_OVER, deepest + 1)).fill(0)
    counts[depth] = (counts[depth] ?? 0) + 1
    filled.set(namespace, counts)
  }
  for (const [box, { namespace = '' }] of boxes.entries()) if (joined.has(box)) fill(namespace, depths[box] ?? 0)
  const wished = boxes.map(({ role, namespace = '' }, box) => {
    const place = ROLES.indexOf(role)
    if (place < IN_CLUSTER) return place
    if (joined.has(box)) return IN_CLUSTER + (depths[box] ?? 0)
    const counts = filled.get(namespace) ?? [0]
    const emptiest = counts.indexOf(Math.min(...counts))
    fill(namespace, emptiest)
    return IN_CLUSTER + emptiest
  })
  const used = [...new Set(wished)].sort((a, b) => a - b)
  const columns = new Map(used.map((column, index) => [column, index]))
  const firstOfCluster = used.findIndex((column) => column >= IN_CLUSTER)
  return {
    columnOf: wished.map((column) => columns.get(column) ?? 0),
    count: used.length,
    firstOfCluster: firstOfCluster === -1 ? used.length : firstOfCluster,
  }
}
