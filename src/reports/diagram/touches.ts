// Where each thread touches the boxes it joins: it leaves from the middle, and arrives at the Service it is for. Where arrows are told by
// their number, each arrives at a place of its own.
import type { Card } from './card.ts'
import type { Item, Thread } from './threads.ts'

/** From the upper edge of either end. */
export type Touch = { start: number; end: number }

/** Between two arrows that arrive at one box. */
export const ARRIVAL_STEP = 14

export function touchesOf(threads: readonly Thread[], cards: readonly Card[], trackHeight: number): Touch[] {
  return threads.map(({ from, to, row }) => ({
    start: cards[from]?.middle ?? trackHeight / 2,
    end: (row === undefined ? undefined : cards[to]?.rows[row]) ?? cards[to]?.middle ?? trackHeight / 2,
  }))
}

/** The same threads, arriving one below the other, in the order in which they come. */
export function spreadTouches(
  threads: readonly Thread[],
  { items, touches, tops }: { items: readonly Item[]; touches: readonly Touch[]; tops: readonly number[] },
): Touch[] {
  const arriving = new Map<number, number[]>()
  for (const [index, { from, to }] of threads.entries()) {
    if (items[to]?.box === undefined || items[from]?.column === items[to]?.column) continue
    arriving.set(to, [...(arriving.get(to) ?? []), index])
  }
  const spread = touches.map((touch) => ({ ...touch }))
  const origin = (index: number) => (tops[threads[index]?.from ?? 0] ?? 0) + (touches[index]?.start ?? 0)
  for (const some of arriving.values()) {
    const sorted = some.sort((a, b) => origin(a) - origin(b))
    for (const [place, index] of sorted.entries()) {
      const touch = spread[index]
      if (touch !== undefined) touch.end += (place - (sorted.length - 1) / 2) * ARRIVAL_STEP
    }
  }
  return spread
}
