// Which load balancer Oracle makes of what is asked for, what is written for its controller, what that refuses, and what is counted.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { annotations } from '../../src/providers/oci/annotations.ts'
import { draftOf } from '../domain/design/drafting.ts'
import { listedOf, valuesOf } from '../domain/manifests/objects.ts'
import { checkRows, type Fields, LOCAL, service } from './annotated.ts'

const OCI = 'oci.oraclecloud.com/'
const LB = 'service.beta.kubernetes.io/oci-load-balancer-'
const NLB = 'oci-network-load-balancer.oraclecloud.com/'
const under = (prefix: string, own: Fields): Fields =>
  Object.fromEntries(Object.entries(own).map(([key, value]) => [`${prefix}${key}`, value]))
const lb = (own: Fields = {}, spec: Fields = {}) =>
  service({ [`${OCI}load-balancer-type`]: 'lb', ...under(LB, own) }, spec)
const nlb = (own: Fields = {}, spec: Fields = {}) =>
  service({ [`${OCI}load-balancer-type`]: 'nlb', ...under(NLB, own) }, spec)
const UDP = { ports: [{ name: 'game', port: 7777, protocol: 'UDP' }] }
const FLEX = { shape: 'flexible', 'shape-flex-min': '10', 'shape-flex-max': '100' }

checkRows('Oracle', annotations, [
  ['a flexible load balancer', lb(FLEX), []],
  [
    'flexible without a bound',
    lb({ shape: 'flexible', 'shape-flex-min': '10' }),
    ['ANNOTATION_REFUSED oci-load-balancer-shape'],
  ],
  ['a fixed shape', lb({ shape: '100Mbps' }), ['ANNOTATION_DEPRECATED oci-load-balancer-shape']],
  [
    'a bound on a fixed shape',
    lb({ shape: '100Mbps', 'shape-flex-max': '100' }),
    ['ANNOTATION_DEPRECATED oci-load-balancer-shape', 'ANNOTATION_IGNORED oci-load-balancer-shape-flex-max'],
  ],
  ['less than 10 Mbps', lb({ ...FLEX, 'shape-flex-min': '5' }), ['ANNOTATION_VALUE oci-load-balancer-shape-flex-min']],
  ['affinity', lb(FLEX, { sessionAffinity: 'ClientIP' }), ['OCI_SESSION_AFFINITY sessionAffinity']],
  ['affinity, the network one', nlb({}, { sessionAffinity: 'ClientIP' }), ['OCI_SESSION_AFFINITY sessionAffinity']],
  ['UDP', lb(FLEX, UDP), ['OCI_PROTOCOL_REFUSED protocol']],
  ['UDP, the network one', nlb({}, UDP), []],
  [
    'UDP and security lists',
    nlb({ 'security-list-management-mode': 'All' }, UDP),
    ['OCI_UDP_AND_SECURITY_LISTS security-list-management-mode'],
  ],
  ['UDP and no security lists', nlb({ 'security-list-management-mode': 'None' }, UDP), []],
  ['SCTP, the network one', nlb({}, { ports: [{ port: 1, protocol: 'SCTP' }] }), ['OCI_PROTOCOL_REFUSED protocol']],
  ['the source kept', nlb({ 'is-preserve-source': 'true' }, LOCAL), []],
  ['the source kept with Cluster', nlb({ 'is-preserve-source': 'true' }), ['ANNOTATION_REFUSED is-preserve-source']],
  ['TLS without a Secret', lb({ 'ssl-ports': '443' }), ['ANNOTATION_REFUSED oci-load-balancer-ssl-ports']],
  ['TLS', lb({ 'ssl-ports': '443', 'tls-secret': 'shop/tls' }), []],
  [
    'a shape of the network one',
    service({ [`${OCI}load-balancer-type`]: 'nlb', [`${LB}subnet1`]: 'ocid1.subnet.a' }),
    ['ANNOTATION_IGNORED oci-load-balancer-subnet1'],
  ],
  [
    'a policy of the network one on the other',
    service({ [`${OCI}load-balancer-type`]: 'lb', [`${NLB}backend-policy`]: 'TWO_TUPLE' }),
    ['ANNOTATION_IGNORED backend-policy'],
  ],
  ['an unknown policy', nlb({ 'backend-policy': 'IP_HASH' }), ['ANNOTATION_VALUE backend-policy']],
  ['a reserved address', service({ [`${OCI}load-balancer-type`]: 'nlb', [`${OCI}reserved-ips`]: '192.0.2.7' }), []],
  [
    'a reserved address inside',
    service({ [`${OCI}load-balancer-type`]: 'nlb', [`${NLB}internal`]: 'true', [`${OCI}reserved-ips`]: '192.0.2.7' }),
    ['ANNOTATION_REFUSED reserved-ips'],
  ],
  ['the old field', nlb({}, { loadBalancerIP: '192.0.2.7' }), ['OCI_LOAD_BALANCER_IP loadBalancerIP']],
  ['gRPC without TLS', lb({ 'backend-protocol': 'GRPC' }), ['ANNOTATION_REFUSED oci-load-balancer-backend-protocol']],
  ['misspelt', nlb({ 'preserve-source': 'true' }), ['ANNOTATION_UNKNOWN preserve-source']],
  ['another cloud’s affinity', service({}, { sessionAffinity: 'ClientIP' }), []],
])

