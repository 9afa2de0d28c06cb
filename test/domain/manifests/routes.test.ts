// What the routes of a Gateway are written as: the kind of each, how many objects, and which listeners they attach to.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entrance, Route } from '../../../src/domain/design/design.ts'
import { gatewayManifests } from '../../../src/domain/manifests/gateway.ts'
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'
import { uniqueNames } from '../../../src/domain/manifests/unique-names.ts'
import { validateObjects } from '../../../src/domain/manifests/validation/index.ts'
import type { Provider } from '../../../src/domain/provider.ts'
import type { Protocol, TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf, providerOf, topologyOf } from '../design/drafting.ts'
import { brokenBy } from './api-rules.ts'
import { listedOf, listOf, textsOf, type Values, valuesOf } from './objects.ts'

type Workload = TopologyInput['workloads'][string]
const CELLAR: TopologyInput['target'] = { provider: 'bare-metal', loadBalancers: 'metallb' }
const GKE: TopologyInput['target'] = { provider: 'gcp', region: 'us-central1' }
const tls = { mode: 'terminate' as const }

const offered = (protocol: Protocol, host: string | undefined, more: object = {}): Workload => ({
  ports: { main: { port: 8080, protocol } },
  expose: [{ port: 'main', to: 'internet', ...(host === undefined ? {} : { host }), tls, ...more }],
})
/** One group, so that all share an entrance where that is possible. */
const manifestsOf = (workloads: Record<string, Workload>, target = CELLAR): Manifest[] => {
  const { designs, chosen } = draftOf({ name: 'shop', owner: 'shop', target, workloads })
  return designs[chosen].manifests
}
const routesIn = (manifests: readonly Manifest[]): string[] =>
  manifests
    .filter(({ kind }) => kind.endsWith('Route'))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    .sort()

describe('a route that speaks gRPC', () => {
  it('is a GRPCRoute that matches everything, where the class reads it', () => {
    const [written] = listedOf(manifestsOf({ cart: offered('grpc', 'cart.example.com') })).filter(
      ({ kind }) => kind === 'GRPCRoute',
    )
    expect(written?.spec.hostnames).toEqual(['cart.example.com'])
    expect(written?.spec.rules).toEqual([{ backendRefs: [{ name: 'cart', port: 8080 }] }])
  })

  it.each([
    ['the class does not read GRPCRoute', { cart: offered('grpc', 'cart.example.com') }, GKE],
    ['it asks for a path', { cart: offered('grpc', 'cart.example.com', { path: '/cart.v1.Cart' }) }, CELLAR],
    ['it speaks HTTP/2 and no word says gRPC', { cart: offered('http2', 'cart.example.com') }, CELLAR],
  ])('is an HTTPRoute when %s', (_, workloads, target) => {
    expect(routesIn(manifestsOf(workloads, target))).toEqual(['HTTPRoute cart-main'])
  })

  // On AWS and the like sharing pays; in the cellar it does not, so the Gateway is one that exists.
  const shared: TopologyInput['target'] = {
    ...CELLAR,
    entrances: { public: { api: 'gateway', class: 'eg', namespace: 'infra', name: 'public' } },
  }
  it.each([
    ['the same host', 'a.example.com', 'a.example.com', ['HTTPRoute shop-cart-main', 'HTTPRoute shop-web-main']],
    ['a wildcard over it', 'a.example.com', '*.example.com', ['HTTPRoute shop-cart-main', 'HTTPRoute shop-web-main']],
    [
      'a name below its wildcard',
      '*.example.com',
      'b.a.example.com',
      ['HTTPRoute shop-cart-main', 'HTTPRoute shop-web-main'],
    ],
    ['another host', 'a.example.com', 'b.example.com', ['GRPCRoute shop-cart-main', 'HTTPRoute shop-web-main']],
    [
      'a wildcard beside it',
      'a.example.com',
      '*.a.example.com',
      ['GRPCRoute shop-cart-main', 'HTTPRoute shop-web-main'],
    ],
  ])('beside an HTTPRoute on %s', (_, host, other, expected) => {
    const workloads = { cart: offered('grpc', host), web: offered('http', other, { path: '/web' }) }
    expect(routesIn(manifestsOf(workloads, shared))).toEqual(expected)
  })

  it('gives way again to one that gave way', () => {
    const workloads = {
      a: offered('grpc', 'x.example.com'),
      b: { ...offered('grpc', '*.example.com') },
      c: offered('http', 'y.example.com', { path: '/c' }),
    }
    expect(routesIn(manifestsOf(workloads, shared))).toEqual([
      'HTTPRoute shop-a-main',
      'HTTPRoute shop-b-main',
      'HTTPRoute shop-c-main',
    ])
  })
})

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const hosts = (count: number) => numbers(count).map((index) => `h${index}.example.com`)

