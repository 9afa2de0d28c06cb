// A tar archive, gzipped or not → its files. What a gzip stream would come to is bounded while it is inflated.
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { Failure } from '../../domain/failure.ts'
import { type Archive, BYTES_AT_MOST, notRead, refuseTooMuch, refuseUnsafeName, unsafe } from './limits.ts'

const inflate = promisify(gunzip)
const GZIP = [0x1f, 0x8b]

export async function readTar(bytes: Uint8Array): Promise<Archive> {
  const plain = GZIP.every((byte, index) => bytes[index] === byte) ? await inflated(bytes) : Buffer.from(bytes)
  refuseTooMuch('the archive', 0, plain.length, bytes.length)
  const archive: Archive = { files: [], passedOver: [] }
  const reader = extract()
  const source = Readable.from([plain])
  source.pipe(reader)
  let count = 0
  try {
    for await (const entry of reader) {
      const { name, type, size = 0 } = entry.header
      refuseUnsafeName(name)
      if (type === 'symlink' || type === 'link') throw unsafe(name, 'LINK', 'links are not followed')
      if (type === 'file' || type === 'contiguous-file') {
        count += 1
        refuseTooMuch(name, count, size, bytes.length)
        const because = notRead(name)
        const chunks: Buffer[] = []
        for await (const chunk of entry) chunks.push(chunk as Buffer)
        if (because === undefined) archive.files.push({ name, bytes: Buffer.concat(chunks) })
        else archive.passedOver.push({ name, because })
      } else {
        if (type !== 'directory') throw unsafe(name, 'UNKNOWN_ENTRY', 'only files and folders are read')
        entry.resume()
      }
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure('MALFORMED_DOCUMENT', 'The tar archive cannot be read: it is not whole.')
  } finally {
    source.destroy()
    reader.destroy()
  }
  return archive
}

async function inflated(bytes: Uint8Array): Promise<Buffer> {
  try {
    return await inflate(bytes, { maxOutputLength: BYTES_AT_MOST })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw unsafe('the archive', 'TOO_BIG', `an archive may hold at most ${BYTES_AT_MOST / 1024 / 1024} MiB`)
    throw new Failure('MALFORMED_DOCUMENT', 'The gzip stream cannot be read: it is not whole.')
  }
}
