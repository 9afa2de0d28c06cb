// What no later room may ever meet, whatever the format: keys that poison prototypes, text that is no text, numbers that are none.
export type Refused = { pointer: string; kind: string; says: string }

const LONE_SURROGATE = /\p{Surrogate}/u
const NO_TEXT = 'text must not contain NUL or half of a surrogate pair'

/** The first such thing in a parsed document. The readers have limited its depth already. */
export function findRefused(document: unknown): Refused | undefined {
  // One path that grows and shrinks: a copy for each of half a million values would cost more than reading them.
  const path: string[] = []
  const found = refusedIn(document, path)
  return found === undefined ? undefined : { ...found, pointer: path.map((step) => `/${escapeStep(step)}`).join('') }
}

type Found = Omit<Refused, 'pointer'>

/** Leaves in `path` the way to what it found. */
function refusedIn(value: unknown, path: string[]): Found | undefined {
  if (typeof value === 'string') return isText(value) ? undefined : { kind: 'FORBIDDEN_VALUE', says: NO_TEXT }
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : { kind: 'FORBIDDEN_VALUE', says: 'this number is not finite' }
  if (typeof value !== 'object' || value === null) return undefined
  for (const key of Object.keys(value)) {
    const inner: unknown = (value as Record<string, unknown>)[key]
    path.push(key)
    const found = (Array.isArray(value) ? undefined : refusedKey(key, inner)) ?? refusedIn(inner, path)
    if (found !== undefined) return found
    path.pop()
  }
  return undefined
}

function refusedKey(key: string, inner: unknown): Found | undefined {
  const poisons =
    key === '__proto__' ||
    (key === 'constructor' && typeof inner === 'object' && inner !== null && Object.hasOwn(inner, 'prototype'))
  if (poisons) return { kind: 'FORBIDDEN_KEY', says: `the key "${key}" is not allowed` }
  return isText(key) ? undefined : { kind: 'FORBIDDEN_KEY', says: `in a key: ${NO_TEXT}` }
}

const isText = (text: string): boolean => !text.includes('\0') && !LONE_SURROGATE.test(text)

// As the domain writes pointers: long steps are cut.
const escapeStep = (step: string): string => step.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')
