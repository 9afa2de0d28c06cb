// Which bodies are read at all: JSON and YAML, as they are. Fastify's own readers are removed, or text/plain would pass unread.
import type { FastifyRequest } from 'fastify'
import { type Format, readDocument, type SentDocument } from './documents.ts'
import { YAML_TYPES } from './media-types.ts'
import { Refusal } from './problems.ts'
import type { App } from './route.ts'

export function readBodies(app: App): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, reader('JSON'))
  app.addContentTypeParser([...YAML_TYPES], { parseAs: 'buffer' }, reader('YAML'))
}

const reader =
  (format: Format) =>
  async (request: FastifyRequest, bytes: Buffer): Promise<SentDocument> => {
    const coding = request.headers['content-encoding'] ?? 'identity'
    if (coding.toLowerCase() === 'identity') return readDocument(bytes, format)
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'A body is read as it is, without a Content-Encoding.', {
      'Accept-Encoding': 'identity',
    })
  }
