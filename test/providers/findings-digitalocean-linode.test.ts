// What DigitalOcean and Linode are known to get wrong, one row for each finding.
import { describe } from 'vitest'
import {
  checkFindings,
  type Exposure,
  type FindingRow,
  METALLB,
  raw,
  type Target,
  tls,
  udp,
  using,
  type Workload,
  web,
} from './finding-rows.ts'

const DO: Target = { provider: 'digitalocean' }
const LINODE: Target = { provider: 'linode' }

/** HTTP at layer 4, as a pin has it. */
const pinned = (exposure: Partial<Exposure>, workload: Workload = {}): Workload => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', ...exposure }],
  ...workload,
  pin,
})
const both = (second: number): Workload => ({
  ports: { dns: 53, 'dns-tcp': { port: second, protocol: 'tcp' } },
  expose: [
    { port: 'dns', to: 'internet' },
    { port: 'dns-tcp', to: 'internet' },
  ],
})
const pin = { type: 'LoadBalancer' as const, reason: 'A test.' }
const sctp: Workload = {
  ports: { signal: { port: 5060, transport: 'SCTP' } },
  expose: [{ port: 'signal', to: 'internet' }],
}
const every = (workload: Workload, more: Partial<Exposure>): Workload => ({
  ...workload,
  expose: (workload.expose ?? []).map((exposure) => ({ ...exposure, ...more })),
})
const inside = (workload: Workload) => every(workload, { to: 'vpc' })
const kept = (workload: Workload) => every(workload, { preserveClientIP: true })
const ended = (certificate?: string) => ({ tls: { ...tls, ...(certificate === undefined ? {} : { certificate }) } })

