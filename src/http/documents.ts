// The bytes of a request body in, a value out that knows where in the text each of its parts stands.
import type { Mistake } from '../domain/failure.ts'
import { readJson, visitJson } from './documents/json.ts'
import { type Format, malformed } from './documents/malformed.ts'
import { locateMistakes, positionAt, type Visitor } from './documents/positions.ts'
import { findRefused } from './documents/refused-values.ts'
import { readYaml } from './documents/yaml.ts'

export type { Format } from './documents/malformed.ts'

/** What was sent. A class, so that a route can tell a body that was read here from anything else. */
export class SentDocument {
  readonly value: unknown
  readonly #text: string
  readonly #visit: (visitor: Visitor) => void

  constructor(value: unknown, text: string, visit: (visitor: Visitor) => void) {
    this.value = value
    this.#text = text
    this.#visit = visit
  }

  /** The same mistakes with line and column, as far as the text has a place for them. Linear in the text, however many there are. */
  locate(mistakes: readonly Mistake[]): Mistake[] {
    return mistakes.length === 0 ? [] : locateMistakes(mistakes, this.#text, this.#visit)
  }
}

/** Throws `MALFORMED_DOCUMENT` or `YAML_ALIASES_NOT_ALLOWED`, with line and column. Linear in the size of the body. */
export function readDocument(bytes: Uint8Array, format: Format): SentDocument {
  const text = decode(bytes)
  if (text.trim() === '') throw malformed('EMPTY', `the body is empty; send one ${format} document`)
  refuseTooManyParts(text)
  const { value, visit } =
    format === 'JSON'
      ? { value: readJson(text), visit: (visitor: Visitor) => visitJson(text, visitor) }
      : readYaml(text)
  const document = new SentDocument(value, text, visit)
  const refused = findRefused(value)
  if (refused !== undefined) {
    const [place] = document.locate([{ pointer: refused.pointer, code: refused.kind, detail: '' }])
    throw malformed(refused.kind, refused.says, {
      line: place?.line ?? 1,
      column: place?.column ?? 1,
      pointer: refused.pointer,
    })
  }
  return document
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
