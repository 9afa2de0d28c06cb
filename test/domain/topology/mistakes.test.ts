// One row for every code a topology can be refused with: a smallest document, and exactly the mistakes it is told.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FAILURE_CODES } from '../../../src/domain/failure.ts'
import { mistakesIn } from '../reading.ts'
import { exposing, type Row, shop, target, web } from './documents.ts'
import { EXPOSURES } from './mistakes-of-exposures.ts'

const http = { http: 80 }

const REFERENCES: Row[] = [
  ['a call of no workload', web({ calls: ['nobody'] }), 'UNKNOWN_WORKLOAD /workloads/web/calls/0'],
  ['a call of no port', web({ calls: ['web/nothing'] }), 'UNKNOWN_PORT /workloads/web/calls/0'],
  ['a call of no external', web({ calls: ['external:nobody'] }), 'UNKNOWN_EXTERNAL /workloads/web/calls/0'],
  ['a call of too many parts', web({ calls: ['web/http/more'] }), 'INVALID_REFERENCE /workloads/web/calls/0'],
  ['a call of what has no ports', web({ ports: {}, calls: ['web'] }), 'CALLEE_WITHOUT_PORTS /workloads/web/calls/0'],
  ['a probe of no port', web({ probe: { port: 'nothing' } }), 'UNKNOWN_PORT /workloads/web/probe/port'],
  ['an exposed port that is none', exposing('nothing', http, {}), 'UNKNOWN_PORT /workloads/web/expose/0/port'],
  ['a client that is none', exposing('http', http, { to: 'nobody' }), 'UNKNOWN_CLIENT /workloads/web/expose/0/to'],
  [
    'one of several clients that is none',
    exposing('http', http, { to: ['vpc', 'nobody'] }),
    'UNKNOWN_CLIENT /workloads/web/expose/0/to/1',
  ],
  [
    'a list of one client that is none',
    exposing('http', http, { to: ['me'] }),
    'UNKNOWN_CLIENT /workloads/web/expose/0/to/0',
  ],
]

const NAMES: Row[] = [
  ['no workloads', shop({ workloads: {} }), 'NO_WORKLOADS /workloads'],
  ['no valid Service name', shop({ workloads: { '9web': {} } }), 'INVALID_NAME /workloads/9web'],
  ['a name in capitals', shop({ workloads: { Web: {} } }), 'INVALID_NAME /workloads/Web'],
  ['a name with a slash', shop({ workloads: { 'a/b~c': {} } }), 'INVALID_NAME /workloads/a~1b~0c'],
  ['a label with two dots in its prefix', shop({ labels: { 'a..b/x': 'v' } }), 'INVALID_NAME /labels/a..b~1x'],
  [
    'a label of more than 63 characters',
    shop({ labels: { [`example.com/${'k'.repeat(64)}`]: 'v' } }),
    `INVALID_NAME /labels/example.com~1${'k'.repeat(64)}`,
  ],
  [
    'a selector of more than 63 characters',
    web({ selector: { ['k'.repeat(64)]: 'v' } }),
    `INVALID_NAME /workloads/web/selector/${'k'.repeat(64)}`,
  ],
  ['an image with a space behind it', web({ image: 'web:1 ' }), 'INVALID_FORMAT /workloads/web/image'],
  ['a port name that is no label', web({ ports: { HTTP: 80 } }), 'INVALID_NAME /workloads/web/ports/HTTP'],
  [
    'an external of the same name',
    shop({ externals: { web: { host: 'a.example.com' } } }),
    'DUPLICATE_NAME /externals/web',
  ],
  [
    'a built-in client with another network',
    shop({ clients: { internet: { network: 'office' } } }),
    'BUILT_IN_CLIENT /clients/internet/network',
  ],
]

