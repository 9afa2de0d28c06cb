// The view model → plain text for the work notes of a ServiceNow record: no columns, since a journal has no fixed width.
import { closingOf } from '../outline/closing.ts'
import { type Block, type Item, plain, type Section, type Table } from '../outline/outline.ts'
import { outlineOf } from '../outline/sections.ts'
import { fitting, type Writing } from '../outline/shorten.ts'
import { unlinked } from '../text/unlinked.ts'
import type { Report } from '../view/report.ts'

/** A journal entry takes 4,000 characters, and whoever writes it may put a line before the report. */
export const JOURNAL_DEFAULT = 3900

/** Ends in a newline. */
export const reportNotes = (report: Report, { maxChars = JOURNAL_DEFAULT }: { maxChars?: number } = {}): string =>
  fitting(outlineOf(report), maxChars, (writing) => write(report, writing))

function write(report: Report, { outline: { head, sections }, missing }: Writing): string {
  const { leftOut, address, path } = closingOf(report, missing)
  const where = address ?? path
  const parts = [
    [inert(head.verdict), inert(`${head.title}, ${head.facts.join(', ')}`)],
    [inert(plain(head.because)), inert(plain(head.summary))],
    tableLines(head.table),
    ...sections.map(sectionLines),
    [...(leftOut === '' ? [] : [leftOut]), ...(where === null ? [] : [`The whole report: ${where}`])],
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

/** What stands between `[code]` and `[/code]` a journal shows as HTML. */
const inert = (text: string): string => unlinked(text).replace(/\[(?=\/?code\b)/giu, '[ ')

const sectionLines = ({ title, blocks }: Section): string[] => [title.toUpperCase(), ...blocks.flatMap(blockLines)]

function blockLines(block: Block): string[] {
  if (block.kind === 'paragraph') return [inert(plain(block.text))]
  if (block.kind === 'commands') return [...block.lines]
  if (block.kind === 'table') return [inert(block.caption), ...tableLines(block)]
  return block.items.flatMap((item, index) => itemLines(item, block.ordered ? `${index + 1}. ` : '- '))
}

const itemLines = ({ text, details = [] }: Item, bullet: string): string[] => [
  `${bullet}${inert(plain(text))}`,
  ...details.map((detail) => `   ${inert(`${detail.label}: ${plain(detail.text)}`)}`),
]

/** A row is a line, without the cells that have nothing in them; what each is stands in the first. */
function tableLines({ columns, rows, footer }: Table): string[] {
  const line = (cells: readonly string[]) => inert(cells.filter((cell) => cell !== '').join(' | '))
  return [
    line(columns.map(({ title }) => title)),
    ...[...rows, ...(footer === undefined ? [] : [footer])].map((row) => line(row.map(plain))),
  ]
}
