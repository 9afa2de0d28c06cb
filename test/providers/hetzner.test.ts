// What is written for Hetzner's controller, what it reads, refuses and ignores, and what is counted there.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { annotations } from '../../src/providers/hetzner/annotations.ts'
import { draftOf } from '../domain/design/drafting.ts'
import { listedOf, valuesOf } from '../domain/manifests/objects.ts'
import { checkRows, type Fields, RANGES, service } from './annotated.ts'

const HCLOUD = 'load-balancer.hetzner.cloud/'
const hcloud = (own: Fields, spec: Fields = {}) =>
  service(
    Object.fromEntries(Object.entries({ location: 'fsn1', ...own }).map(([key, value]) => [`${HCLOUD}${key}`, value])),
    spec,
  )
const ports = (count: number, protocol = 'TCP') => ({
  ports: Array.from({ length: count }, (_, index) => ({ name: `p${index}`, port: 9000 + index, protocol })),
})

checkRows('Hetzner', annotations, [
  ['a location', hcloud({}), []],
  ['a network zone', hcloud({ location: undefined, 'network-zone': 'eu-central' }), []],
  ['a network zone in place of the cluster’s location', hcloud({ location: '', 'network-zone': 'eu-central' }), []],
  ['both', hcloud({ 'network-zone': 'eu-central' }), ['ANNOTATION_IGNORED network-zone']],
  ['neither', hcloud({ location: undefined, type: 'lb11' }), ['HETZNER_PLACE_NOT_SAID annotations']],
  ['five ports on lb11', hcloud({ type: 'lb11' }, ports(5)), []],
  ['six ports on lb11', hcloud({ type: 'lb11' }, ports(6)), ['HETZNER_TOO_MANY_PORTS ports']],
  ['six ports on no type', hcloud({}, ports(6)), ['HETZNER_TOO_MANY_PORTS ports']],
  ['six ports on lb21', hcloud({ type: 'lb21' }, ports(6)), []],
  ['a UDP port', hcloud({}, ports(1, 'UDP')), ['HETZNER_PROTOCOL_SKIPPED protocol']],
  ['source ranges', hcloud({}, RANGES), ['HETZNER_SOURCE_RANGES_IGNORED loadBalancerSourceRanges']],
  ['affinity', hcloud({}, { sessionAffinity: 'ClientIP' }), ['HETZNER_AFFINITY_BY_BALANCER sessionAffinity']],
  ['a protocol of its own', hcloud({ protocol: 'udp' }), ['ANNOTATION_VALUE protocol']],
  ['a cookie on TCP', hcloud({ 'http-sticky-sessions': 'true' }), ['ANNOTATION_IGNORED http-sticky-sessions']],
  [
    'a cookie on HTTP',
    hcloud({ protocol: 'http', 'http-sticky-sessions': 'true', 'http-cookie-lifetime': '300s' }),
    [],
  ],
  ['29 s', hcloud({ protocol: 'http', 'http-timeout-idle': '29s' }), ['ANNOTATION_VALUE http-timeout-idle']],
  [
    'seconds without a unit',
    hcloud({ protocol: 'http', 'http-timeout-idle': '60' }),
    ['ANNOTATION_VALUE http-timeout-idle'],
  ],
  [
    'a certificate on HTTP',
    hcloud({ protocol: 'http', 'http-certificates': 'a' }),
    ['ANNOTATION_IGNORED http-certificates'],
  ],
  ['a certificate on HTTPS', hcloud({ protocol: 'https', 'http-certificates': 'a,b' }), []],
  [
    'managed domains and uploaded certificates',
    hcloud({
      protocol: 'https',
      'certificate-type': 'managed',
      'http-certificates': 'a',
      'http-managed-certificate-domains': 'a.com',
    }),
    ['ANNOTATION_IGNORED http-certificates'],
  ],
  ['a path of a TCP check', hcloud({ 'health-check-http-path': '/' }), ['ANNOTATION_IGNORED health-check-http-path']],
  ['a path of an HTTP check', hcloud({ 'health-check-protocol': 'http', 'health-check-http-path': '/' }), []],
  ['an address by name', hcloud({ 'private-ipv4': 'a' }), ['ANNOTATION_VALUE private-ipv4']],
  ['what the controller writes', hcloud({ ipv4: '192.0.2.1' }), ['ANNOTATION_IGNORED ipv4']],
  ['misspelt', hcloud({ 'use-proxyprotocol': 'true' }), ['ANNOTATION_UNKNOWN use-proxyprotocol']],
  ['another cloud’s UDP', service({}, ports(1, 'UDP')), []],
])

type Workload = TopologyInput['workloads'][string]
const planned = (workload: Workload, target: Partial<TopologyInput['target']> = {}) =>
  draftOf({ name: 'one', target: { provider: 'hetzner', region: 'fsn1', ...target }, workloads: { web: workload } })

/** Of the one object that carries them, Service or Gateway, without the prefix. */
function writtenFor(workload: Workload, target: Partial<TopologyInput['target']> = {}): Record<string, unknown> {
  const [found] = listedOf(planned(workload, target).designs.recommended.manifests)
    .map(({ metadata, spec }) => ({
      ...valuesOf(metadata.annotations),
      ...valuesOf(valuesOf(spec.infrastructure).annotations),
    }))
    .filter((all) => Object.keys(all).some((key) => key.startsWith(HCLOUD)))
  return Object.fromEntries(Object.entries(found ?? {}).map(([key, value]) => [key.replace(HCLOUD, ''), value]))
}

