// JSON text → value. `JSON.parse` is the judge of the syntax; one scan before it measures depth and finds duplicate keys,
// which `JSON.parse` lets pass, and is walked again when mistakes must be given their places.
import { createScanner, printParseErrorCode, visit as visitSyntax } from 'jsonc-parser'
import { malformed } from './malformed.ts'
import { positionAt, type Visitor } from './positions.ts'

export const DEEPEST = 32

// jsonc-parser's SyntaxKind is a `const enum`, which isolated modules cannot read.
const OPEN_MAP = 1
const CLOSE_MAP = 2
const OPEN_LIST = 3
const CLOSE_LIST = 4
const COMMA = 5
const COLON = 6
const STRING = 10
const END = 17

/** Throws MALFORMED_DOCUMENT. */
export function readJson(text: string): unknown {
  const guard = new Guard(text)
  visitJson(text, guard)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    refuseSyntax(text)
  }
  guard.refuseDuplicate()
  return value
}

/** Walks the tokens without recursion: a hundred thousand brackets are only a hundred thousand steps. */
export function visitJson(text: string, visitor: Visitor): void {
  const scanner = createScanner(text, true)
  const maps: boolean[] = []
  let atKey = false
  for (let token = scanner.scan() as number; token !== END; token = scanner.scan() as number) {
    const offset = scanner.getTokenOffset()
    if (token === OPEN_MAP || token === OPEN_LIST) {
      visitor.open(token === OPEN_MAP ? 'map' : 'list', offset)
      maps.push(token === OPEN_MAP)
      atKey = token === OPEN_MAP
    } else if (token === CLOSE_MAP || token === CLOSE_LIST) {
      if (maps.pop() !== undefined) visitor.close()
      atKey = false
    } else if (token === COMMA) atKey = maps.at(-1) === true
    else if (token === COLON) atKey = false
    else if (token === STRING && atKey) visitor.key(scanner.getTokenValue(), offset)
    else visitor.scalar(offset)
  }
}

class Guard implements Visitor {
  readonly #text: string
  readonly #keys: Set<string>[] = []
  #duplicate: { name: string; offset: number } | undefined

  constructor(text: string) {
    this.#text = text
  }

  key(name: string, offset: number): void {
    const keys = this.#keys.at(-1)
    if (keys?.has(name)) this.#duplicate ??= { name, offset }
    keys?.add(name)
  }

  scalar(offset = 0): void {
    this.#refuseDepth(this.#keys.length + 1, offset)
  }

  open(_kind: 'list' | 'map', offset: number): void {
    this.#refuseDepth(this.#keys.length + 1, offset)
    this.#keys.push(new Set())
  }

  close(): void {
    this.#keys.pop()
  }

  #refuseDepth(depth: number, offset: number): void {
    if (depth > DEEPEST)
      throw malformed('TOO_DEEP', `nesting is deeper than ${DEEPEST} levels`, positionAt(this.#text, offset))
  }

  /** After the syntax has been judged: a missing quote is not a duplicate key. */
  refuseDuplicate(): void {
    if (this.#duplicate === undefined) return
    const { name, offset } = this.#duplicate
    throw malformed('DUPLICATE_KEY', `the key "${name.slice(0, 60)}" is given twice`, positionAt(this.#text, offset))
  }
}

function refuseSyntax(text: string): never {
  visitSyntax(
    text,
    {
      onError(code, offset) {
        throw malformed('SYNTAX', EXPECTED[printParseErrorCode(code)] ?? 'this is not JSON', positionAt(text, offset))
      },
    },
    { disallowComments: true },
  )
  throw malformed('SYNTAX', 'this is not JSON')
}

const EXPECTED: Record<string, string> = {
  InvalidSymbol:
    'this is not JSON: a value must be an object, a list, text in double quotes, a number, true, false or null',
  InvalidNumberFormat: 'this is not a number as JSON writes them',
  PropertyNameExpected: 'a key in double quotes is expected here (no comma after the last one)',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing "}" is expected here',
  CloseBracketExpected: 'a closing "]" is expected here',
  EndOfFileExpected: 'the document ends before this; nothing more is expected',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'text is not closed with a double quote',
  UnexpectedEndOfNumber: 'this number is not complete',
  InvalidUnicode: 'this is no Unicode escape; write \\u and four hexadecimal digits',
  InvalidEscapeCharacter: 'this escape is unknown to JSON',
  InvalidCharacter: 'a control character must be written as an escape',
}
