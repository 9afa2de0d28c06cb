// What a cloud is known to get wrong, one row for each finding: the smallest topology that earns it, and one beside it that does not.
import { describe } from 'vitest'
import {
  checkFindings,
  type Exposure,
  type FindingRow,
  METALLB,
  raw,
  type Side,
  type Target,
  tls,
  udp,
  using,
  type Workload,
  web,
} from './finding-rows.ts'

const AWS: Target = { provider: 'aws', region: 'us-east-1' }
const AUTO: Target = { ...AWS, controller: 'eks-auto-mode' }
const LEGACY: Target = { ...AWS, controller: 'aws-cloud-provider' }
const GATEWAY: Target = { ...AWS, routing: 'gateway' }
const GCP: Target = { provider: 'gcp', region: 'us-central1' }
const AZURE: Target = { provider: 'azure', region: 'eastus' }
const AGC: Target = { ...AZURE, controller: 'application-gateway-for-containers' }
const HETZNER: Target = { provider: 'hetzner', region: 'fsn1' }
const OCI: Target = { provider: 'oci', region: 'us-ashburn-1' }
const CILIUM: Target = { provider: 'bare-metal', loadBalancers: 'cilium' }
const CELLAR: Target = { provider: 'bare-metal' }

const with2 = (first: Partial<Exposure>, second: Partial<Exposure>): Workload => ({
  ports: { http: 80, grpc: 50_051 },
  expose: [
    { port: 'http', to: 'internet', host: 'a.example.com', tls, ...first },
    { port: 'grpc', to: 'internet', host: 'b.example.com', tls, ...second },
  ],
})
/** One address for a port of each transport, or for two numbers, asked for in two ways. */
const twice = (first: Partial<Exposure>, second: Partial<Exposure>): Workload => ({
  ports: { tcp: 9000, more: 9001 },
  expose: [
    { port: 'tcp', to: 'internet', staticIP: ['192.0.2.7'], sticky: { by: 'clientIP' }, ...first },
    { port: 'more', to: 'internet', staticIP: ['192.0.2.7'], ...second },
  ],
})
const secure: Partial<Exposure> = {
  tls: { ...tls, certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/web' },
}
const socket: Workload = { ports: { ws: 80 } }
const cookie = { sticky: { by: 'cookie' as const } }
/** HTTP with nothing that an entrance would be needed for. */
const open = (exposure: Partial<Exposure>, workload: Workload = {}): Workload =>
  web({ host: undefined, tls: { mode: 'none' }, ...exposure }, workload)
/** TLS of HTTP ended before the workload, at layer 4. */
const ended = (more: Partial<Exposure['tls']>): Workload =>
  web({ host: undefined, tls: { ...tls, ...more }, sticky: { by: 'clientIP' } })
const withPorts = (count: number): Workload => {
  const names = Array.from({ length: count }, (_, index) => `tcp-${index}`)
  return {
    ports: Object.fromEntries(names.map((name, index) => [name, 9000 + index])),
    expose: names.map((port) => ({ port, to: 'internet' })),
  }
}
const busy = (gbOutPerMonth: number, idleTimeoutSeconds = 600): Workload =>
  raw({ idleTimeoutSeconds }, { traffic: { peakToAverage: 1, gbOutPerMonth } })
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
const grpc: Partial<Exposure> = { port: 'grpc', host: 'grpc.example.com' }
const speaking = { ports: { grpc: 50_051, http: 80 }, probe: { path: '/ready', port: 'http' } }
const raised = (count: number): Workload => ({
  ports: Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, 9000 + index])),
  expose: Array.from({ length: count }, (_, index) => ({ port: `p${index}`, to: 'internet' })),
})

