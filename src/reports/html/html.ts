// The view model → one page that needs nothing else: no script, its style and its pictures inside. What anybody wrote is escaped by the
// template; only pictures, which are drawn here and escape their labels themselves, are put in as they are.
import { Eta } from 'eta/core'
import type { Item, SectionId } from '../outline/outline.ts'
import { outlineOf } from '../outline/sections.ts'
import { fitting, LONGEST, type Writing } from '../outline/shorten.ts'
import type { Report } from '../view/report.ts'
import { REPORT_STYLE } from './style.ts'
import { REPORT_TEMPLATE } from './template.ts'

export type Picture = {
  /** The section it stands in, or beside the table that everything begins with. */
  section: SectionId | 'before-after'
  /** An `<svg>` element that says its name itself and whose labels are escaped; the style in it is allowed by its hash. */
  svg: string
}
export type HtmlOptions = { maxChars?: number; pictures?: readonly Picture[] }

const eta = new Eta({ autoEscape: true, rmWhitespace: true })
const page = eta.compile(REPORT_TEMPLATE)

/** One page; `maxChars` is without its pictures. */
export function reportHtml(report: Report, { maxChars = LONGEST, pictures = [] }: HtmlOptions = {}): string {
  const text = fitting(outlineOf(report), maxChars, (writing) => write(report, writing))
  return text.replace(PICTURES, (_comment, section: string) => figuresIn(pictures, section))
}

function write(report: Report, { outline, missing }: Writing): string {
  const text = page.call(eta, {
    ...outline,
    missing,
    links: report.links,
    plannedAt: report.sources.plannedAt,
    plannedAtShown: report.sources.plannedAtShown,
    figures: figuresOf(report),
    markOf,
  })
  return `${text.trim().replace(STYLE, () => REPORT_STYLE)}\n`
}

// The template alone has comments: of whatever else is in the page, "<" is escaped. A style is no text with entities in it.
const STYLE = '<!--style-->'
const PICTURES = /<!--pictures ([a-z-]+)-->/g

const figuresIn = (pictures: readonly Picture[], place: string): string =>
  pictures
    .filter(({ section }) => section === place)
    .map(({ svg }) => `<figure${place === 'before-after' ? ' class="wide" tabindex="0"' : ''}>${svg}</figure>`)
    .join('')

const SEVERITIES: Readonly<Record<string, string>> = {
  'Error:': 'item error',
  'Must be mended:': 'item error',
  'Warning:': 'item warning',
}

/** What is in a list looks as bad as it is. */
function markOf({ text: [first] }: Item): string {
  const strong = typeof first === 'object' && 'strong' in first ? first.strong : ''
  return SEVERITIES[strong] ?? 'item'
}

type Figure = { label: string; amount: string; unit: string; gain: boolean }

function figuresOf({ bills: { before, after }, table: { saving }, verdict, currency }: Report): Figure[] {
  const month = `${currency} a month`
  const bill = (label: string, { total, atLeast }: Report['bills']['before']): Figure => ({
    label: atLeast ? `${label}, at least` : label,
    amount: total,
    unit: month,
    gain: false,
  })
  const [amount = ''] = saving.split(' ')
  if (verdict.code === 'keep')
    return [bill('The bill', before), { label: 'Saved by sharing', amount, unit: month, gain: false }]
  return [
    bill('Before sharing', before),
    bill('After sharing', after),
    { label: 'Saved', amount, unit: month, gain: true },
  ]
}
