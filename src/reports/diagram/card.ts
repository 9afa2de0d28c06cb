// A box → what is written on it, line by line, and where arrows touch it. Names are broken over lines, not cut.
import { centsText } from '../../domain/money.ts'
import { type Font, linesOf, widthOf } from '../svg/text.ts'
import type { Box } from './graph.ts'

export type CardLine = { text: string; x: number; y: number; font: Font; tone: 'name' | 'note' | 'bill' | 'type' }
/** Measures from its upper left corner. */
export type Card = {
  height: number
  lines: CardLine[]
  /** A rule above each Service. */
  rules: number[]
  /** Where arrows arrive: the middle of each Service, or of the card where it has none. */
  rows: number[]
  middle: number
}

export const CARD_PADDING = 11
const WIDEST = 182
const NARROWEST = 92
const NAME: Font = { size: 13, weight: 'bold' }
const NOTE: Font = { size: 11, weight: 'normal' }
const STRONG: Font = { size: 11, weight: 'bold' }
const LEADING = 1.3

/** Wide enough for the longest of its lines, unless that is to be broken. */
export function widthWished(box: Box, currency: string): number {
  const inner = Math.max(
    widthOf(box.title, NAME),
    ...box.notes.map((note) => widthOf(note, NOTE)),
    ...box.rows.map(({ type, text }) => widthOf(`${type} `, STRONG) + widthOf(text, NOTE)),
    ...billLines(box, currency).map((line) => widthOf(line, STRONG)),
  )
  return Math.min(Math.max(inner, NARROWEST), WIDEST) + 2 * CARD_PADDING
}

const billLines = ({ bill }: Box, currency: string): string[] =>
  bill === undefined ? [] : [`${bill.atLeast ? 'at least ' : ''}${centsText(bill.amount)} ${currency} a month`]

/** `leastHeight` where much arrives at it. */
export function cardOf(
  box: Box,
  { width, currency, leastHeight = 0 }: { width: number; currency: string; leastHeight?: number },
): Card {
  const inner = width - 2 * CARD_PADDING
  const lines: CardLine[] = []
  let y = CARD_PADDING - 2
  const write = (text: string, font: Font, tone: CardLine['tone'], most: number) => {
    for (const line of linesOf(text, font, { width: inner, most })) {
      y += font.size * LEADING
      lines.push({ text: line, x: CARD_PADDING, y: y - font.size * (LEADING - 1), font, tone })
    }
  }
  write(box.title, NAME, 'name', 4)
  for (const note of box.notes) write(note, NOTE, 'note', 3)
  for (const line of billLines(box, currency)) write(line, STRONG, 'bill', 2)
  const rules: number[] = []
  const rows: number[] = []
  for (const { type, text } of box.rows) {
    y += 6
    rules.push(y)
    const top = y
    y += 2
    write(type, STRONG, 'type', 1)
    const beside = widthOf(`${type}  `, STRONG)
    const last = lines.at(-1)
    if (last !== undefined && beside + widthOf(text, NOTE) <= inner)
      lines.push({ ...last, text, x: CARD_PADDING + beside, font: NOTE, tone: 'note' })
    else write(text, NOTE, 'note', 3)
    rows.push((top + y + 4) / 2)
  }
  const height = Math.max(leastHeight, Math.ceil(y + CARD_PADDING - 2))
  return { height, lines, rules, rows, middle: height / 2 }
}
