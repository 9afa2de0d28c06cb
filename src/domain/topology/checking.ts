// What every check of a topology is handed, and how it says what was probably meant.

import { nearest } from '../schema/walk.ts'
import type { PortsByWorkload } from './calls.ts'
import type { TopologyInput } from './input.ts'
import type { Topology } from './topology.ts'

/** Clients that exist without being declared. */
export const BUILT_IN_CLIENTS = ['internet', 'vpc'] as const

export type Checking = {
  /** The same document, as written and written out. */
  input: TopologyInput
  topology: Topology
  ports: PortsByWorkload
  /** YYYY-MM-DD. */
  today: string
  /** A detail that is costly to word is worded only where it will be shown. */
  say: (place: string, code: string, detail: string | (() => string)) => void
  /** Is there a mistake at this place, above it or in it already? What depends on it is then no mistake of its own. */
  unread: (place: string) => boolean
  /** A place of `input`, as a pointer into the document that was sent. */
  original: (place: string) => string
}

const SHOWN = 12
// Weighing every name of a large topology for each of a hundred mistakes would keep everybody else waiting.
const WEIGHED = 1000

/** The one of `known` that was meant, or the first of them. Goes behind a sentence. */
export const hint = (word: string, known: readonly string[]): string => {
  const meant = nearest(word, known.slice(0, WEIGHED))
  if (meant !== undefined) return `; did you mean "${meant}"?`
  if (known.length === 0) return ''
  return `; known: ${known.slice(0, SHOWN).join(', ')}${known.length > SHOWN ? ', …' : ''}`
}
