// For tests: the situations in which somebody outside is offered something.
import type { FieldName } from '../../../src/domain/design/design.ts'
import type { Provider } from '../../../src/domain/provider.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { topologyOf } from './drafting.ts'
import { type Around, type Field, http, type Outcome, type Situation, type Workload } from './situation.ts'

const tls = { mode: 'terminate' as const }
const open = (ports: Workload['ports'], more: object = {}): Workload => ({
  ports,
  expose: [{ port: Object.keys(ports ?? {})[0] ?? '', to: 'internet', ...more }],
})
const site = { host: 'www.example.com', tls }
const bothTransports: Workload = {
  ports: { tcp: { port: 53, transport: 'TCP' }, udp: { port: 53, transport: 'UDP' } },
  expose: ['tcp', 'udp'].map((port) => ({ port, to: 'internet' })),
}
const CLASS: Field = { by: ['class-as-the-cloud-names-it', 'no-class-to-name'] }
const NO_BALANCER: Around = { target: { loadBalancers: 'none' } }

/** Where a cloud makes no entrance at all, HTTP is carried at layer 4. */
const throughEntrance =
  (rule: string, fields: Partial<Record<FieldName, Field>>) =>
  (provider: Provider, document: TopologyInput): Outcome[] =>
    provider.entranceClass(topologyOf(document), 'public') === undefined
      ? [['web', 'LoadBalancer', 'http-without-layer-7-needs']]
      : [['web', 'ClusterIP', rule, fields]]

