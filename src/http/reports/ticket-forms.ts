// The forms a ticket or a chat takes, as a table beside that of forms.ts: they are had by `format`, never by `Accept`, since what they are
// sent as says nothing of what they are for.
import { z } from 'zod'
import { reportAdf } from '../../reports/adf/adf.ts'
import { reportNotesHtml } from '../../reports/servicenow/html.ts'
import { reportNotes } from '../../reports/servicenow/notes.ts'
import { reportSlack } from '../../reports/slack/slack.ts'
import { reportOf } from '../../reports/view/view.ts'
import { reportWiki } from '../../reports/wiki/wiki.ts'
import { JSON_TYPE, TEXT_TYPE } from '../media-types.ts'
import { media } from '../openapi/answers.ts'
import { PLAN_EXAMPLE } from '../openapi/examples.ts'
import type { ReportForm } from './forms.ts'

export const AdfDocument = z
  .strictObject({
    version: z.literal(1),
    type: z.literal('doc'),
    content: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: 'AdfDocument', description: 'Atlassian Document Format: the `body` of a comment of Jira Cloud.' })

const SlackText = z.strictObject({
  type: z.enum(['plain_text', 'mrkdwn']),
  text: z.string(),
  emoji: z.boolean().optional(),
  verbatim: z.boolean().optional(),
})
export const SlackMessage = z
  .strictObject({
    text: z.string(),
    blocks: z.array(z.strictObject({ type: z.enum(['header', 'section']), text: SlackText })),
  })
  .meta({ id: 'SlackMessage', description: 'What an incoming webhook and `chat.postMessage` of Slack take.' })

const EXAMPLE = reportOf(PLAN_EXAMPLE)
const limited = (maxChars: number | undefined) => (maxChars === undefined ? {} : { maxChars })
/** An example is to be read in a document that has many: no more than the head. */
const headOf = (write: typeof reportWiki): string => write(EXAMPLE, { maxChars: 1 })

export const TICKET_FORMS = {
  adf: {
    type: JSON_TYPE,
    write: ({ report, maxChars }) => reportAdf(report, limited(maxChars)),
    least: 8000,
    content: { 'application/json': media(AdfDocument, 'A comment of Jira Cloud', JSON.parse(headOf(reportAdf))) },
  },
  wiki: {
    type: TEXT_TYPE,
    write: ({ report, maxChars }) => reportWiki(report, limited(maxChars)),
    least: 4000,
    content: { 'text/plain': media(z.string(), 'A comment in Jira wiki markup', headOf(reportWiki)) },
  },
  servicenow: {
    type: TEXT_TYPE,
    write: ({ report, maxChars }) => reportNotes(report, limited(maxChars)),
    least: 2000,
    content: { 'text/plain': media(z.string(), 'Work notes of ServiceNow', headOf(reportNotes)) },
  },
  'servicenow-html': {
    type: 'text/html; charset=utf-8',
    write: ({ report, maxChars }) => reportNotesHtml(report, limited(maxChars)),
    least: 3000,
    // It is for a field of a record: a browser that is sent here instead may do nothing with it.
    headers: { 'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; sandbox" },
    content: { 'text/html': media(z.string(), 'HTML for ServiceNow', headOf(reportNotesHtml)) },
  },
  slack: {
    type: JSON_TYPE,
    write: ({ report, maxChars }) => reportSlack(report, limited(maxChars)),
    least: 6000,
    content: { 'application/json': media(SlackMessage, 'A message for Slack', JSON.parse(headOf(reportSlack))) },
  },
} as const satisfies Record<string, ReportForm>
