// All mistakes of one document come in one answer, each at its own place, and none because of another.
import { describe, expect, it } from 'vitest'
import { mistakesIn, read, refusalOf } from '../reading.ts'
import { exposing, shop, web } from './documents.ts'

describe('mistakes of one document', () => {
  it('come together, those of the schema and those across it', () => {
    const document = {
      nmae: 'shop',
      target: { provider: 'aws', region: 'us-east-7', nodes: 0, controller: 'mine' },
      clients: { office: { network: 'office', cidrs: ['10.1.2.3/8'], cidr: '10.0.0.0/8' } },
      externals: { cards: { host: '192.0.2.7' } },
      workloads: {
        web: { ports: { http: 80 }, replicas: 'two', calls: ['ap', 'external:card'] },
        api: { ports: { http: 80 }, expose: [{ port: 'htp', to: 'internt', tls: { mode: 'terminated' } }] },
        db: { ports: { postgres: 5432 }, expose: [{ port: 'postgres', to: 'internet', until: '2020-01-01' }] },
      },
    }
    expect(mistakesIn(document).sort()).toEqual([
      'CIDR_HOST_BITS /clients/office/cidrs/0',
      'DATABASE_EXPOSED_TO_INTERNET /workloads/db/expose/0',
      'HOST_IS_AN_ADDRESS /externals/cards/host',
      'INVALID_VALUE /workloads/api/expose/0/tls/mode',
      'REQUIRED /name',
      'TOO_SMALL /target/nodes',
      'UNKNOWN_CLIENT /workloads/api/expose/0/to',
      'UNKNOWN_CONTROLLER /target/controller',
      'UNKNOWN_EXTERNAL /workloads/web/calls/1',
      'UNKNOWN_FIELD /clients/office/cidr',
      'UNKNOWN_FIELD /nmae',
      'UNKNOWN_PORT /workloads/api/expose/0/port',
      'UNKNOWN_REGION /target/region',
      'UNKNOWN_WORKLOAD /workloads/web/calls/0',
      'UNTIL_IN_THE_PAST /workloads/db/expose/0/until',
      'WRONG_TYPE /workloads/web/replicas',
    ])
  })

  it('come together where the name above them is wrong as well', () => {
    const document = {
      name: 'shop',
      target: { provider: 'aws', region: 'us-east-1' },
      workloads: {
        Web: { replicas: 'two', ports: { HTTP: { prot: 80 } }, expose: [{ port: 'http' }], 'x-team': 1 },
        api: { ports: { http: 80 }, calls: ['Web'] },
      },
    }
    expect(mistakesIn(document).sort()).toEqual([
      'INVALID_NAME /workloads/Web',
      'INVALID_NAME /workloads/Web/ports/HTTP',
      'REQUIRED /workloads/Web/expose/0/to',
      'REQUIRED /workloads/Web/ports/HTTP/port',
      'UNKNOWN_FIELD /workloads/Web/ports/HTTP/prot',
      'WRONG_TYPE /workloads/Web/replicas',
    ])
  })

  it('are counted in words, one or many', () => {
    expect(refusalOf(shop({ colour: 1 }))).toMatchObject({
      code: 'INVALID_TOPOLOGY',
      message: 'The topology has 1 mistake.',
    })
    expect(refusalOf(shop({ colour: 1, shape: 2 })).message).toBe('The topology has 2 mistakes.')
  })

  it.each([
    [100, 'The topology has 100 mistakes.', 100],
    [101, 'The topology has 101 mistakes. The first 100 of 101 are shown.', 100],
    [5000, 'The topology has 5000 mistakes. The first 100 of 5000 are shown.', 100],
  ])('are shown up to a hundred, and truly counted: %i', (count, message, shown) => {
    const unknown = Object.fromEntries(Array.from({ length: count - 1 }, (_, index) => [`field${index}`, index]))
    const refusal = refusalOf(web({ calls: ['nobody'] }, unknown))
    expect([refusal.message, refusal.mistakes.length]).toEqual([message, shown])
  })

  it('say at most 300 characters each, and echo little of a hostile document', () => {
    const long = 'x'.repeat(5000)
    const document = shop({ [long]: 1, owner: long, clients: { office: { network: long } }, workloads: { [long]: {} } })
    const { mistakes } = refusalOf(document)
    expect(mistakes.length).toBe(4)
    for (const { detail, pointer } of mistakes) {
      expect(detail.length).toBeLessThanOrEqual(300)
      expect(detail).not.toContain('x'.repeat(61))
      expect(pointer).not.toContain('x'.repeat(101))
    }
  })

  it('show control characters as such', () => {
    expect(
      refusalOf(shop({ owner: '', kind: 'a\u001b[2Jb\nc' }))
        .mistakes.map(({ detail }) => detail)
        .join(),
    ).not.toMatch(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
      /[\u0000-\u001f]/,
    )
  })
})

