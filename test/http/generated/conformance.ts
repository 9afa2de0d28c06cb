// An answer held against the document: what it says that the document does not.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { DOCUMENT, OPERATIONS, type Operation, operationCalled, type Schema } from './operations.ts'
import type { InjectedResponse, Request } from './requests.ts'

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true })
addFormats.default(ajv)
// Zod's own, checked by Zod.
for (const format of ['cidrv4', 'cidrv6']) ajv.addFormat(format, true)
ajv.addSchema({ $id: 'document', components: DOCUMENT.components })

const compiled = new Map<string, ValidateFunction>()

function validatorOf(schema: Schema): ValidateFunction {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')
  const known = compiled.get(text) ?? ajv.compile(JSON.parse(text))
  compiled.set(text, known)
  return known
}

/** Why `value` is not what `schema` says; undefined when it is. */
export function mismatch(schema: Schema, value: unknown): string | undefined {
  const validate = validatorOf(schema)
  return validate(value) ? undefined : ajv.errorsText(validate.errors)
}

const PROBLEM = { $ref: '#/components/schemas/Problem' }
const BYTES_OF_PROBLEM = 64 * 1024
const ECHO_AT_MOST = 200

/** Every contradiction between an answer and the document; none when all is well. */
export function contradictions(request: Request, response: InjectedResponse): string[] {
  const operation = operationCalled(request.operationId)
  const found: string[] = []
  const { statusCode: status, headers } = response
  if (status >= 500) found.push(`${status}: ${response.body.slice(0, 300)}`)
  if (headers['request-id'] === undefined) found.push('no Request-Id')
  if (operation === undefined) found.push(...elsewhere(request, response))
  else found.push(...withOperation(operation, response))
  if (status >= 400) found.push(...problem(request, response))
  return found
}

function withOperation(operation: Operation, response: InjectedResponse): string[] {
  const described = operation.responses[response.statusCode]
  if (described === undefined) return [`status ${response.statusCode} is not declared`]
  const type = String(response.headers['content-type'] ?? '').split(';')[0] ?? ''
  if (described.content === undefined) return response.body === '' ? [] : [`${response.statusCode} has a body`]
  const media = described.content[type]
  if (media === undefined) return [`${response.statusCode} as ${type || 'nothing'} is not declared`]
  const missing = Object.keys(described.headers ?? {})
    .filter((name) => ['ETag', 'Location', 'Accept-Post', 'WWW-Authenticate', 'Retry-After'].includes(name))
    .filter((name) => response.headers[name.toLowerCase()] === undefined)
    // Nothing that the caller could send would help.
    .filter((name) => !(name === 'WWW-Authenticate' && response.body.includes('CROSS_ORIGIN')))
    .map((name) => `${response.statusCode} without ${name}`)
  const value = type.endsWith('json') ? JSON.parse(response.body) : response.body
  const wrong = mismatch(media.schema, value)
  return [...missing, ...(wrong === undefined ? [] : [`the body of ${response.statusCode} as ${type}: ${wrong}`])]
}

/** What no operation answers: an address that is none, or a method there is not. */
function elsewhere({ method, path }: Request, { statusCode, headers }: InjectedResponse): string[] {
  if (statusCode !== 405)
    return statusCode >= 400 && statusCode < 500 ? [] : [`${method} ${path} is no operation: ${statusCode}`]
  const template = OPERATIONS.filter((operation) => operation.path === path).map(({ method: one }) => one)
  const allowed = [...template, ...(template.includes('GET') ? ['HEAD'] : [])].sort().join(', ')
  return template.length > 0 && headers.allow !== allowed ? [`Allow: ${headers.allow}, and not ${allowed}`] : []
}

function problem({ sent }: Request, { body, headers }: InjectedResponse): string[] {
  const found: string[] = []
  if (Buffer.byteLength(body) > BYTES_OF_PROBLEM) found.push('a problem of more than 64 KiB')
  const long = sent.find((text) => text.length > ECHO_AT_MOST && body.includes(text.slice(0, ECHO_AT_MOST + 1)))
  if (long !== undefined) found.push(`more than ${ECHO_AT_MOST} characters of what was sent come back`)
  if (/[\p{Cc}\p{Cf}]/u.test(body.replaceAll('\n', ''))) found.push('characters that cannot be seen')
  if (body !== '' && String(headers['content-type']).includes('json')) {
    const wrong = mismatch(PROBLEM, JSON.parse(body))
    if (wrong !== undefined) found.push(`the problem: ${wrong}`)
  }
  return found
}
