// Hand-made networks seen from outside: what an exposure opens on each cloud, to whom, and what stays shut beside it.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { findingsOf } from '../design/drafting.ts'
import type { Pod } from './network-simulator.ts'
import { AWS, AZURE, anywhere, asked, GCP, METAL, NODES, planned, stranger, type Target } from './planned-network.ts'

type Exposure = NonNullable<NonNullable<TopologyInput['workloads'][string]['expose']>[number]>

/** One of two ports is exposed; somebody inside calls the other. */
const shop = (exposure: Partial<Exposure>, target: Target, more: TopologyInput['workloads'][string] = {}) =>
  planned(
    {
      web: {
        ports: { http: { port: 80, targetPort: 8080 }, admin: 9090 },
        expose: [{ port: 'http', to: 'internet', ...exposure }],
        ...more,
      },
      api: { ports: { http: 80 }, calls: ['web/admin'] },
    },
    target,
    {
      clients: {
        partner: { network: 'partner', cidrs: ['203.0.113.0/24', '2001:db8::/32'] },
        office: { network: 'office' },
      },
    },
  )

const proxy = (namespace: string, labels: Record<string, string>): Pod => ({ namespace, labels, address: '100.72.0.1' })
const named = (name: string, namespace = 'default') =>
  proxy(namespace, { 'gateway.networking.k8s.io/gateway-name': name })

describe('a port that is exposed', () => {
  it.each<[string, Partial<Exposure>, Target]>([
    ['AWS, Network Load Balancer', {}, AWS],
    ['AWS, source ranges', { to: 'partner' }, AWS],
    ['AWS, the caller’s address kept', { to: 'partner', preserveClientIP: true }, AWS],
    ['AWS, cloud-provider-aws', {}, { ...AWS, controller: 'aws-cloud-provider' }],
    ['AWS, Application Load Balancer', { host: 'a.example.com', tls: { mode: 'terminate' } }, AWS],
    ['Google, passthrough', { preserveClientIP: true, to: 'partner' }, GCP],
    ['Google, Gateway', { host: 'a.example.com', tls: { mode: 'terminate' } }, GCP],
    ['Google, Ingress', { host: 'a.example.com', tls: { mode: 'terminate' } }, { ...GCP, routing: 'ingress' }],
    ['Azure, Standard Load Balancer', { to: 'partner' }, AZURE],
    ['MetalLB', { to: 'partner', preserveClientIP: true }, METAL],
    [
      'Cilium’s own Gateway',
      { host: 'a.example.com', tls: { mode: 'terminate' } },
      { ...METAL, loadBalancers: 'cilium', controller: 'cilium' },
    ],
    ['Traefik', { host: 'a.example.com', tls: { mode: 'terminate' } }, { ...METAL, controller: 'traefik' }],
    ['NodePort', { to: 'partner' }, NODES],
    ['NodePort that keeps the address of anybody', { preserveClientIP: true }, NODES],
    [
      'an entrance that exists',
      { host: 'a.example.com' },
      { ...METAL, entrances: { front: { api: 'gateway', class: 'eg' } } },
    ],
  ])('is open to any source, and the port beside it to its caller alone: %s', (_, exposure, target) => {
    asked(shop(exposure, target), [
      [anywhere, 'web', 8080, true],
      ['8.8.8.8', 'web', 8080, true],
      [stranger, 'web', 8080, true],
      [anywhere, 'web', 80, false],
      [anywhere, 'web', 8080, false, 'UDP'],
      [anywhere, 'web', 9090, false],
      ['api', 'web', 9090, true],
      [stranger, 'web', 9090, false],
      // Open to take, not to give: who calls nothing gets nowhere.
      ['api', 'web', 8080, false],
      ['web', anywhere, 443, false],
    ])
  })

  it('keeps its source ranges where nothing else does: a NodePort with externalTrafficPolicy: Local', () => {
    const network = shop({ to: 'partner', preserveClientIP: true }, NODES)
    asked(network, [
      ['203.0.113.9', 'web', 8080, true],
      ['2001:db8::9', 'web', 8080, true],
      ['8.8.8.8', 'web', 8080, false],
      [stranger, 'web', 8080, false],
      ['203.0.113.9', 'web', 9090, false],
    ])
    const told = (drawn: typeof network.drawn) =>
      drawn.findings.find(({ code }) => code === 'SOURCE_RANGES_NOT_ENFORCED')
    expect(told(network.drawn)).toMatchObject({
      severity: 'warning',
      message: expect.stringMatching(/Its NetworkPolicy/),
    })
    expect(told(shop({ to: 'partner' }, NODES).drawn)).toMatchObject({
      severity: 'error',
      fix: expect.stringMatching(/preserveClientIP/),
    })
  })

  it('is not opened for a port-forward, which passes no policy', () => {
    const network = shop({ to: 'office', until: '2027-06-30' }, AWS)
    expect(network.drawn.designs.recommended.services.map(({ type }) => type)).not.toContain('LoadBalancer')
    asked(network, [
      [anywhere, 'web', 8080, false],
      [stranger, 'web', 8080, false],
      ['api', 'web', 9090, true],
    ])
    expect(findingsOf(network.drawn).join()).not.toContain('PORT_CLOSED_BY_POLICY')
  })

  it('is open as UDP where it is UDP', () => {
    const network = planned(
      { game: { ports: { game: { port: 7777, transport: 'UDP' } }, expose: [{ port: 'game', to: 'internet' }] } },
      GCP,
    )
    asked(network, [
      [anywhere, 'game', 7777, true, 'UDP'],
      [anywhere, 'game', 7777, false],
    ])
  })
})

