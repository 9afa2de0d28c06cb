// Every value of a tree interpolated, and one report for all of it: which variables were not there, and which value could not be
// read. What comes out of a variable is bounded for the whole project.
import type { Draft } from '../draft/draft.ts'
import type { Node } from '../tree/node.ts'
import { interpolate, type Lookup } from './interpolate.ts'

const LENGTH_IN_ALL = 20_000_000
const NAMES_SHOWN = 20

export class Interpolation {
  readonly #draft: Draft
  readonly #unset = new Map<string, Node>()
  readonly #trees = new Map<Node, { lookup: Lookup; tree: Node }>()
  #length = 0

  constructor(draft: Draft) {
    this.#draft = draft
  }

  /** Each document once, however many services extend what is in it; aliases share a node, and each is interpolated once. */
  tree(root: Node, lookup: Lookup): Node {
    const before = this.#trees.get(root)
    if (before?.lookup === lookup) return before.tree
    const done = new Map<Node, Node>()
    const turn = (node: Node): Node => {
      const known = done.get(node)
      if (known !== undefined) return known
      const turned = this.#node(node, lookup, turn)
      done.set(node, turned)
      return turned
    }
    const tree = turn(root)
    this.#trees.set(root, { lookup, tree })
    return tree
  }

  #node(node: Node, lookup: Lookup, turn: (node: Node) => Node): Node {
    const { value } = node
    if (typeof value === 'string') return value.includes('$') ? this.#text(node, value, lookup) : node
    if (value instanceof Map) return { ...node, value: new Map([...value].map(([key, inner]) => [key, turn(inner)])) }
    return Array.isArray(value) ? { ...node, value: value.map(turn) } : node
  }

  #text(node: Node, text: string, lookup: Lookup): Node {
    const read = interpolate(text, lookup)
    this.#length += read.text.length
    for (const name of read.unset) if (!this.#unset.has(name)) this.#unset.set(name, node)
    for (const { name, says } of read.missing) {
      this.#draft.note({
        code: 'VARIABLE_REQUIRED',
        severity: 'warning',
        message: `The variable ${name.slice(0, 60)} is required and has no value${says === '' ? '' : ` ("${says}")`}; it is taken as empty, where Compose would stop.`,
        fix: 'Send the file of variables (.env) along, without its secrets.',
        from: node,
      })
    }
    const tooMuch = this.#length > LENGTH_IN_ALL
    if (read.invalid !== undefined || tooMuch) {
      this.#draft.note({
        code: 'VARIABLE_NOT_READ',
        severity: 'warning',
        message: tooMuch
          ? `Variables write out to more than ${LENGTH_IN_ALL} characters in all; the values from here on are taken as empty.`
          : `A variable in this value cannot be read, and stands for nothing: ${node.at}.`,
        fix: `Write \${NAME}, \${NAME:-default} or $$ for a dollar sign.`,
        from: node,
      })
    }
    const result = tooMuch ? '' : read.text
    return { ...node, value: result, text: result }
  }

  /** Called once, when everything is read. */
  report(): void {
    const names = [...this.#unset.keys()].sort()
    const from = this.#unset.get(names[0] ?? '')
    if (from === undefined) return
    const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : ''
    this.#draft.note({
      code: 'VARIABLES_NOT_SET',
      severity: 'info',
      message: `Variables without a value or a default are taken as empty, as Compose does: ${names
        .slice(0, NAMES_SHOWN)
        .map((name) => name.slice(0, 40))
        .join(', ')
        .slice(0, 400)}${more}.`,
      fix: 'Send the file of variables (.env) along, without its secrets.',
      from,
    })
  }
}