describe('more workloads than the service takes', () => {
  const workloads = { a: {}, b: {}, c: {} }

  it('are refused with both numbers', () => {
    expect(refusalOf(shop({ workloads }), { workloadsAtMost: 2 })).toMatchObject({
      code: 'TOPOLOGY_TOO_LARGE',
      message: 'the topology has 3 workloads; this service plans at most 2 at once',
    })
  })

  it('are taken up to the limit', () => {
    expect(() => read(shop({ workloads }), { workloadsAtMost: 3 })).not.toThrow()
  })
})

describe('a broken item of a list does not shift the pointers of later ones', () => {
  it.each<[string, unknown, string[]]>([
    ['calls', web({ calls: [5, 'web', null, 'nobody'] }), ['calls/0', 'calls/2', 'calls/3']],
    [
      'exposures',
      web({ expose: [5, { port: 'http', to: 'vpc' }, { to: 'vpc' }, { port: 'nothing', to: 'vpc' }] }),
      ['expose/0', 'expose/2/port', 'expose/3/port'],
    ],
    [
      'clients of an exposure',
      exposing('http', { http: 80 }, { to: ['Bad!', 'nobody', 'vpc'] }),
      ['expose/0/to/0', 'expose/0/to/1'],
    ],
    [
      'the one client left of an exposure',
      exposing('http', { http: 80 }, { to: ['Bad!', 'nobody'] }),
      ['expose/0/to/0', 'expose/0/to/1'],
    ],
    [
      'lists in lists',
      web({ expose: [5, 6, { port: 'http', to: ['Bad!', 'vpc', 7, 'nobody'] }] }),
      ['expose/0', 'expose/1', 'expose/2/to/0', 'expose/2/to/2', 'expose/2/to/3'],
    ],
  ])('%s', (_, document, places) => {
    const pointers = refusalOf(document).mistakes.map(({ pointer }) => pointer)
    expect(pointers.sort()).toEqual(places.map((place) => `/workloads/web/${place}`))
  })

  it('nor the place named in the text of another mistake', () => {
    const route = { port: 'http', to: 'internet', host: 'a.example.com' }
    const { mistakes } = refusalOf(web({ expose: [5, route, route] }))
    expect(mistakes.map(({ pointer }) => pointer)).toEqual(['/workloads/web/expose/0', '/workloads/web/expose/2'])
    expect(mistakes[1]?.detail).toContain('also exposed by /workloads/web/expose/1;')
  })

  it('in a list of addresses', () => {
    const document = shop({ externals: { db: { addresses: ['nowhere', '192.0.2.7', '127.0.0.1'], port: 5432 } } })
    expect(mistakesIn(document)).toEqual([
      'INVALID_FORMAT /externals/db/addresses/0',
      'ADDRESS_NOT_ROUTABLE /externals/db/addresses/2',
    ])
  })
})

