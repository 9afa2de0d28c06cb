// Text → Jira wiki markup that shows it as it is. What Jira takes a backslash before (`- # * _ + ? ^ ~ | % { } [ ] ( ) ! @`) has one; the
// rest becomes an entity, which Jira shows as its character. A reader that knows no entities shows those as they are written, and obeys
// nothing either.
import { unlinked } from '../text/unlinked.ts'

const BACKSLASHED: readonly RegExp[] = [
  /[{}[\]*+?^~!@]/u,
  // Within a word they are no markup, and most names have them; but `OPS-1` is a link to an issue.
  /(?<![\p{L}\p{N}])[-_]|[-_](?![\p{L}\p{N}])|(?<=[A-Z][A-Z0-9_]{0,20})-(?=\d)/u,
  // Emoticons: `:)`, `(y)`.
  /(?<=[:;])[()]|\((?=(?:[yYnNiIxX/!+?-]|on|off|\*[rgby]?|flag|flagoff)\))/u,
  /(?<=^\s*)#/u,
]
const ENTITIES: readonly RegExp[] = [
  // A backslash has no escape, and a bar ends a cell even behind one.
  /[\\|]/u,
  /&(?=#?\w{1,10};)/u,
  /[:;](?=[DPp])/u,
  // The dot of `h1. ` and `bq. `.
  /(?<=^\s*(?:h[1-6]|bq))\./u,
]
const anyOf = (patterns: readonly RegExp[]) => `(${patterns.map(({ source }) => source).join('|')})`
const SPECIAL = new RegExp(`${anyOf(ENTITIES)}|${anyOf(BACKSLASHED)}`, 'gu')

export const escaped = (text: string): string =>
  unlinked(text).replace(SPECIAL, (character: string, entity: string | undefined) =>
    entity === undefined ? `\\${character}` : `&#${character.codePointAt(0)};`,
  )

/** Typed text; what is within is read as markup too. Empty for no text. */
export const monospaced = (text: string): string => (text.trim() === '' ? '' : `{{${escaped(text.trim())}}}`)

/** Not bold where something had to be escaped: Jira Cloud reads what is between the stars once more, without its escapes. */
export function bold(text: string): string {
  const words = escaped(text.trim())
  return words === '' || words !== text.trim() ? words : `*${words}*`
}
