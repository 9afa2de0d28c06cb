// Text → lines of at most 80 columns: wrapped paragraphs and tables. Everything goes through `shown`: names and reasons are the
// owner's words, and a terminal obeys what is invisible.
import { shown } from './shown.ts'

export const WIDTH = 80

/** Words broken over lines; the first line begins with `first`, the others are set in as far. */
export function wrap(text: string, first = '', indent = ' '.repeat(first.length)): string[] {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of shown(text, 2000).split(/\s+/)) {
    for (const piece of pieces(word, WIDTH - indent.length)) {
      if (!empty && line.length + 1 + piece.length > WIDTH) {
        lines.push(line)
        line = indent
        empty = true
      }
      line += empty ? piece : ` ${piece}`
      empty = false
    }
  }
  return [...lines, line]
}

// An address can be longer than a line.
function pieces(word: string, longest: number): string[] {
  if (word.length <= longest) return [word]
  return [word.slice(0, longest), ...pieces(word.slice(longest), longest)]
}

/** Columns as wide as their longest cell, but no wider than `most`; where a row would not fit, column `gives` gives way. */
export function table(
  rows: readonly (readonly string[])[],
  { most, gives }: { most: readonly number[]; gives: number },
): string[] {
  const wanted = most.map((width, column) => Math.min(width, Math.max(...rows.map((row) => row[column]?.length ?? 0))))
  const tooMuch = wanted.reduce((sum, width) => sum + width + 2, -2) - WIDTH
  const widths = wanted.map((width, column) => (column === gives ? width - Math.max(tooMuch, 0) : width))
  return rows.map((row) =>
    row
      .map((cell, column) => shown(cell, widths[column] ?? 0).padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
