// Random valid topologies over every supported provider and every field of the vocabulary, short forms and full ones mixed.
// What is drawn are wishes; assembling them drops whatever would contradict itself, so every document reads without a mistake.
import fc from 'fast-check'
import { regionsOf } from '../../src/domain/estimate/price-book.ts'
import type { ProviderName, TopologyInput } from '../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'
import { arbitraryWorkload, assembleWorkloads } from './arbitrary-workload.ts'

export { shuffled } from './shuffled.ts'

export type TopologyOptions = {
  /** The clouds to draw from; all that are supported unless said otherwise. */
  providers?: readonly ProviderName[]
  workloadsAtLeast?: number
  workloadsAtMost?: number
}

/** Documents that `readTopology` takes on `TODAY` (see reading.ts). Plain JSON values, no `undefined`. */
export function arbitraryTopology(options: TopologyOptions = {}): fc.Arbitrary<TopologyInput> {
  const providers = options.providers ?? [...PROVIDERS.keys()]
  const workloads = fc.uniqueArray(fc.tuple(workloadName, arbitraryWorkload), {
    minLength: options.workloadsAtLeast ?? 1,
    maxLength: options.workloadsAtMost ?? 6,
    selector: ([name]) => name,
  })
  return fc
    .tuple(fc.constantFrom(...providers).chain(arbitraryTarget), heading, clients, externals, workloads)
    .map(([target, head, clientWishes, externalWishes, wishes]) => {
      const taken = new Set(wishes.map(([name]) => name))
      // Workloads and externals share one space of Service names.
      const outside = Object.fromEntries(Object.entries(externalWishes).filter(([name]) => !taken.has(name)))
      const document = {
        ...head,
        target,
        ...(Object.keys(clientWishes).length === 0 ? {} : { clients: clientWishes }),
        ...(Object.keys(outside).length === 0 ? {} : { externals: outside }),
        workloads: assembleWorkloads(wishes, clientWishes, Object.keys(outside)),
      }
      return JSON.parse(JSON.stringify(document)) as TopologyInput
    })
}

const workloadName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('web', 'api', 'api-b', 'db', 'cache', 'worker', 'mail', 'constructor') },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z][-a-z0-9]{0,8}[a-z0-9]$/) },
)
const namespace = fc.constantFrom('default', 'shop', 'payments')
const count = fc.nat({ max: 12 })

const heading = fc.record(
  {
    apiVersion: fc.constant('moorage/v1' as const),
    kind: fc.constant('Topology' as const),
    name: fc.constantFrom('shop', 'article', 'a'),
    owner: fc.constantFrom('team-shop', 'team-web'),
    ticket: fc.constant('OPS-42'),
    labels: fc.dictionary(fc.constantFrom('app', 'tier', 'example.com/part-of'), fc.constantFrom('shop', '', 'v1.2')),
    'x-cost-centre': fc.constantFrom<unknown>(4711, { b: 1, a: [2, 1] }),
  },
  { requiredKeys: ['name'] },
)

type Class = { api: 'ingress' | 'gateway'; class: string }
const CLASSES: Partial<Record<ProviderName, readonly Class[]>> = {
  aws: [
    { api: 'ingress', class: 'alb' },
    { api: 'gateway', class: 'amazon-alb' },
  ],
  gcp: [
    { api: 'gateway', class: 'gke-l7-global-external-managed' },
    { api: 'gateway', class: 'gke-l7-rilb' },
    { api: 'ingress', class: 'gce' },
  ],
  azure: [
    { api: 'gateway', class: 'approuting-istio' },
    { api: 'ingress', class: 'webapprouting.kubernetes.azure.com' },
  ],
  scaleway: [{ api: 'gateway', class: 'eg' }],
  vultr: [{ api: 'gateway', class: 'eg' }],
  hetzner: [{ api: 'gateway', class: 'eg' }],
  oci: [{ api: 'gateway', class: 'istio' }],
  digitalocean: [{ api: 'gateway', class: 'eg' }],
  linode: [{ api: 'gateway', class: 'nginx' }],
  'bare-metal': [{ api: 'gateway', class: 'eg' }],
}
const ANYWHERE: Class = { api: 'ingress', class: 'nginx' }

