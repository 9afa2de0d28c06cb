// For tests: the figures that a report shows, read back from its own form by readers that are not ours.
import MarkdownIt from 'markdown-it'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import type { Report } from '../../src/reports/view/report.ts'

/** `expected`: both totals and the change as the first table has them. `bills`: each table of a bill, its rows and its total. */
export type Figures = { expected: [before: string, after: string, change: string]; bills: Bill[] }
export type Bill = { amounts: string[]; total: string }

type Rows = string[][]

export function figuresInJson(text: string): Figures {
  const { table, bills, verdict } = JSON.parse(text) as Report
  const [first] = table.rows
  if (first === undefined) throw new Error('no table')
  const shown = verdict.code === 'keep' ? [bills.before] : [bills.before, bills.after]
  return {
    expected: [first.before, first.after, first.change],
    bills: shown.map(({ lines, total }) => ({ amounts: lines.map(({ amount }) => amount ?? 'not priced'), total })),
  }
}

export function figuresInMarkdown(text: string): Figures {
  const tokens = new MarkdownIt({ html: true }).parse(text, {})
  const tables: Rows[] = []
  for (const [index, { type }] of tokens.entries()) {
    if (type === 'table_open') tables.push([])
    if (type === 'tr_open') tables.at(-1)?.push([])
    if (type !== 'th_open' && type !== 'td_open') continue
    const inline = tokens[index + 1]?.children ?? []
    tables
      .at(-1)
      ?.at(-1)
      ?.push(inline.map(({ content }) => content).join(''))
  }
  return figuresIn(tables)
}

export function figuresInHtml(text: string): Figures {
  type Node = DefaultTreeAdapterTypes.Node
  const all = (node: Node, name: string): Node[] =>
    node.nodeName === name ? [node] : 'childNodes' in node ? node.childNodes.flatMap((child) => all(child, name)) : []
  const words = (node: Node): string =>
    'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(words).join('') : ''
  const cells = (row: Node) =>
    ('childNodes' in row ? row.childNodes : []).filter(({ nodeName }) => /^t[hd]$/.test(nodeName))
  return figuresIn(all(parse(text), 'table').map((table) => all(table, 'tr').map((row) => cells(row).map(words))))
}

/** Columns of text stand where the line below their titles has its dashes; a cell goes on where the first columns are empty. */
export function figuresInText(text: string): Figures {
  const lines = text.split('\n')
  const tables: Rows[] = []
  for (const [index, line] of lines.entries()) {
    if (!/^-+(?: {2,}-+)+$/.test(line)) continue
    if (tables.length > 0 && lines[index - 1] !== '' && /^Total/.test(lines[index + 1] ?? '')) continue
    const places = [...line.matchAll(/-+/g)].map((match) => [match.index, match.index + match[0].length] as const)
    const end = lines.indexOf('', index)
    const body = [lines[index - 1] ?? '', ...lines.slice(index + 1, end)].filter((one) => !/^-+(?: {2,}-+)+$/.test(one))
    tables.push(body.map((one) => places.map(([from, to]) => one.slice(from, to).trim())))
  }
  return figuresIn(tables)
}

function figuresIn(tables: readonly Rows[]): Figures {
  const first = tables[0]?.find(([label]) => label === 'Expected')
  const [, before = '', after = '', change = ''] = first ?? []
  const bills = tables.filter((rows) => rows.some(([label]) => /^Total/.test(label ?? '')))
  return {
    expected: [before, after, change],
    bills: bills.map((rows) => {
      // The titles first, the total last; a line that only goes on with another has no amount.
      const amounts = rows.slice(1).flatMap((row) => (row.at(-1) === '' ? [] : [row.at(-1) ?? '']))
      return { amounts: amounts.slice(0, -1), total: amounts.at(-1) ?? '' }
    }),
  }
}
