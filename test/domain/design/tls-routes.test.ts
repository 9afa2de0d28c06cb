// TLS passed through to a host, where a Gateway exists: when its routes take it and when it stays with a load balancer of its own.
import { describe, expect, it } from 'vitest'
import { whyNot } from '../../../src/domain/design/why-not.ts'
import { estimate } from '../../../src/domain/estimate/estimate.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { listedOf } from '../manifests/objects.ts'
import { draftOf, findingsOf, providerOf, serviceNamed, TARIFF } from './drafting.ts'
import { pathTo } from './paths.ts'

type Workload = TopologyInput['workloads'][string]
type Target = TopologyInput['target']
type Exposure = NonNullable<Workload['expose']>[number]
type Entrances = NonNullable<Target['entrances']>

const on = (entrance: Partial<Entrances[string]>, more: Partial<Target> = {}): Target => ({
  provider: 'bare-metal',
  loadBalancers: 'metallb',
  entrances: { public: { api: 'gateway', class: 'eg', namespace: 'infra', name: 'public', ...entrance } },
  ...more,
})
const passed = (more: Partial<Exposure> = {}, ports: Workload['ports'] = { https: 8443 }): Workload => ({
  ports,
  expose: [
    {
      port: Object.keys(ports ?? {})[0] ?? '',
      to: 'internet',
      host: 'vault.example.com',
      listen: 443,
      tls: { mode: 'passthrough' },
      ...more,
    },
  ],
})
const web = (more: Partial<Exposure> = {}): Workload => ({
  ports: { http: 8080 },
  expose: [
    {
      port: 'http',
      to: 'internet',
      host: 'www.example.com',
      listen: 443,
      tls: { mode: 'terminate' as const },
      ...more,
    },
  ],
})
const drawnOf = (target: Target, workloads: Record<string, Workload>, rest: Partial<TopologyInput> = {}) =>
  draftOf({ name: 'shop', target, workloads, ...rest })
const ruleOf = (target: Target, workloads: Record<string, Workload>, rest: Partial<TopologyInput> = {}) =>
  serviceNamed(drawnOf(target, workloads, rest), 'vault').because.rule

const ROUTED = 'tls-route-on-existing-gateway'
const partner = { partner: { network: 'partner' as const, cidrs: ['203.0.113.0/24'] } }

describe('a workload that ends TLS itself', () => {
  it.each<[string, Target, Record<string, Workload>, string]>([
    ['a Gateway of Envoy Gateway', on({}), { vault: passed() }, ROUTED],
    [
      'a class of any name whose controller is known',
      on({ class: 'edge', controller: 'istio.io/gateway-controller' }),
      { vault: passed() },
      ROUTED,
    ],
    ['no load balancer but a Gateway', on({}, { loadBalancers: 'none' }), { vault: passed() }, ROUTED],
    ['a protocol that begins with TLS', on({}), { vault: passed({}, { mqtt: 8883 }) }, ROUTED],
    ['HTTPS of another host on the same port', on({}), { vault: passed(), web: web() }, ROUTED],
    [
      'clear text on another port',
      on({}),
      { vault: passed(), web: web({ tls: { mode: 'none' }, listen: 80 }) },
      ROUTED,
    ],
    ['a Gateway of the cloud on another side', on({ scheme: 'internal' }), { vault: passed() }, 'layer-4-kept'],
    ['a class nobody knows', on({ class: 'edge' }), { vault: passed() }, 'layer-4-kept'],
    [
      'a known class with a controller nobody knows',
      on({ controller: 'example.com/x' }),
      { vault: passed() },
      'layer-4-kept',
    ],
    ['an Ingress', on({ api: 'ingress', class: 'nginx' }), { vault: passed() }, 'layer-4-kept'],
    ['a Gateway for other hosts', on({ hosts: ['*.example.net'] }), { vault: passed() }, 'layer-4-kept'],
    ['clear text on the same port', on({}), { vault: passed(), web: web({ tls: { mode: 'none' } }) }, 'layer-4-kept'],
    [
      'HTTPS of a wildcard over its host',
      on({}),
      { vault: passed(), web: web({ host: '*.example.com' }) },
      'layer-4-kept',
    ],
    [
      'a protocol that turns to TLS later',
      on({}),
      { vault: passed({ to: 'vpc' }, { postgres: 5432 }) },
      'layer-4-kept',
    ],
    ['no host', on({}), { vault: passed({ host: undefined }) }, 'layer-4-kept'],
    ['its own isolation', on({}), { vault: passed({ isolation: 'dedicated' }) }, 'layer-4-kept'],
    ['the caller’s address', on({}), { vault: passed({ preserveClientIP: true }) }, 'layer-4-kept'],
    ['stickiness by it', on({}), { vault: passed({ sticky: { by: 'clientIP' } }) }, 'layer-4-kept'],
    ['a fixed address', on({}), { vault: passed({ staticIP: true }) }, 'layer-4-kept'],
    ['allowed networks', on({}), { vault: passed({ to: 'partner' }) }, 'layer-4-kept'],
    [
      'GKE',
      on({ class: 'gke-l7-global-external-managed' }, { provider: 'gcp', region: 'us-central1' }),
      { vault: passed() },
      'layer-4-kept',
    ],
    [
      'application routing of AKS',
      on({ class: 'approuting-istio' }, { provider: 'azure', region: 'eastus' }),
      { vault: passed() },
      'layer-4-kept',
    ],
    [
      'a Network Load Balancer of AWS',
      on({ class: 'nlb', controller: 'gateway.k8s.aws/nlb' }, { provider: 'aws', region: 'us-east-1' }),
      { vault: passed() },
      'layer-4-kept',
    ],
  ])('beside %s', (_, target, workloads, rule) => {
    expect(ruleOf(target, JSON.parse(JSON.stringify(workloads)), { clients: partner })).toBe(rule)
  })
})

