// Random workloads for arbitrary-topology.ts: wishes drawn on their own, then fitted to one another and to what they speak.
import fc from 'fast-check'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { arbitraryExposure, assembleExposures, type ExposureWish } from './arbitrary-exposure.ts'
import { arbitraryPorts, assemblePorts, type PortFacts, type PortWish } from './arbitrary-ports.ts'
import { labelKey, labelValue, NAMESPACES, text } from './arbitrary-text.ts'

type WorkloadInput = TopologyInput['workloads'][string]
type Clients = NonNullable<TopologyInput['clients']>
type CallWish = { callee: number; port?: number; external: boolean }
export type WorkloadWish = Pick<WorkloadInput, 'kind' | 'replicas' | 'discovery'> & {
  rest: WorkloadInput
  ports: PortWish[]
  calls: CallWish[]
  expose: ExposureWish[]
  probe?: NonNullable<WorkloadInput['probe']>
  probePort?: number
}

const amount = fc.oneof(
  { weight: 9, arbitrary: fc.nat({ max: 20_000 }).map((tenths) => tenths / 10) },
  { weight: 1, arbitrary: fc.constantFrom(1e-7, 1e12) },
)
const traffic = fc.record(
  {
    source: fc.constantFrom('measured' as const, 'declared' as const, 'assumed' as const),
    window: fc.constant('30d'),
    requestsPerSecond: amount,
    newConnectionsPerSecond: amount,
    activeConnections: amount,
    connectionSeconds: amount,
    gbInPerMonth: amount,
    gbOutPerMonth: amount,
    peakToAverage: fc.constantFrom(1, 2.5, 10),
    hoursPerMonth: fc.constantFrom(0.5, 200, 730, 744),
  },
  { requiredKeys: [] },
)
const quantities = fc.record(
  { cpu: fc.constantFrom('250m', '1'), memory: fc.constantFrom('64Mi', '1.5Gi') },
  { requiredKeys: [] },
)
/** A pod that asks for more than it may use is refused. */
const fitting = (resources: NonNullable<WorkloadInput['resources']>): NonNullable<WorkloadInput['resources']> => {
  const { requests, limits } = resources
  const capped = (name: 'cpu' | 'memory', least: string) =>
    limits?.[name] === least && requests?.[name] !== undefined ? { [name]: least } : {}
  return requests === undefined
    ? resources
    : { ...resources, requests: { ...requests, ...capped('cpu', '250m'), ...capped('memory', '64Mi') } }
}
const pin = fc.record(
  {
    type: fc.constantFrom('ClusterIP' as const, 'Headless' as const, 'NodePort' as const, 'LoadBalancer' as const),
    reason: text('The firewall was opened for it.'),
    until: fc.constantFrom('2027-06-30', '2099-12-31'),
  },
  { requiredKeys: ['type', 'reason'] },
)
const probe = fc.oneof(
  fc.constantFrom('/healthz', '/'),
  fc.record(
    {
      protocol: fc.constantFrom('http' as const, 'tcp' as const, 'grpc' as const),
      path: fc.constantFrom('/ready', "/a/~b;c=1,d&e='$(x)'/%20"),
      initialDelaySeconds: fc.nat({ max: 60 }),
      periodSeconds: fc.integer({ min: 1, max: 60 }),
    },
    { requiredKeys: [] },
  ),
)
const rest: fc.Arbitrary<WorkloadInput> = fc.record(
  {
    namespace: fc.constantFrom(...NAMESPACES),
    owner: fc.oneof(fc.constantFrom('team-shop', 'team-web', 'team-data'), text('team-web')),
    image: fc.constantFrom('registry.example.com/shop/web:1.2', 'web', `web@sha256:${'0'.repeat(64)}`, '#', ':'),
    selector: fc.dictionary(labelKey, labelValue, { minKeys: 1 }),
    resources: fc.record({ requests: quantities, limits: quantities }, { requiredKeys: [] }).map(fitting),
    description: text('What it is for.'),
    locality: fc.constantFrom('any' as const, 'same-zone' as const, 'same-node' as const),
    traffic,
    // A pin overrides what the rules say, so most workloads have none.
    pin: fc.option(pin, { nil: undefined, freq: 3 }),
    'x-note': fc.constant({ z: 1, a: ['kept', 'as', 'it', 'is'] }),
  },
  { requiredKeys: [] },
)

