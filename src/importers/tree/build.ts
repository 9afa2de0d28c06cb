// The events of one YAML document → its tree. An alias stands for the very node it names, so that a bomb of aliases takes no room;
// how large it would be when written out is counted, and bounded.
import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml'
import { type Node, type Scalar, stepInto } from './node.ts'

export type DuplicateKey = { key: string; line: number; at: string }
export type Built = { root?: Node; problem?: { says: string; line: number }; duplicates: DuplicateKey[] }
export type TreeText = { file: string; text: string /** Lines of the file before this text. */; skipped: number }

/** Far more than a file of 5 MB holds when it has no aliases. */
const NODES_AT_MOST = 2_000_000

type Frame = {
  at: string
  line: number
  anchor: string | undefined
  tag: Node['tag'] | undefined
  size: number
  items?: Node[]
  entries?: Map<string, Node>
  merged?: Node[]
  key?: string | undefined
  /** Where the key stands: that is where a person looks. */
  keyLine?: number | undefined
}
type Anchored = { node: Node; size: number }

/** What makes a document unreadable for us, though it is YAML. */
class Unreadable extends Error {
  readonly line: number
  constructor(says: string, line: number) {
    super(says)
    this.line = line
  }
}

export function buildTree(events: readonly Event[], from: TreeText): Built {
  const builder = new Builder(from)
  try {
    for (const event of events) builder.take(event)
    return { ...(builder.root === undefined ? {} : { root: builder.root }), duplicates: builder.duplicates }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { problem: { says: error.message, line: error.line }, duplicates: [] }
  }
}

class Builder {
  root: Node | undefined
  readonly duplicates: DuplicateKey[] = []
  readonly #from: TreeText
  readonly #starts: number[]
  readonly #frames: Frame[] = []
  readonly #anchors = new Map<string, Anchored>()

  constructor(from: TreeText) {
    this.#from = from
    this.#starts = lineStarts(from.text)
  }

  take(event: Event): void {
    if (event.type === EVENT_ID.POP) this.#close()
    else if (event.type === EVENT_ID.ALIAS) this.#alias(event)
    else if (event.type === EVENT_ID.SCALAR) this.#scalar(event)
    else if (event.type !== EVENT_ID.DOCUMENT) {
      const isMap = event.type === EVENT_ID.MAPPING
      const line = this.#lineOf(event.start)
      if (this.#awaitsKey()) throw new Unreadable('a key must be plain text, not a map or a list', line)
      this.#frames.push({
        at: this.#next(),
        line: this.#frames.at(-1)?.keyLine ?? line,
        anchor: this.#text(event.anchorStart, event.anchorEnd),
        tag: tagOf(this.#text(event.tagStart, event.tagEnd)),
        size: 1,
        ...(isMap ? { entries: new Map(), merged: [] } : { items: [] }),
      })
    }
  }

  #scalar(event: ScalarEvent): void {
    const isEmpty = event.valueStart === -1
    const text = isEmpty ? '' : getScalarValue(this.#from.text, event)
    const frame = this.#frames.at(-1)
    if (frame?.entries !== undefined && frame.key === undefined) {
      frame.key = text
      frame.keyLine = this.#lineOf(event.valueStart, frame.line)
      return
    }
    const line = this.#lineOf(isEmpty ? Math.max(event.tagStart, event.anchorStart) : event.valueStart)
    const isPlain = event.style === SCALAR_STYLE.PLAIN
    const value = isPlain && event.tagStart === -1 ? scalarOf(text) : text
    // The document that holds nothing.
    if (frame === undefined && value === null) return
    const tag = tagOf(this.#text(event.tagStart, event.tagEnd))
    const node: Node = {
      file: this.#from.file,
      line: frame?.keyLine ?? line,
      at: this.#next(),
      value: tag !== undefined && isEmpty ? null : value,
      text,
      ...(tag === undefined ? {} : { tag }),
    }
    this.#place(node, 1, this.#text(event.anchorStart, event.anchorEnd))
  }

  #alias(event: Extract<Event, { type: typeof EVENT_ID.ALIAS }>): void {
    const name = this.#text(event.anchorStart, event.anchorEnd) ?? ''
    const line = this.#lineOf(event.anchorStart)
    const named = this.#anchors.get(name)
    if (named === undefined)
      throw new Unreadable(`the alias "*${name.slice(0, 60)}" names no anchor that is complete before it`, line)
    if (this.#awaitsKey()) throw new Unreadable('an alias cannot be a key here; write the key out', line)
    this.#place(named.node, named.size, undefined)
  }

  #close(): void {
    const frame = this.#frames.pop()
    if (frame === undefined) return
    const value = frame.items ?? withMerged(frame.entries ?? new Map(), frame.merged ?? [])
    const node: Node = {
      file: this.#from.file,
      line: frame.line,
      at: frame.at,
      value,
      ...(frame.tag === undefined ? {} : { tag: frame.tag }),
    }
    this.#place(node, frame.size, frame.anchor)
  }

  #place(node: Node, size: number, anchor: string | undefined): void {
    if (anchor !== undefined) this.#anchors.set(anchor, { node, size })
    const frame = this.#frames.at(-1)
    if (frame === undefined) {
      this.root = node
      return
    }
    frame.size += size
    if (frame.size > NODES_AT_MOST)
      throw new Unreadable(`aliases write out to more than ${NODES_AT_MOST} values`, frame.line)
    if (frame.items !== undefined) frame.items.push(node)
    else if (frame.key === '<<') frame.merged?.push(...(Array.isArray(node.value) ? (node.value as Node[]) : [node]))
    else if (frame.entries !== undefined && frame.key !== undefined) {
      if (frame.entries.has(frame.key)) this.duplicates.push({ key: frame.key, line: node.line, at: node.at })
      frame.entries.set(frame.key, node)
    }
    frame.key = undefined
    frame.keyLine = undefined
  }

  /** Where the next node stands. */
  #next(): string {
    const frame = this.#frames.at(-1)
    return frame === undefined ? '' : stepInto(frame.at, frame.items?.length ?? frame.key ?? '')
  }

  #awaitsKey(): boolean {
    const frame = this.#frames.at(-1)
    return frame?.entries !== undefined && frame.key === undefined
  }

  #text(start: number, end: number): string | undefined {
    return start === -1 ? undefined : this.#from.text.slice(start, end)
  }

  #lineOf(offset: number, otherwise = this.#from.skipped + 1): number {
    if (offset < 0) return otherwise
    let low = 0
    let high = this.#starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low + this.#from.skipped
  }
}

/** Merge keys give way to what the map says itself; the first of several maps wins (yaml.org/type/merge.html). */
function withMerged(entries: Map<string, Node>, merged: readonly Node[]): Map<string, Node> {
  for (const { value } of merged) {
    if (!(value instanceof Map)) continue
    for (const [key, node] of value as Map<string, Node>) if (!entries.has(key)) entries.set(key, node)
  }
  return entries
}

const tagOf = (tag: string | undefined): Node['tag'] =>
  tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : undefined

/** YAML 1.2 core schema (§10.3.2). */
function scalarOf(plain: string): Scalar {
  if (/^(?:|~|null|Null|NULL)$/.test(plain)) return null
  if (/^(?:true|True|TRUE)$/.test(plain)) return true
  if (/^(?:false|False|FALSE)$/.test(plain)) return false
  return /^[-+]?\d{1,15}$/.test(plain) ? Number(plain) : plain
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) starts.push(index + 1)
  return starts
}