describe('more than one object can hold', () => {
  const many = (target: TopologyInput['target'], workloads: Record<string, Workload>) =>
    draftOf({ name: 'shop', target, workloads }).designs.recommended.manifests

  it('hundred paths of one host are one HTTPRoute with two rules', () => {
    const paths = numbers(100).map((path) => `/p${path}`)
    const routes = listedOf(many(CELLAR, { web: offered('http', 'a.example.com', { paths }) })).filter(
      ({ kind }) => kind === 'HTTPRoute',
    )
    expect(routes.map(({ spec }) => listOf(spec.rules).map((rule) => listOf(rule.matches).length))).toEqual([[64, 36]])
  })

  it('hosts beyond the 64 listeners of a Gateway stand in a ListenerSet beside it, and their routes attach there', () => {
    const manifests = many(CELLAR, { web: offered('http', undefined, { hosts: hosts(80) }) })
    expect(brokenBy(manifests)).toEqual([])
    const held = listedOf(manifests).filter(({ kind }) => kind === 'Gateway' || kind === 'ListenerSet')
    expect(held.map(({ kind, name, spec }) => `${kind} ${name} ${listOf(spec.listeners).length}`)).toEqual([
      'Gateway web-entrance 64',
      'ListenerSet web-entrance-listeners 16',
    ])
    const attached = new Map<string, string[]>()
    for (const { spec } of listedOf(manifests).filter(({ kind }) => kind === 'HTTPRoute')) {
      for (const parent of listOf(spec.parentRefs)) {
        const key = String(parent.kind ?? 'Gateway')
        attached.set(key, [...(attached.get(key) ?? []), ...textsOf(spec.hostnames)])
      }
    }
    for (const { kind, spec } of held)
      expect(attached.get(kind)).toEqual(expect.arrayContaining(listOf(spec.listeners).map((one) => one.hostname)))
  })

  it('certificates of another namespace are granted to the Gateway and to the ListenerSet', () => {
    const document = {
      name: 'shop',
      target: CELLAR,
      workloads: { web: offered('http', undefined, { hosts: hosts(80) }) },
    }
    const [made] = draftOf(document).designs.recommended.entrances
    const abroad = { ...(made as Entrance), namespace: 'infra' }
    const manifests = gatewayManifests(abroad, topologyOf(document), providerOf('bare-metal'), uniqueNames())
    expect(brokenBy(manifests).filter((says) => !says.includes('no Service web'))).toEqual([])
    const [grant] = listedOf(manifests).filter(({ kind }) => kind === 'ReferenceGrant')
    expect(listOf(grant?.spec.from).map(({ kind }) => kind)).toEqual(['Gateway', 'ListenerSet'])
  })

  it('where the class reads no ListenerSet they take a second Gateway', () => {
    const kinds = many(GKE, { web: offered('http', undefined, { hosts: hosts(80) }) }).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'Gateway')).toHaveLength(2)
    expect(kinds).not.toContain('ListenerSet')
  })
})

