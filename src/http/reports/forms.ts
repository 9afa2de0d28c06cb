// The forms a report can be had in, as a table: its name, what it is sent as, how it is written and how short it can be. A new form is a
// new row.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Draft, Plan } from '../../domain/plan/plan.ts'
import { costsSvg } from '../../reports/charts/costs.ts'
import { trafficSvg } from '../../reports/charts/traffic.ts'
import { diagramMermaid, diagramSvg } from '../../reports/diagram/diagram.ts'
import { type Picture, reportHtml } from '../../reports/html/html.ts'
import { REPORT_STYLE } from '../../reports/html/style.ts'
import { reportMarkdown } from '../../reports/markdown/markdown.ts'
import { PICTURE_STYLE } from '../../reports/svg/picture.ts'
import { reportText } from '../../reports/text/report.ts'
import { Report } from '../../reports/view/report.ts'
import { reportOf } from '../../reports/view/view.ts'
import { JSON_TYPE, TEXT_TYPE } from '../media-types.ts'
import { type Media, media } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'

export type Writing = { plan: Plan | Draft; report: Report; maxChars?: number }
export type ReportForm = {
  type: string
  write: (writing: Writing) => string | Promise<string>
  /** The fewest characters `maxChars` may leave it; absent where it is never shortened. */
  least?: number
  /** Beside those that every answer has. */
  headers?: Record<string, string>
  content: Record<string, Media>
}

// No script, nothing from elsewhere, no form, and two styles, each by its hash: the page's and that of its pictures.
const STYLES = [REPORT_STYLE, PICTURE_STYLE]
  .map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  .join(' ')
const PAGE_POLICY = `default-src 'none'; style-src ${STYLES}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const limited = (maxChars: number | undefined) => (maxChars === undefined ? {} : { maxChars })

/** Two designs that are one are drawn once. */
const diagramsOf = (plan: Plan | Draft) =>
  plan.consolidation.verdict === 'keep'
    ? [{ title: 'The topology', mermaid: diagramMermaid(plan, 'recommended') }]
    : [
        { title: 'The topology before sharing', mermaid: diagramMermaid(plan, 'recommended') },
        { title: 'The topology after sharing', mermaid: diagramMermaid(plan, 'consolidated') },
      ]

const picturesOf = (plan: Plan | Draft): Picture[] => [
  { section: 'before-after', svg: diagramSvg(plan, 'both') },
  { section: 'sensitivity', svg: trafficSvg(plan) },
  { section: 'bill', svg: costsSvg(plan) },
]

const EXAMPLE = reportOf(PLAN_EXAMPLE)
/** An example is to be read in a document that has many. */
const beginningOf = (text: string): string => `${text.slice(0, text.search(/\n(?:### |-{10,}|<style>)/))}\n`

export const REPORT_FORMS = {
  json: {
    type: JSON_TYPE,
    write: ({ report }) => JSON.stringify(report),
    content: { 'application/json': media(Report, 'A report', EXAMPLE) },
  },
  md: {
    type: 'text/markdown; charset=utf-8',
    write: ({ plan, report, maxChars }) => reportMarkdown(report, { ...limited(maxChars), diagrams: diagramsOf(plan) }),
    least: 4000,
    content: { 'text/markdown': media(z.string(), 'How the Markdown begins', beginningOf(reportMarkdown(EXAMPLE))) },
  },
  html: {
    type: 'text/html; charset=utf-8',
    write: ({ plan, report, maxChars }) => reportHtml(report, { ...limited(maxChars), pictures: picturesOf(plan) }),
    least: 20_000,
    headers: { 'Content-Security-Policy': PAGE_POLICY },
    content: { 'text/html': media(z.string(), 'How the page begins', beginningOf(reportHtml(EXAMPLE))) },
  },
  txt: {
    type: TEXT_TYPE,
    write: ({ report, maxChars }) => reportText(report, limited(maxChars)),
    least: 4000,
    content: { 'text/plain': media(z.string(), 'How the text begins', beginningOf(reportText(EXAMPLE))) },
  },
} as const satisfies Record<string, ReportForm>
export type ReportFormName = keyof typeof REPORT_FORMS

export const REPORT_FORM_NAMES = Object.keys(REPORT_FORMS) as [ReportFormName, ...ReportFormName[]]
export const formOf = (name: ReportFormName): ReportForm => REPORT_FORMS[name]
