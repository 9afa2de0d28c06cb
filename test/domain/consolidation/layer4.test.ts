// Gateways at layer 4 share by their ports: what they save together, and what keeps one apart.
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { AWS, apart, type Exposure, membersOf, sharing, type Workload } from './shops.ts'

const GATEWAYS = { ...AWS, routing: 'gateway' as const }

const stream = (
  name: string,
  port: number,
  exposure: Partial<Exposure> = {},
  workload: Workload = {},
): Record<string, Workload> => ({
  [name]: {
    ports: { stream: { port, protocol: 'tcp' } },
    expose: [{ port: 'stream', to: 'internet', ...exposure }],
    ...workload,
  },
})

const game = (name: string, port: number): Record<string, Workload> => ({
  [name]: {
    ports: { game: { port, transport: 'UDP' }, health: 8080 },
    probe: { path: '/ready', port: 'health' },
    expose: [{ port: 'game', to: 'internet' }],
  },
})

const errorsOf = ({ designs }: Draft) => designs.consolidated.findings.filter(({ severity }) => severity === 'error')

describe('Gateways at layer 4', () => {
  it('share one Network Load Balancer on AWS by their port numbers, each route on its own listener', () => {
    const drawn = sharing({ ...stream('a', 7001), ...stream('b', 7002), ...game('c', 7003) }, GATEWAYS)
    expect(membersOf(drawn)).toEqual([['a', 'b', 'c']])
    // Two hours and six addresses less: 2 × (730 × 0.0225 + 3 × 730 × 0.005), as the difference of two totals.
    expect(drawn.consolidation).toMatchObject({ verdict: 'merge', monthlySaving: '54.75' })
    const { manifests, loadBalancers } = drawn.designs.consolidated
    expect(loadBalancers.map(({ product }) => product)).toEqual(['nlb'])
    const [gateway, ...others] = manifests.filter(({ kind }) => kind === 'Gateway')
    expect(others).toEqual([])
    const listeners = [7001, 7002, 7003].map((port) => ({ port, protocol: port === 7003 ? 'UDP' : 'TCP' }))
    expect(gateway?.spec).toMatchObject({ listeners })
    expect(manifests.filter(({ kind }) => kind === 'TCPRoute' || kind === 'UDPRoute')).toHaveLength(3)
    expect(errorsOf(drawn)).toEqual([])
  })

  it.each<[string, TopologyInput['target']]>([
    ['digitalocean', { provider: 'digitalocean', region: 'nyc3' }],
    ['linode', { provider: 'linode', region: 'us-east' }],
    ['hetzner', { provider: 'hetzner', region: 'fsn1' }],
    ['vultr', { provider: 'vultr', region: 'ewr' }],
    ['scaleway', { provider: 'scaleway', region: 'fr-par' }],
  ])('share the balancer before a Gateway in the cluster on %s', (_, target) => {
    const drawn = sharing({ ...stream('a', 7001), ...stream('b', 7002) }, target)
    expect(membersOf(drawn)).toEqual([['a', 'b']])
    expect(drawn.designs.consolidated.loadBalancers).toHaveLength(1)
    expect(errorsOf(drawn)).toEqual([])
    expect(drawn.designs.consolidated.services.map(({ type }) => type)).toEqual(['ClusterIP', 'ClusterIP'])
    expect(drawn.designs.consolidated.manifests.filter(({ kind }) => kind === 'TCPRoute')).toHaveLength(2)
  })

  const two = { ...stream('a', 7001), ...stream('b', 7002) }
  it.each<[string, Partial<Exposure>, number, Workload]>([
    ['PORT_TAKEN', {}, 7001, {}],
    ['DEDICATED', { isolation: 'dedicated' }, 7003, {}],
    ['SOURCE_RANGES', { to: 'partner' }, 7003, {}],
    ['STATIC_ADDRESS', { staticIP: ['eipalloc-1', 'eipalloc-2', 'eipalloc-3'] }, 7003, {}],
    ['ALONE', { to: 'vpc' }, 7003, {}],
    ['ALONE', {}, 7003, { owner: 'team-other' }],
    ['ALONE', { criticality: 'high' }, 7003, {}],
  ])('%s keeps a third apart', (code, exposure, port, workload) => {
    const drawn = sharing({ ...two, ...stream('c', port, exposure, workload) }, GATEWAYS)
    const kept = apart(drawn)
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatch(new RegExp(`^[ac]: ${code}|^c: NOT_HTTP`))
  })
})