type Workload = TopologyInput['workloads'][string]
type Exposure = NonNullable<Workload['expose']>[number]
const planned = (workloads: Record<string, Workload>, target: Partial<TopologyInput['target']> = {}) =>
  draftOf({ name: 'one', target: { provider: 'oci', ...target }, workloads })
const tcp = (exposure: Partial<Exposure> = {}, more: Workload = {}): Workload => ({
  ports: { tcp: 9000, game: { port: 7777, transport: 'UDP' } },
  expose: [{ port: 'tcp', to: 'internet', ...exposure }],
  ...more,
})
const tls = { mode: 'terminate' as const, secret: 'tcp-tls' }

describe('the network load balancer, unless the other one is needed', () => {
  it.each<[shows: string, exposure: Partial<Exposure>, product: string]>([
    ['nothing asked for', {}, 'network-load-balancer'],
    ['datagrams', { port: 'game' }, 'network-load-balancer'],
    ['TLS passed through', { tls: { mode: 'passthrough' } }, 'network-load-balancer'],
    ['TLS ended with a Secret', { tls }, 'flexible-load-balancer'],
    ['TLS ended with no Secret', { tls: { mode: 'terminate' } }, 'network-load-balancer'],
    ['an idle timeout', { idleTimeoutSeconds: 900 }, 'flexible-load-balancer'],
    [
      'the address kept, whatever else',
      { preserveClientIP: true, tls, idleTimeoutSeconds: 900 },
      'network-load-balancer',
    ],
    ['datagrams and an idle timeout', { port: 'game', idleTimeoutSeconds: 900 }, 'network-load-balancer'],
  ])('%s', (_, exposure, product) => {
    const [made] = planned({ web: tcp(exposure) }).designs.recommended.loadBalancers
    expect(made?.product).toBe(product)
  })

  it('stands before a Gateway too', () => {
    const web = { ports: { http: 80 }, expose: [{ port: 'http', to: 'internet', host: 'a.example.com', tls }] }
    const [made] = planned({ web }).designs.recommended.loadBalancers
    expect(made?.product).toBe('network-load-balancer')
  })
})

