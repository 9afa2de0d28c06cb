// Archives for tests, well-meant and not.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { zipSync } from 'fflate'
import { type Header, pack } from 'tar-stream'

const bytes = (text: string) => new TextEncoder().encode(text)

export const zipOf = (files: Record<string, string>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)]))))

type Entry = Partial<Header> & { name: string; text?: string }

export async function tarOf(entries: readonly Entry[]): Promise<Buffer> {
  const writer = pack()
  for (const entry of entries) {
    if (entry.text !== undefined) writer.entry({ name: entry.name }, entry.text)
    else writer.entry(entry)
  }
  writer.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of writer) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export const gzipOf = (plain: Buffer): Promise<Buffer> => promisify(gzip)(plain)

const ENTRY = [0x50, 0x4b, 1, 2]

/** The same archive with one number of its directory changed: `at` counts from the beginning of the first entry there. */
export function withDirectory(zip: Buffer, at: number, value: number, size: 2 | 4): Buffer {
  const copy = Buffer.from(zip)
  const start = copy.indexOf(Buffer.from(ENTRY))
  if (size === 2) copy.writeUInt16LE(value, start + at)
  else copy.writeUInt32LE(value >>> 0, start + at)
  return copy
}
