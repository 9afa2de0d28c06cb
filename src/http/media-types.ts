// The media types that are read and written, and the choice among those a caller accepts.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from './problems.ts'

/** RFC 9512 names the first; the others are what was used before it. */
export const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'] as const
/** What a request body may be. */
export const BODY_TYPES = ['application/json', ...YAML_TYPES] as const

/** What is told to whoever sends something else: the old names of YAML are not recommended. */
export const ACCEPT_POST = BODY_TYPES.slice(0, 2).join(', ')

export const JSON_TYPE = 'application/json; charset=utf-8'
export const TEXT_TYPE = 'text/plain; charset=utf-8'
export const YAML_TYPE = 'application/yaml; charset=utf-8'
export const ZIP_TYPE = 'application/zip'
export const SVG_TYPE = 'image/svg+xml; charset=utf-8'
/** RFC 4180: the first line names the columns. */
export const CSV_TYPE = 'text/csv; charset=utf-8; header=present'

/** The first of `offered` is what a caller without wishes gets. Throws NOT_ACCEPTABLE, naming what there is. */
export function negotiate<Offer extends string>(
  request: FastifyRequest,
  reply: FastifyReply,
  offered: readonly Offer[],
): Offer {
  // CORS may have said already that it depends on the origin, too.
  const vary = [reply.getHeader('Vary'), 'Accept']
    .flat()
    .filter((field) => field !== undefined)
    .join(', ')
  reply.header('Vary', vary)
  const chosen = request.accepts().type([...offered])
  const found = offered.find((offer) => offer === chosen)
  if (found === undefined) throw new Refusal('NOT_ACCEPTABLE', `This can be had as ${offered.join(', ')}.`)
  return found
}
