// What keeps a workload from sharing an entrance with two that could, each with its code; and what does not.
import { describe, expect, it } from 'vitest'
import { AWS, AZURE, apart, type Exposure, GCP, membersOf, sharing, shop, tls, type Workload } from './shops.ts'

const two = { ...shop('blog'), ...shop('docs') }
const withThird = (exposure: Partial<Exposure>, workload: Workload = {}) => ({
  ...two,
  ...shop('third', exposure, workload),
})
const l4 = { tls: { mode: 'none' as const } }

/** The third workload stays apart with this code, while the other two share. */
const ROWS: [code: string, because: string, exposure: Partial<Exposure>, workload?: Workload][] = [
  ['TLS_PASSTHROUGH', 'it ends TLS itself', { tls: { mode: 'passthrough' } }],
  ['DEDICATED', 'it asks to be alone', { isolation: 'dedicated' }],
  ['STATIC_ADDRESS', 'its address was promised', { staticIP: ['eipalloc-1', 'eipalloc-2', 'eipalloc-3'] }],
  ['SOURCE_RANGES', 'it has networks of its own', { to: 'partner' }],
  ['CLIENT_IP_AT_LAYER_4', 'it needs the caller’s address', { preserveClientIP: true }],
  ['STICKY_BY_CLIENT_IP', 'it is sticky by address', { sticky: { by: 'clientIP' } }],
  ['CATCH_ALL', 'it names no host', {}, { expose: [{ port: 'http', to: 'internet', tls }] }],
  ['NOT_HTTP', 'it speaks MQTT', {}, { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] }],
  ['NOT_HTTP', 'it speaks UDP', {}, { ports: { dns: 53 }, expose: [{ port: 'dns', to: 'internet' }] }],
  ['PINNED', 'its type is pinned', l4, { pin: { type: 'LoadBalancer', reason: 'It always was.' } }],
  ['ALONE', 'it is on the other side', { to: 'vpc' }],
  ['ALONE', 'it has another owner', {}, { owner: 'team-other' }],
  ['ALONE', 'it is in another group', { group: 'back-office' }],
  ['ALONE', 'it is in another tier', { criticality: 'high' }],
  ['ALONE', 'it needs another idle timeout', { idleTimeoutSeconds: 600 }],
  ['LISTENER_CLASH', 'it answers in clear text where others end TLS', { ...l4, path: '/third', listen: 443 }],
]

describe('what stays apart', () => {
  it.each(ROWS)('%s: %s', (code, _, exposure, workload = {}) => {
    const drawn = sharing(withThird(exposure, workload))
    expect(apart(drawn)).toEqual([`third: ${code}`])
    expect(membersOf(drawn)).toEqual([['blog', 'docs']])
    expect(drawn.consolidation.verdict).toBe('merge-some')
    const [kept] = drawn.consolidation.keptApart
    expect(kept?.because.length).toBeGreaterThan(10)
    expect(kept?.source).not.toBe('')
  })

  it('GROUPS_DIFFER: a workload whose own entrance carries two tiers moves as a whole or not at all', () => {
    const expose = ['high', 'low'].map((criticality) => ({
      port: 'http',
      to: 'internet',
      host: `${criticality}.example.com`,
      tls,
      criticality,
    }))
    expect(apart(sharing(withThird({}, { expose })))).toEqual(['third: GROUPS_DIFFER'])
  })

  it('SERVICE_CANNOT_SHARE: an HTTP port stays with the port beside it that cannot go', () => {
    const ports = { http: 80, mqtt: 1883 }
    const expose = [
      { port: 'http', to: 'internet', host: 'third.example.com' },
      { port: 'mqtt', to: 'internet' },
    ]
    const drawn = sharing(withThird({}, { ports, expose }))
    expect(apart(drawn)).toEqual(['third: SERVICE_CANNOT_SHARE', 'third: NOT_HTTP'])
  })

  it('ALONE: another namespace, where an Ingress object is an entrance of its own', () => {
    const target = { ...GCP, routing: 'ingress' as const, inUse: { forwardingRulesGlobal: 9 } }
    const drawn = sharing(withThird({}, { namespace: 'elsewhere' }), target)
    expect(apart(drawn)).toEqual(['third: ALONE'])
    expect(membersOf(sharing(withThird({}, { namespace: 'elsewhere' }), { ...target, routing: 'gateway' }))).toEqual([
      ['blog', 'docs', 'third'],
    ])
  })

  it('ALONE: a clear-text listener, where every host of an Ingress is answered on all its listeners', () => {
    const target = { ...GCP, routing: 'ingress' as const, inUse: { forwardingRulesGlobal: 9 } }
    expect(apart(sharing(withThird({ ...l4, path: '/third' }), target))).toEqual(['third: ALONE'])
  })

  it('LIMIT_REACHED: what one entrance of the class cannot carry together', () => {
    const many = (name: string, count: number) =>
      shop(
        name,
        {},
        {
          expose: [
            {
              port: 'http',
              to: 'internet',
              tls,
              hosts: Array.from({ length: count }, (_, i) => `${name}-${i}.example.com`),
            },
          ],
        },
      )
    const target = { ...GCP, inUse: { forwardingRulesGlobal: 9 } }
    const drawn = sharing({ ...many('a', 8), ...many('b', 8), ...many('c', 7) }, target)
    expect(membersOf(drawn)).toEqual([['a', 'c']])
    expect(apart(drawn)).toEqual(['b: LIMIT_REACHED'])
    expect(drawn.consolidation.keptApart[0]?.because).toMatch(
      /need 23 certificates.*gke-l7-global-external-managed carries 15/,
    )
  })
})

