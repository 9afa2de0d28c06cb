// Application Gateway for Containers: what is written for a front end, what it costs, and what its kinds refuse.
import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../src/domain/manifests/manifest.ts'
import { validateObjects } from '../../src/domain/manifests/validation/index.ts'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { azure } from '../../src/providers/azure/index.ts'
import { draftOf, topologyOf } from '../domain/design/drafting.ts'

type Workload = TopologyInput['workloads'][string]
type Exposure = NonNullable<Workload['expose']>[number]

const shop = (routing: 'gateway' | 'ingress', exposure: Partial<Exposure>, workload: Workload = {}): TopologyInput => ({
  name: 'shop',
  target: { provider: 'azure', region: 'eastus2', controller: 'application-gateway-for-containers', routing },
  workloads: {
    web: {
      ports: { http: 8080, https: 8443, admin: 9090 },
      expose: [{ port: 'http', to: 'internet', host: 'www.example.com', tls: { mode: 'terminate' }, ...exposure }],
      ...workload,
    },
  },
})

const written = (document: TopologyInput, kind: string): Manifest[] =>
  draftOf(document).designs.recommended.manifests.filter((one) => one.kind === kind)

describe('what is written', () => {
  it('is a Gateway that names the ApplicationLoadBalancer of the plan, which is left to its owner', () => {
    const [gateway] = written(shop('gateway', {}), 'Gateway')
    expect(gateway?.metadata.annotations).toEqual({
      'alb.networking.azure.io/alb-name': 'shop',
      'alb.networking.azure.io/alb-namespace': 'default',
    })
    expect(gateway?.spec).toMatchObject({ gatewayClassName: 'azure-alb-external' })
    expect(written(shop('gateway', {}), 'ApplicationLoadBalancer')).toEqual([])
  })

  it('is an Ingress where routing asks for one, with an IngressExtension for what it has no field for', () => {
    const document = shop('ingress', {
      port: 'https',
      sticky: { by: 'cookie', ttlSeconds: 600 },
      idleTimeoutSeconds: 120,
    })
    const [ingress] = written(document, 'Ingress')
    const [extension] = written(document, 'IngressExtension')
    expect(ingress?.spec).toMatchObject({ ingressClassName: 'azure-alb-external' })
    expect(ingress?.metadata.annotations).toMatchObject({
      'alb.networking.azure.io/alb-ingress-extension': extension?.metadata.name,
    })
    expect(extension?.spec).toEqual({
      backendSettings: [
        {
          service: 'web',
          ports: [{ port: 8443, protocol: 'HTTPS' }],
          sessionAffinity: { affinityType: 'application-cookie', cookieName: 'web-affinity', cookieDuration: '600s' },
          timeouts: { requestTimeout: '0s' },
        },
      ],
    })
    expect(written(shop('ingress', {}), 'IngressExtension')).toEqual([])
  })

  it('has a RoutePolicy under the name of each HTTPRoute that asks for cookies or long requests, and no other', () => {
    const document = shop('gateway', { sticky: { by: 'cookie', ttlSeconds: 86_400 }, idleTimeoutSeconds: 120 })
    const [httpRoute] = written(document, 'HTTPRoute')
    const [policy, ...more] = written(document, 'RoutePolicy')
    expect(more).toEqual([])
    expect(policy?.spec).toEqual({
      targetRef: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: httpRoute?.metadata.name },
      default: { sessionAffinity: { affinityType: 'managed-cookie' }, timeouts: { routeTimeout: '0s' } },
    })
    expect(written(shop('gateway', {}), 'RoutePolicy')).toEqual([])
  })

  it.each(['gateway', 'ingress'] as const)('asks pods behind a %s how they are as their probe says', (routing) => {
    const [policy] = written(shop(routing, {}, { probe: { path: '/ready', port: 'admin' } }), 'HealthCheckPolicy')
    expect(policy?.spec).toEqual({
      targetRef: { group: '', kind: 'Service', name: 'web' },
      default: { port: 9090, http: { path: '/ready', match: { statusCodes: [{ start: 200, end: 399 }] } } },
    })
  })

  it('speaks TLS to pods that do, by the one name they are known under', () => {
    const one = written(shop('gateway', { port: 'https' }), 'BackendTLSPolicy')
    expect(one.map(({ spec }) => spec)).toEqual([
      expect.objectContaining({ default: { sni: 'www.example.com', ports: [{ port: 8443 }] } }),
    ])
    const exposed = ['a.example.com', 'b.example.com'].map(
      (host): Exposure => ({ port: 'https', to: 'internet', host, tls: { mode: 'terminate' } }),
    )
    const two = written(shop('gateway', {}, { expose: exposed }), 'BackendTLSPolicy')
    expect(two.map(({ spec }) => spec)).toEqual([expect.objectContaining({ default: { ports: [{ port: 8443 }] } })])
  })

  it('stays on the other add-on for internal entrances, and off for other controllers', () => {
    expect(written(shop('gateway', { to: 'vpc' }), 'Gateway')[0]?.spec).toMatchObject({
      gatewayClassName: 'approuting-istio',
    })
    const plain = shop('gateway', {}, { probe: '/ready' })
    const other = { ...plain, target: { ...plain.target, controller: 'cloud-provider-azure' } }
    expect(written(other, 'Gateway')[0]?.spec).toMatchObject({ gatewayClassName: 'approuting-istio' })
    expect(written(other, 'HealthCheckPolicy')).toEqual([])
  })
})

