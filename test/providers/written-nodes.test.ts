// What DigitalOcean's and Linode's controllers are told about a Service, wish by wish, to the letter; and the size it is billed by.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { draftOf, serviceNamed } from '../domain/design/drafting.ts'
import { listedOf, valuesOf } from '../domain/manifests/objects.ts'

type Workload = TopologyInput['workloads'][string]
type Exposure = NonNullable<Workload['expose']>[number]
type Written = Record<string, unknown>

const clients: TopologyInput['clients'] = {
  partner: { network: 'partner', cidrs: ['2001:db8::/32', '203.0.113.0/24'] },
}
const pin = { type: 'LoadBalancer' as const, reason: 'A test.' }
const plan = (provider: 'digitalocean' | 'linode', web: Workload) =>
  draftOf({ name: 'small', target: { provider }, clients, workloads: { web } })

/** Annotations less their prefix, and the fields of the Service that the cloud decides. */
function written(provider: 'digitalocean' | 'linode', web: Workload): Written {
  const drawn = plan(provider, web)
  const { name } = serviceNamed(drawn, 'web')
  const object = listedOf(drawn.designs.recommended.manifests).find(
    (one) => one.kind === 'Service' && one.name === name,
  )
  const annotations = Object.entries(valuesOf(object?.metadata.annotations))
  const { externalTrafficPolicy, loadBalancerSourceRanges, sessionAffinity } = object?.spec ?? {}
  return JSON.parse(
    JSON.stringify({
      ...Object.fromEntries(annotations.map(([key, value]) => [key.replace(/^.*-loadbalancer-/, ''), value])),
      externalTrafficPolicy,
      loadBalancerSourceRanges,
      sessionAffinity,
    }),
  )
}

const raw = (more: Partial<Exposure> = {}, workload: Workload = {}): Workload => ({
  ports: { tcp: 9000 },
  expose: [{ port: 'tcp', to: 'internet', ...more }],
  ...workload,
})
const http = (more: Partial<Exposure> = {}): Workload => ({
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', ...more }],
  pin,
})
const game = { ports: { game: { port: 7777, transport: 'UDP' as const } } }
const udp = (more: Partial<Exposure> = {}): Workload => raw({ port: 'game', ...more }, game)
const NETWORK = { type: 'REGIONAL_NETWORK', network: 'EXTERNAL', 'size-unit': '1' }
const REGIONAL = { ...NETWORK, type: 'REGIONAL' }
const terminate = (certificate?: string) => ({
  mode: 'terminate' as const,
  ...(certificate === undefined ? {} : { certificate }),
})
const UUID = '892071a0-bb95-49bc-8021-3afd67a210bf'
const cookie = { by: 'cookie' as const, ttlSeconds: 600 }