describe('a Gateway whose certificates are said elsewhere', () => {
  const document = {
    name: 'shop',
    target: { ...CELLAR, namespace: 'infra' },
    workloads: { web: { ...offered('http', 'a.example.com'), namespace: 'shop' } },
  }
  const cellar = providerOf('bare-metal')
  const provider: Provider = {
    ...cellar,
    annotate: {
      ...cellar.annotate,
      entrance: () => ({
        annotations: {},
        certificatesElsewhere: true,
        parametersRef: { group: 'example.com', kind: 'Settings', name: 'web' },
      }),
    },
  }
  const [made] = draftOf(document).designs.recommended.entrances
  const elsewhere = { ...(made as Entrance), namespace: 'infra' }

  it('has an HTTPS listener without tls, which an API server takes, and needs no grant', () => {
    const manifests = gatewayManifests(elsewhere, topologyOf(document), provider, uniqueNames())
    expect(manifests.map(({ kind }) => kind)).toEqual(['Gateway', 'HTTPRoute'])
    const [listener] = listOf(listedOf(manifests)[0]?.spec.listeners)
    expect(listener).toMatchObject({ protocol: 'HTTPS', hostname: 'a.example.com' })
    expect(listener).not.toHaveProperty('tls')
    const [report] = validateObjects(manifests, { kubernetesVersion: '1.35' })
    expect(report?.mistakes).toEqual([])
  })

  it('else refers to the Secret and is granted it', () => {
    const manifests = gatewayManifests(elsewhere, topologyOf(document), cellar, uniqueNames())
    expect(manifests.map(({ kind }) => kind)).toEqual(['Gateway', 'ReferenceGrant', 'HTTPRoute'])
  })
})

const protocols = fc.constantFrom<Protocol>('http', 'grpc', 'http2', 'websocket')
const exposures = fc.record({
  protocol: protocols,
  hosts: fc.uniqueArray(fc.constantFrom(...hosts(90), '*.example.com', '*.h1.example.com'), { maxLength: 90 }),
  paths: fc.uniqueArray(fc.nat({ max: 200 }), { maxLength: 100 }),
  ended: fc.boolean(),
  existing: fc.boolean(),
})

describe('any hosts and any paths', () => {
  it('break no limit of a route or a Gateway, and every one of them is routed', () => {
    fc.assert(
      fc.property(fc.array(exposures, { minLength: 1, maxLength: 3 }), (drawn) => {
        const target = { ...CELLAR, entrances: { public: { api: 'gateway', class: 'eg', hosts: [] } } } as const
        const workloads = Object.fromEntries(
          drawn.map(({ protocol, hosts: some, paths, ended }, index) => [
            `w${index}`,
            // A path of its own, so that no two answer to the same place.
            offered(protocol, undefined, {
              hosts: some,
              paths:
                protocol === 'grpc' && paths.length === 0 ? [] : [index, ...paths].map((path) => `/w${index}/${path}`),
              listen: 443 + index,
              ...(ended ? {} : { tls: { mode: 'none' } }),
            }),
          ]),
        )
        const { designs } = draftOf({ name: 'shop', target: drawn[0]?.existing ? target : CELLAR, workloads })
        const { entrances, manifests } = designs.recommended
        expect(brokenBy(manifests, new Set(['default/public']))).toEqual([])
        const written = new Set(listedOf(manifests).flatMap(({ kind, spec }) => answersOf(kind, spec)))
        for (const route of entrances.flatMap(({ routes }) => routes)) expect(written).toContain(placeOf(route))
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})

const placeOf = ({ host = '*', path, service }: Route) => `${host} ${path} ${service}`

function answersOf(kind: string, spec: Values): string[] {
  if (!kind.endsWith('Route')) return []
  const names = textsOf(spec.hostnames)
  return listOf(spec.rules).flatMap((rule) => {
    const paths = kind === 'GRPCRoute' ? ['/'] : listOf(rule.matches).map((match) => String(valuesOf(match.path).value))
    const [backend] = listOf(rule.backendRefs)
    return (names.length === 0 ? ['*'] : names).flatMap((host) =>
      paths.map((path) => `${host} ${path} ${backend?.name}`),
    )
  })
}
