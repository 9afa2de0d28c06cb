// One's own machines: fields and keys by what is installed there, and what is written where nothing is.
import { describe, expect, it } from 'vitest'
import type { LoadBalancerImplementation, TopologyInput } from '../../src/domain/topology/index.ts'
import { bareMetal } from '../../src/providers/bare-metal/index.ts'
import { draftOf, topologyOf } from '../domain/design/drafting.ts'
import { listedOf, valuesOf } from '../domain/manifests/objects.ts'

type Workload = TopologyInput['workloads'][string]

const address = ['192.0.2.7']
const dns = (namespace: string): Workload => ({
  namespace,
  ports: { dns: { port: 53, transport: 'UDP' }, 'dns-tcp': { port: 53, transport: 'TCP' } },
  expose: [
    { port: 'dns', to: 'internet', staticIP: address },
    { port: 'dns-tcp', to: 'internet', staticIP: address, sticky: { by: 'clientIP' } },
  ],
})
const document = (
  loadBalancers: LoadBalancerImplementation,
  workloads: Record<string, Workload>,
  controller?: string,
): TopologyInput => ({
  name: 'cellar',
  target: { provider: 'bare-metal', loadBalancers, ...(controller === undefined ? {} : { controller }) },
  workloads,
})
const services = (from: TopologyInput) =>
  listedOf(draftOf(from).designs.recommended.manifests).filter(
    ({ kind, spec }) => kind === 'Service' && spec.type === 'LoadBalancer',
  )

describe('a Service of type LoadBalancer', () => {
  it.each([
    ['metallb', false],
    ['cilium', false],
    ['kube-vip', undefined],
  ] as const)('of %s has node ports only where something may need them, and no class', (implementation, allocate) => {
    for (const { spec } of services(document(implementation, { dns: dns('default') }))) {
      expect(spec.allocateLoadBalancerNodePorts).toBe(allocate)
      expect(spec.loadBalancerClass).toBeUndefined()
    }
  })

  it('says why it has no class', () => {
    const topology = topologyOf(document('kube-vip', { dns: dns('default') }))
    const [service] = draftOf(document('kube-vip', { dns: dns('default') })).designs.recommended.services
    const { fields } = bareMetal.annotate.service(service as NonNullable<typeof service>, topology)
    expect(fields.loadBalancerClass).toEqual({
      because: expect.stringContaining('kube-vip.io/kube-vip-class'),
      source: expect.any(String),
    })
  })

  it.each([
    ['metallb', { 'metallb.io/allow-shared-ip': '192.0.2.7' }],
    ['cilium', { 'lbipam.cilium.io/sharing-key': '192.0.2.7' }],
    ['kube-vip', {}],
  ] as const)('of %s shares the address that another asks for as well, and only then', (implementation, key) => {
    const twins = services(document(implementation, { dns: dns('default') }))
    expect(twins).toHaveLength(2)
    for (const { metadata } of twins) {
      const { [KEYS[implementation]]: asked, ...rest } = valuesOf(metadata.annotations)
      expect(asked).toBe('192.0.2.7')
      expect(rest).toEqual(key)
    }
    const { expose = [], ...alone } = dns('default')
    const [only] = services(document(implementation, { dns: { ...alone, expose: expose.slice(0, 1) } }))
    expect(only?.metadata.annotations).toEqual({ [KEYS[implementation]]: '192.0.2.7' })
  })

  it('names the namespaces it shares across, where Cilium asks for them', () => {
    const [first] = services(document('cilium', { a: dns('one'), b: dns('two') }))
    expect(first?.metadata.annotations).toMatchObject({ 'lbipam.cilium.io/sharing-cross-namespace': 'one,two' })
  })
})

const KEYS = {
  metallb: 'metallb.io/loadBalancerIPs',
  cilium: 'lbipam.cilium.io/ips',
  'kube-vip': 'kube-vip.io/loadbalancerIPs',
}

const web: Workload = {
  ports: { http: 80 },
  expose: [{ port: 'http', to: 'internet', host: 'www.example.com', tls: { mode: 'terminate' } }],
}

it.each(['none', 'cloud'] as const)('has no entrance and no balancer where %s makes them', (implementation) => {
  const topology = topologyOf(document(implementation, { web }))
  expect(bareMetal.entranceClass(topology, 'public')).toBeUndefined()
  expect(bareMetal.canMake('LoadBalancer', topology)).toBe(false)
  const { entrances, services: planned } = draftOf(document(implementation, { web })).designs.recommended
  expect(entrances).toEqual([])
  expect(planned.map(({ type }) => type)).toEqual(['NodePort'])
})

it('takes an address from the pool once, however many share it', () => {
  const { loadBalancers } = draftOf(document('metallb', { dns: dns('default') })).designs.recommended
  expect(loadBalancers.map(({ addresses }) => addresses)).toEqual([1, 0])
})

it('takes no address for a Gateway that Traefik answers from its one Service', () => {
  const balancers = (controller: string) =>
    draftOf(document('metallb', { web }, controller)).designs.recommended.loadBalancers
  expect(balancers('traefik')).toMatchObject([{ product: 'in-cluster-proxy', addresses: 0, existing: true }])
  expect(balancers('istio')).toMatchObject([{ product: 'metallb', addresses: 1, existing: false }])
})