const ROWS: FindingRow[] = [
  ['STATIC_ADDRESS_UNNAMED', [DO, raw({ staticIP: true })], [DO, raw({ staticIP: ['192.0.2.7'] })]],
  ['STATIC_ADDRESS_AT_CREATION', [DO, raw({ staticIP: ['192.0.2.7'] })], [DO, raw({ staticIP: true })]],
  ['STATIC_ADDRESS_COUNT', [DO, raw({ staticIP: ['a', 'b'] })], [DO, raw({ staticIP: ['a'] })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [DO, raw({ to: 'vpc', staticIP: ['a'] })], [DO, raw({ staticIP: ['a'] })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [DO, web({ to: 'vpc', staticIP: ['a'] })], [DO, web({ staticIP: ['a'] })]],
  ['IDLE_TIMEOUT_NOT_SETTABLE', [DO, raw({ idleTimeoutSeconds: 900 })], [DO, pinned({ idleTimeoutSeconds: 900 })]],
  ['SESSION_AFFINITY_HAS_NO_EFFECT', [DO, raw({ sticky: { by: 'clientIP' } })], [DO, raw({})]],
  ['STICKY_TO_NODE', [DO, pinned({ sticky: { by: 'cookie' } })], [DO, pinned({})]],
  ['LOST_AT_LAYER_4', [METALLB, pinned({ sticky: { by: 'cookie' } })], [DO, pinned({ sticky: { by: 'cookie' } })]],
  ['LOST_AT_LAYER_4', [DO, pinned({ path: '/a' })], [DO, pinned({})]],
  ['CERTIFICATE_MISSING', [DO, pinned(ended())], [DO, pinned(ended('web'))]],
  ['TLS_NOT_ENDED', [DO, raw({ tls })], [DO, pinned(ended('web'))]],
  ['PROXY_PROTOCOL_EXPECTED', [DO, pinned({ ...ended('web'), preserveClientIP: true })], [DO, pinned(ended('web'))]],
  [
    'PORT_IS_NOT_TARGET_PORT',
    [DO, raw({ preserveClientIP: true, listen: 9001 })],
    [DO, raw({ preserveClientIP: true })],
  ],
  [
    'LOCAL_TRAFFIC_UNEVEN',
    [DO, raw({ preserveClientIP: true })],
    [DO, raw({ preserveClientIP: true }, { replicas: 3 })],
  ],
  ['UDP_HEALTH_OF_NODES_ONLY', [DO, udp()], [DO, udp({ probe: { path: '/ready', port: 'http' } })]],
  ['TRANSPORTS_ON_TWO_ADDRESSES', [DO, both(53)], [DO, both(54)]],
  ['TRANSPORTS_ON_ONE_NUMBER', [DO, { ...both(53), expose: [], pin }], [DO, { ...both(54), expose: [], pin }]],
  [
    'LIMIT_EXCEEDED',
    [DO, raw({}, { traffic: { peakToAverage: 1, requestsPerSecond: 2_000_001, activeConnections: 0 } })],
    [DO, raw({}, { traffic: { peakToAverage: 1, requestsPerSecond: 2_000_000, activeConnections: 0 } })],
  ],
  ['CALLER_ADDRESS_REPLACED', [DO, web({})], [METALLB, web({})]],
  [
    'GATEWAY_ANNOTATIONS_NOT_READ',
    [{ ...DO, controller: 'traefik' }, web({})],
    [{ ...DO, controller: 'istio' }, web({})],
  ],
  ['STICKINESS_NOT_WRITTEN', [DO, web({ sticky: { by: 'cookie' } })], [DO, web({})]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [DO, web({ idleTimeoutSeconds: 900 })], [DO, web({})]],
  ['TRANSPORT_NOT_SUPPORTED', [DO, sctp], [DO, udp()]],
  ['TRANSPORT_NOT_SUPPORTED', [LINODE, sctp], [LINODE, udp()]],
  ['UDP_NEEDS_PREMIUM', [LINODE, udp()], [LINODE, raw({})]],
  ['UDP_HEALTH_NOT_CHECKED', [LINODE, udp()], [LINODE, raw({})]],
  ['FIREWALL_DROPS_UDP', [LINODE, inside(udp())], [LINODE, udp()]],
  ['PRICE_UNKNOWN', [LINODE, udp()], [LINODE, raw({})]],
  ['INTERNAL_NEEDS_SUBNET', [LINODE, raw({ to: 'vpc' })], [LINODE, raw({})]],
  ['INTERNAL_NEEDS_SUBNET', [LINODE, web({ to: 'vpc' })], [LINODE, web({})]],
  ['STATIC_ADDRESS_UNNAMED', [LINODE, raw({ staticIP: true })], [LINODE, raw({ staticIP: ['192.0.2.7'] })]],
  ['STATIC_ADDRESS_AT_CREATION', [LINODE, web({ staticIP: ['192.0.2.7'] })], [LINODE, web({ staticIP: true })]],
  ['STATIC_ADDRESS_COUNT', [LINODE, raw({ staticIP: ['a', 'b'] })], [LINODE, raw({ staticIP: ['a'] })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [LINODE, raw({ to: 'vpc', staticIP: ['a'] })], [LINODE, raw({ staticIP: ['a'] })]],
  ['IDLE_TIMEOUT_NOT_SETTABLE', [LINODE, raw({ idleTimeoutSeconds: 900 })], [LINODE, raw({})]],
  ['PROXY_PROTOCOL_EXPECTED', [LINODE, raw({ preserveClientIP: true })], [LINODE, raw({})]],
  ['CALLER_ADDRESS_REPLACED', [LINODE, kept(udp())], [LINODE, udp()]],
  ['CALLER_ADDRESS_REPLACED', [LINODE, pinned({ ...ended(), preserveClientIP: true })], [LINODE, pinned(ended())]],
  ['STICKY_TO_NODE', [LINODE, raw({ sticky: { by: 'clientIP' } })], [LINODE, raw({})]],
  ['LOST_AT_LAYER_4', [METALLB, pinned({ sticky: { by: 'cookie' } })], [LINODE, pinned({ sticky: { by: 'cookie' } })]],
  ['TLS_NOT_ENDED', [LINODE, pinned({ port: 'grpc', tls }, { ports: { grpc: 50_051 } })], [LINODE, pinned({ tls })]],
  ['TRANSPORTS_ON_TWO_ADDRESSES', [LINODE, both(53)], [LINODE, both(54)]],
  ['TRANSPORTS_ON_ONE_NUMBER', [LINODE, { ...both(53), expose: [], pin }], [LINODE, { ...both(54), expose: [], pin }]],
  [
    'LIMIT_EXCEEDED',
    [LINODE, raw({}, { traffic: { activeConnections: 4000, peakToAverage: 3 } })],
    [LINODE, raw({}, { traffic: { activeConnections: 4000, peakToAverage: 2 } })],
  ],
  [
    'LIMIT_EXCEEDED',
    [LINODE, web({}, { traffic: { peakToAverage: 1, activeConnections: 10_001 } })],
    [LINODE, web({}, { traffic: { peakToAverage: 1, activeConnections: 10_000 } })],
  ],
  [
    'GATEWAY_ANNOTATIONS_NOT_READ',
    [{ ...LINODE, controller: 'traefik' }, web({})],
    [{ ...LINODE, controller: 'cilium' }, web({})],
  ],
  ['ENTRANCE_NOT_USABLE', [using(DO, 'ingress', 'alb'), web({})], [using(DO, 'gateway', 'eg'), web({})]],
  ['ENTRANCE_NOT_USABLE', [using(LINODE, 'ingress', 'alb'), web({})], [using(LINODE, 'gateway', 'eg'), web({})]],
]

describe('findings on DigitalOcean and Linode', () => checkFindings(ROWS))
