// For tests: for each row of the decision table a smallest topology that it decides, and what comes of it.
import type { TopologyInput } from '../../../src/domain/topology/index.ts'

type Workload = TopologyInput['workloads'][string]
type Rest = Omit<Partial<TopologyInput>, 'target' | 'workloads'>

export const AWS: TopologyInput['target'] = { provider: 'aws', region: 'us-east-1' }
export const CELLAR: TopologyInput['target'] = { provider: 'bare-metal' }

export const on = (
  target: TopologyInput['target'],
  workloads: Record<string, Workload>,
  rest: Rest = {},
): TopologyInput => ({
  name: 'small',
  target,
  workloads,
  ...rest,
})
export const one = (web: Workload, rest: Rest = {}) => on(AWS, { web }, rest)
export const http = { http: 80 }
export const toInternet = { port: 'http', to: 'internet' }
export const office = { office: { network: 'office' as const, cidrs: ['192.0.2.0/24'] } }

/** Rule, what it comes to ("web ClusterIP", "entrance web-entrance", "web unserved"), the topology. */
export const ROWS: [rule: string, gives: string, document: TopologyInput][] = [
  [
    'external-by-address',
    'legacy ClusterIP',
    one({ ports: http }, { externals: { legacy: { addresses: ['192.0.2.10'], port: 5432 } } }),
  ],
  [
    'external-by-name',
    'cards ExternalName',
    one({ ports: http }, { externals: { cards: { host: 'cards.example.com' } } }),
  ],
  [
    'pinned-node-port',
    'web NodePort',
    one({ ports: http, pin: { type: 'NodePort', reason: 'A firewall forwards to it.' } }),
  ],
  ['pinned', 'web Headless', one({ ports: http, pin: { type: 'Headless', reason: 'The mesh wants it.' } })],
  ['identity-without-ports', 'web Headless', one({ kind: 'StatefulSet' })],
  ['no-ports', 'web unserved', one({})],
  ['peers-by-name', 'web Headless', one({ kind: 'StatefulSet', ports: http, discovery: 'per-pod' })],
  ['name-of-the-one-pod', 'web Headless', one({ ports: http, replicas: 1, discovery: 'per-pod' })],
  ['client-side-balancing', 'web Headless', one({ ports: { grpc: 50_051 }, discovery: 'client-side' })],
  ['agent-on-each-node', 'web ClusterIP', one({ kind: 'DaemonSet', ports: http, locality: 'same-node' })],
  [
    'grpc-called-inside',
    'web ClusterIP',
    on(AWS, { web: { ports: { grpc: 50_051 }, replicas: 2 }, shop: { calls: ['web'] } }),
  ],
  ['called-inside-only', 'web ClusterIP', one({ ports: http })],
  [
    'route-on-existing-entrance',
    'entrance public',
    on(
      { ...AWS, entrances: { public: { api: 'ingress', class: 'alb' } } },
      { web: { ports: http, expose: [{ ...toInternet, host: 'www.example.com' }] } },
    ),
  ],
  [
    'tls-route-on-existing-gateway',
    'entrance public',
    on(
      { ...CELLAR, entrances: { public: { api: 'gateway', class: 'eg' } } },
      {
        web: {
          ports: { https: 443 },
          expose: [{ port: 'https', to: 'internet', host: 'a.example.com', tls: { mode: 'passthrough' } }],
        },
      },
    ),
  ],
  [
    'node-port-to-try-with',
    'web NodePort',
    on({ ...CELLAR, environment: 'test' }, { web: { ports: http, expose: [toInternet] } }),
  ],
  ['no-load-balancer-here', 'web NodePort', on(CELLAR, { web: { ports: http, expose: [toInternet] } })],
  [
    'temporary-team-access',
    'web ClusterIP',
    one({ ports: http, expose: [{ port: 'http', to: 'office', until: '2027-06-30' }] }, { clients: office }),
  ],
  [
    'long-lived-connections',
    'entrance web-entrance',
    one({ ports: { ws: 80 }, expose: [{ port: 'ws', to: 'internet', tls: { mode: 'terminate' } }] }),
  ],
  [
    'entrance-of-its-own',
    'entrance web-entrance',
    one({ ports: http, expose: [{ ...toInternet, host: 'www.example.com', tls: { mode: 'terminate' } }] }),
  ],
  [
    'datagrams-inside-the-network',
    'web LoadBalancer',
    one({ ports: { dns: 53 }, expose: [{ port: 'dns', to: 'vpc' }] }),
  ],
  ['inside-the-network', 'web LoadBalancer', one({ ports: http, expose: [{ port: 'http', to: 'vpc' }] })],
  [
    'layer-4-through-gateway',
    'entrance web-entrance',
    on({ ...AWS, routing: 'gateway' }, { web: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] } }),
  ],
  ['layer-4-datagrams', 'web LoadBalancer', one({ ports: { dns: 53 }, expose: [{ port: 'dns', to: 'internet' }] })],
  ['layer-4-kept', 'web LoadBalancer', one({ ports: http, expose: [{ ...toInternet, preserveClientIP: true }] })],
  ['layer-4-protocol', 'web LoadBalancer', one({ ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] })],
  ['http-without-layer-7-needs', 'web LoadBalancer', one({ ports: http, expose: [toInternet] })],
  ['any-replica', 'web-any ClusterIP', one({ kind: 'StatefulSet', ports: http, discovery: 'per-pod' })],
  ['pod-names', 'web-pods Headless', one({ kind: 'StatefulSet', ports: http, image: 'registry.example.com/web:1' })],
  [
    'other-ports-stay-inside',
    'web-internal ClusterIP',
    one({ ports: { http: 80, metrics: 9090 }, expose: [toInternet] }),
  ],
  [
    'shared-entrance',
    'entrance small-public',
    on(AWS, {
      shop: { ports: http, expose: [{ ...toInternet, host: 'shop.example.com', tls: { mode: 'terminate' } }] },
      blog: { ports: http, expose: [{ ...toInternet, host: 'blog.example.com', tls: { mode: 'terminate' } }] },
    }),
  ],
]