const ADDRESSES: Row[] = [
  [
    'a network with host bits',
    shop({ clients: { office: { network: 'office', cidrs: ['192.0.2.0/24', '10.1.2.3/8'] } } }),
    'CIDR_HOST_BITS /clients/office/cidrs/1',
  ],
  [
    'an IPv6 network with host bits',
    shop({ clients: { office: { network: 'office', cidrs: ['2001:db8::1/32'] } } }),
    'CIDR_HOST_BITS /clients/office/cidrs/0',
  ],
  [
    'an IPv4 network written as IPv6',
    shop({ clients: { office: { network: 'office', cidrs: ['::ffff:10.0.0.0/104'] } } }),
    'CIDR_IS_MAPPED /clients/office/cidrs/0',
  ],
  [
    'an external host that is an address',
    shop({ externals: { db: { host: '192.0.2.7' } } }),
    'HOST_IS_AN_ADDRESS /externals/db/host',
  ],
  ['an external without host or addresses', shop({ externals: { db: {} } }), 'HOST_OR_ADDRESSES /externals/db'],
  [
    'an external with both',
    shop({ externals: { db: { host: 'db.example.com', addresses: ['192.0.2.7'], port: 5432 } } }),
    'HOST_OR_ADDRESSES /externals/db',
  ],
  [
    'addresses that are none',
    shop({ externals: { db: { addresses: [], port: 1 } } }),
    'NO_ADDRESSES /externals/db/addresses',
  ],
  [
    'addresses without a port',
    shop({ externals: { db: { addresses: ['192.0.2.7'] } } }),
    'PORT_REQUIRED /externals/db',
  ],
  ...[
    ...['127.0.0.1', '169.254.1.1', '0.0.0.0', '224.0.0.1', '239.1.1.1', '::1', '::', 'fe80::1', 'FE90::1', 'ff02::1'],
    ...['0:0:0:0:0:0:0:1', '0:0:0:0:0:0:0:0'],
  ].map(
    (address): Row => [
      `the address ${address}`,
      shop({ externals: { db: { addresses: ['192.0.2.7', address], port: 1 } } }),
      'ADDRESS_NOT_ROUTABLE /externals/db/addresses/1',
    ],
  ),
  ...['::ffff:192.0.2.1', '::FFFF:c000:201', '0:0:0:0:0:ffff:192.0.2.1'].map(
    (address): Row => [
      `the address ${address}`,
      shop({ externals: { db: { addresses: [address], port: 1 } } }),
      'ADDRESS_IS_MAPPED /externals/db/addresses/0',
    ],
  ),
]

const KINDS_AND_PORTS: Row[] = [
  ['per-pod without identity', web({ discovery: 'per-pod' }), 'PER_POD_WITHOUT_IDENTITY /workloads/web/discovery'],
  [
    'per-pod of two that are one Deployment',
    web({ discovery: 'per-pod', replicas: 2 }),
    'PER_POD_WITHOUT_IDENTITY /workloads/web/discovery',
  ],
  ...['Job', 'CronJob'].map(
    (kind): Row => [
      `an exposed ${kind}`,
      web({ kind, expose: [{ port: 'http', to: 'vpc' }] }),
      'JOB_EXPOSED /workloads/web/expose',
    ],
  ),
  ...['DaemonSet', 'Job', 'CronJob'].map(
    (kind): Row => [
      `replicas of a ${kind}`,
      web({ kind, replicas: 2 }),
      'REPLICAS_NOT_APPLICABLE /workloads/web/replicas',
    ],
  ),
  ['a selector of nothing', web({ selector: {} }), 'SELECTOR_EMPTY /workloads/web/selector'],
  [
    'more asked for than may be used',
    web({ resources: { requests: { cpu: '2', memory: '1Gi' }, limits: { cpu: '1500m', memory: '1Gi' } } }),
    'REQUEST_ABOVE_LIMIT /workloads/web/resources/requests/cpu',
  ],
  [
    'more memory asked for than may be used',
    web({ resources: { requests: { memory: '1Gi' }, limits: { memory: '1G' } } }),
    'REQUEST_ABOVE_LIMIT /workloads/web/resources/requests/memory',
  ],
  ['one number for two ports', web({ ports: { http: 80, web: 80 } }), 'DUPLICATE_PORT /workloads/web/ports/web'],
  [
    'a protocol over the wrong transport',
    web({ ports: { http: { port: 80, protocol: 'http', transport: 'UDP' } } }),
    'PROTOCOL_TRANSPORT_MISMATCH /workloads/web/ports/http/transport',
  ],
]

