// Two plans and their difference → what the page shows of them, side by side: each in the design that it advises.
import type { PlanDifference } from '../../application/plan-diff.ts'
import { centsText, decimal } from '../../domain/money.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { manifestsDiff } from '../../reports/diff/manifests.ts'
import { changeShown } from '../../reports/view/bills.ts'
import type { Report } from '../../reports/view/report.ts'
import { reportOf } from '../../reports/view/view.ts'
import { type Cut, cut } from './cut.ts'

type Side = { id: string; title: string; where: string; verdict: string; total: string; href: string }
type Row = { label: string; a: string; b: string; change: string }
type PartRow = { name: string; change: string; a: string; b: string }

export type CompareView = {
  a: Side
  b: Side
  figures: Row[]
  parts: { label: string; change: string }[]
  services: Cut<PartRow>
  entrances: Cut<PartRow>
  lines: Cut<PartRow>
  workloads: Cut<{ name: string; change: string }>
  notes: string[]
  manifests: { text: string; cut: boolean }
  href: string
}

const ROWS = 60
const DIFF_CHARACTERS = 16_000

export function compareView({ change, before, after }: PlanDifference, base: string): CompareView {
  const [a, b] = [reportOf(before), reportOf(after)]
  const { cost, services, entrances, lines, workloads, findings } = change
  const text = manifestsDiff(before.designs[before.chosen].manifests, after.designs[after.chosen].manifests)
  return {
    a: sideOf(before, a, base),
    b: sideOf(after, b, base),
    figures: figuresOf(a, b, cost.chosen),
    parts: partsOf(cost.chosen),
    services: cut(
      services.map(({ name, change: kind, fields, before: one, after: other }) => ({
        name,
        change: changed(kind, fields),
        a: one?.type ?? '–',
        b: other?.type ?? '–',
      })),
      ROWS,
    ),
    entrances: cut(
      entrances.map(({ name, change: kind, fields, before: one, after: other }) => ({
        name,
        change: changed(kind, fields),
        a: one === null ? '–' : `${one.api} ${one.class}`,
        b: other === null ? '–' : `${other.api} ${other.class}`,
      })),
      ROWS,
    ),
    lines: cut(
      lines.map(({ loadBalancer, item, moved, before: one, after: other }) => ({
        name: `${loadBalancer}: ${item}`,
        change: moved.map((word) => MOVED[word]).join(', '),
        a: amountOf(one),
        b: amountOf(other),
      })),
      ROWS,
    ),
    workloads: cut(workloads, ROWS),
    notes: findings.map(({ message }) => message),
    manifests: { text: text.slice(0, DIFF_CHARACTERS), cut: text.length > DIFF_CHARACTERS },
    href: `${base}/v1/plans/${after.id}/diff?against=${before.id}`,
  }
}

const sideOf = ({ id, chosen }: Plan, { name, where, verdict, bills }: Report, base: string): Side => ({
  id,
  title: name,
  where,
  verdict: verdict.text,
  total: (chosen === 'recommended' ? bills.before : bills.after).totalShown,
  href: `${base}/plans/${id}`,
})

type Cost = PlanDifference['change']['cost']['chosen']

function figuresOf(a: Report, b: Report, { before, after, difference }: Cost): Row[] {
  const side = ({ verdict: { chosen } }: Report) => (chosen === 'recommended' ? 'before' : 'after')
  const ids = [...new Set([...a.table.rows, ...b.table.rows].map(({ id }) => id))]
  const moved = difference === null ? 'in two currencies' : changeShown(before.monthly, after.monthly, after.currency)
  return ids.map((id) => {
    const [one, other] = [a, b].map((report) => report.table.rows.find((row) => row.id === id))
    return {
      label: one?.label ?? other?.label ?? '',
      a: one?.[side(a)] ?? '–',
      b: other?.[side(b)] ?? '–',
      change: id === 'expected' ? moved : '',
    }
  })
}

/** What the difference of the two bills is made of. */
function partsOf({ parts, after: { currency } }: Cost): CompareView['parts'] {
  if (parts === null || Object.values(parts).every((part) => decimal(part).isZero())) return []
  const part = (label: string, amount: string) => ({ label, change: changeShown('0', amount, currency) })
  return [part('Another design', parts.design), part('Another usage', parts.usage), part('Other prices', parts.price)]
}

const changed = (kind: string, fields: readonly string[]): string => {
  if (kind !== 'changed') return kind === 'added' ? 'only in B' : 'only in A'
  return fields.join(', ')
}

const MOVED = {
  added: 'only in B',
  removed: 'only in A',
  quantity: 'quantity',
  unitPrice: 'unit price',
  range: 'range',
  source: 'source',
} as const

type Line = PlanDifference['change']['lines'][number]['before']
const amountOf = (line: Line): string =>
  line === null ? '–' : line.amount === null ? 'no price' : centsText(decimal(line.amount))
