// What the AWS controllers are told, whole: a Gateway's balancer and targets, the Ingress of EKS Auto Mode, and health checks that
// pods can answer.
import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from '../../domain/design/drafting.ts'

type Target = Partial<TopologyInput['target']>
type Workloads = TopologyInput['workloads']

const arn = (name: string) => `arn:aws:acm:us-east-1:111122223333:certificate/${name}`
const ended = (name: string) => ({ mode: 'terminate' as const, certificateArn: arn(name) })
const web = (exposure: object, more: object = {}): Workloads => ({
  web: {
    ports: { http: { port: 80, targetPort: 8080 }, admin: 8081 },
    expose: [{ port: 'http', to: 'internet', host: 'www.example.com', tls: ended('web'), ...exposure }],
    ...more,
  },
})

function written(target: Target, workloads: Workloads): Manifest[] {
  const clients: TopologyInput['clients'] = { partner: { network: 'partner', cidrs: ['203.0.113.0/24'] } }
  const base = { provider: 'aws' as const, region: 'us-east-1' }
  return draftOf({ name: 'shop', target: { ...base, ...target }, clients, workloads }).designs.recommended.manifests
}
const specsOf = (manifests: readonly Manifest[], kind: string): unknown[] =>
  manifests.filter((manifest) => manifest.kind === kind).map(({ spec }) => spec)
const annotationsOf = (manifests: readonly Manifest[], kind: string): unknown[] =>
  manifests.filter((manifest) => manifest.kind === kind).map(({ metadata }) => metadata.annotations)