describe('DigitalOcean', () => {
  it.each<[string, Workload, Written]>([
    ['TCP', raw(), NETWORK],
    ['UDP', udp(), NETWORK],
    ['inside', raw({ to: 'vpc' }), { ...NETWORK, network: 'INTERNAL' }],
    ['a mapped number', raw({ listen: 9001 }), REGIONAL],
    ['the address', raw({ preserveClientIP: true }), { ...NETWORK, externalTrafficPolicy: 'Local' }],
    [
      'the address at a mapped number, which a finding tells',
      raw({ preserveClientIP: true, listen: 9001 }),
      { ...NETWORK, externalTrafficPolicy: 'Local' },
    ],
    ['networks', raw({ to: 'partner' }), { ...NETWORK, loadBalancerSourceRanges: ['2001:db8::/32', '203.0.113.0/24'] }],
    ['an address of one’s own', raw({ staticIP: ['192.0.2.7'] }), { ...NETWORK, ip: '192.0.2.7' }],
    ['stickiness by address, which there is none of', raw({ sticky: { by: 'clientIP' } }), NETWORK],
    ['plain HTTP', http(), NETWORK],
    [
      'an idle timeout of HTTP',
      http({ idleTimeoutSeconds: 300 }),
      { ...REGIONAL, protocol: 'http', 'http-idle-timeout-seconds': '300' },
    ],
    ['an idle timeout of TCP, which there is none of', raw({ idleTimeoutSeconds: 300 }), NETWORK],
    [
      'cookies',
      http({ sticky: cookie }),
      {
        ...REGIONAL,
        protocol: 'http',
        'sticky-sessions-type': 'cookies',
        'sticky-sessions-cookie-name': 'DO-LB',
        'sticky-sessions-cookie-ttl': '600',
        externalTrafficPolicy: 'Local',
      },
    ],
    [
      'a certificate by name',
      http({ listen: 443, tls: terminate('web') }),
      { ...REGIONAL, protocol: 'http', 'tls-ports': '443', 'certificate-name': 'web' },
    ],
    [
      'a certificate by id, and the address',
      http({ tls: terminate(UUID), preserveClientIP: true }),
      { ...REGIONAL, protocol: 'http', 'tls-ports': '443', 'certificate-id': UUID, 'enable-proxy-protocol': 'true' },
    ],
    ['TLS without a certificate passes', http({ listen: 80, tls: terminate() }), NETWORK],
    ['TLS passed through', http({ listen: 80, tls: { mode: 'passthrough' } }), NETWORK],
  ])('%s', (_, workload, expected) => {
    expect(written('digitalocean', workload)).toEqual(expected)
  })

  // One node carries 10,000 requests a second, 10,000 connections and, where it ends TLS, 250 new TLS connections a second. The first two
  // loads are those of Rackspace Spot's comparison: 7 × 12 and 13 × 12 USD.
  it.each<[string, Workload, string, string]>([
    [
      '60,264 requests',
      { ...raw({ listen: 9001 }), traffic: { peakToAverage: 1, requestsPerSecond: 60_264, activeConnections: 0 } },
      '7',
      '84.00',
    ],
    [
      '127,756 requests',
      { ...raw({ listen: 9001 }), traffic: { peakToAverage: 1, requestsPerSecond: 127_756, activeConnections: 0 } },
      '13',
      '156.00',
    ],
    ['exactly two nodes', { ...raw(), traffic: { peakToAverage: 1, activeConnections: 20_000 } }, '2', '30.00'],
    ['a peak', { ...raw(), traffic: { activeConnections: 20_000, peakToAverage: 1.5 } }, '3', '45.00'],
    [
      'new TLS connections passed on',
      { ...http({ listen: 9001 }), traffic: { peakToAverage: 1, newConnectionsPerSecond: 251, connectionSeconds: 1 } },
      '1',
      '12.00',
    ],
    [
      'new TLS connections ended',
      {
        ...http({ tls: terminate('web') }),
        traffic: { peakToAverage: 1, newConnectionsPerSecond: 251, connectionSeconds: 1 },
      },
      '2',
      '24.00',
    ],
    [
      'more than there can be',
      { ...raw(), traffic: { peakToAverage: 1, requestsPerSecond: 3_000_000, activeConnections: 0 } },
      '200',
      '3000.00',
    ],
  ])('is as large as %s need, and billed so', (_, workload, nodes, monthly) => {
    expect(written('digitalocean', workload)).toMatchObject({ 'size-unit': nodes })
    expect(plan('digitalocean', workload).designs.recommended.estimate.monthly).toEqual({
      low: monthly,
      expected: monthly,
      high: monthly,
    })
  })
})

const TCP = { 'default-protocol': 'tcp' }
const two = (first: Partial<Exposure>, second: Partial<Exposure>): Workload => ({
  ports: { tcp: 9000, game: { port: 7777, transport: 'UDP' } },
  expose: [
    { port: 'tcp', to: 'internet', ...first },
    { port: 'game', to: 'internet', ...second },
  ],
})
const PRIVATE = '{"allowList":{"ipv4":["10.0.0.0/8","172.16.0.0/12","192.168.0.0/16"],"ipv6":["fd00::/8"]}}'

