// A short form is only a way of writing the full form: both come to the same canonical topology, byte for byte.
import { describe, expect, it } from 'vitest'
import { read } from '../reading.ts'
import { exposing, shop, web } from './documents.ts'

const http = { http: 80 }
const port = { port: 80, targetPort: 80, transport: 'TCP', protocol: 'http' }
const canonical = (document: unknown) => JSON.stringify(read(document).topology)
const callers = (...calls: string[]) =>
  shop({
    workloads: { web: { calls }, api: { ports: { http: 80, metrics: 9090 } }, db: { ports: { postgres: 5432 } } },
  })

describe('the same is meant by', () => {
  it.each<[string, unknown, unknown]>([
    ['a port number, and a port in full', web({ ports: http }), web({ ports: { http: port } })],
    ['a client, and a list of one', exposing('http', http, { to: 'vpc' }), exposing('http', http, { to: ['vpc'] })],
    [
      'clients in any order',
      exposing('http', http, { to: ['vpc', 'internet', 'vpc'] }),
      exposing('http', http, { to: ['internet', 'vpc'] }),
    ],
    [
      'host, and hosts',
      exposing('http', http, { host: 'a.example.com' }),
      exposing('http', http, { hosts: ['a.example.com'] }),
    ],
    [
      'host beside hosts, and hosts',
      exposing('http', http, { host: 'b.example.com', hosts: ['a.example.com', 'b.example.com'] }),
      exposing('http', http, { hosts: ['a.example.com', 'b.example.com'] }),
    ],
    ['path, and paths', exposing('http', http, { path: '/a' }), exposing('http', http, { paths: ['/a'] })],
    [
      'path beside paths, and paths',
      exposing('http', http, { path: '/b', paths: ['/a'] }),
      exposing('http', http, { paths: ['/a', '/b'] }),
    ],
    ['no hosts, and an empty list', exposing('http', http, {}), exposing('http', http, { hosts: [], paths: [] })],
    [
      'a path to probe, and a probe in full',
      web({ probe: '/healthz' }),
      web({ probe: { path: '/healthz', port: 'http', protocol: 'http' } }),
    ],
    [
      'staticIP: true, and any address',
      exposing('http', http, { staticIP: true }),
      exposing('http', http, { staticIP: [] }),
    ],
    ['a call of the only port, and of that port', callers('db'), callers('db/postgres')],
    ['a call of all ports, and of each', callers('api'), callers('api/http', 'api/metrics')],
    ['a call of all ports beside one of them', callers('api/metrics', 'api'), callers('api/http', 'api/metrics')],
    ['calls in any order, once or twice', callers('db', 'api/http', 'db'), callers('api/http', 'db/postgres')],
    ['nothing said of what is usual', shop(), shop({ clients: {}, externals: {}, labels: {} })],
    [
      'nothing said of TLS where the port speaks it',
      exposing('https', { https: 443 }, {}),
      exposing('https', { https: 443 }, { tls: { mode: 'passthrough' } }),
    ],
  ])('%s', (_, short, long) => {
    expect(canonical(short)).toBe(canonical(long))
  })
})

describe('the full form of', () => {
  it('a call without a port says which ports were meant, and that it was assumed', () => {
    const { topology, assumed } = read(callers('api', 'api/http', 'db'))
    expect(topology.workloads.web?.calls).toEqual(['api/http', 'api/metrics', 'db/postgres'])
    expect(assumed.filter(({ path }) => path.startsWith('/workloads/web/calls'))).toEqual([
      { path: '/workloads/web/calls/1', value: 'api/metrics', because: 'all ports of api' },
      { path: '/workloads/web/calls/2', value: 'db/postgres', because: 'the only port of db' },
    ])
  })

  it('a named static address keeps the order of the names: they belong to zones', () => {
    const { topology } = read(exposing('http', http, { staticIP: ['b', 'a'] }))
    expect(topology.workloads.web?.expose[0]?.staticIP).toEqual(['b', 'a'])
  })

  it('exposures stands in one order, however each is written', () => {
    const short = [
      { port: 'http', to: 'vpc', listen: 80, host: 'b.example.com' },
      { port: 'http', to: 'internet', host: 'a.example.com', tls: { mode: 'terminate' } },
    ]
    const long = [
      { port: 'http', to: ['internet'], hosts: ['a.example.com'], listen: 443, tls: { mode: 'terminate' } },
      { port: 'http', to: ['vpc'], hosts: ['b.example.com'], isolation: 'shared' },
    ]
    expect(canonical(web({ expose: short }))).toBe(canonical(web({ expose: long })))
  })

  it('another wish is another topology', () => {
    const documents = [
      {},
      { host: 'a.example.com' },
      { path: '/a' },
      { staticIP: true },
      { staticIP: ['a'] },
      { to: 'vpc' },
    ]
    expect(new Set(documents.map((wish) => canonical(exposing('http', http, wish)))).size).toBe(documents.length)
  })
})

describe('a probe', () => {
  const ports = { metrics: 9090, grpc: 50_051, data: 7000, 'audio-udp': 7001 }
  it.each([
    ['/healthz', { path: '/healthz', port: 'metrics', protocol: 'http' }],
    [{}, { port: 'data', protocol: 'tcp' }],
    [{ port: 'grpc' }, { port: 'grpc', protocol: 'grpc' }],
    [{ protocol: 'grpc' }, { port: 'grpc', protocol: 'grpc' }],
    [{ protocol: 'http' }, { port: 'metrics', protocol: 'http' }],
    [
      { port: 'grpc', path: '/' },
      { path: '/', port: 'grpc', protocol: 'http' },
    ],
    [
      { port: 'grpc', protocol: 'tcp', periodSeconds: 5 },
      { periodSeconds: 5, port: 'grpc', protocol: 'tcp' },
    ],
  ])('given as %j asks %j', (probe, expected) => {
    expect(read(web({ ports, probe })).topology.workloads.web?.probe).toEqual(expected)
  })
})
