// Walks a Zod schema along a path: which fields are known at a place, for "did you mean" and for unions that must pick a branch.
import type { z } from 'zod'

type Definition = {
  type: string
  shape?: Record<string, z.core.$ZodType>
  valueType?: z.core.$ZodType
  element?: z.core.$ZodType
  innerType?: z.core.$ZodType
  options?: readonly z.core.$ZodType[]
}
const definitionOf = (schema: z.core.$ZodType): Definition => schema._zod.def as unknown as Definition

/** The field names an object at `path` may have; empty where it is a map of free names or no object. */
export function knownFields(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  return schemasAt(schema, path)
    .flatMap(unwrap)
    .flatMap((inner) => Object.keys(definitionOf(inner).shape ?? {}))
}

/** What a value at `path` may be: several schemas where a union stands on the way. */
export const schemasAt = (schema: z.core.$ZodType, path: readonly PropertyKey[]): z.core.$ZodType[] =>
  path.reduce<z.core.$ZodType[]>((schemas, step) => schemas.flatMap((inner) => stepInto(inner, step)), [schema])

function stepInto(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType[] {
  return unwrap(schema).flatMap((inner) => {
    const { shape, valueType, element } = definitionOf(inner)
    const next = shape?.[String(step)] ?? valueType ?? element
    return next === undefined ? [] : [next]
  })
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType[] {
  const { innerType, options } = definitionOf(schema)
  if (innerType !== undefined) return unwrap(innerType)
  if (options !== undefined) return options.flatMap(unwrap)
  return [schema]
}

/** The nearest of `known` to a misspelt word, if one is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined
  const written = word.toLowerCase()
  let near: { candidate: string; distance: number } | undefined
  for (const candidate of known) {
    const most = near?.distance ?? Number.POSITIVE_INFINITY
    if (Math.abs(candidate.length - word.length) > most) continue
    const found = distance(written, candidate.toLowerCase(), most)
    if (near === undefined || found < most || (found === most && candidate < near.candidate))
      near = { candidate, distance: found }
  }
  return near !== undefined && near.distance <= Math.max(2, Math.floor(near.candidate.length / 3))
    ? near.candidate
    : undefined
}

/** Levenshtein distance, one row at a time; more than `most` where it is that, and how much more does not matter. */
function distance(a: string, b: string, most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    let least = i
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const cheapest = Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
      next.push(cheapest)
      if (cheapest < least) least = cheapest
    }
    // No later row has less than the least of this one.
    if (least > most) return least
    row = next
  }
  return row[b.length] ?? 0
}