export const arbitraryWorkload: fc.Arbitrary<WorkloadWish> = fc.record(
  {
    rest,
    kind: fc.constantFrom(
      'Deployment' as const,
      'StatefulSet' as const,
      'DaemonSet' as const,
      'CronJob' as const,
      'Job' as const,
    ),
    replicas: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 9 }) }, { weight: 1, arbitrary: fc.constant(100_000) }),
    discovery: fc.constantFrom('virtual-ip' as const, 'per-pod' as const, 'client-side' as const),
    probe,
    probePort: fc.nat(),
    ports: arbitraryPorts,
    calls: fc.array(
      fc.record({ callee: fc.nat(), port: fc.nat(), external: fc.boolean() }, { requiredKeys: ['callee', 'external'] }),
      { maxLength: 4 },
    ),
    expose: fc.array(arbitraryExposure, { maxLength: 3 }),
  },
  { requiredKeys: ['rest', 'ports', 'calls', 'expose'] },
)

type Named = readonly [string, WorkloadWish]

export function assembleWorkloads(
  wishes: readonly Named[],
  clients: Clients,
  externals: readonly string[],
): TopologyInput['workloads'] {
  const portsOf = new Map(wishes.map(([name, wish]) => [name, assemblePorts(wish.ports)]))
  return Object.fromEntries(
    wishes.map(([name, wish]) => {
      const ports = portsOf.get(name) ?? []
      const kind = wish.kind ?? 'Deployment'
      const runsOn = kind !== 'Job' && kind !== 'CronJob'
      const scaled = kind === 'Deployment' || kind === 'StatefulSet'
      const named = kind === 'StatefulSet' || (kind === 'Deployment' && wish.replicas === 1)
      const calls = assembleCalls(wish.calls, portsOf, externals)
      const expose = runsOn ? assembleExposures(name, wish.expose, ports, clients) : []
      const workload = {
        ...wish.rest,
        kind: wish.kind,
        ...(scaled ? { replicas: wish.replicas } : {}),
        ...(wish.discovery === 'per-pod' && !named ? {} : { discovery: wish.discovery }),
        ...assembleProbe(wish, ports),
        ...(ports.length === 0 ? {} : { ports: Object.fromEntries(ports.map(({ name, input }) => [name, input])) }),
        ...(calls.length === 0 ? {} : { calls }),
        ...(expose.length === 0 ? {} : { expose }),
      }
      return [name, workload]
    }),
  )
}

/** One of `items`, by a number that may be any; undefined when there is none. */
const pick = <Item>(items: readonly Item[], number: number): Item | undefined => items[number % items.length]

function assembleProbe({ probe: wish, probePort }: WorkloadWish, ports: readonly PortFacts[]): WorkloadInput {
  if (wish === undefined || ports.length === 0) return {}
  const name = probePort === undefined ? undefined : pick(ports, probePort)?.name
  return { probe: typeof wish === 'string' || name === undefined ? wish : { ...wish, port: name } }
}

function assembleCalls(
  wishes: readonly CallWish[],
  portsOf: ReadonlyMap<string, PortFacts[]>,
  externals: readonly string[],
): string[] {
  const callees = [...portsOf].filter(([, ports]) => ports.length > 0)
  return wishes.flatMap((wish) => {
    if (wish.external) {
      const name = pick(externals, wish.callee)
      return name === undefined ? [] : [`external:${name}`]
    }
    const [name, ports] = pick(callees, wish.callee) ?? []
    if (name === undefined || ports === undefined) return []
    const port = wish.port === undefined ? undefined : pick(ports, wish.port)?.name
    return [port === undefined ? name : `${name}/${port}`]
  })
}
