// YAML text → value: YAML 1.2 core, one document, no anchors, aliases or merge keys, so that what is read is what is written.
// A stream of documents is read in `yaml-stream.ts`, with the same care.
import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml'
import { Failure } from '../../domain/failure.ts'
import { DEEPEST } from './json.ts'
import { malformed } from './malformed.ts'
import { type Position, positionAt, type Visitor } from './positions.ts'

export type YamlRead = { value: unknown; visit: (visitor: Visitor) => void }

/** Throws MALFORMED_DOCUMENT or YAML_ALIASES_NOT_ALLOWED. */
export function readYaml(text: string): YamlRead {
  const events = eventsOf(text)
  refuseOtherThanOne(text, events)
  const [value] = attempt(() => constructFromEvents(events, { source: text, schema: CORE_SCHEMA, maxAliases: 0 }))
  return { value, visit: (visitor) => visitYaml(text, events, visitor) }
}

/** What the text is made of, without anchors, aliases and merge keys. Throws as `readYaml`. */
export function eventsOf(text: string): Event[] {
  const events = attempt(() => parseEvents(text, { maxDepth: DEEPEST }))
  refuseReferences(text, events)
  return events
}

export function attempt<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const at = error.mark === undefined ? undefined : { line: error.mark.line + 1, column: error.mark.column + 1 }
    const [kind, says] = REASONS.find(([, , pattern]) => pattern.test(error.reason)) ?? ['SYNTAX', error.reason]
    throw malformed(kind, says, at)
  }
}

// The library's own words are kept where they help, and told better where they do not.
const REASONS: readonly (readonly [kind: string, says: string, pattern: RegExp])[] = [
  ['TOO_DEEP', `nesting is deeper than ${DEEPEST} levels`, /^nesting exceeded/],
  ['DUPLICATE_KEY', 'the same key is given twice in one map', /^duplicated mapping key/],
  [
    'UNKNOWN_TAG',
    'only the tags of YAML’s core schema are read (!!str, !!int, !!float, !!bool, !!null, !!seq, !!map)',
    /^unknown \w+ tag/,
  ],
  ['SYNTAX', 'a NUL character is not allowed', /^null byte/],
]

function refuseReferences(text: string, events: readonly Event[]): void {
  if (!/[&*]|<</.test(text)) return
  for (const event of events) {
    if (event.type !== EVENT_ID.DOCUMENT && event.type !== EVENT_ID.POP && event.anchorStart !== -1)
      throw referenceRefused(positionAt(text, event.anchorStart - 1))
  }
  visitYaml(text, events, {
    key(name, offset) {
      if (name === '<<' && text.startsWith('<<', offset)) throw referenceRefused(positionAt(text, offset))
    },
    scalar() {},
    open() {},
    close() {},
  })
}

function referenceRefused({ line, column }: Position): Failure {
  const detail =
    'anchors (&name), aliases (*name) and merge keys (<<) are not read; write the value out where it is needed'
  return new Failure('YAML_ALIASES_NOT_ALLOWED', `YAML ${detail} (line ${line}, column ${column}).`, {
    mistakes: [{ pointer: '', code: 'YAML_ALIASES_NOT_ALLOWED', detail, line, column }],
  })
}

function refuseOtherThanOne(text: string, events: readonly Event[]): void {
  const documents = events.filter((event) => event.type === EVENT_ID.DOCUMENT).length
  const empty = isEmpty(events)
  if (documents > 1) {
    const second = events.findIndex((event, index) => index > 0 && event.type === EVENT_ID.DOCUMENT)
    const offset =
      events
        .slice(second)
        .map(offsetOf)
        .find((start) => start > 0) ?? text.length
    throw malformed(
      'SEVERAL_DOCUMENTS',
      `the body holds ${documents} YAML documents; send one`,
      positionAt(text, offset),
    )
  }
  if (empty) throw malformed('EMPTY', 'the body holds no YAML document, only comments or nothing at all')
}

/** A document of comments only, or of nothing at all. */
export function isEmpty([, first]: readonly Event[]): boolean {
  return first === undefined || (first.type === EVENT_ID.SCALAR && first.valueStart === -1 && first.tagStart === -1)
}

const offsetOf = (event: Event): number =>
  event.type === EVENT_ID.SCALAR
    ? event.valueStart
    : event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE
      ? event.start
      : -1

type Frame = { map: boolean; atKey: boolean }

export function visitYaml(text: string, events: readonly Event[], visitor: Visitor): void {
  const frames: Frame[] = []
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) frames.push({ map: false, atKey: false })
    else if (event.type === EVENT_ID.POP) {
      const closed = frames.pop()
      if (frames.length > 0 && closed !== undefined) visitor.close()
    } else {
      const frame = frames.at(-1)
      const isKey = frame?.map === true && frame.atKey
      if (frame !== undefined) frame.atKey = !frame.atKey
      if (event.type === EVENT_ID.SCALAR) visitScalar(text, event, isKey, visitor)
      else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
        frames.push({ map: event.type === EVENT_ID.MAPPING, atKey: true })
        visitor.open(event.type === EVENT_ID.MAPPING ? 'map' : 'list', event.start)
      }
    }
  }
}

function visitScalar(text: string, event: ScalarEvent, isKey: boolean, visitor: Visitor): void {
  // Offsets of a quoted scalar are those of its content; a person looks for the quote.
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
  const offset = quoted ? event.valueStart - 1 : event.valueStart
  if (isKey) visitor.key(getScalarValue(text, event), offset)
  // A value that is left empty stands nowhere; its key does.
  else visitor.scalar(event.valueStart === -1 ? undefined : offset)
}
