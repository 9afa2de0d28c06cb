// Text → lines of at most 80 columns: wrapped paragraphs and tables. Everything goes through `shown`: names and reasons are the
// owner's words, and a terminal obeys what is invisible.
import { shown } from './shown.ts'
import { broken, filled, seen, widthOf } from './width.ts'

export const WIDTH = 80

/** Words broken over lines; the first line begins with `first`, the others are set in as far. */
export const wrap = (text: string, first = '', indent = ' '.repeat(first.length)): string[] =>
  wrapped(shown(text, 2000), WIDTH - indent.length).map((line, index) => `${index === 0 ? first : indent}${line}`)

/** Lines of at most so many columns; a word that is wider is broken anywhere. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let taken = 0
  for (const word of text.split(/\s+/).flatMap((one) => broken(one, width))) {
    const columns = widthOf(word)
    if (line !== '' && taken + 1 + columns > width) {
      lines.push(line)
      line = ''
      taken = 0
    }
    taken += columns + (line === '' ? 0 : 1)
    line += line === '' ? word : ` ${word}`
  }
  return [...lines, line]
}

/** Columns as wide as their longest cell, but no wider than `most`; where a row would not fit, column `gives` gives way. */
export function table(
  rows: readonly (readonly string[])[],
  { most, gives }: { most: readonly number[]; gives: number },
): string[] {
  const wanted = most.map((width, column) =>
    Math.min(width, Math.max(...rows.map((row) => widthOf(row[column] ?? '')))),
  )
  const tooMuch = wanted.reduce((sum, width) => sum + width + 2, -2) - WIDTH
  const widths = wanted.map((width, column) => (column === gives ? width - Math.max(tooMuch, 0) : width))
  return rows.map((row) =>
    row
      .map((cell, column) => filled(cut(shown(cell, 2000), widths[column] ?? 0), widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let taken = 1
  for (const { character, columns } of seen(text)) {
    if (taken + columns > width) break
    kept += character
    taken += columns
  }
  return `${kept}…`
}
