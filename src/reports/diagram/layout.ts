// A graph → where everything is: cards in columns, frames around namespaces, threads between the cards.
import { widthOf } from '../svg/text.ts'
import { type Card, cardOf, widthWished } from './card.ts'
import { type Columns, columnsOf } from './columns.ts'
import type { Box, Graph } from './graph.ts'
import { type Band, place } from './place.ts'
import { straighten } from './straighten.ts'
import { type Thread, threadsOf } from './threads.ts'
import { ARRIVAL_STEP, spreadTouches, touchesOf } from './touches.ts'

export type PlacedCard = { box: Box; card: Card; x: number; y: number; width: number }
/**
 * From the right edge of one column to the left edge of the next, after a level run through the first where it is no box; or beside a
 * column, from one right edge to another.
 */
export type Wire = {
  isBeside: boolean
  thread: Thread
  levelFrom?: number
  x1: number
  y1: number
  x2: number
  y2: number
}
export type Area = { text: string; x: number; y: number; width: number; height: number }
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
const AREA_FONT = { size: 11, weight: 'normal' } as const
const TRACK_HEIGHT = 6
/** Of the longest. */
const HEADING_WIDTH = 150

export function layout(graph: Graph, currency: string): Layout {
  const columns = columnsOf(graph)
  const { lefts, widths, right } = acrossOf(graph, columns, currency)
  const { items, threads } = threadsOf(graph, columns)
  const cards = cardsOf(graph, threads, { widthOf: (box) => widths[columns.columnOf[box] ?? 0] ?? 0, currency })
  const heights = items.map(({ box }) => (box === undefined ? TRACK_HEIGHT : (cards[box]?.height ?? 0)))
  const touches = touchesOf(threads, cards, TRACK_HEIGHT)
  const { tops, bands, height } = place({ items, threads, heights, touches })
  const touched = isCounted(graph) ? spreadTouches(threads, { items, touches, tops }) : touches
  const ends = straighten(
    items,
    threads,
    threads.map(({ from, to }, index) => {
      const { start, end } = touched[index] ?? { start: 0, end: 0 }
      return { y1: (tops[from] ?? 0) + start, y2: (tops[to] ?? 0) + end }
    }),
  )
  const leftOf = (item: number) => lefts[items[item]?.column ?? 0] ?? 0
  const rightOf = (item: number) => leftOf(item) + (widths[items[item]?.column ?? 0] ?? 0)
  const placed = graph.boxes.flatMap((box, index): PlacedCard[] => {
    const card = cards[index]
    return card === undefined
      ? []
      : [{ box, card, x: leftOf(index), y: tops[index] ?? 0, width: rightOf(index) - leftOf(index) }]
  })
  const headings = headingsOf(placed)
  const areas = areasOf(placed, bands)
  return {
    width: Math.max(
      right + AREA_MARGIN,
      ...headings.map((heading) => heading.x + HEADING_WIDTH),
      ...areas.map((area) => area.x + area.width),
    ),
    height,
    cards: placed,
    wires: threads.map((thread, index): Wire => {
      const { y1, y2 } = ends[index] ?? { y1: 0, y2: 0 }
      const track = items[thread.from]?.box === undefined ? { levelFrom: leftOf(thread.from) } : {}
      const isBeside = items[thread.from]?.column === items[thread.to]?.column
      const x2 = isBeside ? rightOf(thread.to) : leftOf(thread.to)
      return { thread, ...track, isBeside, x1: rightOf(thread.from), y1, x2, y2 }
    }),
    areas,
    headings,
  }
}

/** How wide the columns are and where they begin. */
function acrossOf({ boxes }: Graph, { columnOf, count }: Columns, currency: string) {
  const widths = new Array<number>(count).fill(0)
  for (const [index, box] of boxes.entries()) {
    const column = columnOf[index] ?? 0
    widths[column] = Math.max(widths[column] ?? 0, widthWished(box, currency))
  }
  const lefts: number[] = []
  let x = 0
  for (const width of widths) {
    lefts.push(x)
    x += width + GUTTER
  }
  return { widths, lefts, right: Math.max(x - GUTTER, 0) }
}

/** Arrows are told by their number, and need room beside each other. */
const isCounted = ({ arrows }: Graph): boolean => arrows.some(({ count }) => count > 1)

function cardsOf(
  graph: Graph,
  threads: readonly Thread[],
  { widthOf: widthOfBox, currency }: { widthOf: (box: number) => number; currency: string },
): Card[] {
  const arrivals = new Map<number, number>()
  if (isCounted(graph)) for (const { to } of threads) arrivals.set(to, (arrivals.get(to) ?? 0) + 1)
  return graph.boxes.map((box, index) =>
    cardOf(box, { width: widthOfBox(index), currency, leastHeight: ((arrivals.get(index) ?? 0) + 1) * ARRIVAL_STEP }),
  )
}

/** Around the boxes of each namespace, from the first column it has any in to the last. */
function areasOf(cards: readonly PlacedCard[], bands: readonly Band[]): Area[] {
  return bands.flatMap(({ name, top, bottom }): Area[] => {
    const inside = cards.filter(({ box }) => box.namespace === name)
    if (inside.length === 0) return []
    const x = Math.min(...inside.map((card) => card.x)) - AREA_MARGIN
    const right = Math.max(...inside.map((card) => card.x + card.width)) + AREA_MARGIN
    const text = `namespace ${name}`
    const least = widthOf(text, AREA_FONT) + 24
    return [{ text, x, y: top - 24, width: Math.max(right - x, least), height: bottom - top + 24 + AREA_MARGIN }]
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
