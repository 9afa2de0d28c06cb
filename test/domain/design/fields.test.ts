// What stands in the fields of Services, row by row: for each, a smallest topology that it decides, and what comes of it. That the
// manifest says what the design says, and nothing else, is a law.
import { describe, expect, it } from 'vitest'
import type { FieldName, FieldValue } from '../../../src/domain/design/design.ts'
import { FIELD_RULES } from '../../../src/domain/design/fields.ts'
import { draft } from '../../../src/domain/plan/draft.ts'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { fingerprint } from '../../../src/fingerprint.ts'
import { read } from '../reading.ts'
import { bothDesigns, draftOf, everyDraft, providerOf, serviceNamed, TARIFF } from './drafting.ts'

type Workload = TopologyInput['workloads'][string]
type Target = TopologyInput['target']

const AWS: Target = { provider: 'aws', region: 'us-east-1' }
const LEGACY: Target = { ...AWS, controller: 'aws-cloud-provider' }
const GCP: Target = { provider: 'gcp', region: 'us-central1' }
const AZURE: Target = { provider: 'azure', region: 'eastus' }
const CELLAR: Target = { provider: 'bare-metal' }
const at = (target: Target, kubernetesVersion: string): Target => ({ ...target, kubernetesVersion })

const on = (target: Target, web: Workload): TopologyInput => ({
  name: 'small',
  target,
  clients: { partner: { network: 'partner', cidrs: ['203.0.113.0/24'] } },
  workloads: { web },
})
const http = { http: 80 }
const open = (more: object = {}, ports: Workload['ports'] = http): Workload => ({
  ports,
  expose: [{ port: Object.keys(ports ?? {})[0] ?? '', to: 'internet', ...more }],
})
const near = (locality: 'same-zone' | 'same-node', more: Workload = {}): Workload => ({
  ports: http,
  locality,
  ...more,
})
const sticky = { sticky: { by: 'clientIP' as const, ttlSeconds: 600 } }
const encrypted = (port: string): Workload => open({ tls: { mode: 'passthrough' } }, { [port]: 8443 })
const dns: Workload = {
  ports: { udp: { port: 53, transport: 'UDP' }, tcp: { port: 53, transport: 'TCP' } },
  expose: ['udp', 'tcp'].map((port) => ({ port, to: 'internet' })),
}
const stateful: Workload = { kind: 'StatefulSet', ports: http }

type Row = [rule: string, field: FieldName, value: FieldValue | null, document: TopologyInput, service?: string]

