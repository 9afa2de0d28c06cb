// YAML (or JSON, which is YAML) text → its documents as trees. Anchors, aliases and merge keys are followed as far as they are
// harmless; a document that cannot be read is refused by its line and leaves its neighbours alone.
import { parseEvents, YAMLException } from 'js-yaml'
import { type Document, documentsIn } from '../documents.ts'
import type { InputFile } from '../imported.ts'
import { type Built, buildTree, type DuplicateKey } from './build.ts'
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

/** Every document of a file, in order; one of comments only has no root. */
export const readTrees = (file: InputFile): TreeDocument[] =>
  documentsIn(file).map((document) => ({ document: document.document, line: document.line, ...readTree(document) }))

function readTree({ file, text, begins, form }: Document): Built {
  if (form === 'comments') return { duplicates: [] }
  const skipped = begins - 1
  try {
    return buildTree(parseEvents(text, { maxDepth: DEEPEST }), { file, text, skipped })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = (error.mark?.line ?? 0) + 1 + skipped
    return { problem: { says: `cannot be read as YAML: ${error.reason.slice(0, 150)}`, line }, duplicates: [] }
  }
}
