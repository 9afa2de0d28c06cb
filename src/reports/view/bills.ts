// The two bills as shown: rows in cents with the number of their source, and a row for rounding where the rows would not add up.
import type { EstimateLine } from '../../domain/estimate/price-lines.ts'
import { compareText } from '../../domain/finding.ts'
import { centsText, decimal, sum } from '../../domain/money.ts'
import type { Draft, PlannedDesign } from '../../domain/plan/plan.ts'
import type { ReportBill, ReportLine, ReportSource } from './report.ts'

type Estimate = PlannedDesign['estimate']

/** `3 USD`, or `at least 3 USD` where something has no price. */
export const totalShown = ({ monthly, currency, atLeast }: Estimate): string =>
  `${atLeast ? 'at least ' : ''}${monthly.expected} ${currency}`

export const rangeShown = ({ monthly: { low, high }, currency }: Estimate): string =>
  low === high ? `${low} ${currency}` : `${low} to ${high} ${currency}`

/** How two amounts differ, in words that no format takes for a formula. */
export function changeShown(before: string, after: string, unit: string): string {
  const change = decimal(after).minus(before)
  if (change.isZero()) return 'the same'
  return `${centsText(change.abs())} ${unit} ${change.isNegative() ? 'less' : 'more'}`
}

export function billsOf({ designs: { recommended, consolidated } }: Pick<Draft, 'designs'>): {
  before: ReportBill
  after: ReportBill
  prices: ReportSource[]
} {
  const prices = pricesOf([...recommended.estimate.lines, ...consolidated.estimate.lines])
  const numbers = new Map(prices.map(({ number, source, asOf }) => [keyOf({ source, asOf }), number]))
  return { before: billOf(recommended.estimate, numbers), after: billOf(consolidated.estimate, numbers), prices }
}

type Printed = Pick<EstimateLine, 'source' | 'asOf'>
const keyOf = ({ source, asOf }: Printed): string => JSON.stringify([source, asOf])

function pricesOf(lines: readonly EstimateLine[]): ReportSource[] {
  const priced = lines.filter(({ amount }) => amount !== null)
  const byKey = new Map(priced.map((line) => [keyOf(line), { source: line.source, asOf: line.asOf }]))
  return [...byKey]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, printed], index) => ({ number: index + 1, ...printed }))
}

function billOf(estimate: Estimate, numbers: ReadonlyMap<string, number>): ReportBill {
  const lines = estimate.lines.map((line) => rowOf(line, numbers))
  return {
    lines: [...lines, ...roundingOf(lines, estimate.monthly.expected)],
    total: estimate.monthly.expected,
    totalShown: totalShown(estimate),
    rangeShown: rangeShown(estimate),
    atLeast: estimate.atLeast,
  }
}

const rowOf = (line: EstimateLine, numbers: ReadonlyMap<string, number>): ReportLine => ({
  kind: 'line',
  loadBalancer: line.loadBalancer,
  item: line.item,
  quantity: line.quantity,
  unit: line.unit,
  unitPrice: line.unitPrice,
  amount: line.amount === null ? null : centsText(decimal(line.amount)),
  // Of a line without a price the source is the reason, and there is nothing to print it.
  formula: line.amount === null ? line.source : line.formula,
  asOf: line.asOf,
  source: numbers.get(keyOf(line)) ?? null,
})

/** Each amount is rounded alone, the total once: the difference is a row of its own. */
function roundingOf(lines: readonly ReportLine[], total: string): ReportLine[] {
  const difference = decimal(total).minus(sum(lines.map(({ amount }) => decimal(amount ?? '0'))))
  if (difference.isZero()) return []
  return [
    {
      kind: 'rounding',
      loadBalancer: '',
      item: 'Rounding of the rows above',
      quantity: '',
      unit: '',
      unitPrice: null,
      amount: centsText(difference),
      formula: '',
      asOf: null,
      source: null,
    },
  ]
}
