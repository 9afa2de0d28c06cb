// Two trees of Compose files → one, by the specification's rules of merging (compose-spec 13-merge.md): maps entry by entry, lists
// one after the other, but for commands, which are replaced, and for what has a key of its own.
import {
  childOf,
  entriesOf,
  isList,
  isMap,
  itemsOf,
  type Node,
  stepInto,
  textOf,
  withEntries,
  withText,
} from '../tree/node.ts'
import { portKey } from './ports.ts'

/** A map that may be written as a list of `key=value`, and is merged as a map. */
const MAPPINGS = new Set(['environment', 'labels', 'args', 'extra_hosts', 'sysctls', 'annotations'])
/** A list of names that may be written as a map. */
const NAMED_LISTS = new Set(['depends_on', 'networks'])
const REPLACED = new Set(['command', 'entrypoint', 'test'])
const KEYS: Readonly<Record<string, (item: Node) => string>> = {
  ports: portKey,
  volumes: (item) => targetOf(item, 1),
  secrets: (item) => targetOf(item, 0),
  configs: (item) => targetOf(item, 0),
  env_file: (item) => textOf(item) ?? textOf(childOf(item, 'path')) ?? '',
  expose: (item) => textOf(item) ?? '',
  dns: (item) => textOf(item) ?? '',
}

/** `key` is the name of the field both stand at. A tag that the override carries is obeyed and then gone. */
export function merge(base: Node | undefined, override: Node, key = ''): Node | undefined {
  if (override.tag === 'reset') return undefined
  if (override.tag === 'override' || base === undefined) return withoutResets(override)
  if (override.value === null) return base
  if (REPLACED.has(key)) return override
  const [one, other] = [base, override].map((node) => asMapping(node, key)) as [Node, Node]
  if (isMap(one) && isMap(other)) return mergeMaps(one, other)
  if (isList(one) && isList(other)) return { ...override, value: mergeLists(itemsOf(one), itemsOf(other), key) }
  return override
}

function mergeMaps(base: Node, override: Node): Node {
  const entries = new Map(entriesOf(base))
  for (const [name, node] of entriesOf(override)) {
    const merged = merge(entries.get(name), node, name)
    if (merged === undefined) entries.delete(name)
    else entries.set(name, merged)
  }
  return withEntries(base, entries)
}

function mergeLists(base: readonly Node[], override: readonly Node[], key: string): Node[] {
  const keyOf = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined
  if (keyOf === undefined) return [...base, ...override]
  const merged = new Map<string, Node>()
  for (const item of [...base, ...override]) merged.set(keyOf(item), item)
  return [...merged.values()]
}

/** What is reset in a file that overrides nothing is not there. */
function withoutResets(node: Node): Node | undefined {
  if (node.tag === 'reset') return undefined
  if (!isMap(node)) return node
  const entries = new Map<string, Node>()
  for (const [name, inner] of entriesOf(node)) {
    const kept = withoutResets(inner)
    if (kept !== undefined) entries.set(name, kept)
  }
  return withEntries(node, entries)
}

/** The list forms of maps, as maps: `- KEY=value` and `- name`. */
export function asMapping(node: Node, key: string): Node {
  if (!isList(node) || !(MAPPINGS.has(key) || NAMED_LISTS.has(key))) return node
  const entries = new Map<string, Node>()
  for (const item of itemsOf(node)) {
    const text = textOf(item)
    if (text === undefined) continue
    const [, name, value] = MAPPINGS.has(key) ? (/^([^=]*?)(?:=([\s\S]*))?$/.exec(text) ?? []) : [text, text]
    if (name === undefined) continue
    const place = { ...item, at: item.at }
    entries.set(name, value === undefined || NAMED_LISTS.has(key) ? { ...place, value: null } : withText(place, value))
  }
  return withEntries(node, entries)
}

/** Where a volume, secret or configuration is mounted: its key among its like. */
function targetOf(item: Node, short: 0 | 1): string {
  const text = textOf(item)
  if (text === undefined)
    return textOf(childOf(item, 'target')) ?? textOf(childOf(item, 'source')) ?? stepInto(item.at, '')
  const parts = text.split(':')
  // A Windows path begins with a letter and a colon.
  const rest = /^[A-Za-z]$/.test(parts[0] ?? '') && /^[\\/]/.test(parts[1] ?? '') ? parts.slice(1) : parts
  return rest[Math.min(short, rest.length - 1)] ?? text
}
