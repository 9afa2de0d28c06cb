// The lines of both bills → a row for each item: what it comes to before sharing and after. What is shown adds up to the totals to the
// cent; where rounding comes between, it has a row of its own.
import type { Estimate } from '../../domain/estimate/estimate.ts'
import { centsText, type Decimal, decimal, maximum, sum, ZERO } from '../../domain/money.ts'

/** `atLeast` where some of it has no price; then `amount` is what the rest comes to. */
export type Cost = { amount: Decimal; atLeast: boolean }
export type CostRow = { item: string; before: Cost; after: Cost }
export type CostRows = {
  items: CostRow[]
  total: CostRow
  /** What the rounded amounts lack to the total; undefined where nothing. */
  rounding: CostRow | undefined
}

const ITEMS_AT_MOST = 12

export function costRows(before: Estimate, after: Estimate): CostRows {
  const [then, now] = [byItem(before), byItem(after)]
  const names = [...new Set([...then.keys(), ...now.keys()])]
  const rows = names.map((item) => ({ item, before: then.get(item) ?? NOTHING, after: now.get(item) ?? NOTHING }))
  const byWeight = rows.sort(
    (a, b) => weightOf(b).comparedTo(weightOf(a)) || Number(a.item > b.item) - Number(a.item < b.item),
  )
  const items = few(byWeight)
  const total = { item: 'Total', before: totalOf(before), after: totalOf(after) }
  return { items, total, rounding: roundingOf(items, total) }
}

/** Of an item that the other bill has alone. */
export const NOTHING: Cost = { amount: ZERO, atLeast: false }

const totalOf = ({ monthly, atLeast }: Estimate): Cost => ({ amount: decimal(monthly.expected), atLeast })

function byItem({ lines }: Estimate): Map<string, Cost> {
  const costs = new Map<string, Cost>()
  for (const { item, amount } of lines) {
    const known = costs.get(item) ?? NOTHING
    costs.set(item, together([known, amount === null ? UNPRICED : { amount: decimal(amount), atLeast: false }]))
  }
  return costs
}

const UNPRICED: Cost = { amount: ZERO, atLeast: true }

const together = (costs: readonly Cost[]): Cost => ({
  amount: sum(costs.map(({ amount }) => amount)),
  atLeast: costs.some(({ atLeast }) => atLeast),
})

/** What has no price may be the dearest of all. */
const weightOf = ({ before, after }: CostRow): Decimal =>
  before.atLeast || after.atLeast ? decimal('999999999999') : maximum(before.amount, after.amount)

function few(rows: CostRow[]): CostRow[] {
  if (rows.length <= ITEMS_AT_MOST) return rows
  const rest = rows.slice(ITEMS_AT_MOST - 1)
  const others = {
    item: `${rest.length} other items`,
    before: together(rest.map(({ before }) => before)),
    after: together(rest.map(({ after }) => after)),
  }
  return [...rows.slice(0, ITEMS_AT_MOST - 1), others]
}

function roundingOf(items: readonly CostRow[], total: CostRow): CostRow | undefined {
  const lacking = (side: 'before' | 'after'): Cost => ({
    amount: total[side].amount.minus(sum(items.map((row) => decimal(centsText(row[side].amount))))),
    atLeast: false,
  })
  const [before, after] = [lacking('before'), lacking('after')]
  return before.amount.isZero() && after.amount.isZero() ? undefined : { item: 'Rounding', before, after }
}
