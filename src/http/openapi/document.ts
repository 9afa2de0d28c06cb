// The routes → one OpenAPI 3.1 document. The routes say what they answer (`answers.ts`); this file turns their Zod schemas into
// JSON Schema and puts the pieces together. The transforms of fastify-type-provider-zod are not used: they drop examples and
// response headers, and refuse two schemas named Topology and TopologyInput.
import type { FastifyDynamicSwaggerOptions, SwaggerTransformObject } from '@fastify/swagger'
import type { z } from 'zod'
import type { Answer, Answers, Media } from './answers.ts'
import { guarded, guardOf, SECURITY_SCHEMES, sayingScope } from './guards.ts'
import { componentsFor, parameterSchema, schemaOf } from './schemas.ts'
import { type SharedExamples, shareExamples } from './shared-examples.ts'
import { TAGS } from './tags.ts'
import { messages } from './webhooks.ts'

type Json = Record<string, unknown>
/** A request body by media type. */
export type Body = Record<string, Media>
/** As a route says it; a body that is optional may be left out. */
type RouteBody = { content: Body; optional?: boolean }
type Described = { body: Body | undefined; bodyRequired: boolean; response: Answers }

const INFO = {
  title: 'Moorage',
  summary: 'Plans and costs Kubernetes Service designs.',
  description:
    'Send a description of an application; get, in one call, the Service type of every workload and the reason, the manifests, ' +
    'the monthly load balancer bill line by line, and whether sharing one entrance would save money.\n\n' +
    'Errors are RFC 9457 problem documents with a stable `code`. Every response has a `Request-Id`. ' +
    'Unknown fields and parameters are refused, never ignored.\n\n' +
    'An instance asks for tokens unless it is told not to; each operation names the scope it needs, and `admin` covers all of them. ' +
    'What cannot be read as HTTP is answered with 400, 408, 414 or 431 before any operation is reached.',
  contact: { name: 'The maintainers of Moorage' },
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
}

export function openApiOptions(version: string): FastifyDynamicSwaggerOptions {
  const described = new Map<string, Described>()
  return {
    openapi: { openapi: '3.1.0', info: { ...INFO, version }, servers: [{ url: '/' }], security: [], tags: [...TAGS] },
    transform({ schema, url }) {
      if (schema?.hide === true || schema?.operationId === undefined) return { schema: { hide: true }, url }
      const { operationId, tags, summary, description, querystring, params, headers } = schema
      described.set(operationId, {
        body: (schema.body as RouteBody | undefined)?.content,
        bodyRequired: (schema.body as RouteBody | undefined)?.optional !== true,
        response: schema.response as Answers,
      })
      const shown = { operationId, tags: tags ?? [], summary: summary ?? '', description: description ?? '' }
      const parameters = {
        ...(querystring === undefined ? {} : { querystring: parameterSchema(querystring as z.ZodType) }),
        ...(params === undefined ? {} : { params: parameterSchema(params as z.ZodType) }),
        ...(headers === undefined ? {} : { headers: parameterSchema(headers as z.ZodType) }),
      }
      return { schema: { ...shown, ...parameters }, url }
    },
    transformObject(document) {
      const bare = 'openapiObject' in document ? (document.openapiObject as Json) : {}
      const examples = shareExamples()
      const paths = complete(bare.paths as Record<string, Record<string, Json>>, described, examples)
      const webhooks = messages()
      const components = {
        schemas: componentsFor({ paths, webhooks }),
        examples: examples.all(),
        securitySchemes: SECURITY_SCHEMES,
      }
      return { ...bare, paths, webhooks, components } as ReturnType<SwaggerTransformObject>
    },
  }
}

function complete(
  paths: Record<string, Record<string, Json>>,
  described: ReadonlyMap<string, Described>,
  examples: SharedExamples,
): Json {
  const each = <Value>(object: Record<string, Value>, change: (value: Value, key: string) => Json): Json =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]))
  return each(paths, (methods, path) =>
    each(methods, (operation, method) => {
      const told = described.get(String(operation.operationId))
      if (told === undefined) return operation
      const response = guarded(method, path, told.response)
      const guard = guardOf(method, path)
      const description = sayingScope(String(operation.description), guard)
      return { ...withAnswers({ ...operation, description }, { ...told, response }, examples), ...guard }
    }),
  )
}

function withAnswers(operation: Json, described: Described, examples: SharedExamples): Json {
  const { responses: _, ...rest } = operation
  const responses = Object.entries(described.response).map(([status, answer]) => [status, responseOf(answer, examples)])
  return {
    ...rest,
    ...(described.body === undefined
      ? {}
      : { requestBody: { required: described.bodyRequired, content: bodyOf(described.body) } }),
    responses: Object.fromEntries(responses),
  }
}

// Examples of a body are written out: Swagger UI fills its editor with them.
const bodyOf = (body: Body): Json =>
  Object.fromEntries(
    Object.entries(body).map(([type, { schema, examples }]) => [type, { schema: schemaOf(schema, 'input'), examples }]),
  )

function responseOf({ description, headers, content }: Answer, examples: SharedExamples): Json {
  const media = Object.entries(content ?? {}).map(([type, { schema, examples: own }]) => [
    type,
    { schema: schemaOf(schema, 'output'), ...(own === undefined ? {} : { examples: examples.refer(own) }) },
  ])
  return {
    description,
    ...(headers === undefined ? {} : { headers }),
    ...(content === undefined ? {} : { content: Object.fromEntries(media) }),
  }
}
