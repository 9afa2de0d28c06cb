// A graph → where everything is: cards in columns, frames around namespaces, threads between the cards.
import { type Card, cardOf, widthWished } from './card.ts'
import { columnsOf } from './columns.ts'
import type { Box, Graph } from './graph.ts'
import { type Band, place } from './place.ts'
import { straighten } from './straighten.ts'
import { type Thread, threadsOf } from './threads.ts'

export type PlacedCard = { box: Box; card: Card; x: number; y: number; width: number }
/** From the right edge of one column to the left edge of the next, after a level run through the first where it is no box. */
export type Wire = { thread: Thread; levelFrom?: number; x1: number; y1: number; x2: number; y2: number }
export type Area = { name: string; x: number; y: number; width: number; height: number }
export type Heading = { text: string; x: number }
export type Layout = {
  width: number
  height: number
  cards: PlacedCard[]
  wires: Wire[]
  areas: Area[]
  headings: Heading[]
}

/** Room for curves between two columns. */
const GUTTER = 52
const AREA_MARGIN = 14
const TRACK_HEIGHT = 6
/** Of the longest. */
const HEADING_WIDTH = 150

export function layout(graph: Graph, currency: string): Layout {
  const columns = columnsOf(graph)
  const widths = new Array<number>(columns.count).fill(0)
  for (const [index, box] of graph.boxes.entries()) {
    const column = columns.columnOf[index] ?? 0
    widths[column] = Math.max(widths[column] ?? 0, widthWished(box, currency))
  }
  const lefts: number[] = []
  let x = 0
  for (const width of widths) {
    lefts.push(x)
    x += width + GUTTER
  }
  const { items, threads } = threadsOf(graph, columns)
  const cards = graph.boxes.map((box, index) =>
    cardOf(box, { width: widths[columns.columnOf[index] ?? 0] ?? 0, currency }),
  )
  const heights = items.map(({ box }) => (box === undefined ? TRACK_HEIGHT : (cards[box]?.height ?? 0)))
  const touches = threads.map(({ from, to, row }) => ({
    start: cards[from]?.middle ?? TRACK_HEIGHT / 2,
    end: (row === undefined ? undefined : cards[to]?.rows[row]) ?? cards[to]?.middle ?? TRACK_HEIGHT / 2,
  }))
  const { tops, bands, height } = place({ items, threads, heights, touches })
  const leftOf = (item: number) => lefts[items[item]?.column ?? 0] ?? 0
  const rightOf = (item: number) => leftOf(item) + (widths[items[item]?.column ?? 0] ?? 0)
  const placed = cards.map((card, index): PlacedCard => {
    const box = graph.boxes[index]
    if (box === undefined) throw new RangeError('each card is of a box')
    return { box, card, x: leftOf(index), y: tops[index] ?? 0, width: rightOf(index) - leftOf(index) }
  })
  const headings = headingsOf(placed)
  const ends = straighten(
    items,
    threads,
    threads.map(({ from, to }, index) => {
      const { start, end } = touches[index] ?? { start: 0, end: 0 }
      return { y1: (tops[from] ?? 0) + start, y2: (tops[to] ?? 0) + end }
    }),
  )
  return {
    width: Math.max(x - GUTTER + AREA_MARGIN, ...headings.map((heading) => heading.x + HEADING_WIDTH)),
    height,
    cards: placed,
    wires: threads.map((thread, index): Wire => {
      const { y1, y2 } = ends[index] ?? { y1: 0, y2: 0 }
      const track = items[thread.from]?.box === undefined ? { levelFrom: leftOf(thread.from) } : {}
      return { thread, ...track, x1: rightOf(thread.from), y1, x2: leftOf(thread.to), y2 }
    }),
    areas: areasOf(placed, bands),
    headings,
  }
}

/** Around the boxes of each namespace, from the first column it has any in to the last. */
function areasOf(cards: readonly PlacedCard[], bands: readonly Band[]): Area[] {
  return bands.flatMap(({ name, top, bottom }): Area[] => {
    const inside = cards.filter(({ box }) => box.namespace === name)
    if (inside.length === 0) return []
    const x = Math.min(...inside.map((card) => card.x)) - AREA_MARGIN
    const right = Math.max(...inside.map((card) => card.x + card.width)) + AREA_MARGIN
    return [{ name, x, y: top - 24, width: right - x, height: bottom - top + 24 + AREA_MARGIN }]
  })
}

const HEADINGS: Record<Box['role'], string> = {
  client: 'Clients',
  balancer: 'Load balancers',
  entrance: 'Entrances',
  workload: 'Services and workloads',
  external: 'Services and workloads',
}

/** Each once, over the first column it is true of. */
function headingsOf(cards: readonly PlacedCard[]): Heading[] {
  const first = new Map<string, number>()
  for (const { box, x } of cards) {
    const text = HEADINGS[box.role]
    first.set(text, Math.min(first.get(text) ?? x, x))
  }
  return [...first].map(([text, x]) => ({ text, x })).sort((a, b) => a.x - b.x)
}