const TARGETS: Row[] = [
  ['no region where prices differ', shop({ target: { provider: 'gcp' } }), 'REGION_REQUIRED /target/region'],
  ['no known region', shop({ target: { provider: 'aws', region: 'mars' } }), 'UNKNOWN_REGION /target/region'],
  ['no known controller', shop({ target: { ...target, controller: 'mine' } }), 'UNKNOWN_CONTROLLER /target/controller'],
]

const SHAPES: Row[] = [
  ['an unknown field', shop({ colour: 'blue' }), 'UNKNOWN_FIELD /colour'],
  // A node port outside the range cannot be asked for: the vocabulary has no node port.
  ['a node port', exposing('http', http, { nodePort: 99 }), 'UNKNOWN_FIELD /workloads/web/expose/0/nodePort'],
  ['a required field that is missing', { target, workloads: { web: {} } }, 'REQUIRED /name'],
  ['a number for text', shop({ owner: 5 }), 'WRONG_TYPE /owner'],
  ['neither of two forms', exposing('http', http, { to: 5 }), 'WRONG_TYPE /workloads/web/expose/0/to'],
  ['nothing for an object', shop({ workloads: null }), 'WRONG_TYPE /workloads'],
  ['no document', null, 'WRONG_TYPE '],
  ['a list for a document', [shop()], 'WRONG_TYPE '],
  ['too much', shop({ target: { ...target, zones: 21 } }), 'TOO_BIG /target/zones'],
  ['too little', shop({ target: { ...target, zones: 0 } }), 'TOO_SMALL /target/zones'],
  ...['0,0045', '-1', '1e-3', '.5', ' 1', 'free', ''].map(
    (podPrice): Row => [
      `a price of a pod as "${podPrice}"`,
      shop({ target: { ...target, podPrice } }),
      'INVALID_FORMAT /target/podPrice',
    ],
  ),
  ['a price of a pod as a number', shop({ target: { ...target, podPrice: 0.0045 } }), 'WRONG_TYPE /target/podPrice'],
  ['text of another form', exposing('http', http, { path: 'a' }), 'INVALID_FORMAT /workloads/web/expose/0/path'],
  [
    'a day that is none',
    exposing('http', http, { until: '2027-02-29' }),
    'INVALID_FORMAT /workloads/web/expose/0/until',
  ],
  ['a word of no list', web({ kind: 'Statefulset' }), 'INVALID_VALUE /workloads/web/kind'],
]

const ROWS = [...REFERENCES, ...NAMES, ...ADDRESSES, ...KINDS_AND_PORTS, ...EXPOSURES, ...TARGETS, ...SHAPES]

describe('a topology is refused for', () => {
  it.each(ROWS)('%s', (_, document, ...mistakes) => {
    expect(mistakesIn(document)).toEqual(mistakes)
  })

  it('a cloud whose folder is not there', () => {
    expect(mistakesIn(shop({ target: { provider: 'gcp' } }), { targets: new Map() })).toEqual([
      'PROVIDER_NOT_SUPPORTED /target/provider',
    ])
  })

  it('every code that reading has', () => {
    const folder = new URL('../../../src/domain/topology/', import.meta.url)
    const files = [...readdirSync(folder), '../schema/issues.ts'].map((name) => new URL(name, folder))
    const text = files.map((file) => readFileSync(file, 'utf8')).join('\n')
    const words = [...text.matchAll(/'([A-Z]{2,}(?:_[A-Z]+)*)'/g)].map(([, word]) => word)
    const others = new Set<string | undefined>([...FAILURE_CODES, 'TCP', 'UDP', 'SCTP'])
    const told = ROWS.flatMap(([, , ...mistakes]) => mistakes.map((mistake) => mistake.split(' ')[0]))
    expect(new Set(told)).toEqual(new Set(words.filter((word) => !others.has(word))))
  })
})
