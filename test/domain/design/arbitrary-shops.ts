// Random topologies in which much could share an entrance: HTTP workloads of few owners with hosts of their own, now and then with
// a wish that keeps one apart. The general generator draws so many wishes that two workloads hardly ever agree.
import fc from 'fast-check'
import type { ProviderName, TopologyInput } from '../../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'
import { arbitraryTarget } from '../arbitrary-target.ts'

type Workload = TopologyInput['workloads'][string]
type Exposure = NonNullable<Workload['expose']>[number]

/** `value` once in so many times, else nothing. */
const seldom = <Value>(times: number, value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })

const usually = <Value>(times: number, usual: Value, ...others: Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: times, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const exposure = fc.record({
  port: usually(6, 'http', 'grpc', 'metrics'),
  to: usually<string | string[]>(6, 'internet', 'vpc', 'partner', ['vpc', 'partner']),
  hosts: fc.constantFrom('own', 'own', 'own', 'many', 'shared', 'wildcard', 'none'),
  mode: usually(3, 'terminate' as const, 'none' as const, 'passthrough' as const),
  listen: seldom(6, fc.constantFrom(443, 8443, 8080)),
  sticky: seldom(8, fc.constantFrom({ by: 'cookie' as const }, { by: 'clientIP' as const })),
  preserveClientIP: seldom(20, fc.constant(true)),
  staticIP: seldom(20, fc.constantFrom<true | string[]>(true, ['address-a'])),
  isolation: seldom(15, fc.constant('dedicated' as const)),
  group: seldom(10, fc.constant('front')),
  criticality: seldom(10, fc.constant('high')),
  idleTimeoutSeconds: seldom(10, fc.constant(600)),
})
type Wish = typeof exposure extends fc.Arbitrary<infer Drawn> ? Drawn : never

const traffic = fc.record(
  {
    requestsPerSecond: fc.nat({ max: 500 }),
    newConnectionsPerSecond: fc.nat({ max: 50 }),
    gbInPerMonth: fc.nat({ max: 300 }),
    gbOutPerMonth: fc.nat({ max: 3000 }),
  },
  { requiredKeys: [] },
)
const workload = fc.record({
  owner: usually(5, 'team-shop', 'team-web'),
  namespace: usually(5, 'default', 'shop'),
  port: fc.constantFrom(80, 8080),
  exposures: fc.array(exposure, { minLength: 1, maxLength: 3 }),
  called: fc.boolean(),
  pinned: seldom(15, fc.constantFrom('LoadBalancer' as const, 'NodePort' as const)),
  discovery: seldom(10, fc.constant('client-side' as const)),
  traffic: seldom(2, traffic),
})

const defined = <Fields extends object>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } =>
  JSON.parse(JSON.stringify(fields))

function exposureOf({ hosts, mode, to, port, listen, ...wish }: Wish, label: string): Exposure {
  const { sticky, ...rest } = defined(wish)
  const passed = mode === 'passthrough'
  const names = {
    own: [`${label}.example.com`],
    many: Array.from({ length: 30 }, (_, index) => `${label}-${index}.example.com`),
    shared: ['shared.example.com'],
    wildcard: [`*.${label}.example.com`],
    none: [],
  }[hosts]
  return {
    ...rest,
    port,
    to,
    ...(names.length === 0 ? {} : { hosts: names }),
    ...(hosts === 'shared' && !passed ? { path: `/${label}` } : {}),
    // One port is passed through by all or by none; a path needs TLS ended, or none.
    tls: { mode },
    ...(listen === undefined ? {} : { listen }),
    ...(sticky === undefined || (passed && sticky.by === 'cookie') ? {} : { sticky }),
  }
}

/** On any of these clouds. */
export const arbitraryShops = (
  providers: readonly ProviderName[] = [...PROVIDERS.keys()],
): fc.Arbitrary<TopologyInput> =>
  fc
    .record({
      target: fc.constantFrom(...providers).chain(arbitraryTarget),
      name: fc.constantFrom('shop', 'a-shop-whose-name-is-as-long-as-a-dns-label-may-be-and-no-longer'.slice(0, 63)),
      workloads: fc.array(workload, { minLength: 2, maxLength: 9 }),
    })
    .map(({ target, name, workloads }) => {
      const named = workloads.map((wish, index) => [`web-${index}`, wish] as const)
      const entries = named.map(([label, { port, exposures, called: _called, pinned, traffic: load, ...rest }]) => {
        const passed = new Set(exposures.flatMap((one) => (one.mode === 'passthrough' ? [one.port] : [])))
        const expose = exposures
          .filter((one) => !(one.hosts === 'shared' && one.mode === 'passthrough'))
          .map((one, index) =>
            exposureOf(
              { ...one, mode: passed.has(one.port) && one.mode === 'terminate' ? 'none' : one.mode },
              `${label}-${index}`,
            ),
          )
        const ports = { http: port, grpc: 50_051, metrics: 9090 }
        const pin = pinned === undefined ? {} : { pin: { type: pinned, reason: 'It always was.' } }
        return [label, defined({ ...rest, ports, expose, ...pin, traffic: load })]
      })
      const callers = named.flatMap(([label, { called }]) => (called ? [`${label}/http`] : []))
      return {
        name,
        target,
        clients: { partner: { network: 'partner' as const, cidrs: ['203.0.113.0/24'] } },
        workloads: { ...Object.fromEntries(entries), caller: { ports: { http: 80 }, calls: callers } },
      }
    })
