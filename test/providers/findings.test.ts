// What a cloud is known to get wrong, one row for each finding: the smallest topology that earns it, and one beside it that does not.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { draftOf, findingsOf } from '../domain/design/drafting.ts'

type Workload = TopologyInput['workloads'][string]
type Exposure = NonNullable<Workload['expose']>[number]
type Target = TopologyInput['target']

const AWS: Target = { provider: 'aws', region: 'us-east-1' }
const AUTO: Target = { ...AWS, controller: 'eks-auto-mode' }
const LEGACY: Target = { ...AWS, controller: 'aws-cloud-provider' }
const GCP: Target = { provider: 'gcp', region: 'us-central1' }
const AZURE: Target = { provider: 'azure', region: 'eastus' }
const METALLB: Target = { provider: 'bare-metal', loadBalancers: 'metallb' }
const DO: Target = { provider: 'digitalocean' }
const LINODE: Target = { provider: 'linode' }
const CELLAR: Target = { provider: 'bare-metal' }

const tls = { mode: 'terminate' as const }
const web = (exposure: Partial<Exposure>, workload: Workload = {}): Workload => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', host: 'web.example.com', tls, ...exposure }],
  ...workload,
})
const raw = (exposure: Partial<Exposure>, workload: Workload = {}): Workload => ({
  ports: { tcp: 9000 },
  expose: [{ port: 'tcp', to: 'internet', ...exposure }],
  ...workload,
})
const udp = (workload: Workload = {}): Workload => ({
  ports: { game: { port: 7777, transport: 'UDP' }, http: 80 },
  expose: [{ port: 'game', to: 'internet' }],
  ...workload,
})
const with2 = (first: Partial<Exposure>, second: Partial<Exposure>): Workload => ({
  ports: { http: 80, grpc: 50_051 },
  expose: [
    { port: 'http', to: 'internet', host: 'a.example.com', tls, ...first },
    { port: 'grpc', to: 'internet', host: 'b.example.com', tls, ...second },
  ],
})
const using = (target: Target, api: 'ingress' | 'gateway', name: string): Target => ({
  ...target,
  entrances: { there: { api, class: name, rulesInUse: 99 } },
})
const secure: Partial<Exposure> = {
  tls: { ...tls, certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/web' },
}
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
const socket: Workload = { ports: { ws: 80 } }

type Side = [target: Target, workload: Workload]
const ROWS: [code: string, earned: Side, near: Side][] = [
  ['UDP_HEALTH_CHECK_OVER_TCP', [AWS, udp()], [AWS, udp({ probe: { path: '/ready', port: 'http' } })]],
  ['STATIC_ADDRESS_COUNT', [AWS, raw({ staticIP: ['a'] })], [AWS, raw({ staticIP: ['a', 'b', 'c'] })]],
  ['STATIC_ADDRESS_UNNAMED', [AWS, raw({ staticIP: true })], [AWS, raw({ staticIP: ['a', 'b', 'c'] })]],
  ['STATIC_ADDRESS_UNNAMED', [GCP, web({ staticIP: true })], [GCP, web({ staticIP: ['a'] })]],
  ['STATIC_ADDRESS_UNNAMED', [AZURE, raw({ staticIP: true })], [AZURE, raw({ staticIP: ['a'] })]],
  ['STATIC_ADDRESS_UNNAMED', [METALLB, raw({ staticIP: true })], [METALLB, raw({ staticIP: ['192.0.2.7'] })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [AWS, web({ staticIP: ['a'] })], [AWS, raw({ staticIP: ['a', 'b', 'c'] })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [LEGACY, raw({ staticIP: ['a'] })], [AWS, raw({ staticIP: ['a', 'b', 'c'] })]],
  ['CERTIFICATE_MISSING', [AWS, raw({ tls })], [AWS, raw(secure)]],
  ['CERTIFICATE_MISSING', [LEGACY, raw(secure)], [AWS, raw(secure)]],
  ['CERTIFICATE_DISCOVERED', [AWS, web({})], [AWS, web(secure)]],
  ['IDLE_TIMEOUT_CLAMPED', [AWS, raw({ idleTimeoutSeconds: 7000 })], [AWS, raw({ idleTimeoutSeconds: 6000 })]],
  ['IDLE_TIMEOUT_CLAMPED', [AWS, web({ idleTimeoutSeconds: 4001 })], [AWS, web({ idleTimeoutSeconds: 4000 })]],
  ['IDLE_TIMEOUT_CLAMPED', [AZURE, raw({ idleTimeoutSeconds: 3600 })], [AZURE, raw({ idleTimeoutSeconds: 1800 })]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AUTO, raw({ idleTimeoutSeconds: 900 })], [AWS, raw({ idleTimeoutSeconds: 900 })]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AWS, raw({ ...secure, idleTimeoutSeconds: 900 })], [AWS, raw(secure)]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AZURE, web({ idleTimeoutSeconds: 900 })], [AZURE, web({})]],
  ['GROUP_NOT_HONOURED', [using(AUTO, 'ingress', 'alb'), web({})], [AUTO, web({})]],
  ['HTTP_2_NEEDS_TLS', [AWS, with2({}, { tls: { mode: 'none' }, path: '/x' })], [AWS, with2({}, {})]],
  ['HTTP_2_NEEDS_TLS', [{ ...GCP, routing: 'ingress' }, with2({}, {})], [GCP, with2({}, {})]],
  ['BACKEND_PROTOCOLS_DIFFER', [AWS, with2({}, {})], [AWS, web({})]],
  ['BACKEND_PROTOCOL_NOT_WRITTEN', [using(AWS, 'ingress', 'nginx'), with2({}, {})], [AWS, with2({}, {})]],
  [
    'BACKEND_PROTOCOL_NOT_WRITTEN',
    [METALLB, web({ port: 'https' }, { ports: { https: 443 } })],
    [AWS, web({ port: 'https' }, { ports: { https: 443 } })],
  ],
  [
    'LONG_CONNECTIONS_CUT',
    [AWS, web({ port: 'ws' }, socket)],
    [AWS, web({ port: 'ws', idleTimeoutSeconds: 900 }, socket)],
  ],
  ['LONG_CONNECTIONS_CUT', [GCP, web({ port: 'ws' }, socket)], [GCP, web({})]],
  ['LISTEN_PORT_NOT_WRITTEN', [{ ...GCP, routing: 'ingress' }, web({ listen: 8443 })], [GCP, web({ listen: 8443 })]],
  ['LISTEN_PORT_NOT_WRITTEN', [using(CELLAR, 'ingress', 'nginx'), web({ listen: 8443 })], [AWS, web({ listen: 8443 })]],
  ['HEALTH_CHECK_PATH_DIFFERS', [GCP, web({}, { probe: '/ready' })], [GCP, web({}, { probe: '/' })]],
  [
    'LOCAL_TRAFFIC_UNEVEN',
    [GCP, raw({ preserveClientIP: true })],
    [GCP, raw({ preserveClientIP: true }, { replicas: 3 })],
  ],
  ['ENTRANCE_NOT_USABLE', [using(GCP, 'ingress', 'gce'), web({})], [using(GCP, 'gateway', 'gke-l7-gxlb'), web({})]],
  ['ROUTING_NOT_FOLLOWED', [{ ...AZURE, routing: 'ingress' }, web({})], [{ ...AZURE, routing: 'gateway' }, web({})]],
  ['CONTROLLER_RETIRED', [using(AWS, 'ingress', 'nginx'), web({})], [using(AWS, 'ingress', 'traefik'), web({})]],
  ['CONTROLLER_ENDS', [using(AZURE, 'ingress', 'webapprouting.kubernetes.azure.com'), web({})], [AZURE, web({})]],
  ['GATEWAY_MUST_END_TLS', [using(METALLB, 'gateway', 'eg'), web({})], [METALLB, web({})]],
  [
    'GATEWAY_MUST_ALLOW_ROUTES',
    [using(METALLB, 'gateway', 'eg'), web({}, { namespace: 'shop' })],
    [using(METALLB, 'gateway', 'eg'), web({})],
  ],
  [
    'IDLE_TIMEOUT_LEFT_TO_ENTRANCE',
    [using(AWS, 'ingress', 'alb'), web({ idleTimeoutSeconds: 900 })],
    [AWS, web({ idleTimeoutSeconds: 900 })],
  ],
  [
    'LIMIT_EXCEEDED',
    [using(AWS, 'ingress', 'alb'), web({ paths: ['/a', '/b'] })],
    [using(AWS, 'ingress', 'alb'), web({ path: '/a' })],
  ],
  ['LOST_AT_LAYER_4', [AWS, web({ path: '/a', preserveClientIP: true })], [AWS, web({ path: '/a' })]],
  ['LOST_AT_LAYER_4', [CELLAR, web({ sticky: { by: 'cookie' } })], [CELLAR, web({})]],
  ['IN_USE_ASSUMED_ZERO', [GCP, web({})], [GCP, web({ to: 'vpc' })]],
  ['IN_USE_ASSUMED_ZERO', [AZURE, raw({})], [AZURE, raw({ to: 'vpc' })]],
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
    [DO, raw({}, { traffic: { requestsPerSecond: 2_000_001, activeConnections: 0 } })],
    [DO, raw({}, { traffic: { requestsPerSecond: 2_000_000, activeConnections: 0 } })],
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
    [LINODE, web({}, { traffic: { activeConnections: 10_001 } })],
    [LINODE, web({}, { traffic: { activeConnections: 10_000 } })],
  ],
  [
    'GATEWAY_ANNOTATIONS_NOT_READ',
    [{ ...LINODE, controller: 'traefik' }, web({})],
    [{ ...LINODE, controller: 'cilium' }, web({})],
  ],
  ['ENTRANCE_NOT_USABLE', [using(DO, 'ingress', 'alb'), web({})], [using(DO, 'gateway', 'eg'), web({})]],
  ['ENTRANCE_NOT_USABLE', [using(LINODE, 'ingress', 'alb'), web({})], [using(LINODE, 'gateway', 'eg'), web({})]],
  ['TRAFFIC_NOT_GIVEN', [AWS, web({})], [METALLB, web({})]],
]

describe('findings', () => {
  const codes = (side: Side) =>
    findingsOf(draftOf({ name: 'one', target: side[0], workloads: { web: side[1] } })).map((line) => line.split(' ')[0])

  it.each(ROWS)('%s is earned, and only then', (code, earned, near) => {
    expect(codes(earned)).toContain(code)
    expect(codes(near)).not.toContain(code)
  })

  it('say a code, what is wrong as a sentence, and where; an error says how it is mended', () => {
    for (const [, earned] of ROWS) {
      const { findings } = draftOf({ name: 'one', target: earned[0], workloads: { web: earned[1] } })
      for (const { code, message, path, severity, fix } of findings) {
        expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/)
        expect(message, code).toMatch(/\.$/)
        expect(path, code).toMatch(/^\//)
        if (severity === 'error') expect(fix, code).toBeDefined()
      }
    }
  })
})