describe('a route by the server name', () => {
  const target = on({})
  const workloads = { vault: passed(), web: web(), caller: { ports: {}, calls: ['vault'] } as Workload }
  const drawn = drawnOf(target, workloads)
  const { recommended } = drawn.designs

  it('is a TLSRoute on the Gateway beside the HTTPRoute, and nothing is written of the Gateway', () => {
    const written = listedOf(recommended.manifests)
    expect(written.map(({ kind }) => kind).filter((kind) => kind !== 'NetworkPolicy')).toEqual([
      'Service',
      'Service',
      'HTTPRoute',
      'TLSRoute',
    ])
    expect(written.find(({ kind }) => kind === 'TLSRoute')?.spec).toEqual({
      parentRefs: [{ name: 'public', namespace: 'infra' }],
      hostnames: ['vault.example.com'],
      rules: [{ backendRefs: [{ name: 'vault', port: 8443 }] }],
    })
  })

  it('goes at layer 4 from the client to the pod, TLS unopened', () => {
    const { lines, said } = pathTo('vault', target, { vault: passed() })
    expect(lines).toEqual([
      '1 client internet → entrance public (eg) 443 https L4',
      '2 entrance public (eg) → pods of vault 8443 https L4',
    ])
    expect(said).toContain('TLS is passed through by the server name')
    expect(said).toContain('the proxy’s address replaces the caller’s')
    expect(said).toContain('TLS ends in the pod')
    expect(said).not.toContain('X-Forwarded-For')
  })

  it('is tried by its certificate, the host beside it over HTTP', () => {
    const [entrance] = recommended.entrances
    expect(entrance?.verify).toContain(
      'openssl s_client -brief -connect "$ADDRESS":443 -servername vault.example.com </dev/null',
    )
    expect(entrance?.verify.filter((line) => line.includes('curl'))).toHaveLength(1)
  })

  it('says what the Gateway must have, and nothing of a back end that would be asked in clear text', () => {
    const [found, ...more] = drawn.findings.filter(({ code }) => code === 'GATEWAY_MUST_PASS_TLS')
    expect(more).toEqual([])
    expect(found?.message).toContain('on port 443 for vault.example.com,')
    expect(findingsOf(drawn).filter((one) => one.startsWith('BACKEND_PROTOCOL'))).toEqual([])
    expect(findingsOf(drawn)).toContain('GATEWAY_MUST_ALLOW_ROUTES /target/entrances')
  })

  it('is not taken to share anything, and its load is on the Gateway', () => {
    expect(drawn.consolidation.keptApart.map(({ workload }) => workload)).not.toContain('vault')
    expect(recommended.loadBalancers.map(({ name, existing }) => [name, existing])).toEqual([['public', true]])
  })

  it('answers why it is not something else', () => {
    const { topology } = drawn
    const provider = providerOf('bare-metal')
    const cost = (design: Parameters<typeof estimate>[0]) => estimate(design, topology, provider, TARIFF).estimate
    const asking = { topology, design: recommended, provider, cost }
    const vault = serviceNamed(drawn, 'vault')
    expect(whyNot(asking, vault, 'Gateway')).toMatchObject({ rule: ROUTED, possible: true })
    expect(whyNot(asking, vault, 'Ingress')).toMatchObject({ possible: false })
    expect(whyNot(asking, vault, 'LoadBalancer')).toMatchObject({ rule: ROUTED, possible: true })
  })
})
