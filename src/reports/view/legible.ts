// Any value → the same with every text in it on one line and without what cannot be seen: owners' words are read by people, and a
// terminal, a page or a ticket obeys what is invisible.
import { shown } from '../text/shown.ts'

/** Breaks and tabs become spaces; other invisible characters are written as their code points. */
export function legible<Value>(value: Value): Value {
  return walk(value) as Value
}

// Most texts are; they are not looked at character by character.
const PLAIN = /^[\x20-\x7e]*$/
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu

function walk(value: unknown): unknown {
  if (typeof value === 'string')
    return PLAIN.test(value) ? value : shown(value.replace(BREAKS, ' '), Number.MAX_SAFE_INTEGER)
  if (Array.isArray(value)) return value.map(walk)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one)]))
}
