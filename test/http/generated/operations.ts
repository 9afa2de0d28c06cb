// The committed OpenAPI document as somebody reads it who knows nothing else of the service.
import { readFileSync } from 'node:fs'

export type Schema = Record<string, unknown>
export type Media = { schema: Schema; examples?: Record<string, { value?: unknown }> }
type Parameter = { in: 'query' | 'path'; name: string; required?: boolean; schema: Schema }
type Described = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { headers?: Record<string, unknown>; content?: Record<string, Media> }>
  security: Record<string, string[]>[]
}
export type Operation = Described & { method: string; path: string }

export const DOCUMENT: {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema> }
} = JSON.parse(readFileSync('openapi/openapi.json', 'utf8'))

export const OPERATIONS: readonly Operation[] = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ ...described, method: method.toUpperCase(), path })),
)

export const operationCalled = (id: string | undefined): Operation | undefined =>
  OPERATIONS.find(({ operationId }) => operationId === id)

/** The value of the first example of a body, written out. */
export const exampleBody = ({ requestBody }: Operation): unknown => {
  const [media] = Object.values(requestBody?.content ?? {})
  const [example] = Object.values(media?.examples ?? {})
  return example?.value
}
