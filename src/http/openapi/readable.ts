// What a plan itself can be had as beside JSON, by `Accept`.
import { z } from 'zod'
import { REPORT_FORMS } from '../reports/forms.ts'
import { media } from './answers.ts'
import { TEXT_EXAMPLE } from './examples.ts'

export const READABLE = {
  'text/plain': media(z.string(), 'One screen for a terminal', TEXT_EXAMPLE),
  ...REPORT_FORMS.md.content,
  ...REPORT_FORMS.html.content,
}
