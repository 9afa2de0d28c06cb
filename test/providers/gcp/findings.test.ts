// What GKE does that one might not think, one row for each finding: the smallest topology that earns it, and one beside it that does not.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from '../../domain/design/drafting.ts'

type Workload = TopologyInput['workloads'][string]
type Exposure = NonNullable<Workload['expose']>[number]
type Target = TopologyInput['target']

const GCP: Target = { provider: 'gcp', region: 'us-central1' }
const INGRESS: Target = { ...GCP, routing: 'ingress' }
const at = (kubernetesVersion: string): Target => ({ ...GCP, kubernetesVersion })
const through = (name: string, more: object = {}): Target => ({
  ...GCP,
  entrances: { there: { api: 'gateway', class: name, ...more } },
})

const tls = { mode: 'terminate' as const }
const web = (exposure: Partial<Exposure> = {}, workload: Workload = {}): Workload => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', host: 'web.example.com', tls, ...exposure }],
  ...workload,
})
const twice = (first: Partial<Exposure>, second: Partial<Exposure>): Workload =>
  web(
    {},
    {
      expose: [
        { port: 'http', to: 'internet', host: 'a.example.com', tls, ...first },
        { port: 'http', to: 'vpc', host: 'b.example.com', tls, ...second },
      ],
    },
  )
const raw = (exposure: Partial<Exposure> = {}, workload: Workload = {}): Workload => ({
  ports: { tcp: 9000 },
  expose: [{ port: 'tcp', to: 'internet', ...exposure }],
  ...workload,
})
const ports = (to: Exposure['to'], count: number): Workload => {
  const names = Array.from({ length: count }, (_, index) => `p${index}`)
  return {
    ports: Object.fromEntries(names.map((name, index) => [name, { port: 9000 + index, protocol: 'tcp' as const }])),
    expose: names.map((port) => ({ port, to })),
  }
}
const game = (more: Partial<Exposure> = {}): Workload => ({
  ports: { play: { port: 7777, transport: 'UDP' }, chat: { port: 7778, protocol: 'tcp' } },
  expose: [
    { port: 'play', to: 'internet', ...more },
    { port: 'chat', to: 'internet', ...more },
  ],
})
const socket = (exposure: Partial<Exposure> = {}): Workload => web({ port: 'ws', ...exposure }, { ports: { ws: 80 } })
const grpc = (workload: Workload = {}): Workload => web({ port: 'grpc' }, { ports: { grpc: 50_051 }, ...workload })
const agent = (locality: Workload['locality']): Workload => ({ kind: 'DaemonSet', ports: { http: 80 }, locality })

type Side = [target: Target, workload: Workload]
const ROWS: [code: string, earned: Side, near: Side][] = [
  // Layer 4.
  ['TRANSPORTS_ON_TWO_ADDRESSES', [at('1.36'), game()], [at('1.37'), game()]],
  ['TRANSPORTS_ON_TWO_ADDRESSES', [at('1.36'), game()], [at('1.36'), game({ staticIP: ['one'] })]],
  ['FORWARDING_RULE_PER_TRANSPORT', [at('1.37'), game()], [at('1.37'), raw()]],
  ['FORWARDING_RULE_FOR_ALL_PORTS', [GCP, ports('vpc', 6)], [GCP, ports('vpc', 5)]],
  ['FORWARDING_RULE_FOR_ALL_PORTS', [GCP, ports('vpc', 6)], [GCP, ports('internet', 6)]],
  ['CLASS_NEEDS_BUILD', [at('1.33'), raw()], [at('1.34'), raw()]],
  ['CLASS_NEEDS_BUILD', [at('1.33'), raw()], [at('1.32'), raw()]],
  ['SUBSETTING_NEEDED', [at('1.35'), raw({ to: 'vpc' })], [at('1.36'), raw({ to: 'vpc' })]],
  ['SUBSETTING_NEEDED', [at('1.35'), raw({ to: 'vpc' })], [at('1.35'), raw()]],
  ['ONE_REGION_ONLY', [GCP, raw({ to: 'vpc' })], [GCP, raw()]],
  ['ONE_REGION_ONLY', [GCP, web({ to: 'vpc' })], [GCP, web()]],
  ['ZONAL_AFFINITY_IN_PREVIEW', [GCP, raw({ to: 'vpc' }, { locality: 'same-zone' })], [GCP, raw({ to: 'vpc' })]],
  [
    'ZONAL_AFFINITY_IN_PREVIEW',
    [GCP, raw({ to: 'vpc' }, { locality: 'same-zone' })],
    [GCP, raw({}, { locality: 'same-zone' })],
  ],
  ['INTERNAL_TRAFFIC_POLICY_NOT_SUPPORTED', [GCP, agent('same-node')], [GCP, agent('same-zone')]],
  [
    'LOCAL_TRAFFIC_UNEVEN',
    [GCP, raw({ preserveClientIP: true }, { replicas: 2 })],
    [GCP, raw({ preserveClientIP: true }, { kind: 'DaemonSet' })],
  ],
  ['STATIC_ADDRESS_MUST_FIT', [GCP, raw({ staticIP: ['one'] })], [GCP, raw({ staticIP: true })]],
  // Entrances.
  ['STATIC_ADDRESS_MUST_FIT', [GCP, web({ staticIP: ['one'] })], [GCP, web()]],
  ['WILDCARD_MATCHES_DEEPER', [GCP, web({ host: '*.example.com' })], [GCP, web()]],
  ['HTTP_2_NEEDS_TLS', [INGRESS, grpc()], [GCP, grpc()]],
  ['ONE_BALANCER_PER_INGRESS', [INGRESS, twice({}, {})], [INGRESS, web()]],
  ['ONE_BALANCER_PER_INGRESS', [INGRESS, twice({}, {})], [GCP, twice({}, {})]],
  // Back ends.
  [
    'IDLE_TIMEOUTS_DIFFER',
    [GCP, twice({ idleTimeoutSeconds: 60 }, { idleTimeoutSeconds: 90 })],
    [GCP, twice({ idleTimeoutSeconds: 60 }, {})],
  ],
  [
    'STICKINESS_DIFFERS',
    [GCP, twice({ sticky: { by: 'cookie' } }, {})],
    [GCP, twice({ sticky: { by: 'cookie' } }, { sticky: { by: 'cookie' } })],
  ],
  ['IDLE_TIMEOUT_ASSUMED', [GCP, socket()], [GCP, socket({ idleTimeoutSeconds: 900 })]],
  ['WEBSOCKETS_END_AT_TIMEOUT', [INGRESS, socket()], [GCP, socket()]],
  [
    'WEBSOCKETS_END_AT_TIMEOUT',
    [through('gke-l7-gxlb'), socket()],
    [through('gke-l7-global-external-managed'), socket()],
  ],
  ['HEALTH_CHECK_ASSUMED', [GCP, grpc()], [GCP, grpc({ probe: { protocol: 'grpc', port: 'grpc' } })]],
  [
    'HEALTH_CHECK_PATH_DIFFERS',
    [INGRESS, web({}, { probe: { protocol: 'tcp', port: 'http' } })],
    [INGRESS, web({}, { probe: '/ready' })],
  ],
  [
    'HEALTH_CHECK_PATH_DIFFERS',
    [INGRESS, web({}, { probe: { protocol: 'tcp', port: 'http' } })],
    [GCP, web({}, { probe: { protocol: 'tcp', port: 'http' } })],
  ],
  ['BACKEND_PROTOCOL_NOT_CLAIMED', [GCP, grpc()], [GCP, web()]],
  ['BACKEND_PROTOCOL_NOT_CLAIMED', [GCP, socket()], [INGRESS, socket()]],
]

