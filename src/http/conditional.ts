// Entity tags: made from a plan's own tag and the form it is sent in, or of the bytes where nothing else names what is sent; and what a
// caller expects of them.
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Expectation } from '../application/plans.ts'
import { Refusal } from './problems.ts'

/** A strong tag for one form of one revision: `"0199….1.mi…"`, `"0199….1.mi….text"`. */
export const tagOf = (etag: string, ...form: string[]): string => `"${[etag, ...form].join('.')}"`

/** Sets the tag and answers whether the caller has this very thing already: then 304 is all there is to send. */
export function unchanged(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  reply.header('ETag', tag)
  const known = request.headers['if-none-match']
  if (known === undefined) return false
  return listOf(known).some((candidate) => candidate === '*' || candidate.replace(/^W\//, '') === tag)
}

/** Sends what has no tag of its own: lists, and what a later version of the service may work out otherwise. */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, type: string, body: string): FastifyReply {
  const tag = `"${digest(body)}"`
  return unchanged(request, reply, tag) ? reply.code(304).send() : reply.type(type).send(body)
}

export const digest = (bytes: string | Buffer): string =>
  createHash('sha256').update(bytes).digest('base64url').slice(0, 22)

/**
 * What a change says must hold of the plan (RFC 9110, 13.1); undefined where it says nothing. Throws PRECONDITION_REQUIRED where it must.
 * A tag is taken without its quotes too, as `etag` has it, and for whichever form of the revision it is; a weak one is never taken.
 */
export function expectationOf(request: FastifyRequest, { required }: { required: boolean }): Expectation | undefined {
  const { 'if-match': match, 'if-none-match': noneMatch } = request.headers
  if (match === undefined && noneMatch === undefined) {
    if (!required) return undefined
    throw new Refusal(
      'PRECONDITION_REQUIRED',
      'Say which revision is meant: its ETag in If-Match, or `If-None-Match: *` to make a plan that is not there yet.',
    )
  }
  return (etag) =>
    (match === undefined || matches(match, etag)) && (noneMatch === undefined || !matches(noneMatch, etag))
}

function matches(header: string, etag: string | undefined): boolean {
  if (etag === undefined) return false
  return listOf(header)
    .map((candidate) => candidate.replace(/^"(.*)"$/, '$1'))
    .some((candidate) => candidate === '*' || candidate === etag || candidate.startsWith(`${etag}.`))
}

const listOf = (header: string): string[] => header.split(',').map((candidate) => candidate.trim())
