// A zip archive → its files. Its directory is read first, so that sizes, names, links and encryption are judged before anything is inflated,
// and again by what comes out, for a directory may lie. Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.12 and 4.4.
import { crc32 } from 'node:zlib'
import { unzipSync } from 'fflate'
import { Failure } from '../../domain/failure.ts'
import { type Archive, notRead, refuseTooMuch, refuseUnsafeName, unsafe } from './limits.ts'

const END = 0x06054b50
const ENTRY = 0x02014b50
const LONGEST_COMMENT = 65_535
const LINK = 0o120000
const FORMAT = 0o170000

type Entry = { name: string; size: number; sum: number; mode: number; encrypted: boolean; method: number }

const broken = (): Failure => new Failure('MALFORMED_DOCUMENT', 'The zip archive cannot be read: it is not whole.')

export function readZip(bytes: Uint8Array): Archive {
  const entries = directoryOf(bytes)
  let total = 0
  entries.forEach(({ name, size, mode, encrypted, method }, index) => {
    refuseUnsafeName(name)
    if ((mode & FORMAT) === LINK) throw unsafe(name, 'LINK', 'links are not followed')
    if (encrypted) throw unsafe(name, 'ENCRYPTED', 'encrypted files are not read')
    if (method !== 0 && method !== 8) throw unsafe(name, 'UNKNOWN_METHOD', 'only stored and deflated files are read')
    total += size
    refuseTooMuch(name, index + 1, total, bytes.length)
  })
  const sums = new Map(entries.map(({ name, sum }) => [name, sum]))
  const files: Archive['files'] = []
  const passedOver: Archive['passedOver'] = []
  for (const [name, content] of Object.entries(inflated(bytes))) {
    // What is longer than its entry says was cut there: nobody knows what it would have been.
    if (crc32(content) !== sums.get(name)) throw unsafe(name, 'NOT_AS_SAID', 'it is not what the directory says')
    const because = notRead(name)
    if (because === undefined) files.push({ name, bytes: content })
    else passedOver.push({ name, because })
  }
  return { files, passedOver }
}

function inflated(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter: ({ name }) => !name.endsWith('/') })
  } catch {
    throw broken()
  }
}

function directoryOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  const last = Math.max(0, end - LONGEST_COMMENT)
  while (end >= last && view.getUint32(end, true) !== END) end -= 1
  if (end < last) throw broken()
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  // The numbers of the format's larger form, which nothing under its limits needs.
  if (count === 0xffff || at === 0xffffffff) throw unsafe('the archive', 'TOO_MANY_FILES', 'ZIP64 is not read')
  const entries: Entry[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw broken()
    const length = view.getUint16(at + 28, true)
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + length)).toString('utf8')
    entries.push({
      name,
      sum: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      mode: view.getUint32(at + 38, true) >>> 16,
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
    })
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}
