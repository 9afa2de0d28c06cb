// The view model → Markdown for an issue, a pull request or a merge request. Its first line names the plan, so that a later one finds the
// comment it has to take the place of.
import type { Inline, Item, Section, Table, Text } from '../outline/outline.ts'
import { outlineOf } from '../outline/sections.ts'
import { fitting, type Writing } from '../outline/shorten.ts'
import type { Report } from '../view/report.ts'
import { codeSpan, escaped, fenced, inCell } from './escape.ts'

/** GitHub takes 65,536 characters; what is around a report in a comment needs some of them. */
export const MARKDOWN_DEFAULT = 64_000

export type MarkdownOptions = {
  maxChars?: number
  /** Mermaid text within the limits of whoever draws it, each with its title. */
  diagrams?: readonly { title: string; mermaid: string }[]
}

/** Ends in a newline. At least 1,000 characters are needed for the head. */
export function reportMarkdown(
  report: Report,
  { maxChars = MARKDOWN_DEFAULT, diagrams = [] }: MarkdownOptions = {},
): string {
  return fitting(outlineOf(report), maxChars, (writing) => write(report, writing, diagrams))
}

type Diagrams = NonNullable<MarkdownOptions['diagrams']>

function write(report: Report, { outline, missing }: Writing, diagrams: Diagrams): string {
  const { head, sections } = outline
  const parts = [
    `${markerOf(report)}\n## ${escaped(head.verdict)}`,
    `**${escaped(head.title)}** · ${head.facts.map(escaped).join(' · ')}`,
    textOf(head.because),
    textOf(head.summary),
    table(head.table),
    ...sections.map(sectionText),
    ...(missing.length === 0 ? [] : [leftOut(report, missing)]),
  ]
  // A diagram goes before a section does: it is the whole of what it shows, or nothing.
  const drawn =
    missing.length === 0 ? diagrams.map(({ title, mermaid }) => folded(title, fenced('mermaid', mermaid))) : []
  parts.splice(OPEN.length + 5, 0, ...drawn)
  return `${parts.join('\n\n')}\n`
}

/** Stable for as long as there is the plan, in whatever revision. */
export const markerOf = ({ id, name }: Report): string =>
  id === null ? `<!-- moorage:draft:${name} -->` : `<!-- moorage:plan:${id} -->`

// What somebody has to read before they decide is not folded away.
const OPEN: readonly Section['id'][] = ['must-be-true', 'gives-up']

function sectionText(section: Section): string {
  const blocks = section.blocks.map(blockMarkdown).filter((text) => text !== '')
  const title = escaped(section.title)
  return OPEN.includes(section.id)
    ? [`### ${title}`, ...blocks].join('\n\n')
    : folded(`${section.title} (${section.note})`, blocks.join('\n\n'))
}

/** The blank lines are what makes Markdown of what is inside. */
const folded = (summary: string, body: string): string =>
  `<details>\n<summary>${inHtml(summary)}</summary>\n\n${body}\n\n</details>`

const inHtml = (text: string): string => text.replace(/[&<>"'`@#:/]/g, (character) => `&#${character.codePointAt(0)};`)

export function blockMarkdown(block: Section['blocks'][number]): string {
  if (block.kind === 'paragraph') return textOf(block.text)
  if (block.kind === 'commands') return fenced('sh', block.lines.join('\n'))
  if (block.kind === 'table') return `${textOf([{ strong: block.caption }])}\n\n${table(block)}`
  return block.items.map((item, index) => itemText(item, block.ordered ? `${index + 1}. ` : '- ')).join('\n')
}

const itemText = ({ text, details = [] }: Item, bullet: string): string =>
  [
    `${bullet}${textOf(text)}`,
    ...details.map((detail) => `${' '.repeat(bullet.length)}- ${escaped(detail.label)}: ${textOf(detail.text)}`),
  ].join('\n')

function table({ columns, rows, footer }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |`
  return [
    line(columns.map(({ title }) => escaped(title))),
    `|${columns.map(({ align }) => (align === 'right' ? '---:' : ':---')).join('|')}|`,
    ...rows.map((row) => line(row.map(textOf))),
    ...(footer === undefined ? [] : [line(footer.map(textOf))]),
  ].join('\n')
}

const textOf = (text: Text): string => text.map(inlineOf).join('')

const inlineOf = (part: Inline): string =>
  typeof part === 'string' ? escaped(part) : 'code' in part ? codeSpan(part.code) : `**${escaped(part.strong)}**`

function leftOut({ links }: Report, missing: Writing['missing']): string {
  const where = links === null ? 'Keep the plan to read them' : `They are in ${linkTo(links.report)}`
  return `Left out here, because it would be too long: ${escaped(missing.join('; '))}. ${where}.`
}

/** A path leads nowhere from a comment; it is shown as it is. */
const linkTo = (address: string): string =>
  address.startsWith('/') ? codeSpan(address) : `[the whole report](<${address}>)`
