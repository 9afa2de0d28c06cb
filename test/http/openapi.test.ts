// The committed OpenAPI document is the one the routes make, and keeps what it promises. `npm run openapi` (UPDATE=1) writes it anew.
import { readFileSync, writeFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { beforeAll, describe, expect, it } from 'vitest'
import { openApiJson, openApiYaml } from '../../src/http/openapi/text.ts'
import { type Service, startService } from './service.ts'

type Operation = {
  operationId: string
  summary: string
  description: string
  tags: string[]
  security: Record<string, string[]>[]
  'x-required-scope'?: string
  responses: Record<string, { content?: Record<string, { schema: object; examples?: object }> }>
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
  tags: { name: string }[]
}

let service: Service
let document: Document
let operations: [string, Operation][]
beforeAll(async () => {
  service = await startService()
  document = service.app.swagger() as unknown as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )
})

it.each([
  ['openapi/openapi.json', openApiJson],
  ['openapi/openapi.yaml', openApiYaml],
])('%s is what the routes make', (file, write) => {
  const text = write(document)
  if (process.env.UPDATE === '1') writeFileSync(file, text)
  expect(readFileSync(file, 'utf8'), 'run `npm run openapi`').toBe(text)
})

describe('GET /openapi.json and /openapi.yaml', () => {
  it('serve the document', async () => {
    const json = await service.http
      .get('/openapi.json')
      .expect(200)
      .expect('content-type', 'application/json; charset=utf-8')
    expect(json.body).toEqual(JSON.parse(JSON.stringify(document)))
    const yaml = await service.http
      .get('/openapi.yaml')
      .buffer(true)
      .expect(200)
      .expect('content-type', 'application/yaml; charset=utf-8')
    expect(load(yaml.text)).toEqual(json.body)
  })
})

