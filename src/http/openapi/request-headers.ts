// Headers that a request may carry, as the document shows them. Routes read them by hand: a header has forms that a schema cannot tell.
import { z } from 'zod'

const ifNoneMatch = z.string().optional()

/** For a route that reads: what the caller has already. */
export const READING = z.object({
  'If-None-Match': ifNoneMatch.meta({
    description: 'The `ETag` of what is known already: 304 when it is current.',
    example: '"019ab4d2-5c00.1.mi7y6xs0"',
  }),
})

const ifMatch = {
  'If-Match': z.string().optional().meta({
    description: 'The `ETag` of the revision that is meant: 412 when it is not the newest any more.',
    example: '"019ab4d2-5c00.1.mi7y6xs0"',
  }),
}

const keyed = {
  'Idempotency-Key': z
    .string()
    .optional()
    .meta({
      description:
        'Of your own making, 1 to 255 characters, quoted or bare: the same request again within 24 hours gets the same answer, with ' +
        '`Idempotency-Replayed: true`, and is not done again.',
      example: '"OPS-42-1795511559132"',
    }),
}

export const KEYED = z.object(keyed)
/** For a route that removes. */
export const EXPECTING = z.object(ifMatch)
/** For a route that makes the next revision of what is there. */
export const EXPECTING_KEYED = z.object({ ...ifMatch, ...keyed })
/** For a route that makes what is not there as well. */
export const PUTTING = z.object({
  ...ifMatch,
  'If-None-Match': ifNoneMatch.meta({
    description: '`*`: only where there is no plan yet; 412 when there is one.',
    example: '*',
  }),
  ...keyed,
})
