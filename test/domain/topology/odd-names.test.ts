// An owner may name things as they like: what means something to JavaScript means nothing here.
import { describe, expect, it } from 'vitest'
import { mistakesIn, read } from '../reading.ts'
import { shop, target, web } from './documents.ts'
import { valueAt } from './pointers.ts'

describe('names that mean something to JavaScript do no harm', () => {
  const hidden = (place: string) =>
    JSON.parse(`{ "name": "shop", "target": ${JSON.stringify(target)}, ${place} }`) as object
  it.each<[string, string, string[]]>([
    [
      'a field of the document',
      '"__proto__": { "name": "x" }, "workloads": { "web": {} }',
      ['UNKNOWN_FIELD /__proto__'],
    ],
    [
      'a field of a workload',
      '"workloads": { "web": { "__proto__": { "replicas": 5 } } }',
      ['UNKNOWN_FIELD /workloads/web/__proto__'],
    ],
    ['a workload', '"workloads": { "web": {}, "__proto__": { "replicas": 5 } }', ['INVALID_NAME /workloads/__proto__']],
    [
      'a port',
      '"workloads": { "web": { "ports": { "__proto__": 80 } } }',
      ['INVALID_NAME /workloads/web/ports/__proto__'],
    ],
    [
      'a client',
      '"clients": { "__proto__": { "network": "vpc" } }, "workloads": { "web": {} }',
      ['INVALID_NAME /clients/__proto__'],
    ],
    ['a label', '"labels": { "__proto__": "a" }, "workloads": { "web": {} }', ['INVALID_NAME /labels/__proto__']],
    ['a field called constructor', '"constructor": 1, "workloads": { "web": {} }', ['UNKNOWN_FIELD /constructor']],
  ])('%s', (_, place, mistakes) => {
    expect(mistakesIn(hidden(place))).toEqual(mistakes)
    expect(Object.hasOwn(Object.prototype, 'replicas') || Object.hasOwn(Object.prototype, 'name')).toBe(false)
  })

  it('a reference to "constructor" leads nowhere unless there is one', () => {
    const document = web(
      {
        calls: ['constructor', 'web/constructor', 'external:constructor'],
        probe: { port: 'constructor' },
        expose: [{ port: 'constructor', to: 'constructor' }],
      },
      {},
    )
    expect(mistakesIn(document)).toEqual([
      'UNKNOWN_WORKLOAD /workloads/web/calls/0',
      'UNKNOWN_PORT /workloads/web/calls/1',
      'UNKNOWN_EXTERNAL /workloads/web/calls/2',
      'UNKNOWN_CLIENT /workloads/web/expose/0/to',
      'UNKNOWN_PORT /workloads/web/expose/0/port',
      'UNKNOWN_PORT /workloads/web/probe/port',
    ])
  })

  it('"constructor" is as good a name as any', () => {
    const { topology } = read(
      shop({
        clients: { constructor: { network: 'office' } },
        workloads: {
          constructor: {
            ports: { constructor: 80 },
            calls: ['constructor/constructor'],
            probe: { port: 'constructor' },
            expose: [{ port: 'constructor', to: 'constructor' }],
          },
        },
      }),
    )
    expect(valueAt(topology, '/workloads/constructor/expose/0/to')).toEqual(['constructor'])
  })
})
