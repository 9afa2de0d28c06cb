// The truth table of each rule about ways in: what breaks it, and what comes close and does not.
import { describe, expect, it } from 'vitest'
import type { PolicyRules } from '../../../src/domain/policy/rules-of-a-policy.ts'
import { exposing, resultsFor } from './judging.ts'

const HTTP = { http: 80 }
const HOST = { host: 'shop.example.com' }
const TERMINATED = { ...HOST, tls: { mode: 'terminate' } }
const BARE = { target: { provider: 'bare-metal', environment: 'production', loadBalancers: 'none' } }

type Case = [says: string, document: object, verdict: 'pass' | 'warn' | 'fail']

function table(rules: PolicyRules, cases: Case[]): void {
  it.each(cases)('%s', (_, document, verdict) => {
    const [first] = resultsFor(document, rules)
    expect(first?.verdict).toBe(verdict)
    if (verdict === 'pass') return
    expect(first).toMatchObject({ pointer: '/workloads/web/expose/0', mend: expect.stringMatching(/[\w`]\.$/) })
    expect(first?.reason).toContain('web')
  })
}

describe('publicWithoutTls', () => {
  table({ publicWithoutTls: { severity: 'fail' } }, [
    ['HTTP on the internet', exposing(HTTP, HOST), 'fail'],
    ['TLS ended at the edge', exposing(HTTP, TERMINATED), 'pass'],
    ['TLS passed through', exposing({ https: 443 }, { ...HOST, tls: { mode: 'passthrough' } }), 'pass'],
    ['a port that speaks TLS itself', exposing({ https: 443 }, HOST), 'pass'],
    ['named networks are public too', exposing(HTTP, { to: 'partner' }), 'fail'],
    ['inside the VPC', exposing(HTTP, { to: 'vpc' }), 'pass'],
    ['inside the cluster', exposing(HTTP, null), 'pass'],
    ['SSH encrypts by itself', exposing({ ssh: 22 }, {}), 'pass'],
    ['UDP has no TLS to ask for', exposing({ game: { port: 7777, transport: 'UDP' } }, {}), 'pass'],
    ['plain TCP', exposing({ game: { port: 7777, protocol: 'tcp' } }, {}), 'fail'],
    ['MQTT', exposing({ mqtt: 1883 }, {}), 'fail'],
  ])

  describe('of HTTP only', () =>
    table({ publicWithoutTls: { severity: 'warn', protocols: 'http' } }, [
      ['HTTP on the internet', exposing(HTTP, HOST), 'warn'],
      ['gRPC on the internet', exposing({ grpc: 50051 }, HOST), 'warn'],
      ['MQTT', exposing({ mqtt: 1883 }, {}), 'pass'],
    ]))

  it('does not count what only a port-forward leads to', () => {
    const admin = exposing(HTTP, { to: 'office', until: '2027-06-30', reason: 'Until the VPN is replaced.' })
    expect(resultsFor(admin, { publicWithoutTls: { severity: 'fail' } })).toMatchObject([{ verdict: 'pass' }])
  })
})

describe('databasePublic', () => {
  table({ databasePublic: { severity: 'fail' } }, [
    ['a database for a partner who may come from anywhere', exposing({ postgres: 5432 }, { to: 'anywhere' }), 'fail'],
    ['a database for named networks', exposing({ postgres: 5432 }, { to: 'partner' }), 'fail'],
    ['a database for the VPC', exposing({ postgres: 5432 }, { to: 'vpc' }), 'pass'],
    ['known by its number alone', exposing({ sql: { port: 1433, protocol: 'tcp' } }, {}), 'fail'],
    [
      'behind an entrance on 443',
      exposing({ search: { port: 80, targetPort: 9200, protocol: 'http' } }, TERMINATED),
      'fail',
    ],
    ['a website', exposing(HTTP, TERMINATED), 'pass'],
  ])

  describe('where named networks are let be', () =>
    table({ databasePublic: { severity: 'fail', limited: 'warn' } }, [
      ['from anywhere', exposing({ postgres: 5432 }, { to: 'anywhere' }), 'fail'],
      ['from named networks', exposing({ postgres: 5432 }, { to: 'partner' }), 'warn'],
    ]))

  describe('with a number of one’s own', () =>
    table({ databasePublic: { severity: 'fail', ports: [7000] } }, [
      ['that number', exposing({ store: { port: 7000, protocol: 'tcp' } }, {}), 'fail'],
      ['another', exposing({ store: { port: 7001, protocol: 'tcp' } }, {}), 'pass'],
    ]))

  it('that is let be is shown as a pass, and not as if it were not there', () => {
    const [shown] = resultsFor(exposing({ postgres: 5432 }, { to: 'partner' }), {
      databasePublic: { severity: 'fail', limited: 'pass' },
    })
    expect(shown).toMatchObject({ verdict: 'pass', pointer: '/workloads/web/expose/0' })
    expect(shown?.reason).toContain('203.0.113.0/24')
  })
})

describe('adminPortPublic', () => {
  table({ adminPortPublic: { severity: 'fail' } }, [
    ['SSH', exposing({ ssh: 22 }, {}), 'fail'],
    ['SSH behind another number', exposing({ shell: { port: 2222, targetPort: 22 } }, {}), 'fail'],
    ['metrics, by the name of the port', exposing({ 'http-metrics': 9090 }, TERMINATED), 'fail'],
    ['a kubelet', exposing({ kubelet: 10250 }, { to: 'partner' }), 'fail'],
    ['metrics inside the VPC', exposing({ metrics: 9090 }, { to: 'vpc' }), 'pass'],
    ['a website', exposing(HTTP, TERMINATED), 'pass'],
  ])
})

describe('loadBalancerWithoutReason', () => {
  const game = { game: { port: 7777, transport: 'UDP' } }
  table({ loadBalancerWithoutReason: { severity: 'warn' } }, [
    ['a Service of type LoadBalancer', exposing(game, {}), 'warn'],
    ['one with a reason', exposing(game, { reason: 'Players connect by UDP.' }), 'pass'],
    ['a route on an entrance', exposing(HTTP, TERMINATED), 'pass'],
  ])

  it('a pin says why', () => {
    const document = exposing(game, {})
    const pinned = { web: { ...document.workloads.web, pin: { type: 'LoadBalancer', reason: 'As it was.' } } }
    expect(
      resultsFor({ ...document, workloads: pinned }, { loadBalancerWithoutReason: { severity: 'warn' } }),
    ).toMatchObject([{ verdict: 'pass' }])
  })
})

describe('nodePortInProduction', () => {
  const testing = { target: { ...BARE.target, environment: 'test' } }
  table({ nodePortInProduction: { severity: 'fail' } }, [
    ['where nothing makes load balancers', exposing({ game: { port: 7777, protocol: 'tcp' } }, {}, BARE), 'fail'],
    ['where it is a test', exposing({ game: { port: 7777, protocol: 'tcp' } }, {}, testing), 'pass'],
    ['where a cloud makes them', exposing({ game: { port: 7777, protocol: 'tcp' } }, {}), 'pass'],
  ])

  it('one that is pinned and faces nobody is named by its workload', () => {
    const web = { ports: HTTP, pin: { type: 'NodePort', reason: 'An old balancer points at it.' } }
    const document = exposing(HTTP, null, { workloads: { web } })
    expect(resultsFor(document, { nodePortInProduction: { severity: 'fail' } })).toMatchObject([
      { verdict: 'fail', pointer: '/workloads/web' },
    ])
  })
})

describe('networks', () => {
  const tcp = { game: { port: 7777, protocol: 'tcp' } }
  describe('by where callers are', () =>
    table({ networks: { severity: 'fail', allowed: ['vpc', 'office'] } }, [
      ['the internet', exposing(HTTP, TERMINATED), 'fail'],
      ['a partner', exposing(tcp, { to: 'partner' }), 'fail'],
      ['the office', exposing(tcp, { to: 'office' }), 'pass'],
      ['the VPC', exposing(tcp, { to: 'vpc' }), 'pass'],
      ['nobody', exposing(tcp, null), 'pass'],
    ]))

  it('names every stranger of a way once, and what is allowed', () => {
    const many = exposing(tcp, { to: ['partner', 'internet', 'office'] })
    const results = resultsFor(many, { networks: { severity: 'fail', allowed: ['office'], cidrs: ['192.0.2.0/24'] } })
    expect(results.map(({ reason }) => reason)).toEqual([
      'game of web (port 7777) is open to internet (internet), partner (partner); allowed are clients of office, addresses in 192.0.2.0/24.',
    ])
  })

  describe('by address', () =>
    table({ networks: { severity: 'warn', cidrs: ['203.0.112.0/23', '2001:db8::/32'] } }, [
      ['the internet is any address', exposing(HTTP, TERMINATED), 'warn'],
      ['a network within', exposing(tcp, { to: 'partner' }), 'pass'],
      ['a network elsewhere', exposing(tcp, { to: 'office' }), 'warn'],
      ['no networks are named', exposing(tcp, { to: 'anywhere' }), 'warn'],
      ['the VPC is not outside', exposing(tcp, { to: 'vpc' }), 'pass'],
      [
        'IPv6 within',
        exposing(tcp, { to: 'six' }, { clients: { six: { network: 'partner', cidrs: ['2001:db8:1::/48'] } } }),
        'pass',
      ],
      [
        'a wider network than is allowed',
        exposing(tcp, { to: 'wide' }, { clients: { wide: { network: 'partner', cidrs: ['203.0.0.0/16'] } } }),
        'warn',
      ],
    ]))
})
