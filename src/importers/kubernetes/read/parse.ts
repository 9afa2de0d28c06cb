// One document's text → its value, read as kubectl reads it: a key given twice keeps its last value and is told; anchors are followed as
// long as that stays small.
import { boolYaml11Tag, CORE_SCHEMA, load, mergeTag, YAMLException } from 'js-yaml'
import type { Document } from '../../documents.ts'

export type Parsed =
  | { value: unknown; duplicateKey?: number }
  /** `line` is in the file. */
  | { refused: string; line: number }

const DEEPEST = 64
const ALIASES_AT_MOST = 200
const VALUES_AT_MOST = 1_000_000
// Words for truth as YAML 1.1 has them, which kubectl still reads.
const SCHEMA = CORE_SCHEMA.withTags(boolYaml11Tag, mergeTag)

export function parse(document: Document): Parsed {
  const parsed = document.form === 'JSON' ? parseJson(document) : parseYaml(document)
  if ('refused' in parsed) return parsed
  const kept = isBounded(parsed.value, document.text.length)
  return kept ? parsed : { refused: 'its anchors stand for more than is read of one document', line: document.line }
}

function parseJson({ text, line }: Document): Parsed {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { refused: 'it is not JSON: a comma, a quote or a bracket is missing or too many', line }
  }
}

function parseYaml(document: Document): Parsed {
  const { text } = document
  const options = { schema: SCHEMA, maxDepth: DEEPEST, maxAliases: ALIASES_AT_MOST, maxTotalMergeKeys: 10_000 }
  try {
    return { value: load(text, options) }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    if (!error.reason.startsWith('duplicated mapping key')) return refusal(error, document)
    try {
      return { value: load(text, { ...options, json: true }), duplicateKey: lineOf(error, document) }
    } catch (again) {
      if (again instanceof YAMLException) return refusal(again, document)
      throw again
    }
  }
}

// A document of nothing but its marker and a template begins before the line it is told to begin at.
function lineOf({ mark }: YAMLException, { text, line }: Document): number {
  const before = text.split('\n').findIndex((one) => !/^(?:---|\.\.\.|%.*)?\s*(?:#.*)?$/.test(one))
  return mark === undefined ? line : line - Math.max(before, 0) + mark.line
}

const refusal = (error: YAMLException, document: Document): Parsed => ({
  refused: `it is not YAML: ${error.reason.slice(0, 120)}`,
  line: lineOf(error, document),
})

/** An alias costs one step to read and as many as its anchor has to walk: they are counted as often as they are met. */
function isBounded(value: unknown, length: number): boolean {
  let left = Math.min(VALUES_AT_MOST, 1000 + length * 4)
  const within = (part: unknown): boolean => {
    left -= 1
    if (left < 0) return false
    if (typeof part !== 'object' || part === null) return true
    return Object.values(part).every(within)
  }
  return within(value)
}
