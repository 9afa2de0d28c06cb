// A form with files → their texts and the fields beside them. Nothing of a form touches a disk; every part of it is counted.
import '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Failure } from '../domain/failure.ts'
import { BYTES_AT_MOST, FILES_AT_MOST } from './archives/limits.ts'
import { readDocument } from './documents.ts'
import { Refusal } from './problems.ts'
import { type Beside, filesInEnvelope, filesInPart, type SentFiles, together } from './sent-files.ts'

export const FORM_LIMITS = {
  files: FILES_AT_MOST,
  fields: 20,
  parts: FILES_AT_MOST + 20,
  fileSize: BYTES_AT_MOST,
  fieldSize: 256 * 1024,
  fieldNameSize: 100,
  headerPairs: 100,
}

/** Fields that hold a document of their own. */
const DOCUMENTS = new Set(['target', 'answers'])

export async function filesInForm(request: FastifyRequest): Promise<SentFiles> {
  const sent: SentFiles[] = []
  const fields: Record<string, unknown> = {}
  let bytes = 0
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') {
        const content = await part.toBuffer()
        bytes += content.length
        if (bytes > BYTES_AT_MOST) throw tooLarge()
        sent.push(await filesInPart(part.filename, content))
      } else if (typeof part.value === 'string') {
        const value = DOCUMENTS.has(part.fieldname) ? readDocument(Buffer.from(part.value), 'YAML').value : part.value
        Object.defineProperty(fields, part.fieldname, { value, enumerable: true, configurable: true })
      }
    }
  } catch (error) {
    if (error instanceof Failure || error instanceof Refusal) throw error
    const { code } = error as { code?: string }
    if (code?.endsWith('_LIMIT') || code === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge()
    throw new Failure('MALFORMED_DOCUMENT', 'The form cannot be read: it is not whole.')
  }
  const beside: Beside = Object.keys(fields).length === 0 ? {} : filesInEnvelope({ input: 'none', ...fields }).beside
  if (sent.length === 0) throw new Failure('MALFORMED_DOCUMENT', 'The form has no file: there is nothing to import.')
  return together(sent, beside)
}

const tooLarge = (): Refusal =>
  new Refusal(
    'BODY_TOO_LARGE',
    `A form may have at most ${FILES_AT_MOST} files and ${BYTES_AT_MOST / 1024 / 1024} MiB in all.`,
  )
