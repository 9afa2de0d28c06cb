// YAML (or JSON, which is YAML) text → its documents as trees. Anchors, aliases and merge keys are followed as far as they are
// harmless; a document that cannot be read is refused by its line and leaves its neighbours alone.
import { parseEvents, YAMLException } from 'js-yaml'
import { buildTree, type DuplicateKey } from './build.ts'
import type { Node } from './node.ts'

export type TreeDocument = {
  /** Its number in the file, from 1. */
  document: number
  /** Where it begins, from 1. */
  line: number
  /** Undefined when it holds nothing, or cannot be read. */
  root?: Node
  /** Why it cannot be read, and where. */
  problem?: { says: string; line: number }
  duplicates: DuplicateKey[]
}

const DEEPEST = 32

/** Every document of a file, in order; those of comments only, or of nothing at all, have no root. */
export const readTrees = (file: { name: string; text: string }): TreeDocument[] =>
  documentsIn(file.text.replace(/^\uFEFF/, '')).map(({ text, line }, index) => ({
    document: index + 1,
    line: line + 1,
    ...readTree(file.name, text, line),
  }))

function readTree(name: string, text: string, skipped: number): Omit<TreeDocument, 'document' | 'line'> {
  try {
    const events = parseEvents(text, { maxDepth: DEEPEST })
    return buildTree(events, { file: name, text, skipped })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = (error.mark?.line ?? 0) + 1 + skipped
    return { problem: { says: `cannot be read as YAML: ${error.reason.slice(0, 150)}`, line }, duplicates: [] }
  }
}

type Piece = { text: string; line: number }

/** YAML lets no document hold a line that begins with `---` and a space or its end, not even in quotes: cutting there is safe. */
function documentsIn(text: string): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  let line = 0
  let startLine = 0
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const next = end === -1 ? text.length : end + 1
    if (/^---(?:\s|$)/.test(text.slice(from, from + 4)) && text.slice(start, from).trim() !== '') {
      // A directive belongs to the document it stands before.
      if (!/^%/m.test(text.slice(start, from)) || pieces.length > 0) {
        pieces.push({ text: text.slice(start, from), line: startLine })
        start = from
        startLine = line
      }
    }
    from = next
    line += 1
  }
  pieces.push({ text: text.slice(start), line: startLine })
  return pieces
}
