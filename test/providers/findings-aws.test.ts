// What AWS is known to get wrong, one row for each finding: the smallest topology that earns it, and one beside it that does not.
import { describe } from 'vitest'
import {
  AWS,
  AZURE,
  CELLAR,
  checkFindings,
  type Exposure,
  type FindingRow,
  GCP,
  LEGACY,
  METALLB,
  raw,
  type Side,
  socket,
  type Target,
  tls,
  udp,
  using,
  type Workload,
  web,
  with2,
} from './finding-rows.ts'

const grpc: Partial<Exposure> = { port: 'grpc', host: 'grpc.example.com' }
const AUTO: Target = { ...AWS, controller: 'eks-auto-mode' }
const GATEWAY: Target = { ...AWS, routing: 'gateway' }
const secure: Partial<Exposure> = {
  tls: { ...tls, certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/web' },
}
const both: Workload = {
  ports: { dns: 53, 'dns-tcp': 53 },
  expose: [
    { port: 'dns', to: 'internet' },
    { port: 'dns-tcp', to: 'internet' },
  ],
}
/** TCP and UDP on one number share a listener, which has no timeout to set. */
const both4 = (idleTimeoutSeconds: number | undefined): Workload => ({
  ...both,
  expose: (both.expose ?? []).map((exposure) => ({ ...exposure, idleTimeoutSeconds })),
})
const speaking = { ports: { grpc: 50_051, http: 80 }, probe: { path: '/ready', port: 'http' } }
const raised = (count: number): Workload => ({
  ports: Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, 9000 + index])),
  expose: Array.from({ length: count }, (_, index) => ({ port: `p${index}`, to: 'internet' })),
})
const agent = (kind: 'DaemonSet' | 'Deployment'): Workload => ({ kind, locality: 'same-node', ports: { grpc: 4317 } })
const peer: Workload = { replicas: 1, discovery: 'per-pod', ports: { tcp: 7000 } }
const brokers = (replicas: number): Workload => ({
  kind: 'StatefulSet',
  replicas,
  discovery: 'per-pod',
  ports: { kafka: 9092 },
  expose: [{ port: 'kafka', to: 'partner' }],
})
const inner = (port: string): Workload => ({ ports: { [port]: 9000 }, expose: [{ port, to: 'internet' }] })