const GATEWAY: Target = { routing: 'gateway' }
const POLICY = { sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' }

describe('a Gateway of the AWS Load Balancer Controller', () => {
  it('takes its settings from the configuration it names, and names no Secret', () => {
    const manifests = written(GATEWAY, web({ hosts: ['b.example.com', 'a.example.com'], host: undefined }))
    const [gateway] = specsOf(manifests, 'Gateway')
    const allowedRoutes = { namespaces: { from: 'Same' } }
    expect(gateway).toEqual({
      gatewayClassName: 'alb',
      infrastructure: {
        parametersRef: { group: 'gateway.k8s.aws', kind: 'LoadBalancerConfiguration', name: 'web-entrance' },
      },
      listeners: [
        { name: 'https-443', port: 443, protocol: 'HTTPS', hostname: 'a.example.com', allowedRoutes },
        { name: 'https-443-2', port: 443, protocol: 'HTTPS', hostname: 'b.example.com', allowedRoutes },
      ],
    })
  })

  it.each<[string, object, object]>([
    [
      'a certificate by its ARN',
      {},
      {
        scheme: 'internet-facing',
        listenerConfigurations: [{ protocolPort: 'HTTPS:443', defaultCertificate: arn('web'), ...POLICY }],
      },
    ],
    [
      'a certificate that is looked up',
      { tls: { mode: 'terminate' } },
      { scheme: 'internet-facing', listenerConfigurations: [{ protocolPort: 'HTTPS:443', ...POLICY }] },
    ],
    ['no TLS', { tls: { mode: 'none' }, path: '/shop' }, { scheme: 'internet-facing' }],
    [
      'callers inside, from one network, silent for long',
      { to: 'vpc', tls: { mode: 'none' }, path: '/shop', idleTimeoutSeconds: 900 },
      {
        scheme: 'internal',
        loadBalancerAttributes: [{ key: 'idle_timeout.timeout_seconds', value: '900' }],
      },
    ],
    [
      'networks that may come in',
      { to: 'partner', tls: { mode: 'none' }, path: '/shop' },
      { scheme: 'internet-facing', sourceRanges: ['203.0.113.0/24'] },
    ],
  ])('is configured for %s', (_, exposure, expected) => {
    expect(specsOf(written(GATEWAY, web(exposure)), 'LoadBalancerConfiguration')).toEqual([expected])
  })

  it('has every certificate of a listener, the first as its default', () => {
    const expose = ['b', 'a'].map((name) => ({
      port: 'http',
      to: 'internet',
      host: `${name}.example.com`,
      tls: ended(name),
    }))
    const [configuration] = specsOf(written(GATEWAY, web({}, { expose })), 'LoadBalancerConfiguration')
    expect(configuration).toMatchObject({
      listenerConfigurations: [{ defaultCertificate: arn('a'), certificates: [arn('b')] }],
    })
  })
})

const EXISTING: Target = {
  entrances: { edge: { api: 'gateway', class: 'aws-alb', controller: 'gateway.k8s.aws/alb' } },
}

describe('the Services behind a Gateway', () => {
  it.each<[string, object, object, object]>([
    ['pods as targets', {}, {}, {}],
    ['a probe', {}, { probe: '/ready' }, { healthCheckConfig: { healthCheckPath: '/ready' } }],
    [
      'a probe on another port',
      {},
      { probe: { path: '/ready', port: 'admin' } },
      { healthCheckConfig: { healthCheckPath: '/ready', healthCheckPort: '8081' } },
    ],
    [
      'a cookie',
      { sticky: { by: 'cookie', ttlSeconds: 600 } },
      {},
      {
        targetGroupAttributes: [
          { key: 'stickiness.enabled', value: 'true' },
          { key: 'stickiness.lb_cookie.duration_seconds', value: '600' },
        ],
      },
    ],
    [
      'TLS in the pods, asked in clear text elsewhere',
      { port: 'https' },
      { ports: { https: 8443, http: 8080 }, probe: { path: '/ready', port: 'http' } },
      {
        protocol: 'HTTPS',
        healthCheckConfig: { healthCheckPath: '/ready', healthCheckPort: '8080', healthCheckProtocol: 'HTTP' },
      },
    ],
    ['HTTP/2', { port: 'http2' }, { ports: { http2: 8080 } }, { protocolVersion: 'HTTP2' }],
    [
      'gRPC, which no probe over HTTP can ask',
      { port: 'grpc' },
      { ports: { grpc: 50_051, http: 8080 }, probe: { path: '/ready', port: 'http' } },
      { protocolVersion: 'GRPC' },
    ],
  ])('have %s', (_, exposure, workload, expected) => {
    const spec = {
      targetReference: { kind: 'Service', name: 'web' },
      defaultConfiguration: { targetType: 'ip', ...expected },
    }
    for (const target of [GATEWAY, EXISTING]) {
      const manifests = written(target, web(exposure, workload))
      expect(specsOf(manifests, 'TargetGroupConfiguration')).toEqual([spec])
      expect(annotationsOf(manifests, 'Service')).toEqual([undefined])
    }
  })

  it('are told nothing where another implementation runs the Gateway', () => {
    const eg: Target = { entrances: { edge: { api: 'gateway', class: 'eg' } } }
    expect(specsOf(written(eg, web({})), 'TargetGroupConfiguration')).toEqual([])
  })
})

describe('an Ingress', () => {
  const twoNamespaces: Workloads = {
    ...web({}),
    api: { ...web({ host: 'api.example.com' }).web, namespace: 'api' },
  }
  const entrances: Target['entrances'] = { edge: { api: 'ingress', class: 'alb' } }
  const GROUP = 'alb.ingress.kubernetes.io/group.name'

  it('names the group of the balancer that exists, but not to EKS Auto Mode, which does not read it', () => {
    const groups = (target: Target) =>
      annotationsOf(written({ ...target, entrances }, twoNamespaces), 'Ingress').map(
        (annotations) => (annotations as Record<string, string>)[GROUP],
      )
    expect(groups({})).toEqual(['edge', 'edge'])
    expect(groups({ controller: 'eks-auto-mode' })).toEqual([undefined, undefined])
  })

  it('of EKS Auto Mode has one listener each: no group could join two', () => {
    const expose = [
      { port: 'http', to: 'internet', host: 'www.example.com', tls: ended('web') },
      { port: 'http', to: 'internet', host: 'www.example.com', path: '/plain' },
    ]
    const names = (target: Target) => {
      const { entrances: made, loadBalancers } = draftOf({
        name: 'shop',
        target: { provider: 'aws', region: 'us-east-1', ...target },
        workloads: web({}, { expose }),
      }).designs.recommended
      return [made.length, loadBalancers.length]
    }
    expect(names({})).toEqual([1, 1])
    expect(names({ controller: 'eks-auto-mode' })).toEqual([2, 2])
  })

  it('asks gRPC pods over gRPC, and others in the protocol of the port that is asked', () => {
    const KEY = 'alb.ingress.kubernetes.io/'
    const service = (exposure: object, workload: object) =>
      annotationsOf(written({}, web(exposure, workload)), 'Service')
    const probe = { path: '/ready', port: 'http' }
    expect(service({ port: 'grpc' }, { ports: { grpc: 50_051, http: 8080 }, probe })).toEqual([
      { [`${KEY}backend-protocol-version`]: 'GRPC' },
    ])
    expect(service({ port: 'https' }, { ports: { https: 8443, http: 8080 }, probe })).toEqual([
      {
        [`${KEY}backend-protocol`]: 'HTTPS',
        [`${KEY}healthcheck-path`]: '/ready',
        [`${KEY}healthcheck-port`]: '8080',
        [`${KEY}healthcheck-protocol`]: 'HTTP',
      },
    ])
  })
})

it('a region has no room for more balancers than its quota, each counted with its kind', () => {
  const many = (count: number): string[] => {
    const workloads = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `raw-${index}`,
        { ports: { tcp: 9000 }, expose: [{ port: 'tcp', to: 'internet', isolation: 'dedicated' as const }] },
      ]),
    )
    const target = { provider: 'aws' as const, region: 'us-east-1' }
    const { findings } = draftOf({ name: 'many', target, workloads }).designs.recommended
    return findings.filter(({ path }) => path === '/target/region').map(({ code }) => code)
  }
  expect(many(50)).toEqual([])
  expect(many(51)).toEqual(['LIMIT_EXCEEDED'])
})
