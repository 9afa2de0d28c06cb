// Requests made from the document: as it says they may be, a little changed, and as nobody should send them.

import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { dump } from 'js-yaml'
import { arbitraryTopology } from '../../domain/arbitrary-topology.ts'
import { HOSTILE_HEADERS, HOSTILE_TEXT, HOSTILE_VALUE } from './hostile.ts'
import { mutated, mutatedText } from './mutations.ts'
import { exampleBody, OPERATIONS, type Operation, type Schema } from './operations.ts'

export type InjectedResponse = LightMyRequestResponse
export type Request = {
  /** Of the operation it is for; none for an address or a method the document does not have. */
  operationId: string | undefined
  /** As the document writes the path. */
  path: string
  method: string
  url: string
  headers: Record<string, string>
  payload: string | undefined
  /** Every text that was put in, to be looked for in the answer. */
  sent: string[]
  /** Whether it is just as the document says. */
  valid: boolean
}

/** What leads to a plan that is there, in the place of the document's own examples. */
export type Known = Readonly<Record<string, string>>

/** A value as the schema has it: its example or one of its words, else something of its type. */
function validValue({ enum: words, type, example, format, pattern, minimum, maximum }: Schema): fc.Arbitrary<string> {
  if (Array.isArray(words)) return fc.constantFrom(...words.map(String))
  if (format === 'date-time') return fc.constant('2026-11-24T09:00:00Z')
  if (type === 'boolean') return fc.constantFrom('true', 'false')
  if (type === 'integer') return fc.integer({ min: Number(minimum ?? 1), max: Number(maximum ?? 120) }).map(String)
  if (example !== undefined) return fc.constant(String(example))
  return pattern === undefined ? fc.constantFrom('shop', 'team-shop', 'aws') : fc.constant('builtin')
}

// A lone surrogate has no form in UTF-8.
const encoded = (text: string) => encodeURIComponent(Buffer.from(text).toString())

/** One in so many. */
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>, inSoMany: number): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 1, arbitrary }, { weight: inSoMany - 1, arbitrary: fc.constant(undefined) })

type Part = { text: string; valid: boolean }
const asSaid = (arbitrary: fc.Arbitrary<string>) => arbitrary.map((text): Part => ({ text, valid: true }))
const hostile = HOSTILE_TEXT.map((text): Part => ({ text, valid: false }))
/** Mostly as it should be: a request that is wrong everywhere is refused at its first mistake. */
const mostly = (arbitrary: fc.Arbitrary<Part>) => fc.oneof({ weight: 8, arbitrary }, { weight: 1, arbitrary: hostile })

/** `.` and `..` are steps of a path, taken before it is sent. */
const isSegment = ({ text }: Part): boolean => text !== '.' && text !== '..'

const pathOf = (operation: Operation, known: Known): fc.Arbitrary<{ url: string; parts: Part[] }> => {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'path')
  const isOfPlan = operation.path.startsWith('/v1/plans/')
  const values = parameters.map(({ name, schema }) => {
    const leads = isOfPlan ? known[name] : undefined
    return mostly(asSaid(leads === undefined ? validValue(schema) : fc.constant(leads))).filter(isSegment)
  })
  return fc.tuple(...values).map((parts) => ({
    url: parameters.reduce(
      (url, { name }, at) => url.replace(`{${name}}`, encoded(parts[at]?.text ?? '')),
      operation.path,
    ),
    parts,
  }))
}

const queryOf = (operation: Operation): fc.Arbitrary<{ text: string; parts: Part[] }> => {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'query' && one.name !== 'cursor')
  const own = parameters.map(({ name, schema }) =>
    sometimes(
      mostly(asSaid(validValue(schema))).map((part) => ({ name, part })),
      3,
    ),
  )
  const strange = fc.tuple(HOSTILE_TEXT, hostile).map(([name, part]) => ({ name, part }))
  return fc.tuple(fc.tuple(...own), sometimes(strange, 12)).map(([values, extra]) => {
    const present = [...values, extra].filter((value) => value !== undefined)
    const text = present.map(({ name, part }) => `${encoded(name)}=${encoded(part.text)}`).join('&')
    return { text: text === '' ? '' : `?${text}`, parts: present.map(({ part }) => part) }
  })
}

/** No document has NUL or half of a surrogate pair; no schema can say so. */
const isReadable = (value: unknown): boolean => !/\\u(?:d[89a-f]|0000)/.test(JSON.stringify(value))

