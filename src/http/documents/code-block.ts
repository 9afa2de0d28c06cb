// The text of a ticket → the one code block in it, as Markdown or Jira's markup fences one, and where that begins. Linear in the text.
import { malformed } from './malformed.ts'
import { positionAt } from './positions.ts'

/** `from` counts code units from 0. */
export type Block = { text: string; from: number; fenced: boolean }

// Only at the beginning of a line, where no topology in YAML has any of these.
const OPENS = /^(?: {0,3}(`{3,}|~{3,})|\{(code|noformat)(?::[^}\r\n]*)?\})/gm
const CLOSES = /^ {0,3}(`{3,}|~{3,})[ \t]*\r?$/gm

/** The whole text where nothing in it is fenced. Throws MALFORMED_DOCUMENT where a block has no end, or where there are several. */
export function codeBlockIn(text: string): Block {
  const first = blockFrom(text, 0)
  if (first === undefined) return { text, from: 0, fenced: false }
  const second = blockFrom(text, first.end)?.opens ?? macroAfter(text, first)
  if (second !== undefined)
    throw malformed(
      'SEVERAL_BLOCKS',
      'there are several code blocks; leave the one with the topology',
      positionAt(text, second),
    )
  return { text: text.slice(first.from, first.to), from: first.from, fenced: true }
}

type Found = { opens: number; from: number; to: number; end: number; macro?: string }

/** A topology that quotes the macro around it would end there, and the rest of it be taken for prose. */
function macroAfter(text: string, { macro, end }: Found): number | undefined {
  if (macro === undefined) return undefined
  const again = text.indexOf(`{${macro}`, end)
  return again === -1 ? undefined : again
}

function blockFrom(text: string, start: number): Found | undefined {
  OPENS.lastIndex = start
  for (let opener = OPENS.exec(text); opener !== null; opener = OPENS.exec(text)) {
    const [{ length }, fence, macro = ''] = opener
    const from = opener.index + length
    if (fence === undefined) return macroFrom(text, macro, { opens: opener.index, from })
    const line = text.indexOf('\n', from)
    // A run of backticks with another on its line is code within prose.
    if (fence.startsWith('`') && text.slice(from, line === -1 ? undefined : line).includes('`')) continue
    return fencedFrom(text, fence, { opens: opener.index, from: line === -1 ? text.length : line + 1 })
  }
  return undefined
}

/** Jira writes what is in the block right behind the macro, or on the next line. */
function macroFrom(text: string, macro: string, { opens, from }: Pick<Found, 'opens' | 'from'>): Found {
  const closer = `{${macro}}`
  const to = text.indexOf(closer, from)
  if (to === -1) throw unclosed(text, opens, closer)
  return { opens, from, to, end: to + closer.length, macro }
}

function fencedFrom(text: string, fence: string, { opens, from }: Pick<Found, 'opens' | 'from'>): Found {
  CLOSES.lastIndex = from
  for (let closer = CLOSES.exec(text); closer !== null; closer = CLOSES.exec(text)) {
    if (closer[1]?.startsWith(fence) === true) return { opens, from, to: closer.index, end: CLOSES.lastIndex }
  }
  throw unclosed(text, opens, fence)
}

const unclosed = (text: string, opens: number, closer: string) =>
  malformed(
    'UNCLOSED_BLOCK',
    `the code block has no end; close it with ${closer.slice(0, 20)}`,
    positionAt(text, opens),
  )