const agent = (kind: 'DaemonSet' | 'Deployment'): Workload => ({ kind, locality: 'same-node', ports: { grpc: 4317 } })
const peer: Workload = { replicas: 1, discovery: 'per-pod', ports: { tcp: 7000 } }
const inner = (port: string): Workload => ({ ports: { [port]: 9000 }, expose: [{ port, to: 'internet' }] })
const ROWS: FindingRow[] = [
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
  ['IDLE_TIMEOUT_CLAMPED', [AZURE, raw({ idleTimeoutSeconds: 3600 })], [AZURE, raw({ idleTimeoutSeconds: 1800 })]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AUTO, raw({ idleTimeoutSeconds: 900 })], [AWS, raw({ idleTimeoutSeconds: 900 })]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AWS, raw({ ...secure, idleTimeoutSeconds: 900 })], [AWS, raw(secure)]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [AZURE, web({ idleTimeoutSeconds: 900 })], [AZURE, web({})]],
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
  [
    'LONG_CONNECTIONS_CUT',
    [AWS, web({ port: 'ws', tls: { mode: 'passthrough' } }, socket)],
    [AWS, web({ port: 'ws', tls: { mode: 'passthrough' }, idleTimeoutSeconds: 900 }, socket)],
  ],
  ['LONG_CONNECTIONS_CUT', [GATEWAY, web({ port: 'ws' }, socket)], [GATEWAY, web({})]],
  ['LISTEN_PORT_NOT_WRITTEN', [{ ...GCP, routing: 'ingress' }, web({ listen: 8443 })], [GCP, web({ listen: 8443 })]],
  ['LISTEN_PORT_NOT_WRITTEN', [using(CELLAR, 'ingress', 'nginx'), web({ listen: 8443 })], [AWS, web({ listen: 8443 })]],
  ['HEALTH_CHECK_PATH_DIFFERS', [GCP, web({}, { probe: '/a@b' })], [GCP, web({}, { probe: '/ready' })]],
  ...[GCP, AZURE, LEGACY, METALLB, CELLAR].map((target): FindingRow => {
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
  ...[AWS, GCP, AZURE, METALLB, CELLAR].map((target): FindingRow => {
    const admin = (to: string): Side => [target, { ports: { admin: 9000 }, expose: [{ port: 'admin', to }] }]
    return ['INNER_PORT_EXPOSED', admin('internet'), admin('vpc')]
  }),
  ['INNER_PORT_EXPOSED', [AWS, inner('http-metrics')], [AWS, inner('administration')]],
  ['RANGES_OF_OTHER_FAMILY', [AWS, raw({ to: 'six' })], [AWS, raw({ to: 'four' })]],
  ['RANGES_OF_OTHER_FAMILY', [GCP, raw({ to: ['four', 'six'] })], [GCP, raw({ to: ['four'] })]],
  ['ENTRANCE_NOT_USABLE', [using(GCP, 'ingress', 'gce'), web({})], [using(GCP, 'gateway', 'gke-l7-gxlb'), web({})]],
  ['ROUTING_NOT_FOLLOWED', [{ ...AZURE, routing: 'ingress' }, web({})], [{ ...AZURE, routing: 'gateway' }, web({})]],
  ['ENTRANCE_NOT_USABLE', [using(AWS, 'gateway', 'nlb'), web({})], [using(AWS, 'gateway', 'alb'), web({})]],
  ['ROUTING_NOT_FOLLOWED', [{ ...AUTO, routing: 'gateway' }, web({})], [GATEWAY, web({})]],
  ['LAYER_4_NOT_ROUTED', [GATEWAY, raw({ staticIP: true })], [GATEWAY, raw({})]],
  ['LAYER_4_NOT_ROUTED', [{ ...GCP, routing: 'gateway' }, raw({})], [GCP, raw({})]],
  [
    'STICKINESS_HAS_NO_DURATION',
    [GATEWAY, raw({ sticky: { by: 'clientIP' } })],
    [GATEWAY, raw({ preserveClientIP: true })],
  ],
  ['IDLE_TIMEOUT_CLAMPED', [GATEWAY, raw({ idleTimeoutSeconds: 7000 })], [GATEWAY, raw({ idleTimeoutSeconds: 600 })]],
  ['CONTROLLER_RETIRED', [using(AWS, 'ingress', 'nginx'), web({})], [using(AWS, 'ingress', 'traefik'), web({})]],
  ['CONTROLLER_ENDS', [using(AZURE, 'ingress', 'webapprouting.kubernetes.azure.com'), web({})], [AZURE, web({})]],
  [
    'CONTROLLER_SUPERSEDED',
    [using(AZURE, 'ingress', 'azure-application-gateway'), web({})],
    [using(AZURE, 'gateway', 'approuting-istio'), web({})],
  ],
  [
    'ADD_ONS_EXCLUDE_EACH_OTHER',
    [using(AZURE, 'gateway', 'istio'), web({ to: 'vpc' })],
    [using(AZURE, 'gateway', 'istio'), web({})],
  ],
  [
    'GATEWAY_API_TOO_OLD',
    [{ ...AZURE, kubernetesVersion: '1.34' }, web({ port: 'https' }, { ports: { https: 443 } })],
    [{ ...AZURE, kubernetesVersion: '1.35' }, web({ port: 'https' }, { ports: { https: 443 } })],
  ],
  ['PORT_NOT_PROBED', [AZURE, udp()], [AZURE, raw({})]],
  [
    'PORT_NOT_PROBED',
    [AZURE, udp()],
    [AZURE, { ...udp(), expose: [{ port: 'game', to: 'internet', preserveClientIP: true }] }],
  ],
  [
    'LOCAL_TRAFFIC_UNEVEN',
    [AZURE, raw({ preserveClientIP: true })],
    [AZURE, raw({ preserveClientIP: true }, { replicas: 3 })],
  ],
  [
    'LIMIT_EXCEEDED',
    [{ ...AZURE, inUse: { loadBalancerRules: 250 } }, raw({})],
    [{ ...AZURE, inUse: { loadBalancerRules: 249 } }, raw({})],
  ],
  ['APPLICATION_LOAD_BALANCER_NOT_WRITTEN', [AGC, web({})], [AGC, web({ to: 'vpc' })]],
  ['CONTROLLER_NOT_FOLLOWED', [AGC, web({ to: 'vpc' })], [AGC, web({})]],
  [
    'ROUTING_NOT_FOLLOWED',
    [{ ...AGC, routing: 'ingress' }, web({ to: 'vpc' })],
    [{ ...AGC, routing: 'ingress' }, web({})],
  ],
  [
    'ENTRANCE_NOT_USABLE',
    [using(AGC, 'ingress', 'azure-alb-external'), web({})],
    [using(AGC, 'gateway', 'azure-alb-external'), web({})],
  ],
  ['LISTEN_PORT_NOT_SUPPORTED', [AGC, web({ listen: 8443 })], [AGC, web({ listen: 443 })]],
  ['LISTEN_PORT_NOT_WRITTEN', [{ ...AGC, routing: 'ingress' }, web({ listen: 8443 })], [AGC, web({ listen: 8443 })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [AGC, web({ staticIP: ['a'] })], [AZURE, web({ staticIP: ['a'] })]],
  ['SOURCE_RANGES_NOT_ENFORCED', [AGC, web({ to: 'site' })], [AZURE, web({ to: 'site' })]],
  ['IDLE_TIMEOUT_CLAMPED', [AGC, web({ idleTimeoutSeconds: 301 })], [AGC, web({ idleTimeoutSeconds: 300 })]],
  ['LONG_CONNECTIONS_CUT', [AGC, web({ port: 'ws' }, socket)], [AGC, web({})]],
  ['STICKINESS_NOT_WRITTEN', [AZURE, web({ sticky: { by: 'cookie' } })], [AGC, web({ sticky: { by: 'cookie' } })]],
  ['HEALTH_CHECK_ASKS_FOR_ROOT', [AGC, web({})], [AGC, web({}, { probe: '/ready' })]],
  [
    'BACKEND_PROTOCOL_NOT_WRITTEN',
    [AGC, web({ port: 'grpc' }, { ports: { grpc: 50_051 } })],
    [AGC, web({ port: 'https' }, { ports: { https: 443 } })],
  ],
  [
    'BACKEND_PROTOCOL_NOT_WRITTEN',
    [{ ...AGC, routing: 'ingress' }, web({ port: 'ws' }, socket)],
    [AGC, web({ port: 'ws' }, socket)],
  ],
  ['BACKEND_CERTIFICATE_NOT_CHECKED', [AGC, web({ port: 'https' }, { ports: { https: 443 } })], [AGC, web({})]],
  ['NO_CLOUD_HERE', [{ ...CELLAR, loadBalancers: 'cloud' }, web({})], [CELLAR, web({})]],
  ['NODE_PORT_OPEN_ON_EVERY_NODE', [{ ...CELLAR, loadBalancers: 'cloud' }, web({})], [METALLB, web({})]],
  ['ONE_NODE_TAKES_AN_ADDRESS', [METALLB, raw({})], [CELLAR, raw({})]],
  ['LOCAL_TRAFFIC_ON_ONE_NODE', [METALLB, raw({ preserveClientIP: true })], [METALLB, raw({})]],
  ['ADDRESS_ASKED_TWICE', [METALLB, twice({}, { listen: 9000 })], [METALLB, twice({}, {})]],
  ['ADDRESS_NOT_SHARED', [METALLB, twice({}, { preserveClientIP: true })], [METALLB, twice({}, {})]],
  ['ADDRESS_SHARED_AT_LAYER_2', [CILIUM, twice({}, {})], [CILIUM, twice({}, { staticIP: ['192.0.2.8'] })]],
  ['ADDRESS_MAY_BE_RESERVED', [CILIUM, raw({ staticIP: ['192.0.2.255'] })], [CILIUM, raw({ staticIP: ['192.0.2.7'] })]],
  ['ENTRY_POINTS_MUST_MATCH', [{ ...METALLB, controller: 'traefik' }, web({})], [METALLB, web({})]],
  [
    'STATIC_ADDRESS_NOT_POSSIBLE',
    [{ ...METALLB, controller: 'traefik' }, web({ staticIP: ['192.0.2.7'] })],
    [METALLB, web({ staticIP: ['192.0.2.7'] })],
  ],
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
  ['TRANSPORT_NOT_SUPPORTED', [HETZNER, udp()], [OCI, udp()]],
  ['LIMIT_EXCEEDED', [HETZNER, withPorts(31)], [HETZNER, withPorts(30)]],
  ['LIMIT_EXCEEDED', [{ ...HETZNER, nodes: 151 }, raw({})], [{ ...HETZNER, nodes: 150 }, raw({})]],
  ['LIMIT_EXCEEDED', [OCI, busy(3_000_000)], [OCI, busy(2_000_000)]],
  ['CERTIFICATE_MISSING', [HETZNER, ended({})], [HETZNER, ended({ certificate: 'shop' })]],
  ['CERTIFICATE_MISSING', [OCI, raw({ tls })], [OCI, raw({ tls: { ...tls, secret: 'tcp-tls' } })]],
  [
    'TLS_NOT_ENDED',
    [HETZNER, raw({ tls: { ...tls, certificate: 'shop' } })],
    [HETZNER, ended({ certificate: 'shop' })],
  ],
  [
    'TLS_NOT_ENDED',
    [OCI, raw({ tls: { ...tls, secret: 'tcp-tls' }, preserveClientIP: true })],
    [OCI, raw({ tls: { ...tls, secret: 'tcp-tls' } })],
  ],
  ['SOURCE_RANGES_NOT_ENFORCED', [HETZNER, raw({ to: 'partner' })], [OCI, raw({ to: 'partner' })]],
  ['PROXY_PROTOCOL_EXPECTED', [HETZNER, raw({ preserveClientIP: true })], [HETZNER, raw({})]],
  [
    'STICKINESS_NOT_WRITTEN',
    [HETZNER, raw({ sticky: { by: 'clientIP' } })],
    [OCI, raw({ sticky: { by: 'clientIP' } })],
  ],
  ['STICKY_TO_NODE', [OCI, raw({ sticky: { by: 'clientIP' } })], [OCI, raw({ preserveClientIP: true })]],
  ['STICKY_TO_NODE', [HETZNER, open({ ...cookie, preserveClientIP: true })], [HETZNER, open({})]],
  [
    'LOST_AT_LAYER_4',
    [OCI, open({ ...cookie, preserveClientIP: true })],
    [HETZNER, open({ ...cookie, preserveClientIP: true })],
  ],
  [
    'LOCAL_TRAFFIC_UNEVEN',
    [OCI, raw({ preserveClientIP: true })],
    [OCI, raw({ preserveClientIP: true }, { replicas: 3 })],
  ],
  [
    'STATIC_ADDRESS_NOT_POSSIBLE',
    [HETZNER, raw({ staticIP: ['192.0.2.7'] })],
    [HETZNER, raw({ to: 'vpc', staticIP: ['10.0.0.7'] })],
  ],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [HETZNER, web({ staticIP: ['192.0.2.7'] })], [OCI, web({ staticIP: ['192.0.2.7'] })]],
  [
    'STATIC_ADDRESS_NOT_POSSIBLE',
    [OCI, raw({ to: 'vpc', staticIP: ['10.0.0.7'], idleTimeoutSeconds: 900 })],
    [OCI, raw({ to: 'vpc', staticIP: ['10.0.0.7'] })],
  ],
  ['STATIC_ADDRESS_UNNAMED', [HETZNER, raw({ to: 'vpc', staticIP: true })], [HETZNER, raw({ to: 'vpc' })]],
  ['STATIC_ADDRESS_UNNAMED', [OCI, raw({ staticIP: true })], [OCI, raw({ staticIP: ['192.0.2.7'] })]],
  ['PRIVATE_NETWORK_NEEDED', [HETZNER, raw({ to: 'vpc' })], [HETZNER, raw({})]],
  [
    'IDLE_TIMEOUT_NOT_WRITTEN',
    [HETZNER, raw({ idleTimeoutSeconds: 200 })],
    [HETZNER, open({ idleTimeoutSeconds: 200 })],
  ],
  ['IDLE_TIMEOUT_CLAMPED', [HETZNER, open({ idleTimeoutSeconds: 600 })], [HETZNER, open({ idleTimeoutSeconds: 300 })]],
  ['IDLE_TIMEOUT_CLAMPED', [OCI, raw({ idleTimeoutSeconds: 7201 })], [OCI, raw({ idleTimeoutSeconds: 7200 })]],
  [
    'IDLE_TIMEOUT_NOT_SETTABLE',
    [OCI, raw({ idleTimeoutSeconds: 900, preserveClientIP: true })],
    [OCI, raw({ idleTimeoutSeconds: 900 })],
  ],
  ['NODE_RULES_NOT_WRITTEN', [OCI, udp()], [OCI, raw({})]],
  [
    'INCLUDED_TRAFFIC_UNKNOWN',
    [{ ...HETZNER, region: 'ash' }, raw({})],
    [{ ...HETZNER, region: 'ash' }, raw({ to: 'vpc' })],
  ],
  ['PRICE_UNKNOWN', [HETZNER, withPorts(16)], [HETZNER, withPorts(15)]],
  ['IN_USE_ASSUMED_ZERO', [OCI, raw({ idleTimeoutSeconds: 900 })], [OCI, raw({})]],
  ['TRAFFIC_NOT_GIVEN', [AWS, web({})], [METALLB, web({})]],
]

describe('findings', () => checkFindings(ROWS))
