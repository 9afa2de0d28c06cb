// How wide a text will be, and how it is broken into lines, without a browser to ask: the widths of Arial and Helvetica, and a little
// more for the fonts that stand in for them.
import { shown } from '../text/shown.ts'

// Thousandths of the font size, by the characters that have it.
const WIDTHS: readonly [characters: string, width: number][] = [
  ["'", 191],
  ['ijl', 222],
  ['|', 260],
  [' !,./:;I[\\]ft', 278],
  ['()-`r{}', 334],
  ['"', 355],
  ['*', 389],
  ['^', 469],
  ['Jcksvxyz', 500],
  ['#$0123456789?L_abdeghnopqu', 556],
  ['+<=>~', 584],
  ['FTZ', 611],
  ['&ABEKPSVXY', 667],
  ['CDHNRUw', 722],
  ['GOQ', 778],
  ['Mm', 833],
  ['%', 889],
  ['W', 944],
]
const WIDTH_OF = new Map(WIDTHS.flatMap(([characters, width]) => [...characters].map((one) => [one, width] as const)))
/** Of what the table does not have: no letter is wider. */
const WIDEST = 1015
/** Segoe UI and Roboto are a little wider here and there; bold letters are. */
const MARGIN = { normal: 1.05, bold: 1.12 }

export type Font = { size: number; weight: 'normal' | 'bold' }

export function widthOf(text: string, { size, weight }: Font): number {
  let thousandths = 0
  for (const character of text) thousandths += WIDTH_OF.get(character) ?? WIDEST
  return Math.ceil((thousandths / 1000) * size * MARGIN[weight])
}

/**
 * Lines no wider than `width`, broken behind spaces, hyphens, dots and slashes where there are any, anywhere where there are none. No
 * more than `most` of them: what is left then ends in "…".
 */
export function linesOf(text: string, font: Font, { width, most }: { width: number; most: number }): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(shown(text, 2000), font, width)) {
    if (line !== '' && widthOf((line + piece).trimEnd(), font) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  lines.push(line.trimEnd())
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), shortened(lines.slice(most - 1).join(''), font, width)]
}

const piecesOf = (text: string, font: Font, width: number): string[] =>
  (text.match(/[^ \-./]*[ \-./]*/g) ?? []).flatMap((piece) =>
    widthOf(piece.trimEnd(), font) <= width ? [piece] : cut(piece, font, width),
  )

/** A piece without a place to break it. */
function cut(piece: string, font: Font, width: number): string[] {
  const parts: string[] = []
  let part = ''
  for (const character of piece) {
    if (part !== '' && widthOf(part + character, font) > width) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}

function shortened(text: string, font: Font, width: number): string {
  const [first = ''] = cut(text, font, width - font.size)
  return `${first}…`
}
