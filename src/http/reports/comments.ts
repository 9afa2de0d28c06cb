// The small answer about a plan, for automation that makes one call and pastes what comes back: its summary and, where it is asked for, its
// report as a comment in the form of the place it goes to.
import { z } from 'zod'
import { Plan, PlanSummary } from '../../domain/plan/plan.ts'
import { reportOf } from '../../reports/view/view.ts'
import { reportWiki } from '../../reports/wiki/wiki.ts'
import type { Media } from '../openapi/answers.ts'
import { PLAN_EXAMPLE, SUMMARY_EXAMPLE } from '../openapi/examples.ts'
import type { FormName } from './every-form.ts'
import { AdfDocument } from './ticket-forms.ts'

/** Named for what is written, each with the form of a report it is. */
export const COMMENT_FORMS = {
  wiki: 'wiki',
  adf: 'adf',
  markdown: 'md',
  text: 'servicenow',
} as const satisfies Record<string, FormName>
export type CommentName = keyof typeof COMMENT_FORMS
const NAMES = Object.keys(COMMENT_FORMS) as [CommentName, ...CommentName[]]

export const Comment = z
  .strictObject({
    wiki: z.string().optional().meta({ description: 'Jira wiki markup, under 32,767 characters.' }),
    adf: AdfDocument.optional(),
    markdown: z.string().optional().meta({ description: 'For GitHub and GitLab, at most 64,000 characters.' }),
    text: z.string().optional().meta({ description: 'Plain text, under 4,000 characters.' }),
  })
  .meta({ id: 'Comment', description: 'The one that was asked for.' })
export type Comment = z.infer<typeof Comment>

export const CommentedSummary = PlanSummary.extend({ comment: Comment }).meta({ id: 'CommentedSummary' })
export type CommentedSummary = z.infer<typeof CommentedSummary>

export const PlanOrSummary = z.union([Plan, PlanSummary, CommentedSummary]).meta({ id: 'PlanOrSummary' })

/** Parameters of every route that answers with a plan. */
export const smallAnswer = {
  fields: z.enum(['summary'], { error: 'must be summary' }).optional().meta({
    description: 'Only a summary, as JSON: the verdict, both bills, the links and `summaryText`.',
  }),
  comment: z
    .enum(NAMES, { error: `must be one of ${NAMES.join(', ')}` })
    .optional()
    .meta({
      description:
        'The summary with the report as a comment: `comment.wiki` and `comment.adf` for Jira, `comment.markdown` for GitHub and ' +
        'GitLab, `comment.text` for ServiceNow and anything else.',
      example: 'wiki',
    }),
}
export type Small = { fields?: 'summary' | undefined; comment?: CommentName | undefined }

export const isSmall = ({ fields, comment }: Small): boolean => fields !== undefined || comment !== undefined

const EXAMPLE: CommentedSummary = {
  ...SUMMARY_EXAMPLE,
  comment: { wiki: reportWiki(reportOf(PLAN_EXAMPLE), { maxChars: 1 }) },
}
/** What is answered with a plan, or with less of it where `fields` or `comment` is sent. */
export const PLAN_OR_SUMMARY: Media = {
  schema: PlanOrSummary,
  examples: {
    example: { summary: 'A plan', value: PLAN_EXAMPLE },
    small: { summary: 'A summary with a comment', value: EXAMPLE },
  },
}
