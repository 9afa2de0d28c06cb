// Random topologies of workloads that face outside and could mostly share: loads from none to very heavy, several hosts each, TLS ended or
// not, both sides, two owners, on every cloud and with what is in use already.
import fc from 'fast-check'
import type { ProviderName, TopologyInput } from '../../../src/domain/topology/index.ts'

const REGIONS: Partial<Record<ProviderName, string>> = {
  aws: 'us-east-1',
  gcp: 'us-central1',
  azure: 'eastus',
  digitalocean: 'nyc3',
  linode: 'us-east',
  hetzner: 'fsn1',
  oci: 'us-ashburn-1',
  vultr: 'ewr',
  scaleway: 'fr-par',
}
export const CLOUDS = [...Object.keys(REGIONS), 'bare-metal'] as ProviderName[]

const target = (provider: ProviderName): fc.Arbitrary<TopologyInput['target']> =>
  fc
    .record({
      zones: fc.constantFrom(1, 3),
      routing: fc.constantFrom('auto' as const, 'gateway' as const, 'ingress' as const),
      inUse: inUse(provider),
    })
    .map((rest) => ({
      provider,
      ...(provider === 'bare-metal' ? { loadBalancers: 'metallb' as const } : { region: REGIONS[provider] as string }),
      ...rest,
    }))

function inUse(provider: ProviderName): fc.Arbitrary<NonNullable<TopologyInput['target']['inUse']>> {
  const some = fc.constantFrom(0, 0, 2, 4, 8)
  if (provider === 'gcp') return fc.record({ forwardingRulesRegional: some, forwardingRulesGlobal: some })
  if (provider === 'azure') return fc.record({ loadBalancerRules: some })
  if (provider === 'oci') return fc.record({ loadBalancers: some })
  return fc.constant({})
}

const traffic = fc.record({
  source: fc.constantFrom('measured' as const, 'declared' as const),
  requestsPerSecond: fc.constantFrom(0, 20, 400, 3000),
  newConnectionsPerSecond: fc.constantFrom(0, 5, 90, 700),
  activeConnections: fc.constantFrom(0, 100, 9000, 25_000),
  gbOutPerMonth: fc.constantFrom(0, 50, 4000, 30_000),
})

const wish = fc.record({
  kind: fc.constantFrom('web', 'web', 'web', 'plain', 'plain', 'stream', 'second'),
  internal: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  owner: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
  hosts: fc.constantFrom(1, 1, 1, 2, 7),
  // What is alike is common in life, and what is not is what is hard.
  traffic: fc.oneof(fc.constant(undefined), fc.constant(undefined), traffic),
})
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never

function workload({ kind, internal, owner, hosts, traffic: load }: Wish, index: number) {
  const to = internal ? 'vpc' : 'internet'
  const named = Array.from({ length: hosts }, (_, host) => `w${index}-${host}.example.com`)
  const terminate = { tls: { mode: 'terminate' as const } }
  const exposures = {
    web: [{ port: 'http', to, hosts: named, ...terminate }],
    plain: [{ port: 'http', to, hosts: named }],
    stream: [{ port: 'stream', to }],
    second: [
      { port: 'http', to: 'internet', hosts: named, ...terminate },
      { port: 'http', to: 'vpc', hosts: named.map((host) => `in-${host}`), ...terminate },
    ],
  }
  return {
    ports: kind === 'stream' ? { stream: { port: 7000 + index, protocol: 'tcp' } } : { http: 8080 },
    ...(owner ? { owner: 'team-b' } : {}),
    ...(load === undefined ? {} : { traffic: load }),
    expose: exposures[kind as keyof typeof exposures],
  }
}

export const arbitraryExposures = (provider: ProviderName, most: number): fc.Arbitrary<TopologyInput> =>
  fc.tuple(target(provider), fc.array(wish, { minLength: 2, maxLength: most })).map(
    ([where, wishes]) =>
      ({
        name: 'mall',
        owner: 'team-a',
        target: where,
        workloads: Object.fromEntries(wishes.map((one, index) => [`w${index}`, workload(one, index)])),
      }) as TopologyInput,
  )
