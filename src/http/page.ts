// A page to read, sent: no script, no picture from elsewhere, no form, and one style, by its hash.
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PAGE_STYLE } from '../reports/page/style.ts'
import { sendTagged } from './conditional.ts'

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64')
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

export const sendPage = (request: FastifyRequest, reply: FastifyReply, html: string): FastifyReply =>
  sendTagged(request, reply.header('Content-Security-Policy', POLICY), 'text/html; charset=utf-8', html)

/** For the document: an example is to be read among many. */
export const beginningOf = (html: string): string => `${html.slice(0, html.indexOf('<style>'))}\n`
