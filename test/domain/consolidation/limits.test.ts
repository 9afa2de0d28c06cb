// What one entrance carries at most, limit by limit: two that could share but for it stay apart, and share as soon as there is room. And
// what no entrance here carries at all.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { AWS, apart, GCP, membersOf, sharing, shop, type Workload } from './shops.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const withHosts = (name: string, count: number) =>
  shop(name, { host: undefined, hosts: numbers(count).map((index) => `${name}-${index}.example.com`) } as never)
const withPaths = (name: string, count: number) =>
  shop(name, { paths: numbers(count).map((index) => `/${name}/${index}`) })
const withPods = (name: string, replicas: number) => shop(name, {}, { replicas })
const withListeners = (name: string, from: number, count: number): Record<string, Workload> => ({
  [name]: {
    ports: { http: 80 },
    expose: numbers(count).map((index) => ({
      port: 'http',
      to: 'internet',
      host: `${name}-${index}.example.com`,
      listen: from + index,
    })),
  },
})

const BUSY = { ...GCP, inUse: { forwardingRulesGlobal: 9, forwardingRulesRegional: 9 } }
const ROWS: [
  item: string,
  target: TopologyInput['target'],
  most: number,
  (count: number) => Record<string, Workload>,
][] = [
  ['certificates', AWS, 26, (count) => ({ ...withHosts('a', 13), ...withHosts('b', count - 13) })],
  ['certificates', BUSY, 15, (count) => ({ ...withHosts('a', 8), ...withHosts('b', count - 8) })],
  ['rules', AWS, 100, (count) => ({ ...withPaths('a', 50), ...withPaths('b', count - 50) })],
  ['ports', AWS, 50, (count) => ({ ...withListeners('a', 8000, 25), ...withListeners('b', 9000, count - 25) })],
  ['targets', AWS, 1000, (count) => ({ ...withPods('a', 400), ...withPods('b', count - 400) })],
]

describe('a limit', () => {
  it.each(ROWS)('of %s on %o: %i share, and one more stay apart', (item, target, most, workloads) => {
    expect(membersOf(sharing(workloads(most), target))).toEqual([['a', 'b']])
    const drawn = sharing(workloads(most + 1), target)
    expect(membersOf(drawn)).toEqual([])
    expect([...new Set(apart(drawn))]).toEqual(['a: LIMIT_REACHED', 'b: LIMIT_REACHED'])
    expect(drawn.consolidation.keptApart[0]?.because).toContain(`${most + 1} ${item}`)
  })

  it('parts many into as few entrances as hold them', () => {
    const many = Object.assign({}, ...numbers(27).map((index) => withHosts(`s${index}`, 2)))
    const drawn = sharing(many)
    // 54 certificates on entrances of 26.
    expect(
      membersOf(drawn)
        .map((group) => group.length)
        .sort(),
    ).toEqual([13, 13])
  })
})

describe('what a shared entrance does not carry', () => {
  const two = { ...shop('blog'), ...shop('docs') }
  it.each<[string, TopologyInput['target'], Workload]>([
    [
      'HTTP_2_NEEDS_TLS',
      AWS,
      {
        ports: { grpc: 50_051 },
        expose: [{ port: 'grpc', to: 'internet', host: 'g.example.com', tls: { mode: 'none' } }],
      },
    ],
    [
      'BACKEND_PROTOCOL_NOT_WRITTEN',
      { provider: 'azure', region: 'eastus', controller: 'application-gateway-for-containers' },
      {
        ports: { http2: 8080 },
        expose: [{ port: 'http2', to: 'internet', host: 'g.example.com', tls: { mode: 'none' } }],
      },
    ],
  ])('%s: stays on a load balancer of its own', (code, target, workload) => {
    const drawn = sharing({ ...two, third: workload }, target)
    expect(apart(drawn)).toContain(`third: ${code}`)
    expect(drawn.designs.consolidated.findings.map((finding) => finding.code)).not.toContain(code)
  })

  it('LIMIT_EXCEEDED: connections that no balancer of the cloud takes stay on two', () => {
    const open = (activeConnections: number) => ({
      traffic: { source: 'measured' as const, activeConnections, peakToAverage: 1 },
    })
    const target = { provider: 'linode', region: 'us-east' } as const
    const together = (more: number) => sharing({ ...shop('a', {}, open(6000)), ...shop('b', {}, open(more)) }, target)
    expect(membersOf(together(4000))).toEqual([['a', 'b']])
    const drawn = together(4001)
    expect(apart(drawn)).toEqual(['a: LIMIT_EXCEEDED', 'b: LIMIT_EXCEEDED'])
    expect(drawn.designs.consolidated.findings.map(({ code }) => code)).not.toContain('LIMIT_EXCEEDED')
  })

  it('NO_ENTRANCE_HERE: nothing can make one on the target', () => {
    const clear = { tls: { mode: 'none' as const } }
    const target = { ...AWS, controller: 'aws-cloud-provider' }
    const drawn = sharing({ ...shop('a', clear), ...shop('b', clear) }, target)
    expect(apart(drawn)).toEqual(['a: NO_ENTRANCE_HERE', 'b: NO_ENTRANCE_HERE'])
  })

  it('NO_SAVING: one that could join the others costs more there than alone', () => {
    const traffic = { source: 'measured' as const, requestsPerSecond: 50, gbOutPerMonth: 40_000 }
    const heavy = shop('heavy', { tls: { mode: 'none' } }, { traffic })
    const drawn = sharing({ ...two, ...heavy }, { ...BUSY })
    expect(apart(drawn)).toEqual(['heavy: NO_SAVING'])
    expect(drawn.consolidation.keptApart[0]?.because).toMatch(
      /beside the others it would cost \d+\.\d\d USD a month more/,
    )
  })
})
