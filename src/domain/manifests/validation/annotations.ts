// What a cloud's controllers read from annotations, as a catalogue, and what is wrong with the annotations of an object under
// it: a key nobody reads, a value not accepted, an outdated key, a setting without effect. The API server accepts them all.
import type { Mistake } from '../../failure.ts'
import { excerpt, MISTAKES_SHOWN } from '../../schema/issues.ts'
import { nearest } from '../../schema/walk.ts'
import { step } from './report.ts'

/** Why a value is not accepted, as "must …"; undefined when it is. */
export type ValueCheck = (value: string, object: AnnotatedObject) => string | undefined
/** Why an annotation does nothing, or is refused, on this object; undefined when neither. */
export type Says = (object: AnnotatedObject, key: string) => string | undefined

export type Annotation = {
  /** The whole key. `{port}`, `{listener}` (such as TCP-80) and `{name}` stand for what differs within a family. */
  key: string
  /** The kinds it is read on. */
  on: readonly string[]
  value?: ValueCheck
  /** What replaces it; a function where that depends on the controller in charge. */
  deprecatedFor?: string | ((object: AnnotatedObject) => string | undefined)
  ignoredWhen?: Says
  refusedWhen?: Says
  source: string
}

/** What a controller makes of an object as a whole, whichever annotation is there or missing. */
export type AnnotationRule = {
  code: string
  on: readonly string[]
  says: (object: AnnotatedObject) => { pointer: string; detail: string } | undefined
  source: string
  /** What it finds works, and has a replacement. */
  outdated?: true
}

export type AnnotationCatalogue = {
  /** Keys that start like this belong to these controllers: one that is not listed is read by nobody. */
  prefixes: readonly string[]
  annotations: readonly Annotation[]
  rules: readonly AnnotationRule[]
}

/** An object as a controller sees it. Nothing of it has been validated: fields are read with care. */
export type AnnotatedObject = {
  kind: string
  annotations: Readonly<Record<string, string>>
  spec: Readonly<Record<string, unknown>>
}

/** Warnings, each with a pointer into the object. Codes: ANNOTATION_UNKNOWN, _NOT_ON_KIND, _VALUE, _DEPRECATED, _IGNORED, _REFUSED, and those of the catalogue's rules. */
export function checkAnnotations(object: unknown, catalogue: AnnotationCatalogue): Mistake[] {
  const index = indexOf(catalogue)
  const mistakes: Mistake[] = []
  for (const { at, seen, written } of placesOf(object)) {
    for (const [key, value] of Object.entries(seen.annotations)) {
      // What was probably meant is worked out for no more than is shown.
      if (mistakes.length < MISTAKES_SHOWN) mistakes.push(...checkOne(key, value, seen, at, index))
    }
    if (written) mistakes.push(...checkRules(seen, catalogue))
  }
  return mistakes.slice(0, MISTAKES_SHOWN).map((mistake) => ({ ...mistake, detail: mistake.detail.slice(0, 300) }))
}

const checkRules = (seen: AnnotatedObject, { rules }: AnnotationCatalogue): Mistake[] =>
  rules.flatMap((rule) => {
    const said = rule.on.includes(seen.kind) ? rule.says(seen) : undefined
    return said === undefined
      ? []
      : [{ pointer: said.pointer, code: rule.code, detail: `${said.detail} (${rule.source})` }]
  })

/** The catalogue less what others read as well (such as `kubernetes.io/ingress.class`): for objects whose cloud is not known. */
export const ownKeysOf = ({ prefixes, annotations, rules }: AnnotationCatalogue): AnnotationCatalogue => ({
  prefixes,
  annotations: annotations.filter(({ key }) => prefixes.some((prefix) => key.startsWith(prefix))),
  rules,
})

/** Does the object have an annotation that belongs to these controllers? */
export const carriesKeysOf = (object: unknown, { prefixes }: AnnotationCatalogue): boolean =>
  placesOf(object).some(({ seen }) =>
    Object.keys(seen.annotations).some((key) => prefixes.some((prefix) => key.startsWith(prefix))),
  )

type Place = { at: string; seen: AnnotatedObject; written: boolean }