describe('what it costs', () => {
  // MicrosoftDocs/azure-docs articles/application-gateway/for-containers/understanding-pricing.md, examples 1 and 2.
  const traffic = { activeConnections: 12_000, gbOutPerMonth: 1 }
  it.each([
    [1, '136.51'],
    [3, '151.11'],
  ])('is that of Microsoft’s example with %i front ends', (frontends, total) => {
    const names = ['a', 'b', 'c'].slice(0, frontends)
    const document: TopologyInput = {
      ...shop('gateway', {}),
      workloads: Object.fromEntries(
        names.map((name) => [
          name,
          {
            ports: { http: 80 },
            expose: [
              {
                port: 'http',
                to: 'internet',
                host: `${name}.example.com`,
                tls: { mode: 'terminate' },
                isolation: 'dedicated',
              },
            ],
            traffic: name === 'a' ? { ...traffic, connectionSeconds: 60 } : { activeConnections: 0 },
          },
        ]),
      ),
    }
    const { estimate, loadBalancers } = draftOf(document).designs.recommended
    expect(loadBalancers.map(({ product }) => product)).toEqual(['application-gateway-for-containers'])
    expect(estimate.monthly.expected).toBe(total)
    expect(estimate.atLeast).toBe(false)
  })

  it('is "at least" in a region whose prices are not known', () => {
    const document = shop('gateway', {})
    const elsewhere = { ...document, target: { ...document.target, region: 'westeurope' } }
    expect(draftOf(elsewhere).designs.recommended.estimate.atLeast).toBe(true)
  })
})

it('says when there are more entrances than one gateway has front ends', () => {
  const workload = (index: number): Workload => ({
    ports: { http: 80 },
    expose: [
      {
        port: 'http',
        to: 'internet',
        host: `h${index}.example.com`,
        tls: { mode: 'terminate' },
        isolation: 'dedicated',
      },
    ],
  })
  const many = (count: number) => ({
    ...shop('gateway', {}),
    workloads: Object.fromEntries(Array.from({ length: count }, (_, index) => [`w${index}`, workload(index)])),
  })
  const codes = (document: TopologyInput) => draftOf(document).findings.map(({ code }) => code)
  expect(codes(many(6))).toContain('LIMIT_EXCEEDED')
  expect(codes(many(5))).not.toContain('LIMIT_EXCEEDED')
})

describe('its kinds', () => {
  const object = (kind: string, spec: object) => ({
    apiVersion: 'alb.networking.azure.io/v1',
    kind,
    metadata: { name: 'one', namespace: 'default' },
    spec,
  })
  const { kubernetesVersion } = topologyOf(shop('gateway', {})).target
  const targetRef = { group: '', kind: 'Service', name: 'web' }
  const cookie = { affinityType: 'application-cookie' }
  const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/alb'
  it.each([
    ['ApplicationLoadBalancer', { associations: [subnet] }, undefined],
    ['ApplicationLoadBalancer', { associations: [subnet, subnet] }, 'TOO_MANY_ASSOCIATIONS /spec/associations'],
    ['HealthCheckPolicy', { targetRef, default: { interval: '5s', http: { path: '/' } } }, undefined],
    ['HealthCheckPolicy', { targetRef, default: { interval: 5 } }, 'WRONG_TYPE /spec/default/interval'],
    ['HealthCheckPolicy', { targetRef, override: {} }, 'OVERRIDE_NOT_SUPPORTED /spec/override'],
    ['RoutePolicy', { default: {} }, 'REQUIRED /spec/targetRef'],
    [
      'RoutePolicy',
      { targetRef, default: { sessionAffinity: { ...cookie, cookieName: 'c' } } },
      'REQUIRED /spec/default/sessionAffinity/cookieDuration',
    ],
    ['BackendTLSPolicy', { targetRef, default: { ports: [{ port: 0 }] } }, 'TOO_SMALL /spec/default/ports/0/port'],
    [
      'IngressExtension',
      { backendSettings: [{ service: 'web', sessionAffinity: { ...cookie, cookieDuration: '9s' } }] },
      'REQUIRED /spec/backendSettings/0/sessionAffinity/cookieName',
    ],
  ])('%s %j: %s', (kind, spec, mistake) => {
    const [report] = validateObjects([object(kind, spec)], { kubernetesVersion, kinds: azure.kinds })
    expect(report?.mistakes.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(
      mistake === undefined ? [] : [mistake],
    )
  })
})
