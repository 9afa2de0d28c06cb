// What Vultr and Scaleway are told, size by size and field by field, and what they get wrong: the smallest topology that earns each
// finding, and one beside it that does not.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { draftOf, providerOf, serviceNamed } from '../domain/design/drafting.ts'
import { listedOf, valuesOf } from '../domain/manifests/objects.ts'

type Workload = TopologyInput['workloads'][string]
type Exposure = NonNullable<Workload['expose']>[number]
type Target = TopologyInput['target']

const VULTR: Target = { provider: 'vultr' }
const SCALEWAY: Target = { provider: 'scaleway', region: 'fr-par' }
const tls = { mode: 'terminate' as const }
const clients: TopologyInput['clients'] = {
  partner: { network: 'partner', cidrs: ['203.0.113.0/24', '2001:db8::/32'] },
  site: { network: 'vpc', cidrs: ['10.1.0.0/16'] },
}

const raw = (exposure: Partial<Exposure> = {}, workload: Workload = {}): Workload => ({
  ports: { tcp: 9000 },
  expose: [{ port: 'tcp', to: 'internet', ...exposure }],
  ...workload,
})
const web = (exposure: Partial<Exposure> = {}, workload: Workload = {}): Workload => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', host: 'web.example.com', tls, ...exposure }],
  ...workload,
})
const speaking = (name: string, exposure: Partial<Exposure>): Workload => ({
  ports: { [name]: 443 },
  expose: [{ port: name, to: 'internet', host: 'web.example.com', preserveClientIP: true, ...exposure }],
})
const udp = (exposure: Partial<Exposure> = {}): Workload => ({
  ports: { game: { port: 7777, transport: 'UDP' } },
  expose: [{ port: 'game', to: 'internet', ...exposure }],
})
const many = (count: number): Workload => ({
  ports: Object.fromEntries(Array.from({ length: count }, (_, index) => [`tcp-${index}`, 9000 + index])),
  expose: Array.from({ length: count }, (_, index) => ({ port: `tcp-${index}`, to: 'internet' })),
})

const draw = (target: Target, workload: Workload) =>
  draftOf({ name: 'one', target, clients, workloads: { web: workload } })

