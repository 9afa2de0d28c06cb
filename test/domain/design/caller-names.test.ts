// The names callers use: the shortest that works from where each one is, by the port it calls, and the names of single pods.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf, serviceNamed } from './drafting.ts'

type Workload = TopologyInput['workloads'][string]

const dnsOf = (name: string, workloads: Record<string, Workload>, rest: Partial<TopologyInput> = {}) =>
  serviceNamed(draftOf({ name: 'small', target: { provider: 'aws', region: 'us-east-1' }, workloads, ...rest }), name)
    .dns

const told = (...asked: Parameters<typeof dnsOf>) =>
  dnsOf(...asked).forCallers.map(
    ({ caller, namespace, name, urls }) => `${caller} in ${namespace}: ${name} ${JSON.stringify(urls)}`,
  )

const http: Workload = { namespace: 'shop', ports: { http: 8080, metrics: 9090 } }

describe('the name for a caller', () => {
  it('is the Service’s own in its namespace, and has the namespace behind it elsewhere', () => {
    const workloads = {
      api: http,
      web: { namespace: 'shop', calls: ['api/http'] },
      admin: { namespace: 'office', calls: ['api'] },
    }
    expect(told('api', workloads)).toEqual([
      'admin in office: api.shop {"http":"http://api.shop:8080","metrics":"http://api.shop:9090"}',
      'web in shop: api {"http":"http://api:8080"}',
    ])
  })

  it('is whole where a pod of the caller’s namespace answers to the short one', () => {
    const workloads: Record<string, Workload> = {
      'web-0': { namespace: 'web', ports: { http: 80 } },
      'web-7': { namespace: 'web', ports: { http: 80 } },
      web: { kind: 'StatefulSet', namespace: 'shop', replicas: 2, ports: { http: 80 }, discovery: 'per-pod' },
      caller: { namespace: 'shop', calls: ['web-0', 'web-7'] },
      elsewhere: { namespace: 'office', calls: ['web-0'] },
    }
    expect(told('web-0', workloads)).toEqual([
      'caller in shop: web-0.web.svc.cluster.local {"http":"http://web-0.web.svc.cluster.local:80"}',
      'elsewhere in office: web-0.web {"http":"http://web-0.web:80"}',
    ])
    // There are two pods: no web-7 among them.
    expect(told('web-7', workloads)).toEqual(['caller in shop: web-7.web {"http":"http://web-7.web:80"}'])
  })

  it('leads to the container’s port where the Service is headless', () => {
    const api: Workload = { discovery: 'client-side', ports: { grpc: { port: 80, targetPort: 50_051 } } }
    expect(told('api', { api, web: { calls: ['api'] } })).toEqual(['web in default: api {"grpc":"api:50051"}'])
  })

  it('is under the port as it is called in the topology, though two lead to one port of a pod', () => {
    const api: Workload = { discovery: 'client-side', ports: { grpc: { port: 80, targetPort: 8080 }, http2: 8080 } }
    expect(told('api', { api, web: { calls: ['api'] } })).toEqual([
      'web in default: api {"grpc":"api:8080","http2":"api:8080"}',
    ])
  })

  it('is that of the one Service that has the port: what faces outside, or what stays inside', () => {
    const expose = [{ port: 'http', to: 'internet', listen: 8080 }]
    const workloads: Record<string, Workload> = { api: { ...http, expose }, web: { namespace: 'shop', calls: ['api'] } }
    expect(told('api', workloads)).toEqual(['web in shop: api {"http":"http://api:8080"}'])
    expect(told('api-internal', workloads)).toEqual([
      'web in shop: api-internal {"metrics":"http://api-internal:9090"}',
    ])
  })

  it('of an external is that of its alias, with a port where it has one', () => {
    const workloads = { web: { calls: ['external:cards'] } }
    expect(
      told('cards', workloads, {
        externals: { cards: { host: 'a.example.net', port: 443, tls: true, namespace: 'pay' } },
      }),
    ).toEqual(['web in default: cards.pay {"tls":"cards.pay:443"}'])
    expect(told('cards', workloads, { externals: { cards: { host: 'a.example.net' } } })).toEqual([
      'web in default: cards {}',
    ])
  })
})

describe('the names of pods', () => {
  const names = (replicas: number) =>
    dnsOf('db', {
      db: { kind: 'StatefulSet', namespace: 'shop', replicas, ports: { postgres: 5432 }, discovery: 'per-pod' },
    }).pods
  const nameOf = (ordinal: number | string) => `db-${ordinal}.db.shop.svc.cluster.local`

  it.each<[number, (number | string)[]]>([
    [0, []],
    [1, [0]],
    [3, [0, 1, 2]],
    [4, [0, 1, 2, 3]],
    [10, [0, 1, 2, '{3..9}']],
  ])('of %i replicas', (replicas, ordinals) => {
    expect(names(replicas)).toEqual(ordinals.map(nameOf))
  })

  it('of the one pod of a Deployment that asks for a name is its hostname', () => {
    const peer: Workload = { replicas: 1, ports: { tcp: 7000 }, discovery: 'per-pod' }
    expect(dnsOf('peer', { peer }).pods).toEqual(['peer.peer.default.svc.cluster.local'])
    expect(dnsOf('peer', { peer: { ...peer, discovery: 'client-side' } }).pods).toBeUndefined()
  })

  it('stand under the Service that governs them, and under no other', () => {
    const db: Workload = { kind: 'StatefulSet', image: 'registry.example.com/db:1', ports: { postgres: 5432 } }
    expect(dnsOf('db', { db }).pods).toBeUndefined()
    expect(dnsOf('db-pods', { db }).pods).toEqual(['db-0.db-pods.default.svc.cluster.local'])
  })
})
