// A place in a list ↔ an opaque token that only we can write and that only goes with the list and the filters it was made for.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Failure } from '../domain/failure.ts'

/** `list` names the list and what narrows it. */
export type Cursors = {
  write: (position: readonly (string | number)[], list: object) => string
  /** The position as it was written. Throws INVALID_CURSOR. */
  read: (cursor: string, list: object) => readonly unknown[]
}

/** Without a secret, cursors end with the process: harmless, a list is simply begun again. */
export function createCursors(secret: string | undefined): Cursors {
  const key = secret ?? randomBytes(32)
  const sign = (content: string) => createHmac('sha256', key).update(content).digest().subarray(0, 16)
  return {
    write(position, list) {
      const content = JSON.stringify([printOf(list), ...position])
      return Buffer.concat([sign(content), Buffer.from(content)]).toString('base64url')
    },
    read(cursor, list) {
      const bytes = Buffer.from(cursor, 'base64url')
      const content = bytes.subarray(16).toString('utf8')
      const genuine = bytes.length > 16 && timingSafeEqual(bytes.subarray(0, 16), sign(content))
      if (!genuine) throw invalid('this cursor was not made here; start again without it')
      // What we signed, we wrote.
      const [print, ...position] = JSON.parse(content) as unknown[]
      if (print !== printOf(list)) throw invalid('this cursor was made with other filters; start again without it')
      return position
    },
  }
}

function printOf(list: object): string {
  const entries = Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(entries)).digest('base64url').slice(0, 16)
}

const invalid = (detail: string): Failure =>
  new Failure('INVALID_CURSOR', `The cursor is invalid: ${detail}.`, {
    mistakes: [{ pointer: '/query/cursor', code: 'INVALID_CURSOR', detail }],
  })
