// Which bodies are read at all: JSON and YAML, as they are. Fastify's own readers are removed, or text/plain would pass unread.
import type { FastifyRequest } from 'fastify'
import { type Format, readDocument, readStream, type SentText } from './documents.ts'
import { ACCEPT_POST, YAML_TYPES } from './media-types.ts'
import { Refusal } from './problems.ts'
import type { App } from './route.ts'
import { filesInText, type SentFiles } from './sent-files.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A route that says so is sent Kubernetes objects, in as many documents as they take, or files as they are; every other route one document. */
    reads?: 'stream' | 'files'
  }
}

export function readBodies(app: App): void {
  app.removeAllContentTypeParsers()
  // What is sent along with DELETE means nothing (RFC 9110, section 9.3.5): it is not read, so that it cannot be wrong.
  app.addHttpMethod('DELETE', { hasBody: false, overrideExisting: true })
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, reader('JSON'))
  app.addContentTypeParser([...YAML_TYPES], { parseAs: 'buffer' }, reader('YAML'))
}

const reader =
  (format: Format) =>
  async (request: FastifyRequest, bytes: Buffer): Promise<SentText | SentFiles> => {
    const coding = request.headers['content-encoding'] ?? 'identity'
    if (coding.toLowerCase() !== 'identity')
      throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'A body is read as it is, without a Content-Encoding.', {
        'Accept-Encoding': 'identity',
        'Accept-Post': ACCEPT_POST,
      })
    const { reads } = request.routeOptions.config
    if (reads === 'files') return filesInText(bytes, format)
    return reads === 'stream' ? readStream(bytes, format) : readDocument(bytes, format)
  }