type Side = [target: Target, workload: Workload]
const ROWS: [code: string, earned: Side, near: Side][] = [
  ['INTERNAL_ADDRESS_NOT_POSSIBLE', [VULTR, raw({ to: 'vpc' })], [VULTR, raw()]],
  ['INTERNAL_ADDRESS_NOT_POSSIBLE', [VULTR, web({ to: 'vpc' })], [SCALEWAY, web({ to: 'vpc' })]],
  ['STATIC_ADDRESS_NOT_POSSIBLE', [VULTR, raw({ staticIP: true })], [SCALEWAY, raw({ staticIP: true })]],
  [
    'STATIC_ADDRESS_NOT_POSSIBLE',
    [SCALEWAY, raw({ to: 'vpc', staticIP: ['a'] })],
    [SCALEWAY, raw({ staticIP: ['a'] })],
  ],
  ['STATIC_ADDRESS_UNNAMED', [SCALEWAY, web({ staticIP: true })], [SCALEWAY, web({ staticIP: ['a'] })]],
  ['STATIC_ADDRESS_COUNT', [SCALEWAY, raw({ staticIP: ['a', 'b', 'c'] })], [SCALEWAY, raw({ staticIP: ['a', 'b'] })]],
  ['TLS_NOT_ENDED', [VULTR, speaking('mqtt', { tls })], [VULTR, speaking('http', { tls })]],
  ['TLS_NOT_ENDED', [VULTR, speaking('grpc', { tls })], [VULTR, speaking('https', { tls })]],
  ['TLS_NOT_ENDED', [SCALEWAY, speaking('https', { tls })], [SCALEWAY, speaking('mqtt', { tls })]],
  [
    'CERTIFICATE_MISSING',
    [SCALEWAY, speaking('mqtt', { tls })],
    [SCALEWAY, speaking('mqtt', { tls: { ...tls, certificate: 'a' } })],
  ],
  [
    'SESSION_AFFINITY_HAS_NO_EFFECT',
    [VULTR, raw({ sticky: { by: 'clientIP' } })],
    [SCALEWAY, raw({ sticky: { by: 'clientIP' } })],
  ],
  ['STICKY_TO_NODE', [SCALEWAY, raw({ sticky: { by: 'clientIP' } })], [SCALEWAY, raw()]],
  ['PROXY_PROTOCOL_EXPECTED', [VULTR, raw({ preserveClientIP: true })], [VULTR, raw()]],
  ['PROXY_PROTOCOL_EXPECTED', [SCALEWAY, raw({ preserveClientIP: true })], [SCALEWAY, raw()]],
  ['CLIENT_IP_NOT_KEPT', [VULTR, udp({ preserveClientIP: true })], [VULTR, raw({ preserveClientIP: true })]],
  ['UDP_NEEDS_CONTROLLER', [VULTR, udp()], [VULTR, raw()]],
  ['UDP_HEALTH_CHECK_OVER_TCP', [VULTR, udp()], [VULTR, raw()]],
  ['TRANSPORT_NOT_SUPPORTED', [SCALEWAY, udp()], [VULTR, udp()]],
  ['LIMIT_EXCEEDED', [VULTR, many(16)], [VULTR, many(15)]],
  ['LISTEN_PORT_RESERVED', [VULTR, raw({ listen: 65_305 })], [VULTR, raw({ listen: 65_311 })]],
  ['LISTEN_PORT_RESERVED', [VULTR, web({ listen: 65_300 })], [VULTR, web({ listen: 65_299 })]],
  ['PRIVATE_NETWORK_NEEDED', [SCALEWAY, raw({ to: 'vpc' })], [SCALEWAY, raw()]],
  [
    'LOAD_BALANCER_TOO_SMALL',
    [SCALEWAY, raw({}, { traffic: { peakToAverage: 1, activeConnections: 3_000_001 } })],
    [SCALEWAY, raw({}, { traffic: { peakToAverage: 1, activeConnections: 3_000_000 } })],
  ],
  ['SOURCE_RANGES_NOT_ENFORCED', [SCALEWAY, web({ to: 'partner' })], [SCALEWAY, raw({ to: 'partner' })]],
  ['SOURCE_RANGES_NOT_ENFORCED', [SCALEWAY, web({ to: 'partner' })], [VULTR, web({ to: 'partner' })]],
  ['CALLER_ADDRESS_REPLACED', [VULTR, web()], [VULTR, raw()]],
  ['GATEWAY_ANNOTATIONS_NOT_READ', [{ ...SCALEWAY, controller: 'traefik' }, web()], [SCALEWAY, web()]],
  ['LONG_CONNECTIONS_CUT', [VULTR, web({ port: 'ws' }, { ports: { ws: 80 } })], [VULTR, web()]],
  ['IDLE_TIMEOUT_NOT_WRITTEN', [VULTR, web({ idleTimeoutSeconds: 900 })], [VULTR, raw({ idleTimeoutSeconds: 900 })]],
  ['STICKINESS_NOT_WRITTEN', [SCALEWAY, web({ sticky: { by: 'cookie' } })], [SCALEWAY, web()]],
  ['ENTRANCE_NEEDS', [VULTR, web()], [VULTR, raw()]],
]

describe('findings', () => {
  const found = ([target, workload]: Side) => draw(target, workload).findings

  it.each(ROWS)('%s is earned, and only then', (code, earned, near) => {
    expect(found(earned).map((one) => one.code)).toContain(code)
    expect(found(near).map((one) => one.code)).not.toContain(code)
  })

  it('say what is wrong as a sentence; an error says how it is mended', () => {
    for (const [, earned] of ROWS) {
      for (const { code, message, severity, fix } of found(earned)) {
        expect(message, code).toMatch(/\.$/)
        if (severity === 'error') expect(fix, code).toBeDefined()
      }
    }
  })
})

/** What the Service (or the Service of the Gateway) is told, keys without their prefix. */
function told(target: Target, workload: Workload): Record<string, string> {
  const { manifests } = draw(target, workload).designs.recommended
  const written = listedOf(manifests).flatMap(({ metadata, spec }) => [
    ...Object.entries(valuesOf(metadata.annotations)),
    ...Object.entries(valuesOf(valuesOf(spec.infrastructure).annotations)),
  ])
  return Object.fromEntries(written.map(([key, value]) => [key.replace(/^.*-loadbalancer-/, ''), String(value)]))
}

