// Arrows between columns → threads from one column to the next. An arrow that goes further runs along a track, a place that is kept free
// for it in each column it passes, so that nothing is ever drawn across a box; arrows of one kind from one box share their track.
import type { Columns } from './columns.ts'
import type { Arrow, ArrowKind, Graph } from './graph.ts'

/** A box or a track, in its column and, within the cluster, in the band of a namespace. */
export type Item = { column: number; band?: string; box?: number }
/**
 * From an item to one in the next column, or beside it to one in its own. `head`: the end that has the arrow's head; none where it goes
 * on along a track. An end at a box may be at one of its Services.
 */
export type Thread = {
  from: number
  to: number
  kind: ArrowKind
  row?: number
  head?: 'from' | 'to'
  count?: number
}
export type Threads = { items: Item[]; threads: Thread[] }

export function threadsOf({ boxes, arrows }: Graph, { columnOf, firstOfCluster }: Columns): Threads {
  const items: Item[] = boxes.map(({ namespace, role }, box) => ({
    box,
    column: columnOf[box] ?? 0,
    ...(role === 'client' || role === 'balancer' ? {} : { band: namespace ?? '' }),
  }))
  const banded = new Set(items.flatMap(({ column, band }) => (band === undefined ? [] : [column])))
  const threads: Thread[] = []
  const tracks = new Map<string, number>()
  for (const [index, arrow] of arrows.entries()) {
    const isBack = (columnOf[arrow.from] ?? 0) > (columnOf[arrow.to] ?? 0)
    const [start, end] = isBack ? [arrow.to, arrow.from] : [arrow.from, arrow.to]
    const band = boxes[start]?.namespace ?? boxes[end]?.namespace ?? ''
    // What points to the left shares nothing: its head is where it begins.
    const bundle = isBack ? `back ${index}` : `${start} ${arrow.kind}`
    const first = threads.length
    let from = start
    for (let column = (columnOf[start] ?? 0) + 1; column < (columnOf[end] ?? 0); column += 1) {
      const key = `${bundle} ${column}`
      const known = tracks.get(key)
      const isBanded = column >= firstOfCluster || banded.has(column)
      const track = known ?? items.push({ column, ...(isBanded ? { band } : {}) }) - 1
      if (known === undefined) {
        tracks.set(key, track)
        threads.push({ from, to: track, kind: arrow.kind })
      }
      from = track
    }
    threads.push({ from, to: end, kind: arrow.kind })
    const withHead = threads[isBack ? first : threads.length - 1]
    if (withHead !== undefined) Object.assign(withHead, headOf(arrow, isBack))
  }
  return { items, threads }
}

/** What is told where an arrow ends: the Service, and how many it stands for. */
const headOf = ({ row, count }: Arrow, isBack: boolean): Pick<Thread, 'head' | 'row' | 'count'> =>
  isBack ? { head: 'from', count } : { head: 'to', count, ...(row === undefined ? {} : { row }) }
