// For tests: the situations in which nothing comes in from outside.
import { http, type Situation, shop } from './situation.ts'

export const INSIDE: Situation[] = [
  {
    row: 1,
    is: 'called only by pods in the cluster',
    workloads: { web: { ports: http }, ...shop('web') },
    comes: [['web', 'ClusterIP', 'called-inside-only', { appProtocol: 'http' }]],
  },
  {
    row: 2,
    is: 'stateful peers',
    workloads: { db: { kind: 'StatefulSet', replicas: 3, ports: { postgres: 5432 }, discovery: 'per-pod' } },
    comes: [
      ['db', 'Headless', 'peers-by-name', { publishNotReadyAddresses: true, appProtocol: 'postgresql' }],
      ['db-any', 'ClusterIP', 'any-replica'],
    ],
  },
  {
    row: 3,
    is: 'gRPC inside, and callers balance by themselves',
    workloads: { web: { ports: { grpc: 50_051 }, replicas: 3, discovery: 'client-side' }, ...shop('web') },
    comes: [['web', 'Headless', 'client-side-balancing', { publishNotReadyAddresses: null }]],
  },
  {
    row: 3,
    is: 'gRPC inside, and nobody balances',
    workloads: { web: { ports: { grpc: 50_051 }, replicas: 3 }, ...shop('web') },
    comes: [['web', 'ClusterIP', 'grpc-called-inside', { appProtocol: 'kubernetes.io/h2c' }]],
  },
  {
    row: 4,
    is: 'a name for a pod without a StatefulSet',
    workloads: { web: { ports: http, replicas: 1, discovery: 'per-pod' } },
    comes: [['web', 'Headless', 'name-of-the-one-pod']],
  },
  {
    row: 5,
    is: 'something outside by its name',
    workloads: shop('external:cards'),
    around: { externals: { cards: { host: 'cards.example.com', port: 443, tls: true } } },
    comes: [['cards', 'ExternalName', 'external-by-name']],
  },
  {
    row: 6,
    is: 'something outside by its address',
    workloads: shop('external:cards'),
    around: { externals: { cards: { addresses: ['192.0.2.10'], port: 443 } } },
    comes: [['cards', 'ClusterIP', 'external-by-address']],
  },
  ...(
    [
      ['1.34', 'same-zone', 'PreferClose'],
      ['1.35', 'same-zone', 'PreferSameZone'],
      ['1.35', 'same-node', 'PreferSameNode'],
    ] as const
  ).map(
    ([kubernetesVersion, locality, trafficDistribution]): Situation => ({
      row: 21,
      is: `pods near the caller: ${locality} on ${kubernetesVersion}`,
      workloads: { web: { ports: http, locality }, ...shop('web') },
      around: { target: { kubernetesVersion } },
      comes: [['web', 'ClusterIP', 'called-inside-only', { trafficDistribution }]],
    }),
  ),
  {
    row: 26,
    is: 'nothing listens',
    workloads: { web: {}, job: { kind: 'CronJob' } },
    comes: [
      ['web', 'None', 'no-ports'],
      ['job', 'None', 'no-ports'],
    ],
  },
  {
    row: 26,
    is: 'nothing listens, in a StatefulSet',
    workloads: { web: { kind: 'StatefulSet' } },
    comes: [['web', 'Headless', 'identity-without-ports']],
  },
  {
    row: 27,
    is: 'an agent for the pods of its node',
    workloads: { web: { kind: 'DaemonSet', locality: 'same-node', ports: { grpc: 4317 } }, ...shop('web') },
    comes: [['web', 'ClusterIP', 'agent-on-each-node', { internalTrafficPolicy: 'Local', trafficDistribution: null }]],
  },
]