describe('what is written', () => {
  function writtenFor(workload: Workload): [annotations: unknown, spec: Record<string, unknown>] {
    const found = listedOf(planned({ web: workload }).designs.recommended.manifests).find(
      ({ kind }) => kind === 'Service',
    )
    return [valuesOf(found?.metadata.annotations), valuesOf(found?.spec)]
  }

  it('sends a caller back to its node, and never asks for an affinity that would be refused', () => {
    const [own, spec] = writtenFor(tcp({ sticky: { by: 'clientIP' } }))
    expect(own).toEqual({
      [`${OCI}load-balancer-type`]: 'nlb',
      [`${NLB}internal`]: 'false',
      [`${NLB}security-list-management-mode`]: 'All',
      [`${NLB}is-preserve-source`]: 'true',
      [`${NLB}backend-policy`]: 'TWO_TUPLE',
    })
    expect(spec).toMatchObject({ externalTrafficPolicy: 'Local' })
    expect(spec).not.toHaveProperty('sessionAffinity')
  })

  it('sends a caller back to its node on the flexible one as well', () => {
    const [own, spec] = writtenFor(tcp({ tls, sticky: { by: 'clientIP' } }))
    expect(own).toMatchObject({
      [`${OCI}loadbalancer-policy`]: 'IP_HASH',
      [`${LB}ssl-ports`]: '9000',
      [`${LB}tls-secret`]: 'tcp-tls',
    })
    expect(spec).toMatchObject({ externalTrafficPolicy: 'Local' })
    expect(spec).not.toHaveProperty('sessionAffinity')
  })

  it('has network security groups managed where security lists cannot be', () => {
    const [own] = writtenFor(tcp({ port: 'game' }))
    expect(own).toMatchObject({ [`${OCI}security-rule-management-mode`]: 'NSG' })
    expect(own).not.toHaveProperty([`${NLB}security-list-management-mode`])
  })

  it.each<[shows: string, traffic: Workload['traffic'], most: string]>([
    ['no traffic', undefined, '100'],
    // 36,500 GB in 730 h are 111.1 Mbps.
    ['36,500 GB a month', { gbOutPerMonth: 36_500, peakToAverage: 1 }, '112'],
    ['the same, 4 times that at the peak', { gbOutPerMonth: 36_500, peakToAverage: 4 }, '445'],
    ['more than there is', { gbOutPerMonth: 5_000_000 }, '8000'],
  ])('bounds the flexible shape by the peak: %s', (_, traffic, most) => {
    const [own] = writtenFor(tcp({ idleTimeoutSeconds: 900 }, traffic === undefined ? {} : { traffic }))
    expect(own).toMatchObject({
      [`${LB}shape`]: 'flexible',
      [`${LB}shape-flex-min`]: '10',
      [`${LB}shape-flex-max`]: most,
    })
  })
})

describe('a month', () => {
  const flexible = (gbOutPerMonth = 0) =>
    tcp({ idleTimeoutSeconds: 900 }, { traffic: { peakToAverage: 1, gbOutPerMonth } })
  const totalOf = (workloads: Record<string, Workload>, loadBalancers = 0) =>
    planned(workloads, { inUse: { loadBalancers } }).designs.recommended.estimate

  it('of network load balancers costs nothing, and says so', () => {
    const { lines, monthly, atLeast } = totalOf({ web: tcp() })
    expect(lines.map(({ item, amount }) => `${item} ${amount}`)).toEqual(['Network Load Balancer hours 0'])
    expect([monthly.expected, atLeast]).toEqual(['0.00', false])
  })

  it.each<[shows: string, workloads: Record<string, Workload>, inUse: number, total: string]>([
    ['one, and none before it: both allowances are enough', { a: flexible() }, 0, '0.00'],
    // 1,460 h − 744 h at 0.0113, 14,600 Mbps-hours − 7,440 at 0.0001.
    ['two', { a: flexible(), b: flexible() }, 0, '8.81'],
    // The one in use has 730 h and 7,300 Mbps-hours of the allowances: 14 h and 140 Mbps-hours are left.
    ['one beside one in use', { a: flexible() }, 1, '8.81'],
    ['one beside two in use: 730 h × 0.0113 and 7,300 Mbps-hours × 0.0001', { a: flexible() }, 2, '8.98'],
    // 36,500 GB are 81,111.1 Mbps-hours, less 7,440.
    ['a busy one', { a: flexible(36_500) }, 0, '7.37'],
  ])('of flexible ones: %s', (_, workloads, inUse, total) => {
    const { monthly, atLeast } = totalOf(workloads, inUse)
    expect(monthly.expected).toBe(total)
    expect(atLeast).toBe(false)
  })
})