describe('what shares', () => {
  it('one host on different paths of different workloads', () => {
    const at = (path: string) => ({ host: 'www.example.com', path })
    const drawn = sharing({ ...shop('shop', at('/')), ...shop('blog', at('/blog')), ...shop('docs', at('/docs')) })
    expect(drawn.consolidation.verdict).toBe('merge')
    expect(drawn.designs.consolidated.entrances[0]?.routes.map(({ path, workload }) => `${path} ${workload}`)).toEqual([
      '/ shop',
      '/blog blog',
      '/docs docs',
    ])
  })

  it('workloads of two namespaces where the class reaches both; Secrets stay where they are and are granted', () => {
    const drawn = sharing(
      { ...two, ...shop('third', {}, { namespace: 'elsewhere' }) },
      { ...GCP, inUse: { forwardingRulesGlobal: 9 } },
    )
    expect(membersOf(drawn)).toEqual([['blog', 'docs', 'third']])
    const { manifests } = drawn.designs.consolidated
    expect(manifests.find(({ kind }) => kind === 'ReferenceGrant')).toMatchObject({
      metadata: { namespace: 'elsewhere' },
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'default' }],
        to: [{ group: '', kind: 'Secret', name: 'third-example-com-tls' }],
      },
    })
  })

  it('TLS and clear text, each on its own listener and never on the other’s', () => {
    const clear = shop('plain', { ...l4, path: '/plain' })
    const gateway = sharing(
      { ...two, ...clear, ...shop('plain-too', { ...l4, path: '/too' }) },
      { ...GCP, inUse: { forwardingRulesGlobal: 9 } },
    )
    expect(membersOf(gateway)).toEqual([['blog', 'docs', 'plain', 'plain-too']])
    const parents = gateway.designs.consolidated.manifests.flatMap((manifest) =>
      manifest.kind === 'HTTPRoute' ? [JSON.stringify(manifest.spec)] : [],
    )
    expect(parents.map((spec) => /"sectionName":"([^"]+)"/.exec(spec)?.[1])).toEqual([
      'https-443',
      'https-443-2',
      'http-80',
      'http-80',
    ])
    const ingresses = sharing({ ...two, ...clear }).designs.consolidated.manifests.filter(
      ({ kind }) => kind === 'Ingress',
    )
    expect(ingresses.map(({ metadata }) => metadata)).toMatchObject([
      {
        name: 'mall-public-443',
        annotations: {
          'alb.ingress.kubernetes.io/group.name': 'default-mall-public',
          'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]',
        },
      },
      {
        name: 'mall-public-80',
        annotations: {
          'alb.ingress.kubernetes.io/group.name': 'default-mall-public',
          'alb.ingress.kubernetes.io/listen-ports': '[{"HTTP":80}]',
        },
      },
    ])
  })

  it('load balancers of HTTP without TLS as well: they become ClusterIP behind the entrance', () => {
    const drawn = sharing({ ...shop('blog', l4), ...shop('docs', l4) })
    expect(drawn.designs.recommended.services.map(({ type }) => type)).toEqual(['LoadBalancer', 'LoadBalancer'])
    expect(drawn.designs.consolidated.services.map(({ type }) => type)).toEqual(['ClusterIP', 'ClusterIP'])
    expect(drawn.consolidation.risks.map(({ code }) => code)).toContain('CLIENT_ADDRESS_IN_HEADER')
    expect(drawn.consolidation.goes).toEqual([
      'Service/default/blog: turns from LoadBalancer to ClusterIP; its address is given up',
      'Service/default/docs: turns from LoadBalancer to ClusterIP; its address is given up',
    ])
  })

  it('a wildcard beside a host it covers, with the risk named', () => {
    const wide = shop('wide', { host: '*.example.com' })
    const { consolidation } = sharing({ ...shop('blog'), ...wide, ...shop('other', { host: 'other.example.org' }) })
    expect(consolidation.risks.find(({ code }) => code === 'WILDCARD_OVERLAP')?.affects).toEqual(['blog', 'wide'])
    expect(sharing({ ...two }).consolidation.risks.map(({ code }) => code)).not.toContain('WILDCARD_OVERLAP')
  })

  it('each owner by itself, under names that nobody else has', () => {
    const of = (owner: string) => ({ ...shop(`${owner}-a`, {}, { owner }), ...shop(`${owner}-b`, {}, { owner }) })
    const name = `a${'-long'.repeat(12)}`
    const target = {
      ...AWS,
      entrances: { other: { api: 'ingress' as const, class: 'alb', scheme: 'internal' as const, name: 'mall-public' } },
    }
    expect(
      sharing({ ...of('red'), ...of('blue') }, target).consolidation.groups.map((group) => group.entrance),
    ).toEqual(['mall-public-2', 'mall-public-3'])
    const long = sharing({ ...of('red'), ...of('blue') }, AZURE, { name }).designs.consolidated.entrances
    expect(new Set(long.map((entrance) => entrance.name)).size).toBe(long.length)
    for (const entrance of long) expect(entrance.name.length).toBeLessThanOrEqual(46)
  })
})
