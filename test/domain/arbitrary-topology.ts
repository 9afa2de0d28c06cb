// Random valid topologies over every supported provider and every field of the vocabulary, short forms and full ones mixed.
// What is drawn are wishes; assembling them drops whatever would contradict itself, so every document reads without a mistake.
import fc from 'fast-check'
import { regionsOf } from '../../src/domain/estimate/price-book.ts'
import type { ProviderName, TopologyInput } from '../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'
import { LONGEST_HOST, LONGEST_NAMES, labelKey, labelValue, NAMESPACES, text } from './arbitrary-text.ts'
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
  { weight: 1, arbitrary: fc.constantFrom(...LONGEST_NAMES) },
)
const namespace = fc.constantFrom(...NAMESPACES)
const count = fc.nat({ max: 12 })

const heading = fc.record(
  {
    apiVersion: fc.constant('moorage/v1' as const),
    kind: fc.constant('Topology' as const),
    name: fc.constantFrom('shop', 'article', 'a', ...LONGEST_NAMES),
    owner: text('team-shop'),
    ticket: text('OPS-42'),
    labels: fc.dictionary(labelKey, labelValue),
    'x-cost-centre': fc.constantFrom<unknown>(4711, { b: 1, a: [2, 1] }),
  },
  { requiredKeys: ['name'] },
)

type Class = { api: 'ingress' | 'gateway'; class: string }
const gateways = (...classes: string[]): Class[] => classes.map((name) => ({ api: 'gateway', class: name }))
const ingresses = (...classes: string[]): Class[] => classes.map((name) => ({ api: 'ingress', class: name }))
/** What a cloud's own controllers make, and what would be read as that. */
const CLASSES: Partial<Record<ProviderName, readonly Class[]>> = {
  aws: [...ingresses('alb', 'eks-auto-alb'), ...gateways('alb', 'amazon-alb', 'aws-nlb')],
  gcp: [
    ...gateways('gke-l7-global-external-managed', 'gke-l7-regional-external-managed', 'gke-l7-rilb', 'gke-l7-gxlb-mc'),
    ...ingresses('gce', 'gce-internal'),
  ],
  azure: [
    ...gateways('approuting-istio', 'azure-alb-external'),
    ...ingresses('webapprouting.kubernetes.azure.com', 'azure-alb-external', 'azure-application-gateway'),
  ],
}
/** Proxies that run in the cluster, on any cloud. */
const ANYWHERE: readonly Class[] = [
  ...gateways('eg', 'nginx', 'cilium', 'istio', 'kgateway', 'traefik', 'of-our-own'),
  ...ingresses('nginx', 'traefik', 'haproxy'),
]

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
      kubernetesVersion: fc.constantFrom('1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'),
      zones: fc.integer({ min: 1, max: 6 }),
      nodes: fc.integer({ min: 1, max: 100 }),
      loadBalancers:
        id === 'bare-metal'
          ? fc.constantFrom('none', 'metallb', 'kube-vip', 'cilium')
          : fc.constantFrom('cloud', 'cloud', 'none'),
      controller: fc.constantFrom(...provider.controllers),
      entrances: arbitraryEntrances(CLASSES[id]),
      inUse: fc.record(
        {
          forwardingRulesRegional: count,
          forwardingRulesGlobal: count,
          loadBalancerRules: count,
          loadBalancers: count,
        },
        { requiredKeys: [] },
      ),
      routing: fc.constantFrom('gateway', 'ingress', 'auto'),
    },
    { requiredKeys: provider.regionRequired ? ['provider', 'region'] : ['provider'] },
  )
}

const arbitraryEntrances = (own: readonly Class[] = ANYWHERE) =>
  fc.dictionary(
    fc.constantFrom('public', 'private', 'shared', ...LONGEST_NAMES),
    fc
      .tuple(
        fc.oneof(fc.constantFrom(...own), fc.constantFrom(...ANYWHERE)),
        fc.record(
          {
            controller: fc.constantFrom(
              'example.com/controller',
              'gateway.k8s.aws/nlb',
              'envoy-gateway',
              'gateway.nginx.org/nginx-gateway-controller',
            ),
            scheme: fc.constantFrom('public' as const, 'internal' as const),
            namespace,
            name: fc.constantFrom('entrance', 'shared.gateway', `${LONGEST_NAMES[0]}.${LONGEST_NAMES[1]}`),
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
    { network: fc.constant(network), cidrs: fc.subarray(CIDRS), description: text('Whoever calls from there.') },
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
    { host: fc.constantFrom('cards.example.net', 'db.example.net', LONGEST_HOST), port, ...outside },
    { requiredKeys: ['host'] },
  ),
  fc.record({ addresses, port, ...outside }, { requiredKeys: ['addresses', 'port'] }),
  fc.record(
    { addresses: fc.constantFrom(['2001:db8::1'], ['2001:db8::1', '192.0.2.10']), port, ...outside },
    { requiredKeys: ['addresses', 'port'] },
  ),
)
const externals = fc.dictionary(fc.constantFrom('cards', 'mail', 'legacy', 'constructor', ...LONGEST_NAMES), external, {
  maxKeys: 3,
})
