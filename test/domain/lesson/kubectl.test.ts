// The kubectl commands of a lesson: each makes exactly the object of the manifest, or there is none and a sentence says why.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { exampleNamed, storyNamed } from '../../examples/stories.ts'
import { draftOf } from '../design/drafting.ts'
import { unordered } from './kubectl-imitated.ts'
import { installedKubectl, type RealKubectl, realKubectl } from './real-kubectl.ts'
import { type Said, saidOf } from './said.ts'

const shop = (workloads: TopologyInput['workloads'], target?: object, rest?: object) =>
  saidOf(draftOf({ name: 'shop', target: target ?? { provider: 'aws', region: 'us-east-1' }, workloads, ...rest }))

const about = (said: readonly Said[], object: string) => said.find((one) => one.object === object)

describe('a command', () => {
  it('exposes a Deployment, with what flags there are', () => {
    const said = shop({ api: { ports: { http: { port: 80, targetPort: 8080 } } } })
    expect(about(said, 'Service default/api')).toMatchObject({
      command:
        'kubectl -n default expose deployment api --name=api --type=ClusterIP --port=80 --target-port=8080 ' +
        '--selector=app.kubernetes.io/name=api ' +
        '--labels=app.kubernetes.io/managed-by=moorage,app.kubernetes.io/name=api,app.kubernetes.io/part-of=shop ' +
        `--override-type=strategic '--overrides={"apiVersion":"v1","spec":{"ports":[{"port":80,"name":"http","appProtocol":"http"}]}}'`,
      because: expect.stringContaining('starts from the Deployment api'),
    })
  })

  it('exposes another Service where its workload cannot be', () => {
    const said = shop({ db: { kind: 'StatefulSet', ports: { postgres: 5432 }, discovery: 'per-pod' } })
    expect(about(said, 'Service default/db-any')?.command).toContain('expose service db --name=db-any --type=ClusterIP')
  })

  it('creates an Ingress, and labels it on the way', () => {
    const said = shop(
      {
        web: {
          ports: { http: 8080 },
          expose: [{ port: 'http', to: 'internet', hosts: ['b.example.com', '*.a.example.com'], paths: ['/api', '/'] }],
        },
      },
      { provider: 'bare-metal', entrances: { front: { api: 'ingress', class: 'nginx', scheme: 'public' } } },
    )
    expect(about(said, 'Ingress default/shop-front')?.command).toMatch(
      /^kubectl -n default create ingress shop-front --class=nginx '--rule=\*\.a\.example\.com\/\*=web:8080' .* --dry-run=client -o yaml \| kubectl label --local -f - \S+ .* -o yaml \| kubectl apply -f -$/,
    )
  })
})

describe('no command', () => {
  type Case = [string, string, TopologyInput['workloads'], object | undefined, object, RegExp]
  const http = { ports: { http: 8080 } }
  const CASES: Case[] = [
    [
      'for a headless Service of a StatefulSet',
      'Service default/db',
      { db: { kind: 'StatefulSet', ports: { postgres: 5432 }, discovery: 'per-pod' } },
      undefined,
      {},
      /not from a StatefulSet/,
    ],
    [
      'for an alias',
      'Service default/cards',
      { web: { ...http, calls: ['external:cards'] } },
      undefined,
      { externals: { cards: { host: 'cards.example.com', port: 443, tls: true } } },
      /app=cards/,
    ],
    [
      'for addresses outside',
      'Service default/cards',
      { web: { ...http, calls: ['external:cards'] } },
      undefined,
      { externals: { cards: { addresses: ['192.0.2.7'], port: 443 } } },
      /this one has none/,
    ],
    [
      'for what a cloud is told by a class and annotations',
      'Service default/web',
      { web: { ports: { tcp: 9000 }, expose: [{ port: 'tcp', to: 'internet' }] } },
      undefined,
      {},
      /no flag for .*loadBalancerClass.*annotations/,
    ],
    [
      'for stickiness with a time',
      'Service default/web',
      {
        web: { ports: { tcp: 9000 }, expose: [{ port: 'tcp', to: 'vpc', sticky: { by: 'clientIP', ttlSeconds: 60 } }] },
      },
      { provider: 'bare-metal', loadBalancers: 'metallb' },
      {},
      /no flag for .*sessionAffinityConfig/,
    ],
    [
      'for several transports',
      'Service default/dns',
      { dns: { ports: { dns: 53, 'dns-tcp': { port: 53, transport: 'TCP' } } } },
      undefined,
      {},
      /one --protocol/,
    ],
    [
      'for a route of the Gateway API',
      'HTTPRoute default/web-http',
      {
        web: { ...http, expose: [{ port: 'http', to: 'internet', host: 'a.example.com', tls: { mode: 'terminate' } }] },
      },
      { provider: 'gcp', region: 'us-central1', routing: 'gateway' },
      {},
      /Gateway API/,
    ],
    [
      'for a path that ends a rule early',
      'Ingress default/shop-front',
      { web: { ...http, expose: [{ port: 'http', to: 'internet', host: 'a.example.com', path: '/a=b' }] } },
      { provider: 'bare-metal', entrances: { front: { api: 'ingress', class: 'nginx', scheme: 'public' } } },
      {},
      /"=" or ","/,
    ],
  ]

  it.each(CASES)('%s', (_, object, workloads, target, rest, because) => {
    expect(about(shop(workloads, target, rest), object)).toMatchObject({
      command: null,
      because: expect.stringMatching(because),
    })
  })
})

const kubectl = installedKubectl()

describe.skipIf(kubectl === undefined)('the installed kubectl', () => {
  let real: RealKubectl
  beforeAll(async () => {
    real = await realKubectl(kubectl ?? '')
  })
  afterAll(() => real.close())

  const STORIES = ['two-owners', 'games-udp', 'six-shops-gcp', 'forum-hetzner', 'article-bare-metal']
  it.each([
    ['article', exampleNamed('article')],
    ['online-shop', exampleNamed('online-shop')],
    ...STORIES.map((name): [string, TopologyInput] => [name, storyNamed(name)]),
  ])('makes the objects of %s', async (_, document) => {
    const said = saidOf(draftOf(document)).filter(({ command }) => command !== null)
    expect(said.length).toBeGreaterThan(0)
    for (const { command, manifest } of said)
      expect(unordered(await real.made(command ?? '')), command ?? '').toEqual(unordered(manifest))
  })
})
