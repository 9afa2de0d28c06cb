// A place in the list ↔ an opaque token that only we can write and that only goes with the filters it was made for.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { PlanFilter, PlanPosition } from '../application/store.ts'
import { Failure } from '../domain/failure.ts'

export type Cursors = {
  write: (position: PlanPosition, filter: PlanFilter) => string
  /** Throws INVALID_CURSOR. */
  read: (cursor: string, filter: PlanFilter) => PlanPosition
}

const Content = z.tuple([z.iso.datetime(), z.uuid(), z.string()])

/** Without a secret, cursors end with the process: harmless, a list is simply begun again. */
export function createCursors(secret: string | undefined): Cursors {
  const key = secret ?? randomBytes(32)
  const sign = (content: string) => createHmac('sha256', key).update(content).digest().subarray(0, 16)
  return {
    write(position, filter) {
      const content = JSON.stringify([position.createdAt, position.id, printOf(filter)])
      return Buffer.concat([sign(content), Buffer.from(content)]).toString('base64url')
    },
    read(cursor, filter) {
      const bytes = Buffer.from(cursor, 'base64url')
      const content = bytes.subarray(16).toString('utf8')
      const genuine = bytes.length > 16 && timingSafeEqual(bytes.subarray(0, 16), sign(content))
      if (!genuine) throw invalid('this cursor was not made here; start again without it')
      const [createdAt, id, print] = Content.parse(JSON.parse(content))
      if (print !== printOf(filter)) throw invalid('this cursor was made with other filters; start again without it')
      return { createdAt, id }
    },
  }
}

function printOf(filter: PlanFilter): string {
  const entries = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(entries)).digest('base64url').slice(0, 16)
}

const invalid = (detail: string): Failure =>
  new Failure('INVALID_CURSOR', `The cursor is invalid: ${detail}.`, {
    mistakes: [{ pointer: '/query/cursor', code: 'INVALID_CURSOR', detail }],
  })
