// A report as sections of plain blocks: what every long format writes, each in its own syntax, so that they differ in nothing else.

/** Words; a name or a command as it is typed; or what must not be overlooked. */
export type Inline = string | { code: string } | { strong: string }
export type Text = readonly Inline[]

export type Item = {
  text: Text
  /** Below it, each with the word it stands under: `Check`, `Back`. */
  details?: readonly { label: string; text: Text }[]
}

export type Column = { title: string; align: 'left' | 'right' }

export type Table = {
  kind: 'table'
  caption: string
  columns: readonly Column[]
  rows: readonly (readonly Text[])[]
  /** Below a line, and always shown: the total. */
  footer?: readonly Text[]
  /** The column whose rows add up to the footer: what is left out is summed there. */
  sums?: number
}

export type Block =
  | { kind: 'paragraph'; text: Text }
  | { kind: 'list'; ordered: boolean; items: readonly Item[] }
  | { kind: 'commands'; lines: readonly string[] }
  | Table

export const SECTION_IDS = [
  'must-be-true',
  'gives-up',
  'kept-apart',
  'sensitivity',
  'bill',
  'steps',
  'services',
  'findings',
  'manifests',
  'sources',
] as const
export type SectionId = (typeof SECTION_IDS)[number]

export type Section = {
  id: SectionId
  title: string
  /** Beside the title: how many there are, or what it comes to. */
  note: string
  blocks: readonly Block[]
}

/** What stands before every section, whatever is left out. */
export type Head = {
  title: string
  verdict: string
  because: Text
  facts: readonly string[]
  summary: Text
  table: Table
}

export type Outline = { head: Head; sections: readonly Section[] }

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text: marked(text) })
/** Has it something in it? A total is something. */
export const isFilled = (block: Block): boolean =>
  block.kind === 'list'
    ? block.items.length > 0
    : block.kind !== 'table' || block.rows.length > 0 || block.footer !== undefined
export const left = (title: string): Column => ({ title, align: 'left' })
export const right = (title: string): Column => ({ title, align: 'right' })
export const plain = (text: Text): string =>
  text.map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : part.strong)).join('')

/** Words with `backticks` around what is typed → words and code. */
export const marked = (text: string): Text =>
  text
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => (/^`[^`]+`$/.test(part) ? { code: part.slice(1, -1) } : part))
