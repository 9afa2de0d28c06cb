// Workloads nobody would write by hand: whatever they say, what comes out has its sources, is accepted as it is, and does not depend
// on the order of the files.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scoreImporter } from '../../../src/importers/score/index.ts'
import { expectSources, planned } from '../expecting.ts'
import { AWS, asText } from '../stories.ts'

const names = ['web', 'api', '1st', 'constructor', 'db']
const name = fc.constantFrom(...names)
const portName = fc.constantFrom('http', 'https', 'grpc', 'Odd_Name', 'a-rather-long-name-of-a-port', 'dns', '8080')
const number = fc.constantFrom(53, 80, 443, 5432, 8080, 70_000)
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })

const route = fc.record(
  {
    host: fc.constantFrom(
      'a.example.com',
      '*.example.com',
      '@{resources.dns.host}',
      '@{metadata.name}.example.com',
      'Bad!',
      'x.local',
    ),
    path: fc.constantFrom('/', '/a/', '/a/(.*)', '/[^/]+/b', 'c', '/a//b'),
    port: fc.oneof(portName, number),
  },
  { requiredKeys: [] },
)
const resource = fc.oneof(
  route.map((params) => ({ type: 'route', params })),
  fc
    .tuple(name, maybe(fc.oneof(portName, number)))
    .map(([workload, port]) => ({ type: 'service-port', params: { workload, port } })),
  fc
    .tuple(
      fc.constantFrom('postgres', 'redis', 's3', 'dns', 'volume', 'mystery'),
      maybe(name),
      maybe(fc.constantFrom('large')),
    )
    .map(([type, id, grade]) => ({ type, id, class: grade })),
)
const container = fc.record(
  {
    image: fc.constantFrom('.', 'shop/web:1', 'bad image'),
    variables: maybe(
      fc.dictionary(
        fc.constantFrom('API_URL', 'DB_HOST', 'TOKEN'),
        fc.constantFrom(
          'http://api:8080',
          'https://pay.example.com',
          'web',
          '@{resources.a.host}',
          '@{nothing}',
          '@@{x}',
        ),
      ),
    ),
    readinessProbe: maybe(fc.record({ httpGet: fc.record({ path: fc.constantFrom('/ok', 'bad'), port: number }) })),
    volumes: maybe(fc.constantFrom({ '/data': { source: 'x' } }, [{ target: '/data', source: 'x', read_only: true }])),
    resources: maybe(fc.constant({ requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '500m', memory: 'lots' } })),
  },
  { requiredKeys: ['image'] },
)
const workload = fc.record({
  containers: fc.dictionary(fc.constantFrom('main', 'side'), container, { minKeys: 1, maxKeys: 2 }),
  ports: maybe(
    fc.dictionary(
      portName,
      fc.record({ port: number, targetPort: maybe(number), protocol: maybe(fc.constantFrom('TCP', 'UDP')) }),
      { maxKeys: 4 },
    ),
  ),
  resources: maybe(fc.dictionary(fc.constantFrom('a', 'b', 'dns', 'toString'), resource, { maxKeys: 4 })),
})
const workloads = fc.dictionary(name, workload, { minKeys: 1, maxKeys: 4 })
// "@{…}" is written for a placeholder, which a reader of TypeScript takes for something else.
const filesOf = (all: [string, { containers: object; ports?: object | undefined; resources?: object | undefined }][]) =>
  all.map(([of, { containers, ports, resources }]) => ({
    name: `${of}.json`,
    text: JSON.stringify({
      apiVersion: 'score.dev/v1b1',
      metadata: { name: of },
      containers,
      service: { ports },
      resources,
    }).replaceAll('@', '$'),
  }))

describe('any workloads', () => {
  it('have a source for every field, and are accepted as they are', async () => {
    await fc.assert(
      fc.asyncProperty(workloads, async (all) => {
        const files = filesOf(Object.entries(all))
        const imported = scoreImporter.import(files, AWS)
        expect(Object.keys(imported.topology.workloads)).toHaveLength(files.length)
        expectSources(imported, files)
        await planned(imported)
      }),
      { numRuns: 150 },
    )
  })

  it('are the same in any order of their files', () => {
    const pairs = workloads.chain((all) => {
      const entries = Object.entries(all)
      return fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length }))
    })
    fc.assert(
      fc.property(pairs, ([some, shuffled]) => {
        const read = (entries: typeof some) => {
          const { documents: _documents, ...rest } = scoreImporter.import(filesOf(entries), AWS)
          return asText({ ...rest, documents: [] })
        }
        expect(read(shuffled)).toBe(read(some))
      }),
      { numRuns: 100 },
    )
  })
})
