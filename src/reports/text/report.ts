// The view model → plain text of at most 80 columns, for a terminal, a mail or the notes of a ticket.
import type { Column, Item, Section, Table } from '../outline/outline.ts'
import { plain } from '../outline/outline.ts'
import { outlineOf } from '../outline/sections.ts'
import { fitting, LONGEST, type Writing } from '../outline/shorten.ts'
import type { Report } from '../view/report.ts'
import { WIDTH, wrapped } from './layout.ts'
import { broken, filled, widthOf } from './width.ts'

/** Ends in a newline. */
export const reportText = (report: Report, { maxChars = LONGEST }: { maxChars?: number } = {}): string =>
  fitting(outlineOf(report), maxChars, (writing) => write(report, writing))

function write({ links }: Report, { outline: { head, sections }, missing }: Writing): string {
  const parts = [
    [...wrapped(head.title, WIDTH), ...wrapped(head.facts.join(', '), WIDTH)],
    underlined(head.verdict, '='),
    wrapped(plain(head.because), WIDTH),
    wrapped(plain(head.summary), WIDTH),
    table(head.table),
    ...sections.flatMap(sectionLines),
    ...(missing.length === 0 ? [] : [leftOut(missing, links?.report)]),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

export const underlined = (title: string, line: '=' | '-'): string[] => [
  title,
  line.repeat(Math.min(widthOf(title), WIDTH)),
]

const sectionLines = ({ title, blocks }: Section): string[][] => {
  const [first = [], ...rest] = blocks.map(blockLines)
  return [[...underlined(title, '-'), ...first], ...rest]
}

export function blockLines(block: Section['blocks'][number]): string[] {
  if (block.kind === 'paragraph') return wrapped(plain(block.text), WIDTH)
  if (block.kind === 'commands') return block.lines.flatMap(command)
  if (block.kind === 'table') return [...wrapped(block.caption, WIDTH), ...table(block)]
  return block.items.flatMap((item, index) => itemLines(item, block.ordered ? `${index + 1}. ` : '* '))
}

/** Broken by backslashes, so that it is still one command to paste: within a word the next line begins at its first column. */
function command(line: string): string[] {
  const lines: string[] = []
  for (const word of line.split(' ')) {
    const [first = '', ...rest] = broken(word, WIDTH - 4)
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last) + widthOf(first) + 3 <= WIDTH) lines[lines.length - 1] = `${last} ${first}`
    else lines.push(last === undefined ? first : `  ${first}`)
    lines.push(...rest)
  }
  return lines.map((part, index) => {
    const next = lines[index + 1]
    return next === undefined ? part : next.startsWith('  ') ? `${part} \\` : `${part}\\`
  })
}

const itemLines = ({ text, details = [] }: Item, bullet: string): string[] => [
  ...hanging(plain(text), bullet),
  ...details.flatMap((detail) => hanging(`${detail.label}: ${plain(detail.text)}`, `${' '.repeat(bullet.length)}- `)),
]

const hanging = (text: string, first: string): string[] =>
  wrapped(text, WIDTH - first.length).map((line, index) => `${index === 0 ? first : ' '.repeat(first.length)}${line}`)

const GAP = 2

/** Cells are wrapped within their columns: nothing is cut off. */
function table({ columns, rows, footer }: Table): string[] {
  const body = rows.map((row) => row.map(plain))
  const foot = footer === undefined ? [] : [footer.map(plain)]
  const titles = columns.map(({ title }) => title)
  const widths = widthsFor(columns, [titles, ...body, ...foot])
  const lines = (row: readonly string[]) => rowLines(row, columns, widths)
  const rule = widths.map((width) => '-'.repeat(width)).join(' '.repeat(GAP))
  return [...lines(titles), rule, ...body.flatMap(lines), ...(foot.length === 0 ? [] : [rule]), ...foot.flatMap(lines)]
}

/** As wide as the widest cell; where that is too wide for a line, the widest columns give way. */
function widthsFor(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  const wanted = columns.map((_, column) => rows.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 1))
  const room = WIDTH - GAP * (columns.length - 1)
  const fair = (limit: number) => wanted.reduce((total, width) => total + Math.min(width, limit), 0)
  let limit = room
  while (fair(limit) > room) limit -= 1
  return wanted.map((width) => Math.min(width, limit))
}

function rowLines(row: readonly string[], columns: readonly Column[], widths: readonly number[]): string[] {
  const cells = columns.map((_, column) => wrapped(row[column] ?? '', widths[column] ?? 1))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => filled(lines[line] ?? '', widths[column] ?? 0, columns[column]?.align))
      .join(' '.repeat(GAP))
      .trimEnd(),
  )
}

const leftOut = (missing: readonly string[], report: string | undefined): string[] =>
  wrapped(
    `Left out here, because it would be too long: ${missing.join('; ')}. ${
      report === undefined ? 'Keep the plan to read them.' : `They are in ${report}.`
    }`,
    WIDTH,
  )