const clients: TopologyInput['clients'] = { partner: { network: 'partner', cidrs: ['203.0.113.0/24'] } }
const findings = ([target, workload]: Side) =>
  draftOf({ name: 'one', target, clients, workloads: { web: workload } }).findings
const codes = (side: Side) => findings(side).map(({ code }) => code)
const told = (side: Side, code: string) => findings(side).find((finding) => finding.code === code)

describe('findings on GKE', () => {
  it.each(ROWS)('%s is earned, and only then', (code, earned, near) => {
    expect(codes(earned)).toContain(code)
    expect(codes(near)).not.toContain(code)
  })

  it('have a sentence, a place and a source each', () => {
    for (const [code, earned] of ROWS) {
      const finding = told(earned, code)
      expect(finding?.message, code).toMatch(/\.$/)
      expect(finding?.path, code).toMatch(/^\/(?:workloads\/web|target\/routing)/)
      expect(finding?.source, code).toBeDefined()
    }
  })

  it('say nothing of what is written now', () => {
    const written = web({ sticky: { by: 'cookie' }, idleTimeoutSeconds: 900 }, { probe: '/ready' })
    for (const target of [GCP, INGRESS, through('gke-l7-global-external-managed')]) {
      const said = codes([target, written])
      for (const code of [
        ...['IDLE_TIMEOUT_NOT_WRITTEN', 'STICKINESS_NOT_WRITTEN', 'HEALTH_CHECK_PATH_DIFFERS'],
        ...['LONG_CONNECTIONS_CUT', 'IDLE_TIMEOUT_LEFT_TO_ENTRANCE'],
      ]) {
        expect(said).not.toContain(code)
      }
    }
  })

  it('leave the timeout of a proxy that exists to its owner', () => {
    const target = through('eg')
    expect(codes([target, web({ idleTimeoutSeconds: 900 })])).toContain('IDLE_TIMEOUT_LEFT_TO_ENTRANCE')
  })

  it.each<[string, Target, RegExp]>([
    ['a Gateway', GCP, /spec\.default\.securityPolicy of the GCPBackendPolicy for web/],
    ['an Ingress', INGRESS, /spec\.securityPolicy\.name of the BackendConfig for web/],
  ])('name the field that takes the allowed networks behind %s', (_, target, field) => {
    expect(told([target, web({ to: 'partner' })], 'SOURCE_RANGES_NOT_ENFORCED')?.fix).toMatch(field)
  })

  it.each<[string, Workload, RegExp]>([
    ['public Gateway', web({ staticIP: ['one'] }), /a global external address/],
    ['inner Gateway', web({ staticIP: ['one'], to: 'vpc' }), /an internal address of the cluster’s region/],
    ['public Service', raw({ staticIP: ['one'] }), /external ones of the cluster’s region, in the Premium tier/],
    ['inner Service', raw({ staticIP: ['one'], to: 'vpc' }), /internal ones of the cluster’s region/],
  ])('say which addresses fit a %s', (_, workload, fits) => {
    expect(told([GCP, workload], 'STATIC_ADDRESS_MUST_FIT')?.message).toMatch(fits)
  })
})
