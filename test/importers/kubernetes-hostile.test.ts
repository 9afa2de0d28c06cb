// Objects of every kind that is analysed, whose fields are anything at all: nothing of it may throw, and what comes out can be planned.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ANYBODY } from '../http/planner.ts'
import { planner } from './fixtures.ts'

const KINDS = [
  ...['v1 Service', 'v1 Pod', 'v1 ConfigMap', 'v1 Endpoints', 'v1 ReplicationController', 'v1 Namespace'],
  ...[
    'apps/v1 Deployment',
    'apps/v1 StatefulSet',
    'apps/v1 DaemonSet',
    'apps/v1beta1 Deployment',
    'batch/v1 CronJob',
    'batch/v1 Job',
  ],
  ...['networking.k8s.io/v1 Ingress', 'extensions/v1beta1 Ingress', 'networking.k8s.io/v1 NetworkPolicy'],
  ...['networking.k8s.io/v1 IngressClass', 'discovery.k8s.io/v1 EndpointSlice'],
  ...['GatewayClass', 'Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(
    (kind) => `gateway.networking.k8s.io/v1 ${kind}`,
  ),
]
// Words that lead somewhere, so that the wrong forms stand where they are read.
const WORDS = [
  ...[
    'ports',
    'port',
    'name',
    'selector',
    'matchLabels',
    'template',
    'metadata',
    'labels',
    'spec',
    'containers',
    'env',
    'value',
  ],
  ...[
    'rules',
    'http',
    'paths',
    'backend',
    'service',
    'number',
    'host',
    'tls',
    'hosts',
    'listeners',
    'parentRefs',
    'backendRefs',
  ],
  ...[
    'matches',
    'path',
    'type',
    'targetPort',
    'clusterIP',
    'ingress',
    'from',
    'podSelector',
    'subsets',
    'addresses',
    'endpoints',
  ],
  ...[
    'annotations',
    'loadBalancerSourceRanges',
    'items',
    'kind',
    'replicas',
    'args',
    'data',
    '__proto__',
    'constructor',
  ],
]
const scalar = fc.oneof(
  fc.constantFrom(
    'web',
    'LoadBalancer',
    'NodePort',
    'None',
    'http',
    'Gateway',
    'TCP',
    'a.example.com',
    '/',
    '*',
    '',
    '10.0.0.0/8',
  ),
  fc.constantFrom<unknown>(80, 443, 0, -1, 70_000, 1.5, true, null),
  fc.string({ maxLength: 20 }),
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...WORDS), tie('value'), { maxKeys: 4 }),
  ),
}))
const object = fc
  .record({
    of: fc.constantFrom(...KINDS),
    name: fc.constantFrom('web', 'api', 'db', 'a.b', ''),
    spec: value,
    data: value,
    status: value,
    labels: value,
  })
  .map(({ of, name, spec, data, status, labels }) => {
    const [apiVersion, kind] = of.split(' ')
    return { apiVersion, kind, metadata: { name, labels, annotations: labels }, spec, data, status }
  })

it('is analysed, skipped or refused, and planned', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(object, { minLength: 1, maxLength: 6 }), async (objects) => {
      const files = [{ name: 'objects.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) }]
      const asked = { files, target: { provider: 'aws', region: 'us-east-1' } }
      const { topology, documents } = await planner.import(ANYBODY, asked)
      expect(documents.length).toBeGreaterThanOrEqual(objects.length)
      if (Object.keys(topology.workloads).length > 0) await planner.import(ANYBODY, { ...asked, plan: true })
    }),
    { numRuns: 300 },
  )
})
