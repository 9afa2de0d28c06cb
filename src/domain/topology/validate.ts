// Unknown value → topology input, or every mistake in it. Zod finds what breaks the schema; so that one misspelt field does
// not hide ten wrong references, what is broken is then left out and the rest is handed on to be checked as well.
import type { z } from 'zod'
import type { Mistake } from '../failure.ts'
import { TopologyInput } from './input.ts'
import { knownFields, nearest } from './schema-walk.ts'

export type Extension = { path: readonly PropertyKey[]; value: unknown }
export type Validated = {
  /** What can be read of the document, broken parts left out; undefined when nothing can. */
  input: TopologyInput | undefined
  mistakes: Mistake[]
  /** The owner's own `x-…` fields, set aside. */
  extensions: Extension[]
  /** A pointer into `input`, as it stands in the document that was sent (list items left out move their neighbours). */
  original: (pointer: string) => string
}

/** Beyond this many nobody reads on, and a hostile document must not be paid for with a long answer. */
export const MISTAKES_SHOWN = 100
// Leaving a broken part out can uncover one more mistake (a required field gone from its parent), never many in a row.
const PASSES = 8

export function validateInput(document: unknown): Validated {
  const mistakes: Mistake[] = []
  const extensions: Extension[] = []
  const gaps: Gap[] = []
  const original = (place: string) => gaps.reduceRight(fillGap, place)
  let value = document
  for (let pass = 0; pass < PASSES; pass += 1) {
    const result = TopologyInput.safeParse(value)
    if (result.success) return { input: result.data, mistakes, extensions, original }
    const broken: (readonly PropertyKey[])[] = []
    for (const issue of result.error.issues.flatMap((inner) => flatten(inner, valueAt(value, inner.path)))) {
      for (const found of describe(issue, value)) {
        broken.push(found.path)
        if (found.extension) extensions.push({ path: found.path, value: valueAt(value, found.path) })
        else if (found.mistake !== undefined && pass === 0) mistakes.push(found.mistake)
      }
    }
    if (typeof value !== 'object' || value === null) break
    value = { ...STAND_INS, ...without(value, broken, gaps) }
  }
  return { input: undefined, mistakes, extensions, original }
}

type Issue = z.core.$ZodIssue
type Found = { path: readonly PropertyKey[]; mistake?: Mistake; extension?: boolean }

// What stands in for a required field that is missing or broken, so that the rest can still be checked. Never planned with.
const STAND_INS = { name: 'unnamed', target: { provider: 'bare-metal' }, workloads: {} }

/** A union's issues: those of the branch the value was meant for (the one of its own type), else the union's own. */
function flatten(issue: Issue, value: unknown): Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const meant = issue.errors.find(
    (branch) => !branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type'),
  )
  if (meant === undefined || value === undefined) return [issue]
  return meant.flatMap((inner) =>
    flatten({ ...inner, path: [...issue.path, ...inner.path] }, valueAt(value, inner.path)),
  )
}

function describe(issue: Issue, document: unknown): Found[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownFields(TopologyInput, issue.path)
    return issue.keys.map((key, index) => {
      const path = [...issue.path, key]
      if (key.startsWith('x-')) return { path, extension: true }
      if (index >= MISTAKES_SHOWN)
        return { path, mistake: { pointer: pointer(path), code: 'UNKNOWN_FIELD', detail: 'unknown field' } }
      const meant = nearest(key, known)
      const hint = meant === undefined ? `known here: ${known.slice(0, 20).join(', ')}` : `did you mean \`${meant}\`?`
      return {
        path,
        mistake: { pointer: pointer(path), code: 'UNKNOWN_FIELD', detail: `unknown field "${excerpt(key)}"; ${hint}` },
      }
    })
  }
  if (issue.code === 'invalid_key') {
    const detail = `"${excerpt(String(issue.path.at(-1)))}" is no valid name: ${issue.issues[0]?.message ?? 'see the documentation'}`
    return [{ path: issue.path, mistake: { pointer: pointer(issue.path), code: 'INVALID_NAME', detail } }]
  }
  const value = valueAt(document, issue.path)
  if (value === undefined) {
    const detail = `\`${String(issue.path.at(-1))}\` is required`
    const path = issue.path.slice(0, -1)
    return [{ path, mistake: { pointer: pointer(issue.path), code: 'REQUIRED', detail } }]
  }
  const detail = `${sentence(issue)}, but is ${shown(value)}`
  return [
    { path: issue.path, mistake: { pointer: pointer(issue.path), code: CODES[issue.code] ?? 'INVALID_VALUE', detail } },
  ]
}

const CODES: Partial<Record<Issue['code'], string>> = {
  invalid_type: 'WRONG_TYPE',
  invalid_union: 'WRONG_TYPE',
  too_big: 'TOO_BIG',
  too_small: 'TOO_SMALL',
  invalid_format: 'INVALID_FORMAT',
}

function sentence(issue: Issue): string {
  if (issue.message.startsWith('must')) return issue.message
  if (issue.code === 'invalid_type') return `must be ${ARTICLES[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${issue.origin === 'array' ? ' items' : ''}`
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${issue.origin === 'array' ? ' items' : ''}`
  return issue.message.toLowerCase()
}

const ARTICLES: Record<string, string> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `"${excerpt(value)}"`
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}

/** At most 60 characters of what was sent, control characters made visible. */
export const excerpt = (text: string): string => {
  const clean = [...text.slice(0, 60)]
    .map((character) => (character < ' ' || character === '\u007f' ? '\ufffd' : character))
    .join('')
  return text.length > 60 ? `${clean}…` : clean
}

/** RFC 6901. Steps longer than 100 characters are cut: an answer never echoes much of what was sent. */
export const pointer = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => String(step).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1'))
    .map((step) => `/${step}`)
    .join('')

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    document,
  )
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
  for (const [list, items] of [...lists].sort(([a], [b]) => a.length - b.length)) {
    const kept = [...items.keys()].filter((index) => Object.hasOwn(items, index))
    gaps.push({ list, kept })
    items.splice(0, items.length, ...kept.map((index) => items[index]))
  }
  return copy
}
