// Outline → the same within a limit of characters: first fewer rows of every list and table, then fewer sections from the end, and always
// said what is missing. Nothing is cut anywhere but between rows and between sections.
import { centsText, decimal, sum } from '../../domain/money.ts'
import { type Block, type Item, type Outline, plain, type Section, type Table, type Text } from './outline.ts'

// Rows of each list and table that are tried one after the other.
const ROWS = [Number.POSITIVE_INFINITY, 1000, 200, 50, 20, 8] as const

/** `missing` are the titles of sections that are not there. */
export type Writing = { outline: Outline; missing: readonly string[] }

/** What callers with a limit of five megabytes take, with room for pictures: the limit where a form has none of its own. */
export const LONGEST = 4_000_000

/** The fullest text that fits; `write` is asked for text that is no longer than `most` only in its shortest form, the head alone. */
export function fitting(outline: Outline, most: number, write: (writing: Writing) => string): string {
  for (const rows of ROWS) {
    const shorter = shortened(outline, rows)
    if (wordsIn(shorter) > most) continue
    const text = write({ outline: shorter, missing: [] })
    if (text.length <= most) return text
  }
  const shortest = shortened(outline, ROWS[ROWS.length - 1] ?? 1)
  for (let count = outline.sections.length - 1; count > 0; count -= 1) {
    const text = write(firstSections(shortest, count))
    if (text.length <= most) return text
  }
  return write(firstSections(shortest, 0))
}

/** The characters of all words, without what a format puts around them: no format is shorter, and it need not be written to know. */
const wordsIn = ({ sections }: Outline): number =>
  sections.reduce((total, { blocks }) => blocks.reduce((sum, block) => sum + wordsOf(block), total), 0)

function wordsOf(block: Block): number {
  const length = (text: Text) => plain(text).length
  if (block.kind === 'paragraph') return length(block.text)
  if (block.kind === 'commands') return block.lines.join('').length
  if (block.kind === 'table')
    return block.rows.reduce((sum, row) => row.reduce((all, cell) => all + length(cell), sum), 0)
  return block.items.reduce(
    (sum, { text, details = [] }) => details.reduce((all, detail) => all + length(detail.text), sum + length(text)),
    0,
  )
}

const firstSections = (outline: Outline, count: number): Writing => ({
  outline: { ...outline, sections: outline.sections.slice(0, count) },
  missing: outline.sections.slice(count).map(({ title }) => title),
})

export const shortened = (outline: Outline, rows: number): Outline =>
  rows === Number.POSITIVE_INFINITY
    ? outline
    : {
        ...outline,
        sections: outline.sections.map(
          (section): Section => ({ ...section, blocks: section.blocks.map((block) => shorter(block, rows)) }),
        ),
      }

function shorter(block: Block, most: number): Block {
  if (block.kind === 'list' && block.items.length > most)
    return { ...block, items: [...block.items.slice(0, most), more(block.items.length - most)] }
  return block.kind === 'table' && block.rows.length > most ? shorterTable(block, most) : block
}

const more = (count: number): Item => ({ text: [moreText(count)] })
const moreText = (count: number): string => `… and ${count} more in report.json`

/** Where rows add up to a total, those that are left out are one row with their sum. */
function shorterTable(table: Table, most: number): Table {
  const rest = table.rows.slice(most)
  const last = table.columns.map((_, column): Text => {
    if (column === (table.sums === undefined ? 0 : 1)) return [moreText(rest.length)]
    return column === table.sums ? [sumOf(rest, column)] : []
  })
  return { ...table, rows: [...table.rows.slice(0, most), last] }
}

const AMOUNT = /^-?\d+\.\d\d$/

function sumOf(rows: readonly (readonly Text[])[], column: number): string {
  const amounts = rows.map((row) => plain(row[column] ?? [])).filter((text) => AMOUNT.test(text))
  return centsText(sum(amounts.map((text) => decimal(text))))
}
