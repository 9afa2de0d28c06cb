// Rows of exposures that ask for what their port, or another exposure, rules out: a smallest document, and the mistakes it is told.
import { exposing, type Row, shop, web } from './documents.ts'

const http = { http: 80 }
const clients = { partner: { network: 'partner', cidrs: ['203.0.113.0/24'] } }
const secondWeb = (both: object, first: object = {}, second: object = {}) => {
  const one = (more: object) => ({
    ports: http,
    expose: [{ port: 'http', to: 'internet', host: 'a.example.com', ...both, ...more }],
  })
  return { web: one(first), other: one(second) }
}

export const EXPOSURES: Row[] = [
  [
    'cookies on what is not HTTP',
    exposing('mqtt', { mqtt: 1883 }, { sticky: { by: 'cookie' } }),
    'COOKIE_STICKINESS_WITHOUT_HTTP /workloads/web/expose/0/sticky',
  ],
  [
    'cookies in TLS passed through',
    exposing('https', { https: 443 }, { sticky: { by: 'cookie' }, tls: { mode: 'passthrough' } }),
    'COOKIE_STICKINESS_WITHOUT_HTTP /workloads/web/expose/0/sticky',
  ],
  [
    'termination before another passes through',
    web({
      ports: { https: 443 },
      expose: [
        { port: 'https', to: 'vpc', tls: { mode: 'terminate' } },
        { port: 'https', to: 'internet', tls: { mode: 'passthrough' } },
      ],
    }),
    'TERMINATION_OF_PASSTHROUGH /workloads/web/expose/0/tls/mode',
  ],
  [
    'termination of a port that speaks TLS',
    exposing('tls', { tls: 9443 }, { tls: { mode: 'terminate' } }),
    'TERMINATION_OF_PASSTHROUGH /workloads/web/expose/0/tls/mode',
  ],
  ...['UDP', 'SCTP'].flatMap((transport): Row[] => [
    [
      `${transport} with a host`,
      exposing('data', { data: { port: 7000, transport } }, { host: 'a.example.com' }),
      'HOST_OR_PATH_WITHOUT_TCP /workloads/web/expose/0',
    ],
    [
      `${transport} with a path`,
      exposing('data', { data: { port: 7000, transport } }, { path: '/a' }),
      'HOST_OR_PATH_WITHOUT_TCP /workloads/web/expose/0',
    ],
    [
      `${transport} with TLS`,
      exposing('data', { data: { port: 7000, transport } }, { tls: { mode: 'terminate' } }),
      'TLS_WITHOUT_TCP /workloads/web/expose/0/tls',
    ],
  ]),
  [
    'a path of what is not HTTP',
    exposing('mqtt', { mqtt: 1883 }, { path: '/a' }),
    'PATH_WITHOUT_HTTP /workloads/web/expose/0',
  ],
  [
    'a path in TLS passed through',
    exposing('https', { https: 443 }, { path: '/a' }),
    'PATH_BEHIND_PASSTHROUGH /workloads/web/expose/0',
  ],
  ...['postgres', 'mysql', 'redis', 'mongodb', 'kafka'].map(
    (protocol): Row => [
      `${protocol} facing the internet`,
      exposing('data', { data: { port: 7000, protocol } }, {}),
      'DATABASE_EXPOSED_TO_INTERNET /workloads/web/expose/0',
    ],
  ),
  [
    'a database facing the internet under another name',
    exposing('redis', { redis: 6379 }, { to: ['vpc', 'all'] }, { clients: { all: { network: 'internet' } } }),
    'DATABASE_EXPOSED_TO_INTERNET /workloads/web/expose/0',
  ],
  [
    'an end in the past',
    exposing('http', http, { until: '2026-11-23' }),
    'UNTIL_IN_THE_PAST /workloads/web/expose/0/until',
  ],
  [
    'a pin that has ended',
    web({ pin: { type: 'NodePort', reason: 'Old firewall.', until: '2026-11-23' } }),
    'UNTIL_IN_THE_PAST /workloads/web/pin/until',
  ],
  ['one host twice', shop({ workloads: secondWeb({}) }), 'DUPLICATE_ROUTE /workloads/other/expose/0'],
  ['one path twice', shop({ workloads: secondWeb({ path: '/a' }) }), 'DUPLICATE_ROUTE /workloads/other/expose/0'],
  [
    'one host on the inner side of two that differ outside',
    shop({ clients, workloads: secondWeb({}, { to: ['vpc', 'partner'] }, { to: 'vpc' }) }),
    'DUPLICATE_ROUTE /workloads/other/expose/0',
  ],
  [
    'one host on the outer side of two that differ inside',
    shop({ clients, workloads: secondWeb({}, { to: 'partner' }, { to: ['vpc', 'partner'] }) }),
    'DUPLICATE_ROUTE /workloads/other/expose/0',
  ],
  [
    'one host twice on both sides, told once',
    shop({ clients, workloads: secondWeb({ to: ['vpc', 'partner'] }) }),
    'DUPLICATE_ROUTE /workloads/other/expose/0',
  ],
  [
    'one path twice, once with a slash at its end',
    web({
      expose: [
        { port: 'http', to: 'internet', host: 'a.example.com', path: '/a' },
        { port: 'http', to: 'internet', host: 'a.example.com', path: '/a/' },
      ],
    }),
    'DUPLICATE_ROUTE /workloads/web/expose/1',
  ],
]