function arbitraryTarget(id: ProviderName): fc.Arbitrary<TopologyInput['target']> {
  const provider = PROVIDERS.get(id)
  if (provider === undefined) throw new Error(`${id} is not supported`)
  const regions = regionsOf(provider.prices)
  return fc.record(
    {
      provider: fc.constant(id),
      region: regions.length === 0 ? fc.constant('cellar') : fc.constantFrom(...regions),
      environment: fc.constantFrom('development', 'test', 'staging', 'production'),
      namespace,
      kubernetesVersion: fc.constantFrom('1.31', '1.33', '1.35', '1.36'),
      zones: fc.integer({ min: 1, max: 6 }),
      nodes: fc.integer({ min: 1, max: 100 }),
      loadBalancers:
        id === 'bare-metal'
          ? fc.constantFrom('none', 'metallb', 'kube-vip', 'cilium')
          : fc.constantFrom('cloud', 'cloud', 'none'),
      controller: fc.constantFrom(...provider.controllers),
      entrances: arbitraryEntrances([...(CLASSES[id] ?? []), ANYWHERE]),
      inUse: fc.record(
        {
          forwardingRulesRegional: count,
          forwardingRulesGlobal: count,
          loadBalancerRules: count,
          loadBalancers: count,
        },
        { requiredKeys: [] },
      ),
      podPrice: fc.constantFrom('0', '0.0045', '1.25'),
      routing: fc.constantFrom('gateway', 'ingress', 'auto'),
    },
    { requiredKeys: provider.regionRequired ? ['provider', 'region'] : ['provider'] },
  )
}

const arbitraryEntrances = (classes: readonly Class[]) =>
  fc.dictionary(
    fc.constantFrom('public', 'private', 'shared'),
    fc
      .tuple(
        fc.constantFrom(...classes),
        fc.record(
          {
            controller: fc.constant('example.com/controller'),
            scheme: fc.constantFrom('public' as const, 'internal' as const),
            namespace,
            name: fc.constantFrom('entrance', 'shared.gateway'),
            rulesInUse: fc.nat({ max: 120 }),
            certificatesInUse: count,
            hosts: fc.subarray(['*.example.com', 'shared.example.com', 'api-0.example.com']),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([which, rest]) => ({ ...which, ...rest })),
    { maxKeys: 2 },
  )

const CIDRS = ['203.0.113.0/24', '198.51.100.0/24', '192.0.2.17/32', '10.0.0.0/8', '2001:db8::/32']
const client = (network: 'internet' | 'vpc' | 'office' | 'partner') =>
  fc.record(
    { network: fc.constant(network), cidrs: fc.subarray(CIDRS), description: fc.constant('Whoever calls from there.') },
    { requiredKeys: ['network'] },
  )
const clients = fc
  .record(
    {
      // The two that need no declaring may be declared, to name their networks.
      internet: client('internet'),
      vpc: client('vpc'),
      anyone: client('internet'),
      sites: client('vpc'),
      office: client('office'),
      partner: client('partner'),
    },
    { requiredKeys: [] },
  )
  .map((wishes) => wishes as NonNullable<TopologyInput['clients']>)

const port = fc.constantFrom(443, 5432, 53, 8080)
const outside = { tls: fc.boolean(), namespace }
const addresses = fc.subarray(['192.0.2.10', '192.0.2.11', '198.51.100.7'], { minLength: 1 })
const external = fc.oneof(
  fc.record(
    { host: fc.constantFrom('cards.example.net', 'db.example.net'), port, ...outside },
    { requiredKeys: ['host'] },
  ),
  fc.record({ addresses, port, ...outside }, { requiredKeys: ['addresses', 'port'] }),
  fc.record({ addresses: fc.constant(['2001:db8::1']), port, ...outside }, { requiredKeys: ['addresses', 'port'] }),
)
const externals = fc.dictionary(fc.constantFrom('cards', 'mail', 'legacy', 'constructor'), external, { maxKeys: 3 })
