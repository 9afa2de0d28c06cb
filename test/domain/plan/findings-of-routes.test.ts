// What is told about routes as they are written, case by case: exactly these findings, and none where there is nothing to tell.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf } from '../design/drafting.ts'

type Target = TopologyInput['target']
type Workload = TopologyInput['workloads'][string]

const CELLAR: Target = { provider: 'bare-metal', loadBalancers: 'metallb' }
const AWS: Target = { provider: 'aws', region: 'us-east-1' }
const GKE: Target = { provider: 'gcp', region: 'us-central1' }
const existing = (target: Target): Target => ({ ...target, entrances: { public: { api: 'gateway', class: 'eg' } } })

const web = (hosts: string[], protocol: 'http' | 'grpc' | 'https' = 'http', mode = 'terminate'): Workload =>
  JSON.parse(
    JSON.stringify({
      ports: { main: { port: 8080, protocol } },
      expose: [{ port: 'main', to: 'internet', hosts, listen: 443, tls: { mode } }],
    }),
  )
const CODES = /^(?:GATEWAY_MUST_PASS_TLS|GRPC_HOSTS_NOT_SHARED|LISTENER_SETS_NEEDED|WILDCARD_.*)$/
const toldOf = (target: Target, workload: Workload) =>
  draftOf({ name: 'shop', target, workloads: { web: workload } })
    .findings.filter(({ code }) => CODES.test(code))
    .map(({ code, severity, message }) => `${code} ${severity} ${message}`)

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `h${index}.example.com`)

describe('routes', () => {
  it.each([
    ['HTTP on a Gateway', CELLAR, web(['a.example.com'])],
    ['HTTP on a Gateway that exists', existing(CELLAR), web(['a.example.com'])],
    ['gRPC on a Gateway of ours', CELLAR, web(['a.example.com'], 'grpc')],
    ['gRPC that is an HTTPRoute', existing(GKE), web(['a.example.com'], 'http')],
    ['64 hosts', CELLAR, web(numbers(64))],
    ['80 hosts on two Gateways', GKE, web(numbers(80))],
  ])('with nothing to tell: %s', (_, target, workload) => {
    expect(toldOf(target, workload)).toEqual([])
  })

  it.each([
    [
      'gRPC on a Gateway that exists',
      existing(CELLAR),
      web(['a.example.com'], 'grpc'),
      /^GRPC_HOSTS_NOT_SHARED info Gateway public in default must have no HTTPRoute for a\.example\.com, /,
    ],
    [
      'TLS passed through',
      existing(CELLAR),
      web(['a.example.com'], 'https', 'passthrough'),
      /^GATEWAY_MUST_PASS_TLS warning Gateway public in default must have a listener of protocol TLS .* on port 443 for a\.example\.com, /,
    ],
    [
      '80 hosts on one Gateway',
      CELLAR,
      web(numbers(80)),
      /^LISTENER_SETS_NEEDED info entrance\/default\/web-entrance has 80 listeners, and a Gateway lists 64: /,
    ],
    [
      'a wildcard on a Gateway',
      CELLAR,
      web(['*.example.com']),
      /^WILDCARD_AT_ANY_DEPTH info .* answers deeper names as well: a\.example\.com, and b\.a\.example\.com\.$/,
    ],
    [
      'a wildcard on an Ingress',
      AWS,
      web(['*.example.com']),
      /^WILDCARD_OF_ONE_LABEL info .* stands for one label: a\.example\.com, but not b\.a\.example\.com\.$/,
    ],
  ])('with one thing to tell: %s', (_, target, workload, says) => {
    expect(toldOf(target, workload)).toEqual([expect.stringMatching(says)])
  })

  it('name five hosts and count the others', () => {
    const [said] = toldOf(existing(CELLAR), web(numbers(8), 'grpc'))
    expect(said).toContain('h0.example.com, h1.example.com, h2.example.com, h3.example.com, h4.example.com and 3 more')
  })
})
