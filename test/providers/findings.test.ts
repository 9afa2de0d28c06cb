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
const socket: Workload = { ports: { ws: 80 } }

type Side = [target: Target, workload: Workload]
type Row = [code: string, earned: Side, near: Side]
const agent = (kind: 'DaemonSet' | 'Deployment'): Workload => ({ kind, locality: 'same-node', ports: { grpc: 4317 } })
const peer: Workload = { replicas: 1, discovery: 'per-pod', ports: { tcp: 7000 } }
const inner = (port: string): Workload => ({ ports: { [port]: 9000 }, expose: [{ port, to: 'internet' }] })
const clients: TopologyInput['clients'] = {
  four: { network: 'partner', cidrs: ['203.0.113.0/24'] },
  six: { network: 'partner', cidrs: ['2001:db8::/32'] },
}

const ROWS: Row[] = [
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
  ...[GCP, AZURE, LEGACY, METALLB, CELLAR].map((target): Row => {
    const kept = (workload: Workload): Side => [target, raw({ preserveClientIP: true }, workload)]
    return ['LOCAL_TRAFFIC_UNEVEN', kept({}), kept({ replicas: 3 })]
  }),
  // Straight to pods there is no node to be without one, and a DaemonSet has one on each.
  ['LOCAL_TRAFFIC_UNEVEN', [GCP, raw({ preserveClientIP: true })], [AWS, raw({ preserveClientIP: true })]],
  [
    'LOCAL_TRAFFIC_UNEVEN',
    [GCP, raw({ preserveClientIP: true })],
    [GCP, raw({ preserveClientIP: true }, { kind: 'DaemonSet' })],
  ],
  ['LOCAL_TRAFFIC_DROPPED', [AWS, agent('DaemonSet')], [AWS, agent('Deployment')]],
  [
    'LOCALITY_NOT_WRITTEN',
    [AWS, { ports: { grpc: 50_051 }, discovery: 'client-side', locality: 'same-zone' }],
    [AWS, { ports: { grpc: 50_051 }, locality: 'same-zone' }],
  ],
  ['POD_NAME_NOT_WRITTEN', [AWS, peer], [AWS, { ...peer, image: 'registry.example.com/peer:1' }]],
  ...[AWS, GCP, AZURE, METALLB, CELLAR].map((target): Row => {
    const admin = (to: string): Side => [target, { ports: { admin: 9000 }, expose: [{ port: 'admin', to }] }]
    return ['INNER_PORT_EXPOSED', admin('internet'), admin('vpc')]
  }),
  ['INNER_PORT_EXPOSED', [AWS, inner('http-metrics')], [AWS, inner('administration')]],
  ['RANGES_OF_OTHER_FAMILY', [AWS, raw({ to: 'six' })], [AWS, raw({ to: 'four' })]],
  ['RANGES_OF_OTHER_FAMILY', [GCP, raw({ to: ['four', 'six'] })], [GCP, raw({ to: ['four'] })]],
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
  ['TRAFFIC_NOT_GIVEN', [AWS, web({})], [METALLB, web({})]],
]

describe('findings', () => {
  const codes = (side: Side) =>
    findingsOf(draftOf({ name: 'one', target: side[0], clients, workloads: { web: side[1] } })).map(
      (line) => line.split(' ')[0],
    )

  it.each(ROWS)('%s is earned, and only then', (code, earned, near) => {
    expect(codes(earned)).toContain(code)
    expect(codes(near)).not.toContain(code)
  })

  it('say a code, what is wrong as a sentence, and where; an error says how it is mended', () => {
    for (const [, earned] of ROWS) {
      const { findings } = draftOf({ name: 'one', target: earned[0], clients, workloads: { web: earned[1] } })
      for (const { code, message, path, severity, fix } of findings) {
        expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/)
        expect(message, code).toMatch(/\.$/)
        expect(path, code).toMatch(/^\//)
        if (severity === 'error') expect(fix, code).toBeDefined()
      }
    }
  })
})
