// Bodies made to hurt: each gets a clear, small problem document in a short time, and nothing is kept.
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '../../src/domain/failure.ts'
import { readDocument, readStream, type SentText } from '../../src/http/documents.ts'
import { Problem } from '../../src/http/problems.ts'
import { type Service, SHOP, startService, topologyNamed } from './service.ts'

const MIB = 1024 * 1024
const fill = (piece: string) => piece.repeat(Math.floor(MIB / Buffer.byteLength(piece)))
const manyKeys = (count: number, write: (index: number) => string, separator: string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(separator)

// An idle machine needs less than 250 ms for the worst of these; a quadratic parser needed half a minute.
const MILLISECONDS_AT_MOST = 8000

let service: Service
beforeAll(async () => {
  service = await startService()
  // The first parse compiles the parsers.
  readDocument(Buffer.from(manyKeys(2000, (index) => `k${index}: [a, "b"]`, '\n')), 'YAML')
})
beforeEach(() => expect(service.store.kept()).toBe(0))
afterEach(() => expect(service.store.kept()).toBe(0))

describe('a mebibyte of YAML', () => {
  it.each([
    ['twenty thousand brackets', '['.repeat(20_000)],
    ['a mebibyte of brackets', fill('[')],
    ['a mebibyte of braces', fill('{')],
    ['a mebibyte of dashes', fill('- ')],
    ['a mebibyte of question marks', fill('? ')],
    ['sixty thousand keys', manyKeys(60_000, (index) => `k${index}: 1`, '\n')],
    ['sixty thousand keys on one line', `{${manyKeys(60_000, (index) => `k${index}: 1`, ',')}}`],
    ['one key', `${'k'.repeat(MIB - 3)}: 1`],
    ['one quoted text', `a: "${'x'.repeat(MIB - 6)}"`],
    ['one literal', `a: |\n${fill(' x\n').slice(0, -5)}`],
    ['escapes', `a: "${fill('\\x41').slice(0, -8)}"`],
    ['items', fill('- 1\n')],
    ['tagged items', fill('- !!str abcdef\n')],
    ['documents', fill('---\n')],
    ['merges', fill('<<: {a: 1}\n')],
    ['anchors', fill('- &a b\n')],
    ['aliases', fill('- *a\n')],
    ['comments', fill('#\n')],
    ['line breaks', fill('\n')],
    ['numbers', fill('9')],
    ['pairs', `[${fill('a: 1,')}`],
    ['prototypes', manyKeys(50_000, (index) => `__proto__${index}: 1`, '\n')],
    ['nested in flow and block', fill('a:\n [')],
  ])('%s', (_, text) => {
    expectQuick(text.slice(0, MIB), 'YAML')
  })
})

describe('a mebibyte of JSON', () => {
  it.each([
    ['twenty thousand brackets', '['.repeat(20_000)],
    ['a mebibyte of brackets', fill('[')],
    ['a mebibyte of objects', fill('{"a":')],
    ['sixty thousand keys', `{${manyKeys(60_000, (index) => `"k${index}":1`, ',')}}`],
    ['one key', `{"${'k'.repeat(MIB - 10)}":1}`],
    ['items', `[${fill('1,').slice(2)}1]`],
    ['errors', fill('}')],
    ['quotes', fill('"')],
    ['words', fill('a ')],
    ['commas', `[${fill(',')}`],
    ['comments', fill('//\n')],
    ['escapes', `"${fill('\\u0041').slice(0, -12)}"`],
  ])('%s', (_, text) => {
    expectQuick(text.slice(0, MIB), 'JSON')
  })
})

/** Reading, as one document and as a stream, and finding the places of a hundred mistakes when it can be read. */
function expectQuick(text: string, format: 'JSON' | 'YAML'): void {
  for (const read of [readDocument, readStream] as ((bytes: Buffer, format: 'JSON' | 'YAML') => SentText)[]) {
    const start = performance.now()
    try {
      read(Buffer.from(text), format).locate(
        Array.from({ length: 100 }, (_, index) => ({ pointer: `/k${index * 599}`, code: 'UNKNOWN_FIELD', detail: '' })),
      )
    } catch (error) {
      expect(error).toBeInstanceOf(Failure)
      expect((error as Failure).message.length).toBeLessThan(300)
    }
    expect(performance.now() - start).toBeLessThan(MILLISECONDS_AT_MOST)
  }
}

describe('a mebibyte of manifests', () => {
  const object = (kind: string, body: string) => `apiVersion: v1\nkind: ${kind}\nmetadata: {name: web}\n${body}`
  const many = (write: (index: number) => string, count: number) => manyKeys(count, write, '')
  const nlb = (index: number) => `    service.beta.kubernetes.io/aws-load-balancer-k${index}: x\n`
  const rule = (index: number) =>
    `  - host: A${index}\n    http: {paths: [{path: b, pathType: X, backend: {service: {name: web}}}]}\n`

  it.each([
    ['documents of nothing', '---\n'.repeat(149_000)],
    ['documents of null', '---\n~\n'.repeat(74_000)],
    ['unknown fields', object('Service', `spec:\n${many((index) => `  k${index}: 1\n`, 60_000)}`)],
    ['unknown annotations', `apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n${many(nlb, 14_000)}`],
    ['ports', object('Service', `spec:\n  ports:\n${many((index) => `  - {port: ${index}}\n`, 50_000)}`)],
    ['keys of a ConfigMap', object('ConfigMap', `data:\n${many((index) => `  k${index}: "v"\n`, 55_000)}`)],
    [
      'rules',
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  rules:\n${many(rule, 10_000)}`,
    ],
    ['objects with a mistake each', many((index) => `---\n${object('Service', `spec: {port: ${index}}\n`)}`, 2000)],
    ['objects of one name', many(() => `---\n${object('Service', 'spec: {ports: [{port: 80}]}\n')}`, 2000)],
    ['objects beyond number', many((index) => `---\na: ${index}\n`, 60_000)],
    ['underscores in a number', `a: 1${'_'.repeat(MIB - 10)}x`],
  ])('%s', async (_, text) => {
    const body = text.slice(0, text.lastIndexOf('\n', MIB) + 1 || MIB)
    for (const query of ['', '?provider=aws']) {
      const start = performance.now()
      const answer = await service.http.post(`/v1/manifests/validate${query}`).type('application/yaml').send(body)
      expect([200, 400, 422]).toContain(answer.status)
      expect(Buffer.byteLength(answer.text)).toBeLessThan(1.2 * MIB)
      expect(performance.now() - start).toBeLessThan(3 * MILLISECONDS_AT_MOST)
    }
  })
})

describe('a topology that is wrong', () => {
  it.each([
    [
      'an unknown field, with the name that was meant',
      { ...SHOP, workload: {} },
      'UNKNOWN_FIELD',
      '/workload',
      'did you mean `workloads`?',
    ],
    ['a wrong type', topologyNamed('shop', { workloads: [] }), 'WRONG_TYPE', '/workloads', 'must be an object'],
    ['a number for a name', { ...SHOP, name: 7 }, 'WRONG_TYPE', '/name', 'must be text'],
    ['no workloads', topologyNamed('shop', { workloads: {} }), 'NO_WORKLOADS', '/workloads', 'at least one workload'],
    ['nothing at all', {}, 'REQUIRED', '/name', '`name` is required'],
    ['a list', [], 'WRONG_TYPE', '', 'must be an object'],
    ['null', null, 'WRONG_TYPE', '', 'must be an object'],
    [
      'a call to nobody',
      withWeb({ calls: ['apii'] }),
      'UNKNOWN_WORKLOAD',
      '/workloads/web/calls/0',
      'did you mean "api"?',
    ],
    [
      'a call to no port',
      withWeb({ calls: ['api/htp'] }),
      'UNKNOWN_PORT',
      '/workloads/web/calls/0',
      'did you mean "http"?',
    ],
    [
      'a call to no external',
      withWeb({ calls: ['external:cards'] }),
      'UNKNOWN_EXTERNAL',
      '/workloads/web/calls/0',
      'names no external',
    ],
    [
      'an unknown client',
      withWeb({ expose: [{ port: 'http', to: 'intranet' }] }),
      'UNKNOWN_CLIENT',
      '/workloads/web/expose/0/to',
      'did you mean "internet"?',
    ],
    [
      'an unknown port',
      withWeb({ expose: [{ port: 'htp', to: 'internet' }] }),
      'UNKNOWN_PORT',
      '/workloads/web/expose/0/port',
      'did you mean "http"?',
    ],
  ])('%s → 422', async (_, topology, code, pointer, says) => {
    const { text, body } = await service.http.post('/v1/plans').type('json').send(JSON.stringify(topology)).expect(422)
    const problem = Problem.parse(body)
    expect(problem.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code,
          pointer,
          detail: expect.stringContaining(says),
          line: 1,
          column: expect.any(Number),
        }),
      ]),
    )
    expect(text.length).toBeLessThan(65_536)
  })

  it('the same host and path twice → 422', async () => {
    const expose = [{ port: 'http', to: 'internet', host: 'shop.example.com' }]
    const workloads = { one: { ports: { http: 80 }, expose }, two: { ports: { http: 80 }, expose } }
    const { body } = await service.http.post('/v1/plans').send(topologyNamed('shop', { workloads })).expect(422)
    const [error] = Problem.parse(body).errors ?? []
    expect(error?.pointer).toMatch(/^\/workloads\/(one|two)\/expose\/0/)
    expect(error?.detail).toContain('shop.example.com')
  })
})

describe('a great many mistakes → 422, at most a hundred of them, under 64 KiB', () => {
  it.each([
    [
      '100,000 unknown keys',
      Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [index.toString(36), 1])),
    ],
    [
      '1,000 unknown keys of a thousand characters',
      Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${index}${'k'.repeat(1000)}`, 1])),
    ],
    [
      'invisible keys',
      Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${'\u202e\u0001'.repeat(200)}${index}`, 1])),
    ],
    [
      '2,000 broken workloads',
      {
        ...SHOP,
        workloads: Object.fromEntries(
          Array.from({ length: 2000 }, (_, index) => [`W${index}`, { ports: 'x'.repeat(300) }]),
        ),
      },
    ],
    [
      '40,000 wrong items',
      { ...SHOP, workloads: { web: { ports: { http: 80 }, calls: Array.from({ length: 40_000 }, () => 7) } } },
    ],
  ])('%s', async (_, topology) => {
    const start = performance.now()
    const { text, body } = await service.http.post('/v1/plans').send(topology).expect(422)
    const problem = Problem.parse(body)
    expect(problem.errors?.length).toBeLessThanOrEqual(100)
    expect(problem.errors?.length).toBeGreaterThan(0)
    expect(Buffer.byteLength(text)).toBeLessThan(65_536)
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(
      Math.max(...Object.values(problem.errors?.[0] ?? {}).map((value) => String(value).length)),
    ).toBeLessThanOrEqual(300)
    expect(performance.now() - start).toBeLessThan(3 * MILLISECONDS_AT_MOST)
  })
})

describe('a body of 1 MiB', () => {
  it('is read when it is exactly that', async () => {
    const padded = JSON.stringify({ name: 7 }).padEnd(MIB)
    await service.http.post('/v1/plans').type('json').send(padded).expect(422)
  })

  it('→ 413 with one byte more, also without a Content-Length', async () => {
    const { body } = await service.http
      .post('/v1/plans')
      .type('json')
      .send(' '.repeat(MIB + 1))
      .expect(413)
    expect(Problem.parse(body).code).toBe('BODY_TOO_LARGE')
    const chunked = service.http.post('/v1/plans').type('json')
    chunked.write(' '.repeat(MIB))
    chunked.write('  ')
    expect((await chunked).status).toBe(413)
  })
})

describe('prototype poisoning', () => {
  it.each([
    ['application/json', '{"__proto__":{"polluted":true}}'],
    ['application/json', '{"name":"x","constructor":{"prototype":{"polluted":true}}}'],
    ['application/yaml', '__proto__: {polluted: true}'],
    ['application/yaml', 'constructor: {prototype: {polluted: true}}'],
  ])('→ 400 in %s %s', async (type, text) => {
    const { body } = await service.http.post('/v1/plans').type(type).send(text).expect(400)
    expect(Problem.parse(body).code).toBe('MALFORMED_DOCUMENT')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

function withWeb(web: object): object {
  return { ...SHOP, workloads: { ...SHOP.workloads, web: { ports: { http: 80 }, ...web } } }
}