describe('annotations', () => {
  const own = { type: 'LB-S', private: 'false' }

  it.each<[string, Target, Workload, Record<string, string>]>([
    ['Vultr, nothing asked', VULTR, raw(), {}],
    [
      'Vultr, inside, without an address inside: closed to the internet',
      VULTR,
      raw({ to: 'vpc' }),
      { vpc: 'true', 'firewall-rules': '10.0.0.0/8,9000;172.16.0.0/12,9000;192.168.0.0/16,9000' },
    ],
    ['Vultr, inside, for some', VULTR, raw({ to: 'site' }), { vpc: 'true', 'firewall-rules': '10.1.0.0/16,9000' }],
    [
      'Vultr, allowed networks of a Gateway',
      VULTR,
      web({ to: 'partner' }),
      { 'firewall-rules': '2001:db8::/32,443;203.0.113.0/24,443' },
    ],
    ['Vultr, UDP both ways', VULTR, udp(), { protocol: 'udp', 'backend-protocol': 'udp' }],
    [
      'Vultr, TLS ended with the Secret of the host',
      VULTR,
      speaking('http', { tls }),
      { 'https-ports': '443', 'backend-protocol': 'http', ssl: 'web-example-com-tls', 'proxy-protocol': 'true' },
    ],
    [
      'Vultr, TLS ended and begun again',
      VULTR,
      speaking('https', { tls: { ...tls, secret: 'a' } }),
      { 'https-ports': '443', 'backend-protocol': 'https', ssl: 'a', 'proxy-protocol': 'true' },
    ],
    ['Vultr, a timeout in seconds', VULTR, raw({ idleTimeoutSeconds: 900 }), { timeout: '900' }],
    ['Scaleway, nothing asked: side and size are said', SCALEWAY, raw(), own],
    ['Scaleway, inside', SCALEWAY, web({ to: 'vpc' }), { ...own, private: 'true' }],
    ['Scaleway, in a zone', { ...SCALEWAY, region: 'fr-par-1' }, raw(), { ...own, zone: 'fr-par-1' }],
    ['Scaleway, addresses', SCALEWAY, raw({ staticIP: ['a', 'b', 'c'] }), { ...own, 'ip-ids': 'a,b' }],
    ['Scaleway, none inside', SCALEWAY, raw({ to: 'vpc', staticIP: ['a'] }), { ...own, private: 'true' }],
    [
      'Scaleway, timeouts with their unit',
      SCALEWAY,
      raw({ idleTimeoutSeconds: 900 }),
      { ...own, 'timeout-client': '900s', 'timeout-server': '900s', 'timeout-tunnel': '900s' },
    ],
    [
      'Scaleway, sticky by its table, nodes told apart by their pods',
      SCALEWAY,
      raw({ sticky: { by: 'clientIP' } }),
      { ...own, 'sticky-sessions': 'table', 'health-check-from-service': 'true' },
    ],
    [
      'Scaleway, TLS ended for HTTP, for pods too',
      SCALEWAY,
      speaking('http', { tls: { ...tls, certificate: 'a' }, preserveClientIP: true }),
      { ...own, 'certificate-ids': '443:a', 'protocol-http': '443', 'ip-mode': 'Proxy', 'proxy-protocol-v2': '443' },
    ],
  ])('%s', (_, target, workload, expected) => {
    expect(told(target, workload)).toEqual(expected)
  })
})

