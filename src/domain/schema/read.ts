// Unknown value → what can be read of it under a schema, and every mistake in it. So that one misspelt field does not hide
// ten wrong references, what is broken is left out and the rest handed on to be checked as well.
import type { z } from 'zod'
import type { Mistake } from '../failure.ts'
import { describeIssues, pointer, valueAt } from './issues.ts'

export type Extension = { path: readonly PropertyKey[]; value: unknown }
export type Read<Value> = {
  /** What can be read of the document, broken parts left out; undefined when nothing can. */
  value: Value | undefined
  mistakes: Mistake[]
  /** Unknown fields that are welcome, set aside. */
  extensions: Extension[]
  /** A pointer into `value`, as it stands in the document that was sent (list items left out move their neighbours). */
  original: (pointer: string) => string
}
export type Reading = {
  /** Stands in for a required field of the document itself that is missing or broken, so that the rest can be checked. */
  standIns?: Readonly<Record<string, unknown>>
  /** Names fields that are unknown and welcome. */
  isExtension?: (field: string) => boolean
}

// Leaving a broken part out can uncover one more mistake (a required field gone from its parent), never many in a row.
const PASSES = 8

export function readWith<Schema extends z.ZodType>(
  schema: Schema,
  document: unknown,
  { standIns = {}, isExtension = () => false }: Reading = {},
): Read<z.infer<Schema>> {
  const mistakes: Mistake[] = []
  const extensions: Extension[] = []
  const gaps: Gap[] = []
  const original = (place: string) => gaps.reduceRight(fillGap, place)
  let value = document
  for (let pass = 0; pass < PASSES; pass += 1) {
    const result = schema.safeParse(value)
    if (result.success) return { value: result.data, mistakes, extensions, original }
    const broken: (readonly PropertyKey[])[] = []
    for (const found of describeIssues(schema, result.error.issues, value, isExtension)) {
      broken.push(found.path)
      if (found.extension) extensions.push({ path: found.path, value: valueAt(value, found.path) })
      else if (found.mistake !== undefined && pass === 0) mistakes.push(found.mistake)
    }
    if (typeof value !== 'object' || value === null) break
    value = { ...standIns, ...without(value, broken, gaps) }
  }
  return { value: undefined, mistakes, extensions, original }
}

/** A list that lost items: the place it has, and the old index of each item that stayed. */
type Gap = { list: string; kept: number[] }

function fillGap(place: string, { list, kept }: Gap): string {
  if (!place.startsWith(`${list}/`)) return place
  const [index = '', ...rest] = place.slice(list.length + 1).split('/')
  return [list, kept[Number(index)] ?? index, ...rest].join('/')
}

/** A copy without the values at `paths`; lists that lost items are noted in `gaps`. */
function without(document: object, paths: readonly (readonly PropertyKey[])[], gaps: Gap[]): object {
  const copy = structuredClone(document)
  const lists = new Map<string, unknown[]>()
  for (const path of paths) {
    const parent = valueAt(copy, path.slice(0, -1))
    const step = path.at(-1)
    if (typeof parent !== 'object' || parent === null || step === undefined) continue
    if (Array.isArray(parent)) lists.set(pointer(path.slice(0, -1)), parent)
    delete (parent as Record<PropertyKey, unknown>)[step]
  }
  // Longest place first: a gap further in is noted before its own list moves.
  for (const [list, items] of [...lists].sort(([a], [b]) => b.length - a.length)) {
    const kept = [...items.keys()].filter((index) => Object.hasOwn(items, index))
    gaps.push({ list, kept })
    items.splice(0, items.length, ...kept.map((index) => items[index]))
  }
  return copy
}