describe('the document', () => {
  it('is OpenAPI 3.1 with every route of the contract', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(operations.map(([name]) => name).sort()).toEqual([
      'DELETE /v1/plans/{id}',
      'DELETE /v1/webhook-endpoints/{id}',
      'GET /health/live',
      'GET /health/ready',
      'GET /metrics',
      'GET /v1/plans',
      'GET /v1/plans/{id}',
      'GET /v1/plans/{id}/bundle.zip',
      'GET /v1/plans/{id}/charts/costs.svg',
      'GET /v1/plans/{id}/charts/traffic.svg',
      'GET /v1/plans/{id}/costs.csv',
      'GET /v1/plans/{id}/diagram.mmd',
      'GET /v1/plans/{id}/diagram.svg',
      'GET /v1/plans/{id}/diff',
      'GET /v1/plans/{id}/manifests.json',
      'GET /v1/plans/{id}/manifests.yaml',
      'GET /v1/plans/{id}/report',
      'GET /v1/plans/{id}/report.html',
      'GET /v1/plans/{id}/report.json',
      'GET /v1/plans/{id}/report.md',
      'GET /v1/plans/{id}/report.txt',
      'GET /v1/plans/{id}/revisions',
      'GET /v1/plans/{id}/revisions/{revision}',
      'GET /v1/plans/{id}/revisions/{revision}/bundle.zip',
      'GET /v1/plans/{id}/revisions/{revision}/charts/costs.svg',
      'GET /v1/plans/{id}/revisions/{revision}/charts/traffic.svg',
      'GET /v1/plans/{id}/revisions/{revision}/costs.csv',
      'GET /v1/plans/{id}/revisions/{revision}/diagram.mmd',
      'GET /v1/plans/{id}/revisions/{revision}/diagram.svg',
      'GET /v1/plans/{id}/revisions/{revision}/manifests.json',
      'GET /v1/plans/{id}/revisions/{revision}/manifests.yaml',
      'GET /v1/plans/{id}/revisions/{revision}/report',
      'GET /v1/plans/{id}/revisions/{revision}/report.html',
      'GET /v1/plans/{id}/revisions/{revision}/report.json',
      'GET /v1/plans/{id}/revisions/{revision}/report.md',
      'GET /v1/plans/{id}/revisions/{revision}/report.txt',
      'GET /v1/plans/{id}/revisions/{revision}/services/{name}',
      'GET /v1/plans/{id}/services/{name}',
      'GET /v1/plans/{id}/services/{name}/why-not/{type}',
      'GET /v1/policies',
      'GET /v1/policies/{id}',
      'GET /v1/price-books',
      'GET /v1/price-books/{id}',
      'GET /v1/providers',
      'GET /v1/providers/{id}',
      'GET /v1/rules',
      'GET /v1/rules/{id}',
      'GET /v1/webhook-endpoints',
      'GET /v1/webhook-endpoints/{id}',
      'GET /v1/webhook-endpoints/{id}/deliveries',
      'POST /v1/comparisons',
      'POST /v1/consolidations',
      'POST /v1/estimates',
      'POST /v1/imports',
      'POST /v1/manifests',
      'POST /v1/manifests/validate',
      'POST /v1/plans',
      'POST /v1/plans/{id}/reprice',
      'POST /v1/policies',
      'POST /v1/price-books',
      'POST /v1/recommendations',
      'POST /v1/webhook-endpoints',
      'POST /v1/webhook-endpoints/{id}/rotate-secret',
      'POST /v1/webhook-endpoints/{id}/test',
      'PUT /v1/plans/{id}',
      'PUT /v1/webhook-endpoints/{id}',
    ])
  })

  it('names, describes and tags each operation, and gives each an example and a 4xx problem', () => {
    const ids = operations.map(([, operation]) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [name, operation] of operations) {
      expect(operation.operationId, name).toMatch(
        /^(?:(create|put|reprice|get|list|delete|validate)[A-Z][A-Za-z]*|whyNot)$/,
      )
      expect(operation.summary.length, name).toBeLessThanOrEqual(60)
      expect(operation.description.length, name).toBeGreaterThan(20)
      expect(document.tags.map((tag) => tag.name)).toContain(operation.tags[0])
      for (const [status, answer] of Object.entries(operation.responses)) {
        for (const [type, media] of Object.entries(answer.content ?? {})) {
          const isProblem = Number(status) >= 400
          // A problem is shown once; other types are the same for who asks for nothing else.
          if (!isProblem || type === 'application/problem+json')
            expect(media.examples, `${name} ${status} ${type}`).toBeDefined()
          if (isProblem && type !== 'text/plain')
            expect(media.schema, `${name} ${status}`).toEqual({ $ref: '#/components/schemas/Problem' })
        }
      }
      expect(
        Object.keys(operation.responses).some((status) => status.startsWith('4')),
        name,
      ).toBe(true)
    }
  })

  it('says which scope each operation needs, and how it is refused without', () => {
    const scopes = operations.map(([name, operation]) => [name, operation['x-required-scope'] ?? 'open'])
    expect(Object.fromEntries(scopes)).toMatchObject({
      'DELETE /v1/plans/{id}': 'plans:write',
      'GET /health/live': 'open',
      'GET /health/ready': 'open',
      'GET /metrics': 'admin',
      'GET /v1/plans': 'plans:read',
      'GET /v1/plans/{id}/bundle.zip': 'plans:read',
      'GET /v1/price-books': 'plans:read',
      'GET /v1/webhook-endpoints': 'admin',
      'GET /v1/providers/{id}': 'plans:read',
      'POST /v1/estimates': 'plans:read',
      'POST /v1/manifests/validate': 'plans:read',
      'POST /v1/plans': 'plans:write',
      'POST /v1/policies': 'policies:write',
      'POST /v1/price-books': 'prices:write',
    })
    for (const [name, { security, responses, description, 'x-required-scope': scope }] of operations) {
      expect(scope === undefined || description.includes(`the scope \`${scope}\``), name).toBe(true)
      expect(security.flatMap(Object.keys), name).toEqual(security.length === 0 ? [] : ['bearer', 'basic'])
      expect('401' in responses && '403' in responses, name).toBe(security.length > 0)
    }
  })

  it('uses every component, and has every component it uses', () => {
    const text = JSON.stringify(document)
    const used = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((found) => found[1]))
    expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort())
  })

  it('says of each field of a topology what it is for', () => {
    const silent: string[] = []
    const look = (place: string, value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      for (const [key, inner] of Object.entries(value)) {
        if (key !== 'properties') look(place, inner)
        else
          for (const [field, schema] of Object.entries(inner as object)) {
            if (typeof (schema as { description?: unknown }).description !== 'string') silent.push(`${place}/${field}`)
            look(`${place}/${field}`, schema)
          }
      }
    }
    look('', document.components.schemas.TopologyInput)
    expect(silent).toEqual([])
  })
})
