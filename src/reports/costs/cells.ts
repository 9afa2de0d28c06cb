// Values → the cells of a CSV file (RFC 4180) that no spreadsheet takes for a formula: names and sources are somebody's words. A number
// stays a number, also below zero; an absent value is an empty cell.
import { stringify } from 'csv-stringify/sync'
import { shown } from '../text/shown.ts'

export type Cell = string | null

const NUMBER = /^-?\d+(?:\.\d+)?$/
// ASVS 1.2.10 and OWASP's CSV injection page; the last four are the full-width forms, which some programs fold into the plain ones.
const FORMULA = /^\s*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/
// Where a comma is the decimal sign, a spreadsheet cuts cells at semicolons too, within quotation marks or not.
const FORMULA_INSIDE = /(?<=;)(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/** An apostrophe makes text of it, as a person would type it. */
export function cell(value: Cell): Cell {
  if (value === null || NUMBER.test(value)) return value
  const text = shown(value, 2000).replace(FORMULA_INSIDE, "'")
  return FORMULA.test(value) ? `'${text}` : text
}

/** A head with the names of the columns and a line for each row, each ended by CR LF. */
export const csv = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map(cell)),
    { header: true, columns: [...columns], record_delimiter: 'windows' },
  )
