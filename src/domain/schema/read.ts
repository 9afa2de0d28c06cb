// Unknown value → what can be read of it under a schema, and every mistake in it. So that one misspelt field does not hide
// ten wrong references, what is broken is left out and the rest handed on to be checked as well.
import type { z } from 'zod'
import type { Mistake } from '../failure.ts'
import { accepts } from './accepts.ts'
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
  /** For readers to whom the order of fields is all one: a document without a mistake is given back as it is, and not copied. */
  asItIs?: boolean
}

// Leaving a broken part out can uncover one more mistake (a required field gone from its parent), never many in a row.
const PASSES = 8

export function readWith<Schema extends z.ZodType>(
  schema: Schema,
  document: unknown,
  { standIns = {}, isExtension = () => false, asItIs = false }: Reading = {},
): Read<z.infer<Schema>> {
  if (asItIs && accepts(schema, document))
    return { value: document as z.infer<Schema>, mistakes: [], extensions: [], original: (place) => place }
  const mistakes: Mistake[] = []
  const extensions: Extension[] = []
  const passes: Gaps[] = []
  const original = (place: string) => passes.reduceRight(fillGaps, place)
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
    const { copy, gaps } = without(value, broken)
    passes.push(gaps)
    value = { ...standIns, ...copy }
  }
  return { value: undefined, mistakes, extensions, original }
}

/** Lists that lost items: by the place of each, the old index of every item that stayed. */
type Gaps = ReadonlyMap<string, number[]>

/** One walk down the pointer, however many lists there are: it is asked for each mistake. */
function fillGaps(place: string, gaps: Gaps): string {
  if (gaps.size === 0) return place
  let there = ''
  for (const step of place.split('/').slice(1)) there += `/${gaps.get(there)?.[Number(step)] ?? step}`
  return there
}

/** A copy without the values at `paths`, and the lists that lost items. */
function without(document: object, paths: readonly (readonly PropertyKey[])[]): { copy: object; gaps: Gaps } {
  const copy = structuredClone(document)
  const lists = new Map<string, unknown[]>()
  for (const path of paths) {
    const parent = valueAt(copy, path.slice(0, -1))
    const step = path.at(-1)
    if (typeof parent !== 'object' || parent === null || step === undefined) continue
    if (Array.isArray(parent)) lists.set(pointer(path.slice(0, -1)), parent)
    delete (parent as Record<PropertyKey, unknown>)[step]
  }
  const gaps = new Map<string, number[]>()
  for (const [list, items] of lists) {
    const kept = [...items.keys()].filter((index) => Object.hasOwn(items, index))
    gaps.set(list, kept)
    const left = kept.map((index) => items[index])
    items.length = 0
    for (const item of left) items.push(item)
  }
  return { copy, gaps }
}
