// Every form of a report by its name: those that `Accept` can ask for, and those of tickets and chats.
import { z } from 'zod'
import type { Example, Media } from '../openapi/answers.ts'
import { REPORT_FORMS, type ReportForm } from './forms.ts'
import { TICKET_FORMS } from './ticket-forms.ts'

const EVERY_FORM = { ...REPORT_FORMS, ...TICKET_FORMS }
export type FormName = keyof typeof EVERY_FORM

export const FORM_NAMES = Object.keys(EVERY_FORM) as [FormName, ...FormName[]]
export const formOf = (name: FormName): ReportForm => EVERY_FORM[name]

/** Of each media type what may come of it: several forms are sent as the same. */
export const EVERY_CONTENT: Record<string, Media> = contentOf(FORM_NAMES.map((name) => [name, formOf(name).content]))

function contentOf(forms: readonly (readonly [name: string, ReportForm['content']])[]): Record<string, Media> {
  const found = new Map<string, { schemas: z.ZodType[]; examples: Record<string, Example> }>()
  for (const [name, content] of forms) {
    for (const [type, { schema, examples = {} }] of Object.entries(content)) {
      const known = found.get(type) ?? { schemas: [], examples: {} }
      known.schemas.push(schema)
      for (const example of Object.values(examples)) known.examples[name] = example
      found.set(type, known)
    }
  }
  return Object.fromEntries(
    [...found].map(([type, { schemas, examples }]) => [type, { schema: anyOf(schemas), examples }]),
  )
}

/** Texts are one schema, however many forms are text. */
function anyOf(schemas: readonly z.ZodType[]): z.ZodType {
  const [first = z.string(), ...rest] = schemas.filter((schema) => !(schema instanceof z.ZodString))
  return rest.length === 0 ? first : z.union([first, ...rest])
}
