// What each risk of sharing is earned by, and by what it is not: one shared entrance of two or three workloads, with one thing changed.
import { describe, expect, it } from 'vitest'
import { codesOf, mall, riskNamed, type Shared } from './sharings.ts'
import { AWS, type Exposure, GCP, shop, tls, type Workload } from './shops.ts'

const clear = { tls: { mode: 'none' as const } }
const cookie = { sticky: { by: 'cookie' as const } }
const DIGITALOCEAN = { provider: 'digitalocean' as const, region: 'nyc1' }
const METAL = { provider: 'bare-metal' as const, loadBalancers: 'metallb' as const, routing: 'gateway' as const }

const two = (exposure: Partial<Exposure> = {}, workload: Workload = {}) => ({
  ...shop('blog'),
  ...shop('docs', exposure, workload),
})
const elsewhere = { namespace: 'shop' }

/** At layer 4 on Gateways of their own, by port number. */
const layer4 = (): Shared =>
  mall(
    {
      queue: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] },
      names: { ports: { dns: 53 }, expose: [{ port: 'dns', to: 'internet' }] },
    },
    METAL,
  )

type Row = [code: string, why: string, earned: () => Shared, not: () => Shared, affects: string[]]

const ROWS: Row[] = [
  ['CLIENT_ADDRESS_IN_HEADER', 'it was a balancer at layer 4', () => mall(two(clear)), () => mall(two()), ['docs']],
  ['IDLE_TIMEOUT', 'it was a balancer at layer 4', () => mall(two(clear)), () => mall(two()), ['docs']],
  [
    'RULE_ORDER',
    'a path of one lies below a path of another, on one host',
    () => mall(two({ host: 'blog.example.com', path: '/docs' })),
    () => mall(two({ path: '/docs' })),
    ['blog', 'docs'],
  ],
  [
    'WILDCARD_OVERLAP',
    'a wildcard of one covers a host of another, on one listener',
    () => mall(two({ host: '*.example.com' })),
    () => mall(two({ host: '*.example.com', listen: 8443 })),
    ['blog', 'docs'],
  ],
  ['COOKIE_AFFINITY', 'it keeps callers by cookie', () => mall(two(cookie)), () => mall(two()), ['docs']],
  [
    'ROUTE_RIGHTS',
    'members are of several namespaces',
    () => mall(two({}, elsewhere)),
    () => mall(two()),
    ['blog', 'docs'],
  ],
  [
    'ALL_OR_NOTHING_SETTINGS',
    'one IngressGroup is several Ingresses',
    () => mall(two({}, elsewhere)),
    () => mall(two()),
    ['blog', 'docs'],
  ],
  [
    'CERTIFICATES',
    'a Gateway reads a Secret of another namespace',
    () => mall(two({}, elsewhere), DIGITALOCEAN),
    () => mall(two({}, elsewhere), { ...AWS, routing: 'gateway' }),
    ['docs'],
  ],
  ['PORTS_MUST_STAY_DISTINCT', 'only the number tells them apart', layer4, () => mall(two()), ['names', 'queue']],
]

describe('a risk', () => {
  it.each(ROWS)('%s: %s', (code, _, earned, not, affects) => {
    const risk = riskNamed(earned(), code)
    expect(risk.affects).toEqual(affects)
    expect(risk.text.length).toBeGreaterThan(40)
    expect(risk.check.length).toBeGreaterThan(20)
    expect(codesOf(not())).not.toContain(code)
  })

  it('of any shared entrance: one fate, one capacity, another address', () => {
    expect(codesOf(mall(two()))).toEqual(['SHARED_FATE', 'NOISY_NEIGHBOUR', 'ADDRESS_CHANGE'])
  })

  it('of layer 4: nothing that only a route by host and path has', () => {
    expect(codesOf(layer4())).toEqual(['SHARED_FATE', 'NOISY_NEIGHBOUR', 'ADDRESS_CHANGE', 'PORTS_MUST_STAY_DISTINCT'])
    expect(riskNamed(layer4(), 'PORTS_MUST_STAY_DISTINCT').text).toContain('1883/TCP (queue), 53/UDP (names)')
  })

  it('is nobody’s where nothing is shared', () => {
    expect(codesOf(mall(shop('blog')))).toEqual([])
  })
})

describe('NOISY_NEIGHBOUR', () => {
  const traffic = (requestsPerSecond: number, gbOutPerMonth: number) => ({
    traffic: { requestsPerSecond, gbOutPerMonth },
  })

  it('says in figures who brings the most', () => {
    const { text } = riskNamed(
      mall({ ...shop('blog', {}, traffic(30, 10)), ...shop('docs', {}, traffic(10, 90)) }),
      'NOISY_NEIGHBOUR',
    )
    expect(text).toContain('blog brings 75 % of 40 requests a second (30)')
    expect(text).toContain('docs brings 90 % of 100 GB a month (90)')
    expect(text).not.toContain('No traffic')
  })

  it('says of whom nothing is known', () => {
    expect(riskNamed(mall(two()), 'NOISY_NEIGHBOUR').text).toContain('No traffic is stated for blog, docs')
    const { text } = riskNamed(mall({ ...shop('blog', {}, traffic(30, 0)), ...shop('docs') }), 'NOISY_NEIGHBOUR')
    expect(text).toContain('Of what is stated, blog brings 100 % of 30 requests a second (30)')
    expect(text).toContain('No traffic is stated for docs:')
  })
})