type Body = { payload: string | undefined; type: string; valid: boolean; sent: string[] }

const TYPES = ['application/json', 'application/yaml', 'text/yaml'] as const
const written = (value: unknown, type: string): string =>
  type === 'application/json' ? JSON.stringify(value) : dump(value, { noRefs: true })

function bodyOf(operation: Operation): fc.Arbitrary<Body> {
  const example = exampleBody(operation)
  if (example === undefined) {
    const nothing: Body = { payload: undefined, type: '', valid: true, sent: [] }
    const something: Body = { payload: '{"a":1}', type: 'application/json', valid: false, sent: [] }
    return fc.oneof({ weight: 9, arbitrary: fc.constant(nothing) }, { weight: 1, arbitrary: fc.constant(something) })
  }
  const takesTopology = JSON.stringify(operation.requestBody).includes('/TopologyInput"')
  const value = takesTopology
    ? fc.oneof(fc.constant(example), arbitraryTopology({ workloadsAtMost: 4 }) as fc.Arbitrary<unknown>)
    : fc.constant(example)
  const type = fc.constantFrom(...TYPES)
  const right = fc
    .tuple(value, type)
    .map(([one, as]): Body => ({ payload: written(one, as), type: as, valid: isReadable(one), sent: [] }))
  const changed = fc
    .tuple(
      value.chain((one) => mutated(one)),
      type,
    )
    .map(([{ value: one, texts }, as]): Body => ({ payload: written(one, as), type: as, valid: false, sent: texts }))
  const broken = fc
    .tuple(value, type)
    .chain(([one, as]) =>
      mutatedText(written(one, as)).map((payload): Body => ({ payload, type: as, valid: false, sent: [] })),
    )
  const strange = fc
    .tuple(
      HOSTILE_VALUE,
      fc.oneof(type, fc.constantFrom('text/plain', 'application/xml', '', 'application/json; charset=latin1')),
    )
    .map(([one, as]): Body => ({ payload: JSON.stringify(one) ?? '', type: as, valid: false, sent: [] }))
  return fc.oneof(
    { weight: 3, arbitrary: right },
    { weight: 5, arbitrary: changed },
    { weight: 1, arbitrary: broken },
    { weight: 1, arbitrary: strange },
  )
}

const forOperation = (operation: Operation, known: Known): fc.Arbitrary<Request> =>
  fc
    .tuple(pathOf(operation, known), queryOf(operation), bodyOf(operation), sometimes(HOSTILE_HEADERS, 3))
    .map(([path, query, body, headers = {}]) => ({
      operationId: operation.operationId,
      path: operation.path,
      method: operation.method,
      url: `${path.url}${query.text}`,
      headers: { ...(body.payload === undefined ? {} : { 'content-type': body.type }), ...headers },
      payload: body.payload,
      sent: [...body.sent, ...[...path.parts, ...query.parts].map(({ text }) => text)],
      valid:
        body.valid && Object.keys(headers).length === 0 && [...path.parts, ...query.parts].every(({ valid }) => valid),
    }))

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']

/** Another method, or another address. */
const elsewhere = (known: Known): fc.Arbitrary<Request> => {
  const paths = [...new Set(OPERATIONS.map(({ path }) => path))]
  const has = (path: string, method: string) =>
    OPERATIONS.some(
      (one) => one.path === path && (one.method === method || (method === 'HEAD' && one.method === 'GET')),
    )
  return fc
    .tuple(fc.constantFrom(...METHODS), fc.constantFrom(...paths), sometimes(HOSTILE_TEXT, 2))
    .filter(([method, path, more]) => more !== undefined || !has(path, method))
    .map(([method, path, more]) => {
      const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? 'x')
      const strange = more === undefined ? '' : `/~/${encoded(more)}`
      const sent = more === undefined ? [] : [more]
      return {
        operationId: undefined,
        path: `${path}${strange}`,
        method,
        url: `${url}${strange}`,
        headers: {},
        payload: undefined,
        sent,
        valid: false,
      }
    })
}

export const arbitraryRequest = (known: Known): fc.Arbitrary<Request> =>
  fc.oneof(
    ...OPERATIONS.map((operation) => ({
      weight: operation.requestBody === undefined ? 2 : 5,
      arbitrary: forOperation(operation, known),
    })),
    { weight: 4, arbitrary: elsewhere(known) },
  )
