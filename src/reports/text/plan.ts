// A plan or a draft → one screen for a terminal: what each workload gets, the bill, what to heed, what to do next.
import type { Finding } from '../../domain/finding.ts'
import type { Draft, Plan } from '../../domain/plan/plan.ts'
import type { Report } from '../view/report.ts'
import { reportOf } from '../view/view.ts'
import { table, wrap } from './layout.ts'

const ROWS_AT_MOST = 25
const FINDINGS_AT_MOST = 6

/** At most 80 columns; ends in a newline. */
export function planText(plan: Draft | Plan): string {
  const report = reportOf(plan)
  const sections = [
    [...wrap(report.title), ...wrap(report.verdict.text)],
    services(report),
    bill(report),
    findings(report.findings),
    next(plan),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function services({ services: all }: Report): string[] {
  const rows = all.map(({ name, type, wayIn, rule }) => [name, type ?? '(no Service)', wayIn, rule])
  const more = rows.length > ROWS_AT_MOST ? [`… and ${rows.length - ROWS_AT_MOST} more`] : []
  return [
    ...table([['SERVICE', 'TYPE', 'WAY IN', 'WHY (rule)'], ...rows.slice(0, ROWS_AT_MOST)], {
      most: [22, 13, 40, 28],
      gives: 2,
    }),
    ...more,
  ]
}

function bill({ table: { columns, rows }, findings: found }: Report): string[] {
  // A bill on old prices says so beside it, not among what may be overlooked.
  const old = found.filter(({ code }) => code === 'PRICES_OLD')
  const [what, before, after] = columns.map((title) => title.toUpperCase())
  const lines = table(
    [[what ?? '', before ?? '', after ?? ''], ...rows.map((row) => [row.label, row.before, row.after])],
    { most: [30, 24, 24], gives: 0 },
  )
  return [...lines, ...old.flatMap(({ message }) => wrap(message))]
}

function findings(all: readonly Finding[]): string[] {
  const heeded = all.filter((finding) => finding.severity !== 'info')
  const shownOnes = heeded.slice(0, FINDINGS_AT_MOST)
  const lines = shownOnes.flatMap(({ severity, message, fix }) => [
    ...wrap(message, `${severity === 'error' ? 'ERROR  ' : 'warning'} `),
    ...(fix === undefined ? [] : wrap(fix, '        fix: ')),
  ])
  const left = all.filter(({ code }) => code !== 'PRICES_OLD').length - shownOnes.length
  if (lines.length === 0)
    return [left === 0 ? 'Nothing found wrong.' : `Nothing found wrong; ${left} notes in \`findings\`.`]
  return left === 0 ? lines : [...lines, `… and ${left} more in \`findings\``]
}

function next(plan: Draft | Plan): string[] {
  if (!('links' in plan)) return ['Not kept. POST it to /v1/plans without dryRun to keep it.']
  return [
    'Apply it:       kubectl apply -f \\',
    `  $MOORAGE${plan.links.manifests}`,
    'The whole plan: curl \\',
    `  $MOORAGE${plan.links.self}`,
  ]
}