describe('behind a Gateway that is written', () => {
  const ended: Partial<Exposure> = { host: 'a.example.com', tls: { mode: 'terminate' } }

  it.each<[string, Target]>([
    ['AKS application routing', AZURE],
    ['Istio', { ...METAL, controller: 'istio' }],
    ['NGINX Gateway Fabric', { ...METAL, controller: 'nginx-gateway-fabric' }],
    ['kgateway', { ...METAL, controller: 'kgateway' }],
  ])('%s: only its own proxies, beside it', (_, target) => {
    asked(shop(ended, target), [
      [named('web-entrance'), 'web', 8080, true],
      [named('web-entrance'), 'web', 9090, false],
      [named('other-entrance'), 'web', 8080, false],
      [named('web-entrance', 'elsewhere'), 'web', 8080, false],
      [anywhere, 'web', 8080, false],
      [stranger, 'web', 8080, false],
    ])
  })

  it('of another namespace: only its proxies there', () => {
    const shops = (name: string, namespace: string) => ({
      namespace,
      ports: { http: 8080 },
      expose: [{ port: 'http', to: 'internet', host: `${name}.example.com`, tls: { mode: 'terminate' as const } }],
    })
    const network = planned({ one: shops('one', 'a'), two: shops('two', 'b') }, AZURE)
    const [entrance] = network.drawn.designs[network.drawn.chosen].entrances
    expect(network.drawn.chosen).toBe('consolidated')
    const { name = '', namespace = '' } = entrance ?? {}
    asked(network, [
      [named(name, namespace), 'one', 8080, true],
      [named(name, namespace), 'two', 8080, true],
      [named(name, 'b'), 'two', 8080, false],
      [anywhere, 'two', 8080, false],
    ])
  })

  it('Envoy Gateway: its proxies wherever they run, one fleet for a class included', () => {
    const owner = 'gateway.envoyproxy.io/owning-gateway'
    const own = { [`${owner}-name`]: 'web-entrance', [`${owner}-namespace`]: 'default' }
    asked(shop(ended, METAL), [
      [proxy('envoy-gateway-system', own), 'web', 8080, true],
      [proxy('default', own), 'web', 8080, true],
      [proxy('envoy-gateway-system', { [`${owner}class`]: 'eg' }), 'web', 8080, true],
      [proxy('envoy-gateway-system', { ...own, [`${owner}-name`]: 'other' }), 'web', 8080, false],
      [proxy('envoy-gateway-system', own), 'web', 9090, false],
      [anywhere, 'web', 8080, false],
    ])
  })
})

describe('health checks', () => {
  const probe = { path: '/ready', port: 'admin' }

  it.each<[string, Partial<Exposure>]>([
    ['Network Load Balancer', {}],
    ['Application Load Balancer', { host: 'a.example.com', tls: { mode: 'terminate' } }],
  ])('of an AWS %s reach the port they ask', (_, exposure) => {
    asked(shop(exposure, AWS, { probe }), [
      [anywhere, 'web', 9090, true],
      [anywhere, 'web', 9090, false, 'UDP'],
    ])
  })

  it('of AWS for UDP reach the same number over TCP, where the workload answers there', () => {
    const dns = (ports: NonNullable<TopologyInput['workloads'][string]['ports']>) =>
      planned({ dns: { ports, expose: [{ port: 'dns', to: 'internet' }] } }, AWS)
    asked(dns({ dns: 53, 'dns-tcp': { port: 53, transport: 'TCP' } }), [
      [anywhere, 'dns', 53, true, 'UDP'],
      [anywhere, 'dns', 53, true, 'TCP'],
    ])
    asked(dns({ dns: 53 }), [[anywhere, 'dns', 53, false, 'TCP']])
  })

  it.each<[string, Target]>([
    ['Google', GCP],
    ['Azure', AZURE],
    ['MetalLB', METAL],
    ['node ports', NODES],
  ])('of %s go to the node or to the port of the traffic: nothing more is open', (_, target) => {
    asked(shop({}, target, { probe }), [[anywhere, 'web', 9090, false]])
  })
})

describe('what a policy shuts is told', () => {
  it('where nobody is known to come in at one port of several', () => {
    const { drawn } = planned({
      web: { ports: { http: 80, metrics: 9090, admin: 9091 }, expose: [{ port: 'http', to: 'internet' }] },
      api: { ports: { http: 80, metrics: 9090 }, calls: ['web/admin'] },
    })
    expect(findingsOf(drawn)).toContain('PORT_CLOSED_BY_POLICY /workloads/web/ports/metrics')
    // Of a workload that nobody calls at all, that is told already.
    expect(findingsOf(drawn).filter((one) => one.includes('/workloads/api'))).toEqual(['NOBODY_CALLS /workloads/api'])
  })

  it('where a selector finds the pods of another workload', () => {
    const { drawn } = planned(
      {
        web: { selector: { app: 'shop' } },
        api: { selector: { app: 'shop', part: 'api' } },
        job: { selector: { app: 'shop' }, namespace: 'other' },
        mail: { selector: { team: 'a' } },
        news: { image: 'news:1', selector: { app: 'news' } },
      },
      METAL,
      { labels: { team: 'a' } },
    )
    expect(findingsOf(drawn).filter((one) => one.startsWith('SELECTORS_OVERLAP'))).toEqual([
      'SELECTORS_OVERLAP /workloads/mail/selector',
      'SELECTORS_OVERLAP /workloads/web/selector',
    ])
    const message = drawn.findings.find(({ path }) => path === '/workloads/mail/selector')?.message
    expect(message).toMatch(/^The selector of mail finds the pods of news as well/)
  })

  it('and that a plugin must hold it', () => {
    expect(findingsOf(planned({ web: {} }).drawn)).toContain('NETWORK_POLICY_NEEDS_PLUGIN /target')
  })
})
