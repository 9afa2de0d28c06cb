// The sections with figures: both bills with more and less traffic, and row by row.
import type { Report, ReportBill, ReportLine } from '../view/report.ts'
import { type Block, left, marked, paragraph, right, type Section, type Table, type Text } from './outline.ts'

export function sensitivitySection({ sensitivity, breakEven, currency, table }: Report): Section {
  const turns: readonly Block[] =
    breakEven.length === 0
      ? [paragraph('The verdict does not turn within what was looked at.')]
      : [{ kind: 'list', ordered: false, items: breakEven.map(({ text }) => ({ text: marked(text) })) }]
  return {
    id: 'sensitivity',
    title: 'Traffic and break-even',
    note: `saves ${table.saving} as stated`,
    blocks: [
      {
        kind: 'table',
        caption: `A month in ${currency} with more and with less traffic`,
        columns: [left('Traffic'), right('Before'), right('After'), right('Saving')],
        rows: sensitivity.map(({ factor, before, after, saving }) => [
          [factor === '1' ? 'as stated' : `× ${factor}`],
          [before],
          [after],
          [saving],
        ]),
      },
      ...turns,
    ],
  }
}

export function billSection({ bills: { before, after }, currency, dataTransfer, verdict }: Report): Section {
  return {
    id: 'bill',
    title: 'The bill, row by row',
    note: verdict.code === 'keep' ? before.totalShown : `${before.totalShown} → ${after.totalShown}`,
    blocks: [
      ...(verdict.code === 'keep'
        ? [billTable(before, 'A month', currency)]
        : [billTable(before, 'A month before sharing', currency), billTable(after, 'A month after sharing', currency)]),
      ...(dataTransfer === null ? [] : [paragraph(dataTransfer)]),
    ],
  }
}

const billTable = ({ lines, total, atLeast, rangeShown }: ReportBill, caption: string, currency: string): Table => ({
  kind: 'table',
  caption: `${caption}, in ${currency}: ${rangeShown}`,
  columns: [left('Load balancer'), left('Item'), right('Quantity'), right('Unit price'), right('Amount')],
  rows: lines.map(row),
  footer: [[atLeast ? 'Total, at least' : 'Total'], [], [], [], [{ strong: total }]],
  sums: 4,
})

function row({ kind, loadBalancer, item, quantity, unit, unitPrice, amount, source, formula }: ReportLine): Text[] {
  if (kind === 'rounding') return [[], [item], [], [], [amount ?? '']]
  const where = source === null ? (amount === null ? `: ${formula}` : '') : ` [${source}]`
  return [
    [loadBalancer],
    [`${item}${where}`],
    [quantity],
    [unitPrice === null ? '-' : `${unitPrice} / ${unit}`],
    [amount ?? 'not priced'],
  ]
}