describe('the size of a Scaleway balancer', () => {
  const sized = (traffic: NonNullable<Workload['traffic']>) =>
    draw(SCALEWAY, raw({}, { traffic: { peakToAverage: 1, ...traffic } })).designs.recommended.loadBalancers[0]?.product

  // 200 Mbps for 730 h are 65,700 GB; the two ways count together, and the peak decides.
  it.each([
    [{ gbInPerMonth: 30_000, gbOutPerMonth: 35_700 }, 'LB-S'],
    [{ gbInPerMonth: 30_000, gbOutPerMonth: 35_701 }, 'LB-GP-M'],
    [{ gbOutPerMonth: 32_851, peakToAverage: 2 }, 'LB-GP-M'],
    [{ gbOutPerMonth: 10_000, hoursPerMonth: 73 }, 'LB-GP-M'],
    [{ activeConnections: 20_000 }, 'LB-S'],
    [{ activeConnections: 50_001 }, 'LB-GP-L'],
    [{ activeConnections: 20_000, peakToAverage: 9 }, 'LB-GP-XL'],
  ])('for %o is %s', (traffic, size) => {
    expect(sized(traffic)).toBe(size)
  })

  it('is the one that is annotated, and adds up for those who share: three are worth a larger one, two only with what their pods cost', () => {
    const load = { traffic: { peakToAverage: 1, gbOutPerMonth: 40_000 } }
    const shops = (names: string[], podPrice?: string) =>
      draftOf({
        name: 'shops',
        owner: 'us',
        target: { ...SCALEWAY, ...(podPrice === undefined ? {} : { podPrice }) },
        workloads: Object.fromEntries(names.map((name) => [name, web({ host: `${name}.example.com` }, load)])),
      })
    const [two, three] = [shops(['a', 'b'], '0'), shops(['a', 'b', 'c'], '0')]
    const bill = ({ designs }: typeof two, design: 'recommended' | 'consolidated') =>
      `${designs[design].loadBalancers.map(({ product }) => product).join(' ')}: ${designs[design].estimate.monthly.expected}`
    expect(bill(two, 'recommended')).toBe('LB-S LB-S: 40.88')
    expect(two.chosen).toBe('recommended')
    expect(bill(three, 'recommended')).toBe('LB-S LB-S LB-S: 61.32')
    expect(bill(three, 'consolidated')).toBe('LB-GP-M: 43.07')
    expect(three.chosen).toBe('consolidated')
    expect(JSON.stringify(three.designs.consolidated.manifests)).toContain('scw-loadbalancer-type":"LB-GP-M"')
    // Two pods of each Gateway: 730 h × 2 × 0.0034425 = 5.03.
    const withPods = shops(['a', 'b'])
    expect(bill(withPods, 'recommended')).toBe('LB-S LB-S: 50.93')
    expect(bill(withPods, 'consolidated')).toBe('LB-GP-M: 48.10')
    expect(withPods.chosen).toBe('consolidated')
  })
})

describe('fields', () => {
  const fieldsOf = (target: Target, workload: Workload) => {
    const drawn = draw(target, workload)
    return providerOf(target.provider).annotate.service(serviceNamed(drawn, 'web'), drawn.topology).fields
  }

  it('hold source ranges on Scaleway; Vultr says why they are left out', () => {
    const ranged = raw({ to: 'partner' })
    expect(fieldsOf(SCALEWAY, ranged).loadBalancerSourceRanges?.value).toEqual(['2001:db8::/32', '203.0.113.0/24'])
    expect(fieldsOf(VULTR, ranged).loadBalancerSourceRanges).toEqual({
      because: expect.stringContaining('firewall rules'),
      source: expect.any(String),
    })
  })

  it('never have an affinity that would keep everybody to one pod, nor a class', () => {
    for (const target of [VULTR, SCALEWAY]) {
      const fields = fieldsOf(target, raw({ sticky: { by: 'clientIP' }, preserveClientIP: true }))
      expect(fields.sessionAffinity).toEqual({ because: expect.any(String), source: expect.any(String) })
      expect(fields.loadBalancerClass).toBeUndefined()
    }
  })

  it('have Local where Scaleway keeps callers to nodes, and not for an address it cannot keep', () => {
    expect(fieldsOf(SCALEWAY, raw({ sticky: { by: 'clientIP' } })).externalTrafficPolicy?.value).toBe('Local')
    for (const target of [VULTR, SCALEWAY]) {
      const policy = fieldsOf(target, raw({ preserveClientIP: true })).externalTrafficPolicy
      expect(policy).toEqual({ because: expect.stringContaining('PROXY protocol'), source: expect.any(String) })
    }
  })
})

it('leads to the proxies of a Gateway by node ports, whose number nobody chose', () => {
  const [, arrives] = serviceNamed(draw(VULTR, web()), 'web').path
  expect(arrives).toMatchObject({ to: 'node', note: 'on the node port of this port' })
  expect(arrives?.port).toBeUndefined()
})

it('says in the path whose address a pod sees', () => {
  const notes = (workload: Workload) =>
    serviceNamed(draw(SCALEWAY, workload), 'web')
      .path.map(({ note }) => note ?? '')
      .join(' ')
  expect(notes(raw())).toContain('the node’s address replaces the caller’s')
  expect(notes(raw({ sticky: { by: 'clientIP' } }))).toContain('the balancer’s address replaces the caller’s')
})
