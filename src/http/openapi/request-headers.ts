// Headers that a request may carry, as the document shows them. Routes read them by hand: a header has forms that a schema cannot tell.
// None has an example: Swagger UI would send it.
import { z } from 'zod'

const ifNoneMatch = z.string().optional()

/** For a route that reads: what the caller has already. */
export const READING = z.object({
  'If-None-Match': ifNoneMatch.meta({
    description: 'The `ETag` of what is known already, such as `"019ab4d2-5c00.1.mi7y6xs0"`: 304 when it is current.',
  }),
})

const ifMatch = {
  'If-Match': z.string().optional().meta({
    description:
      'The `ETag` of the revision that is meant, such as `"019ab4d2-5c00.1.mi7y6xs0"`: 412 when it is not the newest any more.',
  }),
}

const keyed = {
  'Idempotency-Key': z
    .string()
    .optional()
    .meta({
      description:
        'Of your own making, such as `"OPS-42-1795511559132"`; 1 to 255 characters, quoted or bare: the same request again within 24 hours gets the same answer, with ' +
        '`Idempotency-Replayed: true`, and is not done again.',
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
  }),
  ...keyed,
})
