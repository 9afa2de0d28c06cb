// How much an archive may hold, and which of its entries are files that are read. Nothing of an archive is ever written to a disk; what
// would be dangerous there is refused all the same, for nobody sends it by mistake.
import { Failure } from '../../domain/failure.ts'
import { shown } from '../../reports/text/shown.ts'

export const FILES_AT_MOST = 1000
export const BYTES_AT_MOST = 20 * 1024 * 1024
const NAME_AT_MOST = 200
// Text compresses to a tenth or so; a bomb to a thousandth.
const RATIO_AT_MOST = 200
const RATIO_FROM = 1024 * 1024

export type Unpacked = { name: string; bytes: Uint8Array }
export type Archive = { files: Unpacked[]; passedOver: { name: string; because: string }[] }

export const unsafe = (name: string, code: string, detail: string): Failure =>
  new Failure('UNSAFE_ARCHIVE', `${shown(name, 100)}: ${detail}.`, {
    mistakes: [{ pointer: '', code, detail: `${shown(name, 100)}: ${detail}` }],
  })

export function refuseUnsafeName(name: string): void {
  if (name.length > NAME_AT_MOST)
    throw unsafe(name, 'NAME_TOO_LONG', `a name must have at most ${NAME_AT_MOST} characters`)
  if (/^(?:[/\\]|[a-zA-Z]:)/.test(name) || name.split(/[/\\]/).includes('..') || /\p{Cc}/u.test(name))
    throw unsafe(
      name,
      'UNSAFE_NAME',
      'a name must stay inside the archive: no "..", no leading slash, no control characters',
    )
}

export function refuseTooMuch(name: string, count: number, bytes: number, sent: number): void {
  if (count > FILES_AT_MOST) throw unsafe(name, 'TOO_MANY_FILES', `an archive may hold at most ${FILES_AT_MOST} files`)
  if (bytes > BYTES_AT_MOST)
    throw unsafe(name, 'TOO_BIG', `an archive may hold at most ${BYTES_AT_MOST / 1024 / 1024} MiB`)
  if (bytes > RATIO_FROM && bytes > sent * RATIO_AT_MOST)
    throw unsafe(name, 'RATIO_TOO_HIGH', `an archive must not hold more than ${RATIO_AT_MOST} times its own size`)
}

/** Why a file is not read; undefined for one that is. */
export function notRead(name: string): string | undefined {
  const base = name.split('/').at(-1) ?? ''
  if (name.startsWith('__MACOSX/') || base.startsWith('._')) return 'it is what macOS keeps beside a file'
  return /\.(?:ya?ml|json|env)$/i.test(base) || base.startsWith('.env') ? undefined : 'it is neither YAML nor JSON'
}
