// Threads that are all but level are made level: a bend of a few pixels looks like a mistake. What stands in the piles does not move.
import type { Item, Thread } from './threads.ts'

/** A track may move as far without touching what is beside it. */
const TRACK_GIVES = 4
/** How far from its middle a box may be left. */
const BOX_GIVES = 7

export type Ends = { y1: number; y2: number }

/** The ends of each thread. */
export function straighten(items: readonly Item[], threads: readonly Thread[], ends: readonly Ends[]): Ends[] {
  const leaving = new Map<number, number>()
  const arriving = new Map<number, number>()
  for (const [index, { from, to }] of threads.entries()) {
    // More than one leaves: they part at one point.
    leaving.set(from, leaving.has(from) ? -1 : index)
    if (items[to]?.box === undefined) arriving.set(to, index)
  }
  const level = ends.map((one) => ({ ...one }))
  const byColumn = [...threads.keys()].sort((a, b) => columnOf(b) - columnOf(a))
  for (const index of byColumn) {
    const [thread, line] = [threads[index], level[index]]
    if (thread === undefined || line === undefined || leaving.get(thread.from) !== index) continue
    if (items[thread.from]?.column === items[thread.to]?.column) continue
    const isTrack = items[thread.from]?.box === undefined
    if (Math.abs(line.y1 - line.y2) > (isTrack ? TRACK_GIVES : BOX_GIVES)) continue
    line.y1 = line.y2
    const before = isTrack ? level[arriving.get(thread.from) ?? -1] : undefined
    if (before !== undefined) before.y2 = line.y1
  }
  return level

  function columnOf(index: number): number {
    return items[threads[index]?.from ?? 0]?.column ?? 0
  }
}
