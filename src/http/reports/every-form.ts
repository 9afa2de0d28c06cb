// Every form of a report by its name: those that `Accept` can ask for, and those of tickets and chats.
import { z } from 'zod'
import { Report } from '../../reports/view/report.ts'
import type { Example, Media } from '../openapi/answers.ts'
import { REPORT_FORMS, type ReportForm } from './forms.ts'
import { AdfDocument, SlackMessage, TICKET_FORMS } from './ticket-forms.ts'

const EVERY_FORM = { ...REPORT_FORMS, ...TICKET_FORMS }
export type FormName = keyof typeof EVERY_FORM

export const FORM_NAMES = Object.keys(EVERY_FORM) as [FormName, ...FormName[]]
export const formOf = (name: FormName): ReportForm => EVERY_FORM[name]

const AnyReport = z.union([Report, AdfDocument, SlackMessage]).meta({ id: 'AnyReport' })

/** Of each media type what may come of it: several forms are sent as the same. */
export const EVERY_CONTENT: Record<string, Media> = everyContent()

function everyContent(): Record<string, Media> {
  const found: Record<string, { schema: z.ZodType; examples: Record<string, Example> }> = {}
  for (const name of FORM_NAMES) {
    for (const [type, { examples = {} }] of Object.entries(formOf(name).content)) {
      found[type] ??= { schema: type === 'application/json' ? AnyReport : z.string(), examples: {} }
      for (const example of Object.values(examples)) found[type].examples[name] = example
    }
  }
  return found
}
