// Text → Markdown that shows it as it is, on GitHub and GitLab: whoever wrote it mentions nobody, links nowhere and ends no table, fence
// or comment.

// What begins markup anywhere in a line, tables among it; `&` begins an entity.
const MARKUP = /[\\`*_[\]<>|~$&^]/g
// What makes a heading, a list, a quote, a rule or a command of GitLab (`/close`) of a line that begins with it.
const AT_THE_START = /^(?:\d{1,9}(?=[.)](?:\s|$))|(?=[-+](?:[\s-]|$)|[#>=/]))/

// Mentions, references, addresses and emoji. GitHub and GitLab look for them in the finished text, where a backslash is gone; they leave
// code alone, and from there it can be copied as it is.
const REFERENCE =
  /[@#!$&%~^][\p{L}\p{N}_"{]|:\/\/|www\.|\b(?:mailto|xmpp|tel|javascript|data):|\bGH-\d|:[a-z+-][\w+-]*:/iu

export function escaped(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) => (REFERENCE.test(word) ? quoted(word) : literal(word)))
    .join('')
    .replace(AT_THE_START, '$&\\')
}

const literal = (text: string): string => text.replace(MARKUP, '\\$&')

/** A word as code; what ends a sentence stays outside. */
function quoted(word: string): string {
  let end = word.length
  while (end > 1 && '.,;:)'.includes(word.charAt(end - 1))) end -= 1
  const start = word.startsWith('(') ? 1 : 0
  return `${word.slice(0, start)}${codeSpan(word.slice(start, end))}${literal(word.slice(end))}`
}

/** A code span that nothing in it can end; empty for no text. */
export function codeSpan(text: string): string {
  if (text === '') return ''
  const fence = '`'.repeat(longestRun(text) + 1)
  // One space at both ends goes when both are there; a backtick must not touch the fence.
  const padded = /^[` ]|[` ]$/.test(text) ? ` ${text} ` : text
  return `${fence}${padded}${fence}`
}

/** A block that nothing in it can end. */
export function fenced(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text}\n${fence}`
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))

/** Within a table a bar ends a cell even in a code span, unless it is escaped. */
export const inCell = (markdown: string): string => markdown.replace(/(?<!\\)\|/g, '\\|')
