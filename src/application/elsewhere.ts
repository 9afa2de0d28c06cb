// Drawing up elsewhere than on the event loop: what is sent to a worker and what comes back. Values that can be copied; a failure crosses
// as its parts, since a class would be lost on the way.
import type { PriceBook } from '../domain/estimate/price-book.ts'
import { Failure, type FailureCode, type Mistake } from '../domain/failure.ts'
import { type Circumstances, createDrawing, type DrawingParts } from './drawing.ts'
import { type Drawn, drawnOf } from './drawn.ts'
import { bookOf, type SentBook } from './price-books.ts'

/** Without a book, the built-in one. */
export type Job = { document: unknown; circumstances: Omit<Circumstances, 'book'>; book?: SentBook }
export type Outcome =
  | { drawn: Drawn }
  /** A mistake of ours, told with its stack. */
  | { bug: string }
  | { failure: { code: FailureCode; message: string; mistakes: readonly Mistake[]; inside: string | undefined } }

/** Draws up in a worker. Throws what a plan on the event loop would throw, and PLANNING_UNAVAILABLE when no worker can. */
export type DrawElsewhere = (job: Job) => Promise<Drawn>
/** The same for a small plan; undefined where it had better be drawn up here. */
export type HelpDrawing = (job: Job) => Promise<Drawn> | undefined

/** What a worker says when it can work at once. */
export const READY = 'ready'

/** What a worker does with a job; nothing is thrown. */
export function createWork(parts: DrawingParts & { priceBook: PriceBook }): (job: Job) => Outcome {
  const drawUp = createDrawing(parts)
  return ({ document, circumstances, book: sent }) => {
    try {
      const book = sent === undefined ? parts.priceBook : bookOf(sent, parts.providers)
      return { drawn: drawnOf(drawUp(document, { ...circumstances, book }), circumstances) }
    } catch (error) {
      if (!(error instanceof Failure))
        return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }
      const { code, message, mistakes, inside } = error
      return { failure: { code, message, mistakes, inside } }
    }
  }
}

/** What came back, as if it had been drawn up here. */
export function drawnIn(outcome: Outcome): Drawn {
  if ('drawn' in outcome) return bytesIn(outcome.drawn)
  if ('bug' in outcome) throw new Error(`in a worker: ${outcome.bug}`)
  const { code, message, mistakes, inside } = outcome.failure
  throw new Failure(code, message, { mistakes, ...(inside === undefined ? {} : { inside }) })
}

/** What of an outcome is handed over instead of being copied. */
export const handedOver = (outcome: Outcome): ArrayBuffer[] =>
  'drawn' in outcome ? [outcome.drawn.json.buffer as ArrayBuffer] : []

/** A Buffer comes out of another thread as the bytes it is made of. */
const bytesIn = ({ json, ...rest }: Omit<Drawn, 'json'> & { json: Uint8Array }): Drawn => ({
  ...rest,
  json: Buffer.from(json.buffer, json.byteOffset, json.byteLength),
})
