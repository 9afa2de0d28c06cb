// The bytes of a request body in; a value out, or a stream of them, that knows where in the text each of its parts stands.
import type { Mistake } from '../domain/failure.ts'
import type { Placed } from '../domain/manifests/validation/objects-in.ts'
import { readJson, visitJson } from './documents/json.ts'
import { type Format, malformed } from './documents/malformed.ts'
import { locateMistakes, positionAt, type Visitor } from './documents/positions.ts'
import { findRefused } from './documents/refused-values.ts'
import { readYaml } from './documents/yaml.ts'
import { readYamlStream } from './documents/yaml-stream.ts'

export type { Format } from './documents/malformed.ts'

/** The same mistakes with line and column, as far as the text has a place for them. Linear in the text, however many there are. */
export type Locate = (mistakes: readonly Mistake[]) => Mistake[]

const placesIn =
  (text: string, visit: (visitor: Visitor) => void): Locate =>
  (mistakes) =>
    mistakes.length === 0 ? [] : locateMistakes(mistakes, text, visit)

/** What was sent. Classes, so that a route can tell a body that was read here from anything else, and one document from a stream. */
export class SentText {
  readonly locate: Locate

  constructor(locate: Locate) {
    this.locate = locate
  }
}

export class SentDocument extends SentText {
  readonly value: unknown

  constructor(value: unknown, locate: Locate) {
    super(locate)
    this.value = value
  }
}

/** Every document that holds something. Each of a YAML stream stands at its number; the one document of JSON at no step at all. */
export class SentStream extends SentText {
  readonly documents: readonly Placed[]

  constructor(documents: readonly Placed[], locate: Locate) {
    super(locate)
    this.documents = documents
  }
}

/** Throws `MALFORMED_DOCUMENT` or `YAML_ALIASES_NOT_ALLOWED`, with line and column. Linear in the size of the body. */
export function readDocument(bytes: Uint8Array, format: Format): SentDocument {
  const text = textOf(bytes, `send one ${format} document`)
  const { value, visit } = format === 'JSON' ? readJsonText(text) : readYaml(text)
  const document = new SentDocument(value, placesIn(text, visit))
  refuseValues(value, document)
  return document
}

/** Kubernetes objects. Throws as `readDocument`, but for several documents. */
export function readStream(bytes: Uint8Array, format: Format): SentStream {
  const text = textOf(bytes, 'send Kubernetes objects')
  if (format === 'JSON') {
    const { value, visit } = readJsonText(text)
    const stream = new SentStream([{ value, at: '' }], placesIn(text, visit))
    refuseValues(value, stream)
    return stream
  }
  const { values, visit } = readYamlStream(text)
  const stream = new SentStream(
    values.map((value, index) => ({ value, at: `/${index}` })),
    placesIn(text, visit),
  )
  if (values.length === 0) throw malformed('EMPTY', 'the body holds no YAML document, only comments or nothing at all')
  refuseValues(values, stream)
  return stream
}

const readJsonText = (text: string): { value: unknown; visit: (visitor: Visitor) => void } => ({
  value: readJson(text),
  visit: (visitor) => visitJson(text, visitor),
})

function textOf(bytes: Uint8Array, send: string): string {
  const text = decode(bytes)
  if (text.trim() === '') throw malformed('EMPTY', `the body is empty; ${send}`)
  refuseTooManyParts(text)
  return text
}

function refuseValues(value: unknown, sent: SentText): void {
  const refused = findRefused(value)
  if (refused === undefined) return
  const [place] = sent.locate([{ pointer: refused.pointer, code: refused.kind, detail: '' }])
  throw malformed(refused.kind, refused.says, {
    line: place?.line ?? 1,
    column: place?.column ?? 1,
    pointer: refused.pointer,
  })
}

// A topology spends a dozen characters on a value. A body that holds nothing but separators would cost the parsers ten times
// what any real document of its size does.
const PARTS_AT_MOST = 150_000

function refuseTooManyParts(text: string): void {
  let parts = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    const separates = code === 44 /* comma */ || code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)
    if (!separates) continue
    parts += 1
    if (parts > PARTS_AT_MOST)
      throw malformed(
        'TOO_MANY_PARTS',
        `the body has more than ${PARTS_AT_MOST} lines and items`,
        positionAt(text, index),
      )
  }
}

function decode(bytes: Uint8Array): string {
  try {
    // Strips a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const lenient = Buffer.from(bytes).toString('utf8')
    const again = Buffer.from(lenient)
    const broken = bytes.findIndex((byte, index) => byte !== again[index])
    const before = Buffer.from(bytes.subarray(0, Math.max(broken, 0))).toString('utf8')
    throw malformed('NOT_UTF8', 'the body is not valid UTF-8', positionAt(before, before.length))
  }
}
