// How a page leaves: as HTML, with a policy under which nothing in it runs or loads that is not a file of ours.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendTagged, unchanged } from '../conditional.ts'
import type { Asset } from './folder.ts'

export const HTML_TYPE = 'text/html; charset=utf-8'
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** A browser says that it does. Whoever else errs here is told so as everywhere. */
export const takesPages = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') === true

export function sendPage(request: FastifyRequest, reply: FastifyReply, html: string): FastifyReply {
  reply.header('Content-Security-Policy', POLICY).header('Referrer-Policy', 'same-origin')
  // What is wrong, or what was sent, is nobody's to keep.
  return reply.statusCode === 200 && request.method !== 'POST'
    ? sendTagged(request, reply, HTML_TYPE, html)
    : reply.header('Cache-Control', 'no-store').type(HTML_TYPE).send(html)
}

export function sendAsset(request: FastifyRequest, reply: FastifyReply, { path, type, content }: Asset): FastifyReply {
  reply.header('Cache-Control', 'public, max-age=31536000, immutable')
  return unchanged(request, reply, `"${path}"`) ? reply.code(304).send() : reply.type(type).send(content)
}
