// Items and threads → how high each item stands. Columns are swept from left to right and back: each item moves towards what it is
// joined to, first in its order within the column (barycentre), then in its height. Namespaces are bands one below the other, so that
// each can be framed.
import { heightOf, type Stacked, stack } from './stack.ts'
import type { Item, Thread } from './threads.ts'
import type { Touch } from './touches.ts'

export type Placing = {
  items: readonly Item[]
  threads: readonly Thread[]
  heights: readonly number[]
  touches: readonly Touch[]
}
export type Band = { name: string; top: number; bottom: number }
export type Placed = { tops: number[]; bands: Band[]; height: number }

const BETWEEN_BOXES = 18
const BESIDE_TRACK = 9
/**
 * Around what is in a namespace, with room for its name above. `loose`: arrows leave from the middle and arrive lower, at a Service, so
 * that piles of one height are level only when one may stand lower than the other.
 */
const BAND = { above: 30, below: 14, between: 16, loose: 18 }
const SWEEPS = 24
/** The last of them leave the order as it is. */
const SETTLING = 14

/** What stands in one column, of one namespace where it is in one. */
type Pile = { items: number[]; column: number; band?: string }
/** `pull`: less where the other one is pulled by many. */
type Joint = { other: number; shift: number; pull: number }

export function place({ items, threads, heights, touches }: Placing): Placed {
  const piles = pilesOf(items)
  const { bands, height } = bandsOf(piles, items, heights)
  const bandNamed = new Map(bands.map((band) => [band.name, band]))
  const joints = jointsOf(items, threads, touches)
  const tops = new Array<number>(items.length).fill(0)
  const settle = (pile: Pile, wishOf: (item: number) => Joint[]) => {
    const band = pile.band === undefined ? undefined : bandNamed.get(pile.band)
    const things = stackedOf(pile, items, heights, (item) => wished(wishOf(item), tops, item))
    const [low, high] = band === undefined ? [0, height] : [band.top, band.bottom]
    for (const [index, top] of stack(things, { low, high }).entries()) tops[pile.items[index] ?? 0] = top
  }
  for (const pile of piles) settle(pile, () => [])
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const settling = sweep >= SWEEPS - SETTLING
    const rightwards = sweep % 2 === 0
    for (const pile of rightwards ? piles : piles.toReversed()) {
      const { left, right } = joints
      const wishOf = (item: number): Joint[] =>
        settling ? [...(left[item] ?? []), ...(right[item] ?? [])] : ((rightwards ? left[item] : right[item]) ?? [])
      if (!settling) order(pile, (item) => middleOf(wished(wishOf(item), tops, item), heights[item]))
      settle(pile, wishOf)
    }
  }
  return { tops, bands, height }
}

function pilesOf(items: readonly Item[]): Pile[] {
  const piles = new Map<string, Pile>()
  for (const [index, { column, band }] of items.entries()) {
    const key = `${column} ${band ?? ' '}`
    const known = piles.get(key)
    if (known === undefined) piles.set(key, { items: [index], column, ...(band === undefined ? {} : { band }) })
    else known.items.push(index)
  }
  return [...piles.values()].sort((a, b) => a.column - b.column)
}

const gapBetween = (above: Item | undefined, below: Item | undefined): number =>
  above?.box === undefined || below?.box === undefined ? BESIDE_TRACK : BETWEEN_BOXES

function stackedOf(
  { items: pile }: Pile,
  items: readonly Item[],
  heights: readonly number[],
  wishOf: (item: number) => { top: number; weight: number },
): Stacked[] {
  return pile.map((item, index) => {
    const { top, weight } = wishOf(item)
    const gap = index === 0 ? 0 : gapBetween(items[pile[index - 1] ?? 0], items[item])
    return { height: heights[item] ?? 0, wish: top, weight, gap }
  })
}

/** Those with the boxes nearest to the left come first; a band is as high as its highest pile. */
function bandsOf(piles: readonly Pile[], items: readonly Item[], heights: readonly number[]) {
  const inside = new Map<string, number>()
  const alone = new Set<string>()
  let highest = 0
  for (const pile of piles) {
    const height = heightOf(stackedOf(pile, items, heights, () => ({ top: 0, weight: 1 })))
    if (pile.band === undefined) highest = Math.max(highest, height)
    else {
      if (inside.has(pile.band)) alone.delete(pile.band)
      else alone.add(pile.band)
      inside.set(pile.band, Math.max(inside.get(pile.band) ?? 0, height))
    }
  }
  const bands: Band[] = []
  let y = 0
  for (const [name, height] of inside) {
    const top = y + BAND.above
    const bottom = top + height + (alone.has(name) ? 0 : BAND.loose)
    bands.push({ name, top, bottom })
    y = bottom + BAND.below + BAND.between
  }
  return { bands, height: Math.max(highest, y - BAND.between) }
}

/** How far a neighbour's edge is from one's own when the thread between them is level. */
function jointsOf(items: readonly Item[], threads: readonly Thread[], touches: readonly Touch[]) {
  const left: Joint[][] = items.map(() => [])
  const right: Joint[][] = items.map(() => [])
  const isBeside = ({ from, to }: Thread) => items[from]?.column === items[to]?.column
  const [leaving, arriving] = [items.map(() => 0), items.map(() => 0)]
  for (const thread of threads) {
    if (isBeside(thread)) continue
    leaving[thread.from] = (leaving[thread.from] ?? 0) + 1
    arriving[thread.to] = (arriving[thread.to] ?? 0) + 1
  }
  for (const [index, thread] of threads.entries()) {
    const { from, to } = thread
    const { start, end } = touches[index] ?? { start: 0, end: 0 }
    if (isBeside(thread)) continue
    right[from]?.push({ other: to, shift: end - start, pull: 1 / (arriving[to] ?? 1) })
    left[to]?.push({ other: from, shift: start - end, pull: 1 / (leaving[from] ?? 1) })
  }
  return { left, right }
}

/** What nothing pulls stays where it is, unless it is in the way. */
const LOOSE = 0.05

function wished(joints: readonly Joint[], tops: readonly number[], item: number): { top: number; weight: number } {
  if (joints.length === 0) return { top: tops[item] ?? 0, weight: LOOSE }
  const pulls = joints.reduce((total, { pull }) => total + pull, 0)
  const sum = joints.reduce((total, { other, shift, pull }) => total + ((tops[other] ?? 0) + shift) * pull, 0)
  return { top: sum / pulls, weight: 1 }
}

const middleOf = ({ top }: { top: number }, height = 0): number => top + height / 2

function order(pile: Pile, middle: (item: number) => number): void {
  const middles = new Map(pile.items.map((item) => [item, middle(item)]))
  pile.items.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0))
}
