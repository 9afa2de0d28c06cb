// Two bills → the lines that are not the same in both, each with what moved in it.
import { z } from 'zod'
import { EstimateLine, Money } from '../../estimate/price-lines.ts'
import { compareText } from '../../finding.ts'
import { decimal, textOf, ZERO } from '../../money.ts'

export const LineChange = z
  .strictObject({
    loadBalancer: z.string(),
    item: z.string(),
    moved: z
      .array(z.enum(['added', 'removed', 'quantity', 'unitPrice', 'range', 'source']))
      .meta({ description: 'What differs; `range` is how far the load may be off.' }),
    before: EstimateLine.nullable(),
    after: EstimateLine.nullable(),
    difference: Money.nullable().meta({ description: 'Exact, not rounded; null where there is no price.' }),
  })
  .meta({ id: 'LineChange' })
export type LineChange = z.infer<typeof LineChange>

/** By load balancer and item. Lines of one name stand in the order of the bill. */
export function lineChanges(before: readonly EstimateLine[], after: readonly EstimateLine[]): LineChange[] {
  const [then, now] = [byName(before), byName(after)]
  return [...new Set([...then.keys(), ...now.keys()])]
    .sort(compareText)
    .map((name): LineChange | undefined => {
      const [one, other] = [then.get(name) ?? null, now.get(name) ?? null]
      const line = other ?? one
      const moved = movedBetween(one, other)
      if (line === null || moved.length === 0) return undefined
      const { loadBalancer, item } = line
      return { loadBalancer, item, moved, before: one, after: other, difference: differenceOf(one, other) }
    })
    .filter((change) => change !== undefined)
}

function byName(lines: readonly EstimateLine[]): Map<string, EstimateLine> {
  const named = new Map<string, EstimateLine>()
  for (const line of lines) {
    const name = `${line.loadBalancer}\n${line.item}`
    let key = name
    for (let number = 2; named.has(key); number += 1) key = `${name}\n${number}`
    named.set(key, line)
  }
  return named
}

function movedBetween(before: EstimateLine | null, after: EstimateLine | null): LineChange['moved'] {
  if (before === null) return ['added']
  if (after === null) return ['removed']
  const differs = (...fields: (keyof EstimateLine)[]) => fields.some((field) => before[field] !== after[field])
  return [
    ...(differs('quantity', 'unit') ? (['quantity'] as const) : []),
    ...(differs('unitPrice') ? (['unitPrice'] as const) : []),
    // Where quantity or price moved, so did the range.
    ...(differs('low', 'high') && !differs('quantity', 'unit', 'unitPrice') ? (['range'] as const) : []),
    ...(differs('source', 'asOf', 'borrowedFrom') ? (['source'] as const) : []),
  ]
}

function differenceOf(before: EstimateLine | null, after: EstimateLine | null): string | null {
  const amountOf = (line: EstimateLine | null) =>
    line === null ? ZERO : line.amount === null ? undefined : decimal(line.amount)
  const [then, now] = [amountOf(before), amountOf(after)]
  return then === undefined || now === undefined ? null : textOf(now.minus(then))
}