const ROWS: Row[] = [
  ['caller-address-as-the-cloud-keeps-it', 'externalTrafficPolicy', 'Local', on(GCP, open({ preserveClientIP: true }))],
  ['caller-address-as-the-cloud-keeps-it', 'externalTrafficPolicy', null, on(AWS, open({ preserveClientIP: true }))],
  ['caller-address-on-node-port', 'externalTrafficPolicy', 'Local', on(CELLAR, open({ preserveClientIP: true }))],
  ['traffic-past-the-nodes', 'externalTrafficPolicy', null, on(AWS, open())],
  ['any-node-to-any-pod', 'externalTrafficPolicy', null, on(AZURE, open())],
  ['any-node-to-any-pod', 'externalTrafficPolicy', null, on(CELLAR, open())],
  ['health-check-port-of-the-api-server', 'healthCheckNodePort', null, on(GCP, open({ preserveClientIP: true }))],
  ['agent-of-its-own-node', 'internalTrafficPolicy', 'Local', on(AWS, near('same-node', { kind: 'DaemonSet' }))],
  ['no-drop-where-no-pod-is', 'internalTrafficPolicy', null, on(AWS, near('same-node'))],
  ['no-proxy-to-prefer', 'trafficDistribution', null, on(AWS, near('same-zone', { discovery: 'client-side' }))],
  ['local-policy-wins', 'trafficDistribution', null, on(AWS, near('same-node', { kind: 'DaemonSet' }))],
  ['prefer-close', 'trafficDistribution', 'PreferClose', on(at(AWS, '1.31'), near('same-zone'))],
  ['prefer-close', 'trafficDistribution', 'PreferClose', on(at(AWS, '1.34'), near('same-node'))],
  ['prefer-same-node', 'trafficDistribution', 'PreferSameNode', on(at(AWS, '1.35'), near('same-node'))],
  ['prefer-same-zone', 'trafficDistribution', 'PreferSameZone', on(at(AWS, '1.35'), near('same-zone'))],
  // It is about traffic from outside alone: callers inside are still led to pods near them.
  [
    'prefer-same-zone',
    'trafficDistribution',
    'PreferSameZone',
    on(at(GCP, '1.35'), { ...open({ preserveClientIP: true }), locality: 'same-zone' }),
  ],
  ['affinity-as-the-cloud-keeps-it', 'sessionAffinity', 'ClientIP', on(AZURE, open(sticky))],
  ['affinity-as-the-cloud-keeps-it', 'sessionAffinity', null, on(AWS, open(sticky))],
  ['affinity-on-node-port', 'sessionAffinity', 'ClientIP', on(CELLAR, open(sticky))],
  ['no-cookies-at-layer-4', 'sessionAffinity', null, on(CELLAR, open({ sticky: { by: 'cookie', ttlSeconds: 600 } }))],
  ['cookie-at-the-entrance', 'sessionAffinity', null, on(AWS, open({ sticky: { by: 'cookie', ttlSeconds: 600 } }))],
  ['affinity-as-long-as-asked', 'sessionAffinityConfig.clientIP.timeoutSeconds', 600, on(GCP, open(sticky))],
  ['peers-before-they-are-ready', 'publishNotReadyAddresses', true, on(AWS, { ...stateful, discovery: 'per-pod' })],
  ['only-those-that-are-ready', 'publishNotReadyAddresses', null, on(AWS, { ...stateful, discovery: 'client-side' })],
  ['both-transports-on-one-service', 'ports', ['tcp', 'udp'], on(AZURE, dns)],
  ['one-transport-for-each-balancer', 'ports', ['udp'], on(LEGACY, dns), 'web-udp'],
  ['class-as-the-cloud-names-it', 'loadBalancerClass', 'service.k8s.aws/nlb', on(AWS, open())],
  ['class-as-the-cloud-names-it', 'loadBalancerClass', 'networking.gke.io/l4-regional-external', on(GCP, open())],
  ['no-class-to-name', 'loadBalancerClass', null, on(LEGACY, open())],
  ['node-ports-as-the-cloud-needs-them', 'allocateLoadBalancerNodePorts', false, on(AWS, open())],
  ['node-ports-in-use', 'allocateLoadBalancerNodePorts', null, on(LEGACY, open())],
  [
    'networks-as-the-cloud-holds-them',
    'loadBalancerSourceRanges',
    ['203.0.113.0/24'],
    on(AZURE, open({ to: 'partner' })),
  ],
  ['networks-not-on-node-ports', 'loadBalancerSourceRanges', null, on(CELLAR, open({ to: 'partner' }))],
  ['any-network', 'loadBalancerSourceRanges', null, on(AWS, open())],
  ['fixed-address-by-annotation', 'loadBalancerIP', null, on(GCP, open({ staticIP: ['front'] }))],
  ['no-addresses-of-others', 'externalIPs', null, on(CELLAR, open())],
  ['node-port-of-the-api-server', 'nodePort', null, on(CELLAR, open())],
  [
    'no-node-port-behind-an-entrance',
    'nodePort',
    null,
    on(AWS, open({ host: 'a.example.com', tls: { mode: 'terminate' } })),
  ],
  ['families-of-the-cluster', 'ipFamilyPolicy', null, on(AZURE, open())],
  ['app-protocol-of-secure-websockets', 'appProtocol', 'kubernetes.io/wss', on(AWS, encrypted('websocket'))],
  ['app-protocol-of-websockets', 'appProtocol', 'kubernetes.io/ws', on(AWS, { ports: { websocket: 80 } })],
  ['no-app-protocol-of-encrypted-http-2', 'appProtocol', null, on(AWS, encrypted('grpc'))],
  ['app-protocol-of-http-2', 'appProtocol', 'kubernetes.io/h2c', on(AWS, { ports: { grpc: 50_051 } })],
  ['app-protocol-of-https', 'appProtocol', 'https', on(AWS, encrypted('http'))],
  ['app-protocol-by-its-name', 'appProtocol', 'postgresql', on(AWS, { ports: { postgres: 5432 } })],
  ['no-app-protocol-to-name', 'appProtocol', null, on(AWS, { ports: { thrift: 9000 } })],
]

