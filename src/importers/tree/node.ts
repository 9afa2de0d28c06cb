// A parsed document as a tree in which every node knows where it was written. Maps are `Map`s, so that no key of a document can be
// mistaken for what every object has from birth.

import type { Place } from '../notes.ts'

export type { Place }

export type Scalar = string | number | boolean | null
export type Node = Place & {
  /** `!reset` and `!override` of Compose; other tags say nothing to us. */
  readonly tag?: 'reset' | 'override'
  readonly value: Scalar | readonly Node[] | ReadonlyMap<string, Node>
  /** A scalar as written: `1.10` is a version, not 1.1. */
  readonly text?: string
}

const NO_ENTRIES: ReadonlyMap<string, Node> = new Map()

export const isMap = (node: Node | undefined): boolean => node?.value instanceof Map
export const isList = (node: Node | undefined): boolean => Array.isArray(node?.value)

/** The entries of a map; none when it is something else. */
export const entriesOf = (node: Node | undefined): ReadonlyMap<string, Node> =>
  node?.value instanceof Map ? node.value : NO_ENTRIES

/** The items of a list; none when it is something else. */
export const itemsOf = (node: Node | undefined): readonly Node[] =>
  Array.isArray(node?.value) ? (node.value as readonly Node[]) : []

export function childOf(node: Node | undefined, ...steps: readonly string[]): Node | undefined {
  let inner = node
  for (const step of steps) inner = entriesOf(inner).get(step)
  return inner
}

/** A scalar as it was written; undefined for null, maps and lists. */
export const textOf = (node: Node | undefined): string | undefined =>
  node === undefined || node.value === null || typeof node.value === 'object' ? undefined : node.text

/** One or many: a scalar is a list of one. */
export const textsOf = (node: Node | undefined): { text: string; node: Node }[] =>
  (isList(node) ? itemsOf(node) : node === undefined ? [] : [node]).flatMap((item) => {
    const text = textOf(item)
    return text === undefined ? [] : [{ text, node: item }]
  })

/** A whole number of 0 or more, however it is quoted. */
export function countOf(node: Node | undefined): number | undefined {
  const text = textOf(node)
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** True or false, quoted or not. */
export const isTrue = (node: Node | undefined): boolean => /^true$/i.test(textOf(node) ?? '')

/** The same place, holding text. */
export const withText = (place: Place, text: string): Node => ({
  file: place.file,
  line: place.line,
  at: place.at,
  value: text,
  text,
})

/** The same place, holding this map. */
export const withEntries = (place: Place, entries: ReadonlyMap<string, Node>): Node => ({
  file: place.file,
  line: place.line,
  at: place.at,
  value: entries,
})

/** One step more of a JSON pointer (RFC 6901), cut when it is long: no answer repeats much of what was sent. */
export const stepInto = (at: string, step: string | number): string =>
  `${at}/${String(step).slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`
