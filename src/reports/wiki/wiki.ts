// The view model → Jira wiki markup, for a comment or a description of Jira Data Center, Jira Automation and the REST API before version 3.
import { closingOf } from '../outline/closing.ts'
import type { Block, Inline, Item, Section, Table, Text } from '../outline/outline.ts'
import { outlineOf } from '../outline/sections.ts'
import { fitting, type Writing } from '../outline/shorten.ts'
import type { Report } from '../view/report.ts'
import { bold, escaped, monospaced } from './escape.ts'

/** Jira takes 32,767 characters; a comment has a line or two around the report. */
export const JIRA_DEFAULT = 32_000

export const reportWiki = (report: Report, { maxChars = JIRA_DEFAULT }: { maxChars?: number } = {}): string =>
  fitting(outlineOf(report), maxChars, (writing) => write(report, writing))

function write(report: Report, { outline: { head, sections }, missing }: Writing): string {
  const parts = [
    `h2. ${escaped(head.verdict)}`,
    `${bold(head.title)} · ${head.facts.map(escaped).join(' · ')}`,
    textOf(head.because),
    textOf(head.summary),
    table(head.table),
    ...sections.map(sectionText),
    ...closing(report, missing),
  ]
  return `${parts.join('\n\n')}\n`
}

const sectionText = ({ title, blocks }: Section): string =>
  [`h3. ${escaped(title)}`, ...blocks.map(blockText)].join('\n\n')

function blockText(block: Block): string {
  if (block.kind === 'paragraph') return textOf(block.text)
  if (block.kind === 'commands') return ['{noformat}', ...block.lines, '{noformat}'].join('\n')
  if (block.kind === 'table') return `${bold(block.caption)}\n\n${table(block)}`
  return block.items.map((item) => itemText(item, block.ordered ? '#' : '*')).join('\n')
}

const itemText = ({ text, details = [] }: Item, bullet: string): string =>
  [
    `${bullet} ${textOf(text)}`,
    ...details.map((detail) => `${bullet}* ${escaped(detail.label)}: ${textOf(detail.text)}`),
  ].join('\n')

/** A cell without anything is a space: two bars are the mark of a head. */
function table({ columns, rows, footer }: Table): string {
  const line = (cells: readonly string[], bar: string) =>
    `${bar}${cells.map((cell) => (cell === '' ? ' ' : cell)).join(bar)}${bar}`
  return [
    line(
      columns.map(({ title }) => escaped(title)),
      '||',
    ),
    ...[...rows, ...(footer === undefined ? [] : [footer])].map((row) => line(row.map(textOf), '|')),
  ].join('\n')
}

const textOf = (text: Text): string => text.map(inlineOf).join('')

const inlineOf = (part: Inline): string =>
  typeof part === 'string' ? escaped(part) : 'code' in part ? monospaced(part.code) : bold(part.strong)

function closing(report: Report, missing: Writing['missing']): string[] {
  const { leftOut, address, path } = closingOf(report, missing)
  const where =
    address === null ? (path === null ? '' : `The whole report: ${monospaced(path)}`) : `[The whole report|${address}]`
  return [`${escaped(leftOut)} ${where}`.trim()].filter((text) => text !== '')
}