describe('IDLE_TIMEOUT', () => {
  const textOn = (target: Parameters<typeof mall>[1], exposure: Partial<Exposure> = {}, workload: Workload = {}) =>
    riskNamed(mall({ ...shop('blog'), ...shop('docs', { ...clear, ...exposure }, workload) }, target), 'IDLE_TIMEOUT')
      .text

  it.each([
    ['AWS', AWS, 'an Application Load Balancer drops what is silent for 60 s'],
    ['Google', GCP, 'Google ends an answer that takes longer than 30 s'],
    [
      'a proxy in the cluster',
      DIGITALOCEAN,
      "how long class eg lets one be silent stands in its implementation's documentation",
    ],
  ])('tells what applies on %s', (_, target, told) => {
    expect(textOn(target)).toContain(told)
  })

  it('names who holds connections open, by protocol or by the time they last', () => {
    expect(textOn(AWS)).not.toContain('Long-lived')
    const chat = { ports: { ws: 80 }, expose: [{ port: 'ws', to: 'internet', host: 'docs.example.com', ...clear }] }
    expect(textOn(AWS, {}, chat)).toContain('Long-lived ones: docs/ws (websocket).')
    expect(textOn(AWS, {}, { traffic: { requestsPerSecond: 1, connectionSeconds: 600 } })).toContain(
      'Long-lived ones: docs/http (http).',
    )
  })

  it('tells what was asked for in the place of what the cloud does by itself', () => {
    const asked = mall({
      ...shop('blog', { idleTimeoutSeconds: 900 }),
      ...shop('docs', { ...clear, idleTimeoutSeconds: 900 }),
    })
    expect(riskNamed(asked, 'IDLE_TIMEOUT').text).toContain('900 s are asked for')
  })
})

describe('RULE_ORDER', () => {
  const onOneHost = (paths: Record<string, string[]>) =>
    mall(
      Object.assign(
        {},
        ...Object.entries(paths).map(([name, own]) => shop(name, { host: 'www.example.com', paths: own })),
      ),
    )

  it('says which wins', () => {
    const { text } = riskNamed(onOneHost({ blog: ['/'], docs: ['/docs'] }), 'RULE_ORDER')
    expect(text).toContain('the longest wins: www.example.com/docs (docs)')
    expect(text).toContain('docs answers /docs and what is below it, blog the rest of /')
  })

  it.each([
    ['only look alike', { blog: ['/doc'], docs: ['/docs'] }],
    ['lie beside each other', { blog: ['/a'], docs: ['/b'] }],
    ['are one workload’s own', { blog: ['/a', '/a/b'], docs: ['/c'] }],
  ])('is none where paths %s', (_, paths) => {
    expect(codesOf(onOneHost(paths))).not.toContain('RULE_ORDER')
  })

  it('looks to the nearest: what lies below a path of one’s own falls back to that', () => {
    const { affects } = riskNamed(
      onOneHost({ blog: ['/'], docs: ['/docs', '/docs/a'], wiki: ['/docs/a/b'] }),
      'RULE_ORDER',
    )
    expect(affects).toEqual(['blog', 'docs', 'wiki'])
    expect(codesOf(onOneHost({ docs: ['/docs', '/docs/a'], wiki: ['/wiki'] }))).not.toContain('RULE_ORDER')
  })
})

describe('WILDCARD_OVERLAP', () => {
  it.each([
    ['*.example.com', 'docs.example.com', true],
    ['*.example.com', 'a.docs.example.com', true],
    ['*.example.com', '*.docs.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.docs.example.com', 'docs.example.com', false],
    ['*.example.com', 'docs.example.org', false],
  ])('%s over %s: %s', (wide, narrow, overlaps) => {
    const codes = codesOf(mall({ ...shop('blog', { host: wide }), ...shop('docs', { host: narrow }) }))
    expect(codes.includes('WILDCARD_OVERLAP')).toBe(overlaps)
  })
})

describe('COOKIE_AFFINITY', () => {
  it.each([
    ['a Service on AWS', AWS, 'each Service keeps a cookie of its own'],
    ['a policy of the implementation in the cluster', DIGITALOCEAN, 'class eg keeps cookies by a policy of its own'],
  ])('tells what keeps the cookie: %s', (_, target, told) => {
    expect(riskNamed(mall(two(cookie), target), 'COOKIE_AFFINITY').text).toContain(told)
  })

  it('names the host on which two keep cookies', () => {
    const sticky = (name: string) => shop(name, { host: 'www.example.com', path: `/${name}`, ...cookie, tls })
    expect(riskNamed(mall({ ...sticky('blog'), ...sticky('docs') }), 'COOKIE_AFFINITY').text).toContain(
      'On www.example.com several workloads',
    )
    expect(riskNamed(mall(two(cookie)), 'COOKIE_AFFINITY').text).not.toContain('several workloads')
  })
})
