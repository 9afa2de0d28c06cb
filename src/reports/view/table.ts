// Both designs side by side: the bill, its range, what is made, what has no price; and the one sentence that says the same.
import type { Draft, PlannedDesign } from '../../domain/plan/plan.ts'
import { changeShown, rangeShown, totalShown } from './bills.ts'
import type { ReportTable } from './report.ts'

type Row = ReportTable['rows'][number]

export function tableOf({ designs: { recommended, consolidated }, consolidation }: Draft): ReportTable {
  const { currency } = consolidation
  const of = (id: Row['id'], label: string, shownIn: (design: PlannedDesign) => string, change = ''): Row => ({
    id,
    label,
    before: shownIn(recommended),
    after: shownIn(consolidated),
    change,
  })
  const money = (id: Row['id'], label: string, shownIn: (design: PlannedDesign) => string, amountIn: AmountIn): Row => {
    const [before, after] = [amountIn(recommended), amountIn(consolidated)]
    return of(id, label, shownIn, before === null || after === null ? '' : changeShown(before, after, currency))
  }
  const count = (id: Row['id'], label: string, countIn: (design: PlannedDesign) => number): Row =>
    of(id, label, (design) => String(countIn(design)), countChange(countIn(recommended), countIn(consolidated)))
  const rows = [
    money(
      'expected',
      'Expected',
      ({ estimate }) => totalShown(estimate),
      ({ estimate }) => estimate.monthly.expected,
    ),
    of('range', 'Range', ({ estimate }) => rangeShown(estimate)),
    count('load-balancers', 'New load balancers', created),
    count('entrances', 'Entrances', ({ entrances }) => entrances.length),
    count('not-priced', 'Lines without a price', unpriced),
    money('data-transfer', 'Outgoing traffic, apart', (design) => transferShown(design) ?? '-', transferBeside),
  ]
  const idle = (row: Row) => (row.id === 'not-priced' ? '0' : '-')
  return {
    columns: ['A month', 'Before sharing', 'After sharing', 'Change'],
    rows: rows.filter((row) => !OPTIONAL.includes(row.id) || row.before !== idle(row) || row.after !== idle(row)),
    saving: `${consolidation.monthlySaving} ${currency}`,
  }
}

type AmountIn = (design: PlannedDesign) => string | null

// Left out where there is nothing to tell.
const OPTIONAL: readonly Row['id'][] = ['not-priced', 'data-transfer']

export function summaryOf({ designs: { recommended, consolidated }, consolidation }: Draft): string {
  const { verdict, monthlySaving, currency } = consolidation
  const [before, after] = [recommended.estimate, consolidated.estimate]
  if (verdict === 'keep')
    return `It takes ${balancers(created(recommended))} and costs ${totalShown(before)} a month${within(before)}.`
  return (
    `It takes ${balancers(created(consolidated))} in place of ${created(recommended)} and costs ${totalShown(after)} a month${within(after)} ` +
    `in place of ${totalShown(before)}: ${monthlySaving} ${currency} a month less.`
  )
}

/** The range of a bill, where there is one. */
const within = (estimate: PlannedDesign['estimate']): string =>
  estimate.monthly.low === estimate.monthly.high ? '' : ` (${rangeShown(estimate)})`

const created = ({ loadBalancers }: PlannedDesign): number => loadBalancers.filter(({ existing }) => !existing).length

const balancers = (count: number): string =>
  count === 0 ? 'no new load balancer' : count === 1 ? '1 new load balancer' : `${count} new load balancers`

const unpriced = ({ estimate }: PlannedDesign): number => estimate.lines.filter(({ amount }) => amount === null).length

function countChange(before: number, after: number): string {
  if (before === after) return 'the same'
  return before > after ? `${before - after} fewer` : `${after - before} more`
}

const transferBeside: AmountIn = ({ estimate: { dataTransfer } }) =>
  dataTransfer === null || dataTransfer.included ? null : dataTransfer.monthly.expected

const transferShown = (design: PlannedDesign): string | null => {
  const amount = transferBeside(design)
  return amount === null ? null : `${amount} ${design.estimate.currency}`
}

/** What leaves for the internet, where it is told beside the bill. */
export function dataTransferOf(design: PlannedDesign): string | null {
  const transfer = transferShown(design)
  return transfer === null
    ? null
    : `What leaves for the internet costs ${transfer} a month in either design, and is not in the bill.`
}
