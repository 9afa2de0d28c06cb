// Calls → how deep each box is: one deeper than whoever calls it on the longest way, so that every call leads to the right, but for those
// that close a circle. Where that would be too deep to be read, on the shortest way.
import type { Arrow } from './graph.ts'

const DEEPEST = 7

type Callees = readonly (readonly number[])[]

export function depthsOf(count: number, arrows: readonly Arrow[]): number[] {
  const callees: number[][] = Array.from({ length: count }, () => [])
  for (const { from, to, kind } of arrows) if (kind === 'call') callees[from]?.push(to)
  const depths = longest(callees)
  if (depths.every((depth) => depth <= DEEPEST)) return depths
  const entered = arrows.flatMap(({ to, kind }) => (kind === 'call' ? [] : [to]))
  return shortest(callees, entered)
}

function longest(callees: Callees): number[] {
  const { finished, isAbove } = walked(callees)
  const depths = new Array<number>(callees.length).fill(0)
  // Whoever calls is finished after what it calls.
  for (const box of finished.toReversed()) {
    const depth = (depths[box] ?? 0) + 1
    for (const callee of callees[box] ?? [])
      if (!isAbove(callee, box)) depths[callee] = Math.max(depths[callee] ?? 0, depth)
  }
  return depths
}

/** Those that nobody calls first: the walk begins at one of a circle only where no way leads into it. */
const starts = (callees: Callees): number[] => {
  const called = new Set(callees.flat())
  const boxes = [...callees.keys()]
  return [...boxes.filter((box) => !called.has(box)), ...boxes]
}

/**
 * Depth first, without recursion: a chain may be as long as the list. `finished` has every box behind all it calls; a callee that is
 * finished after its caller is above it, and the call closes a circle.
 */
function walked(callees: Callees) {
  const finished: number[] = []
  const order = new Map<number, number>()
  const seen = new Set<number>()
  for (const start of starts(callees)) {
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

/** Breadth first, from what is reached from outside. */
function shortest(callees: Callees, entered: readonly number[]): number[] {
  const depths = new Array<number>(callees.length).fill(-1)
  for (const start of [entered, ...starts(callees).map((box) => [box])]) {
    let row = start.filter((box) => depths[box] === -1)
    for (let depth = 0; row.length > 0; depth += 1) {
      const next: number[] = []
      for (const box of row) {
        if (depths[box] !== -1) continue
        depths[box] = depth
        next.push(...(callees[box] ?? []))
      }
      row = next
    }
  }
  return depths
}