export const OUTSIDE: Situation[] = [
  {
    row: 7,
    is: 'public HTTP with a host',
    workloads: { web: open(http, site) },
    comes: throughEntrance('entrance-of-its-own', { appProtocol: 'http' }),
  },
  {
    row: 8,
    is: 'public HTTP that reaches pods without node ports',
    workloads: { web: open(http, site) },
    comes: throughEntrance('entrance-of-its-own', { nodePort: null }),
  },
  {
    row: 9,
    is: 'public TCP that is not HTTP',
    workloads: { web: open({ mqtt: 1883 }) },
    comes: [['web', 'LoadBalancer', 'layer-4-protocol', { loadBalancerClass: CLASS }]],
  },
  {
    row: 9,
    is: 'public TLS passed through',
    workloads: { web: open({ https: 443 }, { tls: { mode: 'passthrough' }, host: 'www.example.com' }) },
    comes: [['web', 'LoadBalancer', 'layer-4-kept', { appProtocol: 'https' }]],
  },
  {
    row: 10,
    is: 'public UDP',
    workloads: { web: open({ game: { port: 7777, transport: 'UDP' } }) },
    comes: [['web', 'LoadBalancer', 'layer-4-datagrams', { appProtocol: null }]],
  },
  {
    row: 11,
    is: 'TCP and UDP at one number',
    workloads: { web: bothTransports },
    comes: (provider, document) =>
      provider.mixesTransports(topologyOf(document)) && provider.oneTransportPerNumber !== true
        ? [['web', 'LoadBalancer', 'layer-4-protocol', { ports: ['tcp', 'udp'] }]]
        : [
            ['web-tcp', 'LoadBalancer', 'layer-4-protocol', { ports: ['tcp'] }],
            ['web-udp', 'LoadBalancer', 'layer-4-datagrams', { ports: ['udp'] }],
          ],
  },
  {
    row: 12,
    is: 'public gRPC',
    workloads: { web: open({ grpc: 50_051 }, site) },
    comes: throughEntrance('entrance-of-its-own', { appProtocol: 'kubernetes.io/h2c' }),
  },
  {
    row: 13,
    is: 'public WebSockets',
    workloads: { web: open({ ws: 80 }, site) },
    comes: throughEntrance('long-lived-connections', { appProtocol: 'kubernetes.io/ws' }),
  },
  {
    row: 13,
    is: 'events over HTTP that are silent for long',
    workloads: { web: open(http, { ...site, idleTimeoutSeconds: 600 }) },
    comes: throughEntrance('long-lived-connections', { appProtocol: 'http' }),
  },
  {
    row: 14,
    is: 'reachable from the network only',
    workloads: { web: open(http, { to: 'vpc' }) },
    comes: [['web', 'LoadBalancer', 'inside-the-network', { loadBalancerClass: CLASS }]],
  },
  {
    row: 14,
    is: 'UDP reachable from the network only',
    workloads: { web: open({ dns: 53 }, { to: 'vpc' }) },
    comes: [['web', 'LoadBalancer', 'datagrams-inside-the-network', { appProtocol: 'domain' }]],
  },
  {
    row: 15,
    is: 'nothing makes load balancers',
    workloads: { web: open(http) },
    around: NO_BALANCER,
    comes: [['web', 'NodePort', 'no-load-balancer-here', { nodePort: null, externalIPs: null }]],
  },
  {
    row: 16,
    is: 'development where nothing makes load balancers',
    workloads: { web: open(http) },
    around: { target: { ...NO_BALANCER.target, environment: 'development' } },
    comes: [['web', 'NodePort', 'node-port-to-try-with', { nodePort: null }]],
  },
  {
    row: 16,
    is: 'a team with kubectl, for a while',
    workloads: { web: open(http, { to: 'office', until: '2027-06-30' }) },
    comes: [['web', 'ClusterIP', 'temporary-team-access']],
  },
  {
    row: 17,
    is: 'a NodePort behind a balancer of the owner’s',
    workloads: {
      web: { ...open(http, { preserveClientIP: true }), pin: { type: 'NodePort', reason: 'Our own balancer.' } },
    },
    comes: [['web', 'NodePort', 'pinned-node-port', { externalTrafficPolicy: 'Local', nodePort: null }]],
  },
  {
    row: 18,
    is: 'the caller’s address is wanted',
    workloads: { web: open(http, { preserveClientIP: true }) },
    comes: [
      [
        'web',
        'LoadBalancer',
        'layer-4-kept',
        { externalTrafficPolicy: { by: ['caller-address-as-the-cloud-keeps-it', 'caller-address-by-other-means'] } },
      ],
    ],
  },
  {
    row: 19,
    is: 'sticky by cookie',
    workloads: { web: open(http, { ...site, sticky: { by: 'cookie', ttlSeconds: 600 } }) },
    comes: throughEntrance('entrance-of-its-own', { sessionAffinity: null }),
  },
  {
    row: 20,
    is: 'sticky at layer 4',
    workloads: { web: open({ mqtt: 1883 }, { sticky: { by: 'clientIP', ttlSeconds: 600 } }) },
    comes: [
      [
        'web',
        'LoadBalancer',
        'layer-4-kept',
        { sessionAffinity: { by: ['affinity-as-the-cloud-keeps-it', 'affinity-the-cloud-does-not-know'] } },
      ],
    ],
  },
  {
    row: 22,
    is: 'for some networks only',
    workloads: { web: open({ mqtt: 1883 }, { to: 'partner' }) },
    comes: [
      [
        'web',
        'LoadBalancer',
        'layer-4-protocol',
        { loadBalancerSourceRanges: { by: ['networks-as-the-cloud-holds-them', 'networks-not-held-by-the-cloud'] } },
      ],
    ],
  },
  {
    row: 23,
    is: 'some ports public, others not',
    workloads: { web: open({ mqtt: 1883, metrics: 9090 }) },
    comes: [
      ['web', 'LoadBalancer', 'layer-4-protocol'],
      ['web-internal', 'ClusterIP', 'other-ports-stay-inside'],
    ],
  },
  {
    row: 24,
    is: 'a fixed address',
    workloads: { web: open({ mqtt: 1883 }, { staticIP: true }) },
    comes: [['web', 'LoadBalancer', 'layer-4-protocol', { loadBalancerIP: null }]],
  },
  {
    row: 25,
    is: 'node ports that need not be',
    workloads: { web: open({ mqtt: 1883 }) },
    comes: [
      [
        'web',
        'LoadBalancer',
        'layer-4-protocol',
        {
          allocateLoadBalancerNodePorts: {
            by: ['node-ports-as-the-cloud-needs-them', 'node-ports-in-use', 'node-ports-unless-known'],
          },
        },
      ],
    ],
  },
]
