// A plan or a draft → one form of its report, sent. What a report says follows from the plan, from the service that words it and from the
// address it gives: its tag is made of all three.
import type { FastifyReply } from 'fastify'
import { Failure } from '../../domain/failure.ts'
import type { Draft, Plan } from '../../domain/plan/plan.ts'
import { reportOf } from '../../reports/view/view.ts'
import { digest, tagOf } from '../conditional.ts'
import { COMMENT_FORMS, type Comment, type CommentName } from './comments.ts'
import { type FormName, formOf } from './every-form.ts'

export type Wanted = { form: FormName; maxChars?: number | undefined }

export type Reports = {
  /** For `ETag`; throws INVALID_PARAMETER where the form cannot be had in so few characters. */
  tagFor: (etag: string, wanted: Wanted) => string
  send: (reply: FastifyReply, plan: Plan | Draft, wanted: Wanted) => Promise<FastifyReply>
  /** The tag of a summary with this comment. */
  commentTagFor: (etag: string, name: CommentName) => string
  commentOn: (plan: Plan, name: CommentName) => Promise<Comment>
}

export function createReports({ version, publicBaseUrl }: { version: string; publicBaseUrl: string }): Reports {
  const wording = digest(`${version}\n${publicBaseUrl}`).slice(0, 8)
  return {
    tagFor(etag, wanted) {
      check(wanted)
      const { form, maxChars } = wanted
      return tagOf(etag, 'report', form, ...(maxChars === undefined ? [] : [String(maxChars)]), wording)
    },
    async send(reply, plan, wanted) {
      check(wanted)
      const { type, write, headers = {} } = formOf(wanted.form)
      const report = reportOf(plan, { publicBaseUrl })
      const { maxChars } = wanted
      const text = await write({ plan, report, ...(maxChars === undefined ? {} : { maxChars }) })
      return reply.headers(headers).type(type).send(text)
    },
    commentTagFor: (etag, name) => tagOf(etag, 'comment', name, wording),
    async commentOn(plan, name) {
      const text = await formOf(COMMENT_FORMS[name]).write({ plan, report: reportOf(plan, { publicBaseUrl }) })
      return name === 'adf' ? { adf: JSON.parse(text) } : { [name]: text }
    },
  }
}

function check({ form, maxChars }: Wanted): void {
  const { least } = formOf(form)
  if (maxChars === undefined || least === undefined || maxChars >= least) return
  const detail = `must be at least ${least} for ${form}`
  throw new Failure('INVALID_PARAMETER', `maxChars: ${detail}.`, {
    mistakes: [{ pointer: '/query/maxChars', code: 'INVALID_PARAMETER', detail }],
  })
}