const tcp = (more: Workload = {}): Workload => ({
  ports: { tcp: 9000 },
  expose: [{ port: 'tcp', to: 'internet' }],
  ...more,
})
const many = (count: number): Workload => {
  const names = Array.from({ length: count }, (_, index) => `tcp-${index}`)
  return {
    ports: Object.fromEntries(names.map((name, index) => [name, 9000 + index])),
    expose: names.map((port) => ({ port, to: 'internet' })),
  }
}

describe('place and side are said', () => {
  it.each([
    ['fsn1', { location: 'fsn1' }],
    ['hel1', { location: 'hel1' }],
    ['eu-central', { 'network-zone': 'eu-central' }],
    ['us-east', { 'network-zone': 'us-east' }],
  ])('%s', (region, place) => {
    expect(writtenFor(tcp(), { region })).toEqual({
      ...place,
      type: 'lb11',
      protocol: 'tcp',
      'disable-public-network': 'false',
    })
  })

  it('inside, by private addresses', () => {
    expect(writtenFor(tcp({ expose: [{ port: 'tcp', to: 'vpc', staticIP: ['10.0.0.9'] }] }))).toMatchObject({
      'disable-public-network': 'true',
      'use-private-ip': 'true',
      'private-ipv4': '10.0.0.9',
    })
  })

  it('a pin without clients is inside too', () => {
    const pin = { type: 'LoadBalancer' as const, reason: 'a test' }
    expect(writtenFor({ ports: { tcp: 9000 }, pin })).toMatchObject({
      location: 'fsn1',
      'disable-public-network': 'true',
    })
  })

  it('on a Gateway, for the Service of its proxies', () => {
    const expose = [{ port: 'http', to: 'internet', host: 'a.example.com', tls: { mode: 'terminate' as const } }]
    expect(writtenFor({ ports: { http: 80 }, expose })).toEqual({
      location: 'fsn1',
      type: 'lb11',
      'disable-public-network': 'false',
    })
  })
})

describe('the smallest type with room', () => {
  const busy = (activeConnections: number, peakToAverage = 1) => tcp({ traffic: { activeConnections, peakToAverage } })
  it.each<[shows: string, workload: Workload, nodes: number, type: string]>([
    ['one port', tcp(), 3, 'lb11'],
    ['5 ports', many(5), 3, 'lb11'],
    ['6 ports', many(6), 3, 'lb21'],
    ['15 ports', many(15), 3, 'lb21'],
    ['16 ports', many(16), 3, 'lb31'],
    ['31 ports, which none has room for', many(31), 3, 'lb31'],
    ['25 nodes', tcp(), 25, 'lb11'],
    ['26 nodes', tcp(), 26, 'lb21'],
    ['76 nodes', tcp(), 76, 'lb31'],
    ['10,000 connections', busy(10_000), 3, 'lb11'],
    ['5,000 connections, 3 times that at the peak', busy(5000, 3), 3, 'lb21'],
    ['20,001 connections', busy(20_001), 3, 'lb31'],
  ])('%s', (_, workload, nodes, type) => {
    expect(writtenFor(workload, { nodes }).type).toBe(type)
    const [made] = planned(workload, { nodes }).designs.recommended.loadBalancers
    expect(made?.product).toBe(type)
  })
})

describe('a month', () => {
  const lines = (workload: Workload, region = 'fsn1') => {
    const { estimate } = planned(workload, { region }).designs.recommended
    return [
      ...estimate.lines.map(({ item, amount }) => `${item} ${amount}`),
      `= ${estimate.monthly.expected}${estimate.atLeast ? ' at least' : ''}`,
    ]
  }
  const out = (gbOutPerMonth: number) => tcp({ traffic: { gbOutPerMonth } })

  it('costs its price, not its hours: 730 × 0.012 would be 8.76', () => {
    expect(lines(tcp())).toEqual(['Load Balancer LB11 7.49', '= 7.49'])
  })

  it('includes 20 TB of 2^40 bytes out; what is above costs 1.00 a TB', () => {
    expect(lines(out(10_000))).toEqual(['Load Balancer LB11 7.49', '= 7.49'])
    // A tenth more might leave it, so the line is there for its range.
    expect(lines(out(21_990.232_555_52))).toContain('Traffic out above what is included 0')
    expect(lines(out(24_189.255_811_072))).toEqual([
      'Load Balancer LB11 7.49',
      'Traffic out above what is included 2',
      '= 9.49',
    ])
  })

  it('of what stays inside costs no traffic', () => {
    const inside = tcp({ expose: [{ port: 'tcp', to: 'vpc' }], traffic: { gbOutPerMonth: 50_000 } })
    expect(lines(inside)).toEqual(['Load Balancer LB11 7.49', '= 7.49'])
  })

  it('has no price for the largest type, nor outside the EU', () => {
    expect(lines(many(16))).toEqual(['Load Balancer LB31 null', '= 0.00 at least'])
    expect(lines(out(50_000), 'ash')).toEqual(['Load Balancer LB11 null', '= 0.00 at least'])
  })
})