const ROWS: FindingRow[] = [
  ['UDP_HEALTH_CHECK_OVER_TCP', [AWS, udp()], [AWS, udp({ probe: { path: '/ready', port: 'http' } })]],
  ['STATIC_ADDRESS_COUNT', [AWS, raw({ staticIP: ['a'] })], [AWS, raw({ staticIP: ['a', 'b', 'c'] })]],
  ['STATIC_ADDRESS_UNNAMED', [AWS, raw({ staticIP: true })], [AWS, raw({ staticIP: ['a', 'b', 'c'] })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [AWS, web({ staticIP: ['a'] })], [AWS, raw({ staticIP: ['a', 'b', 'c'] })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [LEGACY, raw({ staticIP: ['a'] })], [AWS, raw({ staticIP: ['a', 'b', 'c'] })]],
  ['CERTIFICATE_MISSING', [AWS, raw({ tls })], [AWS, raw(secure)]],
  ['CERTIFICATE_MISSING', [LEGACY, raw(secure)], [AWS, raw(secure)]],
  ['CERTIFICATE_DISCOVERED', [AWS, web({})], [AWS, web(secure)]],
  ['CERTIFICATE_DISCOVERED', [GATEWAY, web({})], [GATEWAY, web(secure)]],
  ['CERTIFICATE_DISCOVERED', [AWS, web({})], [using(AWS, 'gateway', 'alb'), web({})]],
  [
    'CERTIFICATE_NOT_DISCOVERED',
    [AWS, with2(secure, { port: 'http' })],
    [AWS, with2(secure, { ...secure, port: 'http' })],
  ],
  [
    'CERTIFICATE_NOT_DISCOVERED',
    [GATEWAY, with2(secure, { port: 'http' })],
    [GATEWAY, with2(secure, { port: 'http', listen: 8443 })],
  ],
  ['CERTIFICATE_MISSING', [AWS, web({ host: undefined, path: '/a' })], [AWS, web({ path: '/a' })]],
  ['CERTIFICATE_MISSING', [GATEWAY, web({ host: undefined })], [GATEWAY, web({ ...secure, host: undefined })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [GATEWAY, web({ staticIP: ['a'] })], [GATEWAY, web({})]],
  ['ZONES_TOO_FEW', [{ ...AWS, zones: 1 }, web({})], [{ ...AWS, zones: 2 }, web({})]],
  ['ZONES_WITHOUT_PODS', [AWS, raw({}, { replicas: 2 })], [AWS, raw({}, { replicas: 3 })]],
  ['IPV6_NOT_SERVED', [AWS, raw({ to: 'six' })], [AWS, raw({ to: 'four' })]],
  ['IPV6_NOT_SERVED', [AWS, web({ to: 'six' })], [AWS, web({ to: 'four' })]],
  ['LIMIT_EXCEEDED', [AWS, raised(51)], [AWS, raised(50)]],
  ['LIMIT_EXCEEDED', [AWS, raw({}, { replicas: 3001 })], [AWS, raw({}, { replicas: 3000 })]],
  ['LIMIT_EXCEEDED', [AWS, web({}, { replicas: 1001 })], [AWS, web({}, { replicas: 1000 })]],
  ['CONTROLLER_LEGACY', [LEGACY, raw({})], [AWS, raw({})]],
  ['TRANSPORTS_ON_TWO_ADDRESSES', [LEGACY, both], [AWS, both]],
  ['LOCAL_TRAFFIC_UNEVEN', [LEGACY, raw({ preserveClientIP: true })], [AWS, raw({ preserveClientIP: true })]],
  ['IDLE_TIMEOUT_CLAMPED', [AWS, raw({ idleTimeoutSeconds: 7000 })], [AWS, raw({ idleTimeoutSeconds: 6000 })]],
  ['IDLE_TIMEOUT_CLAMPED', [AWS, web({ idleTimeoutSeconds: 4001 })], [AWS, web({ idleTimeoutSeconds: 4000 })]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AUTO, raw({ idleTimeoutSeconds: 900 })], [AWS, raw({ idleTimeoutSeconds: 900 })]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AWS, raw({ ...secure, idleTimeoutSeconds: 900 })], [AWS, raw(secure)]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AWS, both4(900)], [AWS, both4(undefined)]],
  ['GROUP_NOT_HONOURED', [using(AUTO, 'ingress', 'alb'), web({})], [AUTO, web({})]],
  ['GROUP_MUST_MATCH', [using(AWS, 'ingress', 'alb'), web({})], [AWS, web({})]],
  ['TARGET_GROUPS_NOT_WRITTEN', [using(AUTO, 'gateway', 'alb'), web({})], [using(AWS, 'gateway', 'alb'), web({})]],
  ['HEALTH_CHECK_PATH_DIFFERS', [AWS, web(grpc, speaking)], [AWS, web({}, speaking)]],
  [
    'HTTP_2_NEEDS_TLS',
    [GATEWAY, web({ ...grpc, tls: { mode: 'none' }, path: '/x' }, speaking)],
    [GATEWAY, web(grpc, speaking)],
  ],
  ['HTTP_2_NEEDS_TLS', [AWS, with2({}, { tls: { mode: 'none' }, path: '/x' })], [AWS, with2({}, {})]],
  ['BACKEND_PROTOCOLS_DIFFER', [AWS, with2({}, {})], [AWS, web({})]],
  ['BACKEND_PROTOCOL_NOT_WRITTEN', [using(AWS, 'ingress', 'nginx'), with2({}, {})], [AWS, with2({}, {})]],
  [
    'LONG_CONNECTIONS_CUT',
    [AWS, web({ port: 'ws' }, socket)],
    [AWS, web({ port: 'ws', idleTimeoutSeconds: 900 }, socket)],
  ],
  [
    'LONG_CONNECTIONS_CUT',
    [AWS, web({ port: 'ws', tls: { mode: 'passthrough' } }, socket)],
    [AWS, web({ port: 'ws', tls: { mode: 'passthrough' }, idleTimeoutSeconds: 900 }, socket)],
  ],
  ['LONG_CONNECTIONS_CUT', [GATEWAY, web({ port: 'ws' }, socket)], [GATEWAY, web({})]],
  ['ONE_ADDRESS_FOR_ALL_PODS', [AWS, brokers(3)], [AWS, brokers(1)]],
  ['ONE_ADDRESS_FOR_ALL_PODS', [AWS, brokers(3)], [AWS, { ...brokers(3), discovery: 'virtual-ip' }]],
  ['STORAGE_NOT_WRITTEN', [AWS, { ...brokers(1), image: 'kafka:4' }], [AWS, brokers(1)]],
  ['STORAGE_NOT_WRITTEN', [AWS, { ...brokers(1), image: 'kafka:4' }], [AWS, { ...peer, image: 'peer:1' }]],
  ['LOCAL_TRAFFIC_DROPPED', [AWS, agent('DaemonSet')], [AWS, agent('Deployment')]],
  [
    'LOCALITY_NOT_WRITTEN',
    [AWS, { ports: { grpc: 50_051 }, discovery: 'client-side', locality: 'same-zone' }],
    [AWS, { ports: { grpc: 50_051 }, locality: 'same-zone' }],
  ],
  ['POD_NAME_NOT_WRITTEN', [AWS, peer], [AWS, { ...peer, image: 'registry.example.com/peer:1' }]],
  ...[AWS, GCP, AZURE, METALLB, CELLAR].map((target): FindingRow => {
    const admin = (to: string): Side => [target, { ports: { admin: 9000 }, expose: [{ port: 'admin', to }] }]
    return ['INNER_PORT_EXPOSED', admin('internet'), admin('vpc')]
  }),
  ['INNER_PORT_EXPOSED', [AWS, inner('http-metrics')], [AWS, inner('administration')]],
  ['RANGES_OF_OTHER_FAMILY', [AWS, raw({ to: 'six' })], [AWS, raw({ to: 'four' })]],
  ['ENTRANCE_NOT_USABLE', [using(AWS, 'gateway', 'nlb'), web({})], [using(AWS, 'gateway', 'alb'), web({})]],
  ['ROUTING_NOT_FOLLOWED', [{ ...AUTO, routing: 'gateway' }, web({})], [GATEWAY, web({})]],
  ['CONTROLLER_RETIRED', [using(AWS, 'ingress', 'nginx'), web({})], [using(AWS, 'ingress', 'traefik'), web({})]],
  [
    'IDLE_TIMEOUT_LEFT_TO_ENTRANCE',
    [using(AWS, 'ingress', 'alb'), web({ idleTimeoutSeconds: 900 })],
    [AWS, web({ idleTimeoutSeconds: 900 })],
  ],
  [
    'ENTRANCE_FULL',
    [using(AWS, 'ingress', 'alb'), web({ paths: ['/a', '/b'] })],
    [using(AWS, 'ingress', 'alb'), web({ path: '/a' })],
  ],
  ['LOST_AT_LAYER_4', [AWS, web({ path: '/a', preserveClientIP: true })], [AWS, web({ path: '/a' })]],
  ['TRAFFIC_NOT_GIVEN', [AWS, web({})], [METALLB, web({})]],
  ['LAYER_4_NOT_ROUTED', [GATEWAY, raw({ staticIP: true })], [GATEWAY, raw({})]],
  ['LAYER_4_NOT_ROUTED', [{ provider: 'gcp', region: 'us-central1', routing: 'gateway' }, raw({})], [GATEWAY, raw({})]],
  [
    'STICKINESS_HAS_NO_DURATION',
    [GATEWAY, raw({ sticky: { by: 'clientIP' } })],
    [GATEWAY, raw({ preserveClientIP: true })],
  ],
  ['IDLE_TIMEOUT_CLAMPED', [GATEWAY, raw({ idleTimeoutSeconds: 7000 })], [GATEWAY, raw({ idleTimeoutSeconds: 600 })]],
]

describe('findings', () => checkFindings(ROWS))
