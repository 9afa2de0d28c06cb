// The view model → a document of the Atlassian Document Format as JSON text: the body of a comment of Jira Cloud.
import { closingOf } from '../outline/closing.ts'
import type { Block, Item, Section, Table, Text } from '../outline/outline.ts'
import { outlineOf } from '../outline/sections.ts'
import { fitting, type Writing } from '../outline/shorten.ts'
import type { Report } from '../view/report.ts'
import { JIRA_DEFAULT } from '../wiki/wiki.ts'
import {
  type BlockNode,
  codeNode,
  headingNode,
  listNode,
  paragraphNode,
  type TextNode,
  tableNode,
  textNode,
} from './nodes.ts'

/** Jira counts what it is sent: the limit is one of the JSON text. */
export const reportAdf = (report: Report, { maxChars = JIRA_DEFAULT }: { maxChars?: number } = {}): string =>
  fitting(outlineOf(report), maxChars, (writing) =>
    JSON.stringify({ version: 1, type: 'doc', content: contentOf(report, writing) }),
  )

function contentOf(report: Report, { outline: { head, sections }, missing }: Writing): BlockNode[] {
  return [
    headingNode(2, head.verdict),
    paragraphNode([...textNode(head.title, { type: 'strong' }), ...textNode(` · ${head.facts.join(' · ')}`)]),
    paragraphNode(nodesOf(head.because)),
    paragraphNode(nodesOf(head.summary)),
    tableOf(head.table),
    ...sections.flatMap(sectionNodes),
    ...closing(report, missing),
  ]
}

const sectionNodes = ({ title, blocks }: Section): BlockNode[] => [headingNode(3, title), ...blocks.flatMap(blockNodes)]

function blockNodes(block: Block): BlockNode[] {
  if (block.kind === 'paragraph') return [paragraphNode(nodesOf(block.text))]
  if (block.kind === 'commands') return [codeNode(block.lines.join('\n'))]
  if (block.kind === 'table') return [paragraphNode(textNode(block.caption, { type: 'strong' })), tableOf(block)]
  const list = listNode(block.ordered ? 'orderedList' : 'bulletList', block.items.map(itemContent))
  return list === undefined ? [] : [list]
}

function itemContent({ text, details = [] }: Item) {
  const below = listNode(
    'bulletList',
    details.map((detail) => [paragraphNode([...textNode(`${detail.label}: `), ...nodesOf(detail.text)])]),
  )
  return [paragraphNode(nodesOf(text)), ...(below === undefined ? [] : [below])]
}

const tableOf = ({ columns, rows, footer }: Table): BlockNode =>
  tableNode(
    columns.map(({ title }) => textNode(title)),
    [...rows, ...(footer === undefined ? [] : [footer])].map((row) => row.map(nodesOf)),
  )

const nodesOf = (text: Text): TextNode[] =>
  text.flatMap((part) =>
    typeof part === 'string'
      ? textNode(part)
      : 'code' in part
        ? textNode(part.code, { type: 'code' })
        : textNode(part.strong, { type: 'strong' }),
  )

function closing(report: Report, missing: Writing['missing']): BlockNode[] {
  const { leftOut, address, path } = closingOf(report, missing)
  const content = [
    ...textNode(leftOut === '' ? '' : `${leftOut} `),
    ...(path === null ? [] : [...textNode('The whole report: '), ...textNode(path, { type: 'code' })]),
    ...(address === null ? [] : textNode('The whole report', { type: 'link', attrs: { href: address } })),
  ]
  return content.length === 0 ? [] : [paragraphNode(content)]
}
