// The view model → HTML for ServiceNow: for a field that holds HTML as it is, for a journal between `[code]` and `[/code]`. Only elements
// and attributes that its sanitizer lets through, none of them from what somebody wrote, and in one line, since a journal breaks at each.
import { closingOf } from '../outline/closing.ts'
import type { Block, Inline, Item, Section, Table, Text } from '../outline/outline.ts'
import { outlineOf } from '../outline/sections.ts'
import { fitting, type Writing } from '../outline/shorten.ts'
import type { Report } from '../view/report.ts'
import { JOURNAL_DEFAULT } from './notes.ts'

export const reportNotesHtml = (report: Report, { maxChars = JOURNAL_DEFAULT }: { maxChars?: number } = {}): string =>
  fitting(outlineOf(report), maxChars, (writing) => write(report, writing))

const write = (report: Report, { outline: { head, sections }, missing }: Writing): string =>
  [
    element('h2', escaped(head.verdict)),
    element('p', `${element('b', escaped(head.title))} · ${head.facts.map(escaped).join(' · ')}`),
    element('p', textOf(head.because)),
    element('p', textOf(head.summary)),
    table(head.table),
    ...sections.map(sectionHtml),
    closing(report, missing),
  ].join('')

type Name = 'h2' | 'h3' | 'p' | 'b' | 'code' | 'pre' | 'ul' | 'ol' | 'li' | 'tr' | 'th' | 'td'
const element = (name: Name, content: string): string => `<${name}>${content}</${name}>`

/** Brackets too: `[/code]` would end what is shown as HTML. */
const escaped = (text: string): string =>
  text.replace(/[&<>"'[\]\n]/gu, (character) => `&#${character.codePointAt(0)};`)

const sectionHtml = ({ title, blocks }: Section): string =>
  `${element('h3', escaped(title))}${blocks.map(blockHtml).join('')}`

function blockHtml(block: Block): string {
  if (block.kind === 'paragraph') return element('p', textOf(block.text))
  if (block.kind === 'commands') return block.lines.map((line) => element('pre', escaped(line))).join('')
  if (block.kind === 'table') return `${element('p', element('b', escaped(block.caption)))}${table(block)}`
  return element(block.ordered ? 'ol' : 'ul', block.items.map(item).join(''))
}

const item = ({ text, details = [] }: Item): string =>
  element(
    'li',
    `${textOf(text)}${details.length === 0 ? '' : element('ul', details.map((detail) => element('li', `${escaped(detail.label)}: ${textOf(detail.text)}`)).join(''))}`,
  )

function table({ columns, rows, footer }: Table): string {
  const lines = [
    columns.map(({ title }) => element('th', escaped(title))),
    ...[...rows, ...(footer === undefined ? [] : [footer])].map((row) =>
      row.map((cell) => element('td', textOf(cell))),
    ),
  ]
  return `<table border="1" cellpadding="4">${lines.map((cells) => element('tr', cells.join(''))).join('')}</table>`
}

const textOf = (text: Text): string => text.map(inlineOf).join('')

const inlineOf = (part: Inline): string =>
  typeof part === 'string'
    ? escaped(part)
    : 'code' in part
      ? element('code', escaped(part.code))
      : element('b', escaped(part.strong))

function closing(report: Report, missing: Writing['missing']): string {
  const { leftOut, address, path } = closingOf(report, missing)
  const where = [
    ...(path === null ? [] : [`The whole report: ${element('code', escaped(path))}`]),
    ...(address === null ? [] : [`<a href="${escaped(address)}">The whole report</a>`]),
  ]
  const content = [escaped(leftOut), ...where].filter((text) => text !== '').join(' ')
  return content === '' ? '' : element('p', content)
}