/** Azure, if it said nothing about the fields it is asked about. */
const SILENT: [rule: string, field: FieldName, web: Workload][] = [
  ['caller-address-by-other-means', 'externalTrafficPolicy', open({ preserveClientIP: true })],
  ['affinity-the-cloud-does-not-know', 'sessionAffinity', open(sticky)],
  ['node-ports-unless-known', 'allocateLoadBalancerNodePorts', open()],
  ['networks-not-held-by-the-cloud', 'loadBalancerSourceRanges', open({ to: 'partner' })],
]

function silentCloud(document: TopologyInput): Draft {
  const azure = providerOf('azure')
  const annotate = { ...azure.annotate, service: () => ({ annotations: {}, fields: {} }) }
  return draft(read(document), { ...azure, annotate }, TARIFF, fingerprint)
}

describe('the rows about fields', () => {
  it.each(ROWS)('%s: %s is %j', (rule, field, value, document, name = 'web') => {
    const found = serviceNamed(draftOf(document), name).fields.find((one) => one.field === field)
    expect(found).toMatchObject({ field, value, rule })
    expect(found?.because).toMatch(/^[a-zA-Z].*\.$/)
    expect(found?.source).toMatch(/\S/)
  })

  it.each(SILENT)('%s: %s is left out where the cloud does not say', (rule, field, web) => {
    const { fields } = serviceNamed(silentCloud(on(AZURE, web)), 'web')
    expect(fields.find((one) => one.field === field)).toMatchObject({ rule, value: null })
  })

  it('have a smallest topology here, each of them', () => {
    const shown = new Set([...ROWS, ...SILENT].map(([rule]) => rule))
    expect(shown).toEqual(new Set(FIELD_RULES.map(({ id }) => id)))
  })

  it('speak with the source of the cloud where the cloud decides', () => {
    const found = serviceNamed(draftOf(on(GCP, open())), 'web').fields.find((one) => one.field === 'loadBalancerClass')
    expect(found?.source).toContain('cloud.google.com')
  })

  it('say nothing of what an ordinary Service does not raise', () => {
    const { fields } = serviceNamed(draftOf(on(AWS, { ports: { http: 80, metrics: 9090 } })), 'web')
    expect(fields.map(({ field, port }) => [field, port])).toEqual([
      ['appProtocol', 'http'],
      ['appProtocol', 'metrics'],
    ])
  })
})

/** What a Service always has, and what no rule about fields decides. */
const PLAIN = ['type', 'clusterIP', 'selector', 'ports', 'externalName']

describe('every design', () => {
  it('decides each field once, and the manifest says what was decided and nothing else', () => {
    everyDraft((drawn) => {
      for (const { services, manifests } of bothDesigns(drawn)) {
        for (const service of services) {
          const { spec = {} } = manifests.find(
            ({ kind, metadata }) =>
              kind === 'Service' && metadata.name === service.name && metadata.namespace === service.namespace,
          ) as { spec?: Record<string, unknown> }
          const keys = service.fields.map(({ field, port = '' }) => `${field} ${port}`)
          expect(new Set(keys).size, keys.join()).toBe(keys.length)
          const written = service.fields.filter(
            ({ field, port, value }) => port === undefined && value !== null && !PLAIN.includes(field),
          )
          const said = Object.keys(spec).filter((key) => !PLAIN.includes(key))
          expect([...new Set(written.map(({ field }) => field.split('.')[0]))].sort()).toEqual(said.sort())
          for (const { field, value } of written) expect(valueAt(spec, field), field).toEqual(value)
          for (const port of (spec.ports ?? []) as { name: string; appProtocol?: string }[]) {
            const decided = service.fields.find((one) => one.field === 'appProtocol' && one.port === port.name)
            expect(decided?.value).toBe(port.appProtocol ?? null)
          }
        }
      }
    })
  }, 60_000)
})

const valueAt = (spec: unknown, path: string): unknown =>
  path.split('.').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], spec)
