// Blocks of a Slack message (docs.slack.dev/reference/block-kit). Plain text takes no markup and no `:emoji:`; marked text is told by
// `verbatim` to make no links of its own. In both, `&`, `<` and `>` begin a command (`<!channel>`) unless they are entities.
import { unlinked } from '../text/unlinked.ts'

type Plain = { type: 'plain_text'; text: string; emoji: false }
type Marked = { type: 'mrkdwn'; text: string; verbatim: true }
export type Block = { type: 'header'; text: Plain } | { type: 'section'; text: Plain | Marked }

// What Slack takes of each.
const HEADER_LONGEST = 150
const SECTION_LONGEST = 3000

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Escaped, and with that at most so long; no entity and no character is cut in two. */
export function clipped(text: string, most: number): string {
  let kept = ''
  for (const character of unlinked(text)) {
    const written = ENTITIES[character] ?? character
    if (kept.length + written.length >= most) return `${kept}…`
    kept += written
  }
  return kept
}

/** `text` of all three is escaped already. */
export const header = (text: string): Block => ({
  type: 'header',
  text: { type: 'plain_text', text: text.slice(0, HEADER_LONGEST), emoji: false },
})

export const plainSection = (text: string): Block => ({
  type: 'section',
  text: { type: 'plain_text', text: text.slice(0, SECTION_LONGEST), emoji: false },
})

export const markedSection = (text: string): Block => ({
  type: 'section',
  text: { type: 'mrkdwn', text: text.slice(0, SECTION_LONGEST), verbatim: true },
})
