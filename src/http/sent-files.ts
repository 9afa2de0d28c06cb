// A body of files → their texts, whatever carried them: one text, an envelope, a form, an archive; and what was said beside them.
import { z } from 'zod'
import { Failure } from '../domain/failure.ts'
import { ImportFormat, type InputFile } from '../domain/imported.ts'
import { readWith } from '../domain/schema/read.ts'
import { TopologyInput } from '../domain/topology/index.ts'
import { shown } from '../reports/text/shown.ts'
import { type Archive, FILES_AT_MOST } from './archives/limits.ts'
import { readTar } from './archives/tar.ts'
import { textOf } from './archives/text.ts'
import { readZip } from './archives/zip.ts'
import { type Format, readDocument } from './documents.ts'

export const ImportInput = z
  .strictObject({
    input: z
      .union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())], {
        error: 'must be text, an object or a list',
      })
      .optional()
      .meta({ description: 'The text of one file, or what kubectl prints with -o json, as it is.' }),
    files: z
      .array(z.strictObject({ name: z.string().min(1).max(200), text: z.string() }))
      .min(1, { error: 'must name a file' })
      .max(FILES_AT_MOST, { error: `must name at most ${FILES_AT_MOST} files` })
      .optional(),
    format: ImportFormat.optional(),
    name: z.string().optional().meta({ description: 'Of the topology.' }),
    // Read together with the query; the document shows what may stand here.
    target: z
      .unknown()
      .optional()
      .meta({
        ...z.toJSONSchema(TopologyInput.shape.target.partial(), { io: 'input' }),
        description: 'As `target` of a topology; what the query says wins.',
      }),
    answers: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'By the id of each question; null takes away what is asked about.' }),
  })
  .meta({ id: 'ImportInput', description: 'Files with what is to be said beside them.' })
export type ImportInput = z.infer<typeof ImportInput>

export type Beside = Omit<ImportInput, 'input' | 'files'>

/** What was sent to a route that reads files. A class, so that a route can tell it from anything else. */
export class SentFiles {
  readonly files: readonly InputFile[]
  readonly passedOver: Archive['passedOver']
  readonly beside: Beside

  constructor(files: readonly InputFile[], passedOver: Archive['passedOver'] = [], beside: Beside = {}) {
    this.files = files
    this.passedOver = passedOver
    this.beside = beside
  }
}

const ONE = 'input'

/** A body of text: a file by itself, or an envelope around files. */
export function filesInText(bytes: Uint8Array, format: Format): SentFiles {
  const text = textOf(bytes)
  if (text === undefined)
    throw new Failure('MALFORMED_DOCUMENT', 'The body is neither UTF-8 nor UTF-16 with a byte order mark.')
  if (text.trim() === '') throw new Failure('MALFORMED_DOCUMENT', 'The body is empty; send the files to import.')
  const envelope = format === 'JSON' ? jsonEnvelope(text, bytes) : yamlEnvelope(text, bytes)
  return envelope === undefined ? new SentFiles([{ name: ONE, text }]) : filesInEnvelope(envelope)
}

const MARKS = ['input', 'files', 'answers']
const isEnvelope = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  MARKS.some((mark) => Object.hasOwn(value, mark)) &&
  !('kind' in value) &&
  !('services' in value)

function jsonEnvelope(text: string, bytes: Uint8Array): unknown {
  const value = readJson(text, bytes)
  if (typeof value !== 'object' || value === null)
    throw new Failure(
      'MALFORMED_DOCUMENT',
      'The body must be an object or a list: what kubectl prints, or an envelope with `input` or `files`.',
    )
  return isEnvelope(value) ? value : undefined
}

/** What is not JSON is told with its place. */
function readJson(text: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return readDocument(bytes, 'JSON').value
  }
}

const yamlEnvelope = (text: string, bytes: Uint8Array): unknown =>
  /^(?:input|files):/m.test(text) && !/^(?:kind|apiVersion|services):/m.test(text)
    ? readDocument(bytes, 'YAML').value
    : undefined

export function filesInEnvelope(envelope: unknown): SentFiles {
  const { value, mistakes } = readWith(ImportInput, envelope)
  if (value === undefined || mistakes.length > 0)
    throw new Failure(
      'MALFORMED_DOCUMENT',
      `The body has ${mistakes.length} mistake${mistakes.length === 1 ? '' : 's'}.`,
      { mistakes },
    )
  const { input, files = [], ...beside } = value
  const one =
    input === undefined ? [] : [{ name: ONE, text: typeof input === 'string' ? input : JSON.stringify(input) }]
  if (one.length + files.length === 0)
    throw new Failure('MALFORMED_DOCUMENT', 'The body must have `input` or `files`: there is nothing to import.')
  return new SentFiles([...one, ...files], [], beside)
}

export const filesInZip = (bytes: Uint8Array): SentFiles => filesOf(readZip(bytes))
export const filesInTar = async (bytes: Uint8Array): Promise<SentFiles> => filesOf(await readTar(bytes))

/** A file of a form: an archive by its first bytes, else a file by itself. */
export async function filesInPart(name: string, bytes: Uint8Array): Promise<SentFiles> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) return filesInZip(bytes)
  if ((bytes[0] === 0x1f && bytes[1] === 0x8b) || /\.tar$/.test(name)) return filesInTar(bytes)
  return filesOf({ files: [{ name: shown(name === '' ? ONE : name, 200), bytes }], passedOver: [] })
}

function filesOf({ files, passedOver }: Archive): SentFiles {
  const read: InputFile[] = []
  const left = [...passedOver]
  for (const { name, bytes } of files) {
    const text = textOf(bytes)
    if (text === undefined) left.push({ name, because: 'it is neither UTF-8 nor UTF-16 with a byte order mark' })
    else read.push({ name, text })
  }
  return new SentFiles(read, left)
}

export const together = (all: readonly SentFiles[], beside: Beside): SentFiles =>
  new SentFiles(
    all.flatMap(({ files }) => files),
    all.flatMap(({ passedOver }) => passedOver),
    beside,
  )