/** An object's own annotations and, on a Gateway, those its implementation puts on the Service it makes. */
function placesOf(object: unknown): Place[] {
  const { kind, metadata, spec } = fieldsOf(object)
  if (typeof kind !== 'string') return []
  const own = { kind, annotations: textsOf(fieldsOf(metadata).annotations), spec: fieldsOf(spec) }
  const places: Place[] = [{ at: '/metadata/annotations', seen: own, written: true }]
  const passed = textsOf(fieldsOf(fieldsOf(spec).infrastructure).annotations)
  if (kind === 'Gateway' && Object.keys(passed).length > 0) {
    const made = { kind: 'Service', annotations: passed, spec: { type: 'LoadBalancer' } }
    places.push({ at: '/spec/infrastructure/annotations', seen: made, written: false })
  }
  return places
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )

function checkOne(key: string, value: string, object: AnnotatedObject, at: string, index: Index): Mistake[] {
  const pointer = `${at}/${step(key)}`
  const annotation = index.find(key)
  if (annotation === undefined) return unknown(key, pointer, index)
  const say = (code: string, detail: string | undefined): Mistake[] =>
    detail === undefined ? [] : [{ pointer, code, detail: `${detail} (${annotation.source})` }]
  if (!annotation.on.includes(object.kind)) {
    return say('ANNOTATION_NOT_ON_KIND', `is read on ${annotation.on.join(' and ')}, not on ${object.kind}`)
  }
  const wrong = annotation.value?.(value, object)
  const { deprecatedFor } = annotation
  const newer = typeof deprecatedFor === 'function' ? deprecatedFor(object) : deprecatedFor
  return [
    ...say('ANNOTATION_DEPRECATED', newer && `is outdated; use ${newer}`),
    ...say('ANNOTATION_VALUE', wrong && `${wrong}, but is "${excerpt(value)}"`),
    ...say('ANNOTATION_REFUSED', annotation.refusedWhen?.(object, key)),
    ...say('ANNOTATION_IGNORED', annotation.ignoredWhen?.(object, key)),
  ]
}

function unknown(key: string, pointer: string, { prefixes, rests }: Index): Mistake[] {
  const prefix = prefixes.find((one) => key.startsWith(one))
  if (prefix === undefined) return []
  const known = rests.get(prefix) ?? []
  const meant = nearest(key.slice(prefix.length), known)
  const hint = meant === undefined ? '' : `; did you mean ${prefix}${meant}?`
  return [{ pointer, code: 'ANNOTATION_UNKNOWN', detail: `no controller reads it${hint}` }]
}

type Index = {
  find: (key: string) => Annotation | undefined
  prefixes: readonly string[]
  /** For each prefix, what follows it in the keys that are known. */
  rests: ReadonlyMap<string, string[]>
}

const FAMILIES: Readonly<Record<string, string>> = {
  '{port}': '\\d{1,5}',
  '{listener}': '[A-Z_]{2,10}-\\d{1,5}',
  '{name}': '[^/]{1,63}',
}
const INDEXES = new WeakMap<AnnotationCatalogue, Index>()

function indexOf(catalogue: AnnotationCatalogue): Index {
  const there = INDEXES.get(catalogue)
  if (there !== undefined) return there
  const { annotations, prefixes } = catalogue
  const exact = new Map(annotations.map((annotation) => [annotation.key, annotation]))
  const families = annotations
    .filter(({ key }) => key.includes('{'))
    .map((annotation) => ({ annotation, pattern: patternOf(annotation.key) }))
  const rests = new Map(
    prefixes.map((prefix) => [
      prefix,
      annotations.filter(({ key }) => key.startsWith(prefix)).map(({ key }) => key.slice(prefix.length)),
    ]),
  )
  const index: Index = {
    find: (key) => exact.get(key) ?? families.find(({ pattern }) => pattern.test(key))?.annotation,
    prefixes,
    rests,
  }
  INDEXES.set(catalogue, index)
  return index
}

const patternOf = (key: string): RegExp =>
  new RegExp(
    `^${key
      .split(/(\{\w+\})/)
      .map((part) => FAMILIES[part] ?? part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
      .join('')}$`,
  )
