// Entity tags: made from a plan's own tag and the form it is sent in, never by hashing a response.
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A strong tag for one form of one plan: `"0199….1"`, `"0199….1.text"`. */
export const tagOf = (etag: string, ...form: string[]): string => `"${[etag, ...form].join('.')}"`

/** Sets the tag and answers whether the caller has this very thing already: then 304 is all there is to send. */
export function unchanged(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  reply.header('ETag', tag)
  const known = request.headers['if-none-match']
  if (known === undefined) return false
  return known.split(',').some((candidate) => candidate.trim() === '*' || candidate.trim().replace(/^W\//, '') === tag)
}
