// A document with something wrong in it: a part taken out, put in, or put in another's place; and a text with wrong characters.
import fc from 'fast-check'
import { HOSTILE_TEXT, HOSTILE_VALUE } from './hostile.ts'

type Place = readonly (string | number)[]

function placesIn(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [
    at,
    ...Object.entries(value).flatMap(([key, inner]) =>
      placesIn(inner, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ]
}

type Change =
  | { does: 'replace'; with: unknown }
  | { does: 'remove' }
  | { does: 'add'; key: string; with: unknown }
  | { does: 'repeat' }

const change: fc.Arbitrary<Change> = fc.oneof(
  HOSTILE_VALUE.map((value): Change => ({ does: 'replace', with: value })),
  fc.constant<Change>({ does: 'remove' }),
  fc.tuple(HOSTILE_TEXT, HOSTILE_VALUE).map(([key, value]): Change => ({ does: 'add', key, with: value })),
  fc.constant<Change>({ does: 'repeat' }),
)

/** The value with a change at a place; unchanged where the change does not fit. */
function changed(value: unknown, [head, ...rest]: Place, what: Change): unknown {
  if (head === undefined) {
    if (what.does === 'replace') return what.with
    if (what.does === 'add' && typeof value === 'object' && value !== null)
      return Array.isArray(value) ? [...value, what.with] : { ...value, [what.key]: what.with }
    return what.does === 'repeat' ? [value, value] : value
  }
  if (typeof value !== 'object' || value === null) return value
  const isEnd = rest.length === 0 && what.does === 'remove'
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (key !== String(head)) return [[key, inner]]
    return isEnd ? [] : [[key, changed(inner, rest, what)]]
  })
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

/** One to three changes; `texts` are those that were put in. */
export const mutated = (value: unknown): fc.Arbitrary<{ value: unknown; texts: string[] }> =>
  fc.array(fc.tuple(fc.constantFrom(...placesIn(value)), change), { minLength: 1, maxLength: 3 }).map((changes) => ({
    value: changes.reduce((document, [place, what]) => changed(document, place, what), value),
    texts: changes.flatMap(([, what]) => ('with' in what && typeof what.with === 'string' ? [what.with] : [])),
  }))

/** Cut short, or with something between. */
export const mutatedText = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat({ max: text.length }), fc.oneof(fc.constant(undefined), HOSTILE_TEXT))
    .map(([at, between]) =>
      between === undefined ? text.slice(0, at) : `${text.slice(0, at)}${between}${text.slice(at)}`,
    )
