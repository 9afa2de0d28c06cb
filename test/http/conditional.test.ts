// Every GET of the document, but those for whoever runs the service, answers 304 to whoever has it already.
import { beforeAll, describe, expect, it } from 'vitest'
import { type Service, SHOP, startService } from './service.ts'

type Paths = Record<
  string,
  { get?: { responses: Record<string, unknown>; parameters?: { name: string; in: string }[] } }
>

let service: Service
let reads: [path: string, get: NonNullable<Paths[string]['get']>][]
let known: Record<string, string>
beforeAll(async () => {
  service = await startService()
  const { paths } = service.app.swagger() as unknown as { paths: Paths }
  reads = Object.entries(paths).flatMap(([path, { get }]) =>
    get === undefined || path.startsWith('/health/') || path === '/metrics' ? [] : [[path, get]],
  )
  const { id } = (await service.http.post('/v1/plans').send(SHOP).expect(201)).body
  const endpoint = { url: 'https://hooks.example.com/moorage' }
  const made = (await service.http.post('/v1/webhook-endpoints').send(endpoint).expect(201)).body
  known = {
    '/v1/webhook-endpoints': made.id,
    '/v1/plans': id,
    '/v1/providers': 'aws',
    '/v1/rules': 'called-inside-only',
    '/v1/price-books': 'builtin',
    '/v1/policies': 'builtin',
  }
})

const addressOf = (path: string) => {
  const [, list = ''] = /^(\/v1\/[a-z-]+)/.exec(path) ?? []
  const address = path
    .replace('{id}', known[list] ?? '')
    .replace('{revision}', '1')
    .replace('{name}', 'web')
    .replace('{type}', 'nodeport')
  return path.endsWith('/diff') ? `${address}?from=1` : address
}

describe('GET …', () => {
  it('→ 200 with a tag, then 304 for it, with the tag and without a body', async () => {
    expect(reads.length).toBeGreaterThan(15)
    for (const [path] of reads) {
      const { headers } = await service.http.get(addressOf(path)).buffer(true).expect(200)
      expect(headers.etag, path).toMatch(/^"[!#-~]+"$/)
      const again = await service.http
        .get(addressOf(path))
        .set('if-none-match', headers.etag ?? '')
        .expect(304)
      expect(again.headers.etag, path).toBe(headers.etag)
      expect(again.text, path).toBe('')
    }
  })

  it('→ 200 for another tag', async () => {
    for (const [path] of reads) await service.http.get(addressOf(path)).set('if-none-match', '"other"').expect(200)
  })

  it('says so in the document', () => {
    for (const [path, { responses, parameters = [] }] of reads) {
      expect(Object.keys(responses), path).toContain('304')
      expect(
        parameters.map((parameter) => `${parameter.in} ${parameter.name}`),
        path,
      ).toContain('header If-None-Match')
    }
  })
})

it('GET /openapi.json and /openapi.yaml → 304 too', async () => {
  for (const path of ['/openapi.json', '/openapi.yaml']) {
    const { headers } = await service.http.get(path).expect(200)
    await service.http
      .get(path)
      .set('if-none-match', headers.etag ?? '')
      .expect(304)
  }
})
