// The form as a browser sends it → the text in it, the files beside it, the cloud that was picked. Nothing of it touches a disk.
import '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Failure, type Mistake } from '../../domain/failure.ts'
import type { InputFile } from '../../domain/imported.ts'
import { BYTES_AT_MOST } from '../archives/limits.ts'
import { Refusal } from '../problems.ts'
import { filesInPart, type SentFiles } from '../sent-files.ts'

const MIB = 1024 * 1024
export const FORM_LIMITS = {
  files: 100,
  fields: 5,
  parts: 105,
  fileSize: 10 * MIB,
  fieldSize: 2 * MIB,
  fieldNameSize: 100,
  headerPairs: 50,
}

export type SentForm = {
  /** With the line ends of this side: a browser sends those of DOS. */
  text: string
  files: readonly InputFile[]
  passedOver: SentFiles['passedOver']
  /** `aws/us-east-1`, `bare-metal/`, or nothing. */
  target: string
  action: 'plan' | 'read' | 'plan-rest'
}

/** Throws BODY_TOO_LARGE, MALFORMED_DOCUMENT, UNSAFE_ARCHIVE. */
export async function readForm(request: FastifyRequest): Promise<SentForm> {
  const fields = new Map<string, string>()
  const sent: SentFiles[] = []
  let bytes = 0
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.valueTruncated) throw tooLarge()
        fields.set(part.fieldname, String(part.value))
        continue
      }
      const content = await part.toBuffer()
      bytes += content.length
      if (bytes > BYTES_AT_MOST) throw tooLarge()
      // A browser sends an empty file where none was chosen.
      if (content.length > 0) sent.push(await filesInPart(part.filename, content))
    }
  } catch (error) {
    if (error instanceof Failure || error instanceof Refusal) throw error
    const { code } = error as { code?: string }
    if (code?.endsWith('_LIMIT') || code === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge()
    throw new Failure('MALFORMED_DOCUMENT', 'The form cannot be read: it is not whole.')
  }
  const action = fields.get('action')
  return {
    text: (fields.get('text') ?? '').replaceAll('\r\n', '\n'),
    files: sent.flatMap(({ files }) => files),
    passedOver: sent.flatMap(({ passedOver }) => passedOver),
    target: fields.get('target') ?? '',
    action: action === 'read' || action === 'plan-rest' ? action : 'plan',
  }
}

const tooLarge = (): Refusal =>
  new Refusal(
    'BODY_TOO_LARGE',
    `A form may have ${FORM_LIMITS.files} files of 10 MiB, 20 MiB in all, and 2 MiB of text.`,
  )

/** One mistake that is of the form itself. */
export const mistaken = (detail: string, mistakes: readonly Mistake[] = []): Failure =>
  new Failure('MALFORMED_DOCUMENT', detail, { mistakes })