describe('Linode', () => {
  it.each<[string, Workload, Written]>([
    ['TCP', raw(), TCP],
    ['UDP', udp(), { 'default-protocol': 'udp', 'nodebalancer-type': 'premium' }],
    ['both', two({}, {}), { ...TCP, 'port-7777': '{"protocol":"udp"}', 'nodebalancer-type': 'premium' }],
    ['plain HTTP', http(), TCP],
    ['gRPC', { ports: { grpc: 50_051 }, expose: [{ port: 'grpc', to: 'internet', tls: terminate() }], pin }, TCP],
    ['inside, with the internet shut out', raw({ to: 'vpc' }), { ...TCP, 'firewall-acl': PRIVATE }],
    [
      'networks',
      raw({ to: 'partner' }),
      { ...TCP, 'firewall-acl': '{"allowList":{"ipv4":["203.0.113.0/24"],"ipv6":["2001:db8::/32"]}}' },
    ],
    ['the address', raw({ preserveClientIP: true }), { ...TCP, 'default-proxy-protocol': 'v2' }],
    [
      'the address of datagrams, which is lost',
      udp({ preserveClientIP: true }),
      { 'default-protocol': 'udp', 'nodebalancer-type': 'premium' },
    ],
    [
      'the address of both',
      two({ preserveClientIP: true }, { preserveClientIP: true }),
      {
        ...TCP,
        'port-7777': '{"protocol":"udp"}',
        'port-9000': '{"protocol":"tcp","proxy-protocol":"v2"}',
        'nodebalancer-type': 'premium',
      },
    ],
    ['a reserved address', raw({ staticIP: ['192.0.2.7'] }), { ...TCP, 'reserved-ipv4': '192.0.2.7' }],
    [
      'stickiness by address',
      raw({ sticky: { by: 'clientIP' } }),
      { ...TCP, 'default-algorithm': 'source', externalTrafficPolicy: 'Local' },
    ],
    [
      'stickiness of datagrams',
      udp({ sticky: { by: 'clientIP' } }),
      { 'default-protocol': 'udp', 'default-stickiness': 'source_ip', 'nodebalancer-type': 'premium' },
    ],
    [
      'cookies',
      http({ sticky: cookie }),
      { 'default-protocol': 'http', 'default-stickiness': 'http_cookie', externalTrafficPolicy: 'Local' },
    ],
    [
      'TLS with a Secret that is named',
      http({ listen: 443, tls: { mode: 'terminate', secret: 'web-tls' } }),
      { 'default-protocol': 'https', 'port-443': '{"protocol":"https","tls-secret-name":"web-tls"}' },
    ],
    [
      'TLS with the Secret its host suggests, and cookies',
      http({ listen: 443, host: 'a.example.com', tls: terminate(), sticky: cookie }),
      {
        'default-protocol': 'https',
        'port-443': '{"protocol":"https","tls-secret-name":"a-example-com-tls","stickiness":"http_cookie"}',
        externalTrafficPolicy: 'Local',
      },
    ],
  ])('%s', (_, workload, expected) => {
    expect(written('linode', workload)).toEqual(expected)
  })

  it('bills the month where hours would cost more, and leaves out what a premium one costs', () => {
    expect(plan('linode', raw()).designs.recommended.estimate).toMatchObject({
      monthly: { low: '10.00', expected: '10.00', high: '10.00' },
      atLeast: false,
    })
    const { estimate } = plan('linode', udp()).designs.recommended
    expect(estimate).toMatchObject({ monthly: { expected: '0.00' }, atLeast: true })
    expect(estimate.lines.map(({ item, amount }) => [item, amount])).toEqual([['Premium NodeBalancer', null]])
  })

  it('tells what the basic kind costs where UDP needs the premium one', () => {
    const said = plan('linode', udp()).findings.find(({ code }) => code === 'UDP_NEEDS_PREMIUM')
    expect(said?.message).toContain('A basic one costs 10 USD a month')
  })
})

describe('a Gateway', () => {
  const web = (more: Partial<Exposure> = {}): Workload => ({
    ports: { http: 80 },
    expose: [{ port: 'http', to: 'internet', host: 'a.example.com', tls: { mode: 'terminate' }, ...more }],
  })
  const passedOn = (provider: 'digitalocean' | 'linode', workload: Workload, many: string[] = []) => {
    const drawn = draftOf({
      name: 'small',
      target: { provider },
      clients: { ...clients, many: { network: 'partner', cidrs: many } },
      workloads: { web: workload },
    })
    const gateway = listedOf(drawn.designs.recommended.manifests).find((one) => one.kind === 'Gateway')
    const annotations = Object.entries(valuesOf(valuesOf(gateway?.spec.infrastructure).annotations))
    const codes = drawn.findings.map(({ code }) => code)
    return {
      ...Object.fromEntries(annotations.map(([key, value]) => [key.replace(/^.*-loadbalancer-/, ''), value])),
      codes,
    }
  }
  const networks = (count: number) => Array.from({ length: count }, (_, index) => `2001:db8:1234:${1000 + index}::/64`)

  it('of DigitalOcean stands behind a regional balancer, with allow rules', () => {
    expect(passedOn('digitalocean', web({ to: 'partner' }))).toMatchObject({
      ...REGIONAL,
      'allow-rules': 'cidr:2001:db8::/32,cidr:203.0.113.0/24',
    })
  })

  it('of Linode stands behind a NodeBalancer that passes TCP, with a firewall', () => {
    expect(passedOn('linode', web({ to: 'vpc', staticIP: ['192.0.2.7'] }))).toMatchObject({
      ...TCP,
      'firewall-acl': PRIVATE,
    })
  })

  it.each(['digitalocean', 'linode'] as const)(
    'of %s says so when the networks are too many to be written',
    (provider) => {
      expect(passedOn(provider, web({ to: 'many' }), networks(100)).codes).not.toContain('SOURCE_RANGES_NOT_ENFORCED')
      expect(passedOn(provider, web({ to: 'many' }), networks(200)).codes).toContain('SOURCE_RANGES_NOT_ENFORCED')
    },
  )
})
