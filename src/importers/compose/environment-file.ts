// A file of variables (`.env`, or one that `env_file` names) → its variables with their lines, as Compose reads them: quotes,
// comments, `export`, and variables that stand in terms of earlier ones.
import { interpolate, type Lookup } from './interpolate.ts'

export type EnvironmentEntry = { value: string; line: number }

// In a file of this name a line that is no assignment is a mistake of its author, which Compose tells; we pass over it.
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*[=:]\s?(.*)$/
const VARIABLES_AT_MOST = 10_000
/** Of all values together: variables that double one another must not fill the memory. */
const LENGTH_IN_ALL = 5_000_000

/** `outer` are the variables known before; they win in `${…}`, as those of the shell do. */
export function readEnvironmentFile(text: string, outer: Lookup = () => undefined): Map<string, EnvironmentEntry> {
  const entries = new Map<string, EnvironmentEntry>()
  const known: Lookup = (name) => outer(name) ?? entries.get(name)?.value
  let length = 0
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  for (let index = 0; index < lines.length && entries.size < VARIABLES_AT_MOST; index += 1) {
    const [, name, rest = ''] = ASSIGNMENT.exec(lines[index] ?? '') ?? []
    if (name === undefined || /^\s*#/.test(lines[index] ?? '')) continue
    const line = index + 1
    const quote = rest.trimStart()[0]
    const read = quote === '"' || quote === "'" ? quoted(lines, index, rest.trimStart(), quote) : undefined
    const raw = read?.text ?? rest.replace(/(?:^|\s+)#.*$/, '').trim()
    const value = quote === "'" && read !== undefined ? raw : interpolate(raw, known).text
    entries.set(name, { value, line })
    length += value.length
    if (length > LENGTH_IN_ALL) break
    index = read?.last ?? index
  }
  return entries
}

const LINES_AT_MOST = 200

/** A value in quotes may go over lines; without an end it is none. */
function quoted(
  lines: readonly string[],
  first: number,
  rest: string,
  quote: string,
): { text: string; last: number } | undefined {
  let text = rest.slice(1)
  for (let last = first; last < Math.min(lines.length, first + LINES_AT_MOST); last += 1) {
    if (last > first) text += `\n${lines[last]}`
    const end = quote === "'" ? text.indexOf("'") : endOfDoubleQuoted(text)
    if (end !== -1) return { text: quote === "'" ? text.slice(0, end) : unescaped(text.slice(0, end)), last }
  }
  return undefined
}

function endOfDoubleQuoted(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1
    else if (text[index] === '"') return index
  }
  return -1
}

const unescaped = (text: string): string =>
  text.replaceAll(/\\([nrt"\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? letter)
