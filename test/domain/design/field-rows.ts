// For tests: for each row about a field of a Service a smallest topology that it decides, and what stands there then.
import type { FieldName, FieldValue } from '../../../src/domain/design/design.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'

export type Workload = TopologyInput['workloads'][string]
export type Target = TopologyInput['target']

export const AWS: Target = { provider: 'aws', region: 'us-east-1' }
export const LEGACY: Target = { ...AWS, controller: 'aws-cloud-provider' }
export const GCP: Target = { provider: 'gcp', region: 'us-central1' }
export const AZURE: Target = { provider: 'azure', region: 'eastus' }
export const CELLAR: Target = { provider: 'bare-metal' }
export const at = (target: Target, kubernetesVersion: string): Target => ({ ...target, kubernetesVersion })

const PARTNER = { partner: { network: 'partner' as const, cidrs: ['203.0.113.0/24'] } }
export const on = (target: Target, web: Workload): TopologyInput => ({
  name: 'small',
  target,
  ...(web.expose?.some(({ to }) => to === 'partner') ? { clients: PARTNER } : {}),
  workloads: { web },
})
export const http = { http: 80 }
export const open = (more: object = {}, ports: Workload['ports'] = http): Workload => ({
  ports,
  expose: [{ port: Object.keys(ports ?? {})[0] ?? '', to: 'internet', ...more }],
})
export const near = (locality: 'same-zone' | 'same-node', more: Workload = {}): Workload => ({
  ports: http,
  locality,
  ...more,
})
export const sticky = { sticky: { by: 'clientIP' as const, ttlSeconds: 600 } }
export const encrypted = (port: string): Workload => open({ tls: { mode: 'passthrough' } }, { [port]: 8443 })
export const dns: Workload = {
  ports: { udp: { port: 53, transport: 'UDP' }, tcp: { port: 53, transport: 'TCP' } },
  expose: ['udp', 'tcp'].map((port) => ({ port, to: 'internet' })),
}
export const stateful: Workload = { kind: 'StatefulSet', ports: http }

export type Row = [rule: string, field: FieldName, value: FieldValue | null, document: TopologyInput, service?: string]

export const ROWS: Row[] = [
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
