// Zod's issues → mistakes a person can mend: where, what kind, what was expected, what stands there, what was probably meant.
import { z } from 'zod'
import type { Mistake } from '../failure.ts'
import { knownFields, nearest, schemasAt } from './walk.ts'

/** Beyond this many nobody reads on, and a hostile document must not be paid for with a long answer. */
export const MISTAKES_SHOWN = 100

type Issue = z.core.$ZodIssue
/** What an issue says: the broken place, and the mistake or, for a field set aside on purpose, none. */
export type Found = { path: readonly PropertyKey[]; mistake?: Mistake; extension?: boolean }

/** `isExtension` names fields that are unknown and welcome. Past the mistakes that will be shown, no hint is worked out. */
export function describeIssues(
  schema: z.core.$ZodType,
  issues: readonly Issue[],
  document: unknown,
  isExtension: (field: string) => boolean = () => false,
): Found[] {
  const found: Found[] = []
  for (const issue of issues) {
    for (const inner of flatten(issue, valueAt(document, issue.path))) {
      const { code } = inner
      if (code === 'unrecognized_keys') unknownFields(schema, inner, isExtension, found)
      else found.push(describe(inner, document))
      if (code === 'invalid_key') {
        const below = issuesUnder(schema, inner.path, document)
        found.push(...describeIssues(schema, below, document, isExtension))
      }
    }
  }
  return found
}

/** Zod looks no further into an entry whose name is wrong: what else is wrong in it. */
function issuesUnder(schema: z.core.$ZodType, path: readonly PropertyKey[], document: unknown): Issue[] {
  const [expected] = schemasAt(schema, path)
  if (expected === undefined) return []
  const { error } = z.safeParse(expected, valueAt(document, path))
  return (error?.issues ?? []).map((issue) => ({ ...issue, path: [...path, ...issue.path] }))
}

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

function unknownFields(
  schema: z.core.$ZodType,
  { path: place, keys }: z.core.$ZodIssueUnrecognizedKeys,
  isExtension: (field: string) => boolean,
  found: Found[],
): void {
  const known = found.length < MISTAKES_SHOWN ? knownFields(schema, place) : []
  for (const key of keys) {
    const path = [...place, key]
    if (isExtension(key)) {
      found.push({ path, extension: true })
      continue
    }
    const hinted = found.length < MISTAKES_SHOWN
    const meant = hinted ? nearest(key, known) : undefined
    const hint = meant === undefined ? `known here: ${known.slice(0, 20).join(', ')}` : `did you mean \`${meant}\`?`
    const detail = hinted ? `unknown field "${excerpt(key)}"; ${hint}` : 'unknown field'
    found.push({ path, mistake: { pointer: pointer(path), code: 'UNKNOWN_FIELD', detail } })
  }
}

function describe(issue: Issue, document: unknown): Found {
  if (issue.code === 'invalid_key') {
    const detail = `"${excerpt(String(issue.path.at(-1)))}" is no valid name: ${issue.issues[0]?.message ?? 'see the documentation'}`
    return { path: issue.path, mistake: { pointer: pointer(issue.path), code: 'INVALID_NAME', detail } }
  }
  const value = valueAt(document, issue.path)
  if (value === undefined) {
    const detail = `\`${String(issue.path.at(-1))}\` is required`
    const path = issue.path.slice(0, -1)
    return { path, mistake: { pointer: pointer(issue.path), code: 'REQUIRED', detail } }
  }
  const detail = `${sentence(issue)}, but is ${shown(value)}`
  const code = CODES[issue.code] ?? 'INVALID_VALUE'
  return { path: issue.path, mistake: { pointer: pointer(issue.path), code, detail } }
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

/** A value as a sentence names it: text cut short, structures by their kind. */
export function shown(value: unknown): string {
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

/** What stands at a path; undefined where nothing does. */
export function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    document,
  )
}
