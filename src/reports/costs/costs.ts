// A plan → its bill as CSV, a row for each line of a design. Amounts are exact, so that the rows of a design add up to its total.
import type { EstimateLine } from '../../domain/estimate/price-lines.ts'
import type { DesignName, Draft } from '../../domain/plan/plan.ts'
import { type Cell, csv } from './cells.ts'

type Row = { design: DesignName; currency: string; line: EstimateLine }

const COLUMNS: Readonly<Record<string, (row: Row) => Cell>> = {
  design: ({ design }) => design,
  loadBalancer: ({ line }) => line.loadBalancer,
  item: ({ line }) => line.item,
  quantity: ({ line }) => line.quantity,
  unit: ({ line }) => line.unit,
  unitPrice: ({ line }) => line.unitPrice,
  currency: ({ currency }) => currency,
  amount: ({ line }) => line.amount,
  source: ({ line }) => (line.amount === null ? null : line.source),
  asOf: ({ line }) => line.asOf,
  unpricedBecause: ({ line }) => (line.amount === null ? line.source : null),
}

export const COST_COLUMNS: readonly string[] = Object.keys(COLUMNS)

/** What has no price has no amount and says why; it is never 0. */
export function costsCsv({ designs }: Pick<Draft, 'designs'>, which: readonly DesignName[]): string {
  const rows = which.flatMap((design) => {
    const { currency, lines } = designs[design].estimate
    return lines.map((line): Row => ({ design, currency, line }))
  })
  return csv(
    COST_COLUMNS,
    rows.map((row) => Object.values(COLUMNS).map((fill) => fill(row))),
  )
}
