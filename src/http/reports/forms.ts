// The forms a report can be had in, as a table: its name, what it is sent as, how it is written and how short it can be. A new form is a
// new row.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Draft, Plan } from '../../domain/plan/plan.ts'
import { reportHtml } from '../../reports/html/html.ts'
import { REPORT_STYLE } from '../../reports/html/style.ts'
import { reportMarkdown } from '../../reports/markdown/markdown.ts'
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

// Attackers have less to choose from than in any other page: no script, no picture from elsewhere, no form, and one style, by its hash.
const STYLE_HASH = createHash('sha256').update(REPORT_STYLE).digest('base64')
const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const limited = (maxChars: number | undefined) => (maxChars === undefined ? {} : { maxChars })
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
    write: ({ report, maxChars }) => reportMarkdown(report, limited(maxChars)),
    least: 4000,
    content: { 'text/markdown': media(z.string(), 'How the Markdown begins', beginningOf(reportMarkdown(EXAMPLE))) },
  },
  html: {
    type: 'text/html; charset=utf-8',
    write: ({ report, maxChars }) => reportHtml(report, limited(maxChars)),
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