describe('what cannot be read is one mistake, and what depends on it is none', () => {
  const callers = { caller: { calls: ['web', 'web/http', 'web/https'] } }
  it.each<[string, unknown, string]>([
    ['a called workload', shop({ workloads: { web: 5, ...callers } }), 'WRONG_TYPE /workloads/web'],
    [
      'a workload called by a bad name',
      shop({ workloads: { 'a~b': {}, c: { calls: ['a~b'] } } }),
      'INVALID_NAME /workloads/a~0b',
    ],
    [
      'the ports of a called workload',
      shop({ workloads: { web: { ports: 5 }, ...callers } }),
      'WRONG_TYPE /workloads/web/ports',
    ],
    [
      'a called port',
      shop({ workloads: { web: { ports: { http: 'eighty', https: 443 } }, ...callers } }),
      'WRONG_TYPE /workloads/web/ports/http',
    ],
    ['the only port', web({ ports: { http: 'eighty' }, calls: ['web'] }), 'WRONG_TYPE /workloads/web/ports/http'],
    ['an exposed port', exposing('http', { http: { port: 0 } }, {}), 'TOO_SMALL /workloads/web/ports/http/port'],
    [
      'the port of a probe',
      web({ ports: { http: 0 }, probe: { port: 'http' } }),
      'TOO_SMALL /workloads/web/ports/http',
    ],
    ['a called external', web({ calls: ['external:db'] }, { externals: { db: 5 } }), 'WRONG_TYPE /externals/db'],
    ['all externals', web({ calls: ['external:db'] }, { externals: 5 }), 'WRONG_TYPE /externals'],
    [
      'a client',
      exposing('http', { http: 80 }, { to: 'me' }, { clients: { me: { network: 'lan' } } }),
      'INVALID_VALUE /clients/me/network',
    ],
    ['all workloads', shop({ workloads: [] }), 'WRONG_TYPE /workloads'],
    ['the target', shop({ target: 'aws' }), 'WRONG_TYPE /target'],
    ['the provider', shop({ target: { provider: 'amazon' } }), 'INVALID_VALUE /target/provider'],
    ['the region', shop({ target: { provider: 'aws', region: 5 } }), 'WRONG_TYPE /target/region'],
    ['the host of an external', shop({ externals: { db: { host: 'No Host' } } }), 'INVALID_FORMAT /externals/db/host'],
    [
      'the only address of an external',
      shop({ externals: { db: { addresses: ['x'], port: 1 } } }),
      'INVALID_FORMAT /externals/db/addresses/0',
    ],
    [
      'the port of addresses',
      shop({ externals: { db: { addresses: ['192.0.2.7'], port: 0 } } }),
      'TOO_SMALL /externals/db/port',
    ],
    [
      'the kind beside per-pod',
      web({ kind: 'Statefulset', discovery: 'per-pod' }),
      'INVALID_VALUE /workloads/web/kind',
    ],
    ['the only label of a selector', web({ selector: { 'a b': 'c' } }), 'INVALID_NAME /workloads/web/selector/a b'],
    [
      'the protocol under a path',
      exposing('data', { data: { port: 7000, protocol: 'htp' } }, { path: '/a' }),
      'INVALID_VALUE /workloads/web/ports/data/protocol',
    ],
    [
      'the transport of one of two ports with one number',
      web({ ports: { a: { port: 7000, transport: 'tpc' }, b: { port: 7000, transport: 'TCP' } } }),
      'INVALID_VALUE /workloads/web/ports/a/transport',
    ],
    [
      'the TLS mode beside a path and cookies',
      exposing('https', { https: 443 }, { path: '/a', sticky: { by: 'cookie' }, tls: { mode: 'terminat' } }),
      'INVALID_VALUE /workloads/web/expose/0/tls/mode',
    ],
    [
      'the port one of two routes listens on',
      web({
        expose: [
          { port: 'http', to: 'vpc', host: 'a.example.com', listen: 0 },
          { port: 'http', to: 'vpc', host: 'a.example.com' },
        ],
      }),
      'TOO_SMALL /workloads/web/expose/0/listen',
    ],
  ])('%s', (_, document, mistake) => {
    expect(mistakesIn(document)).toEqual([mistake])
  })
})
