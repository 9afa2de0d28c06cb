// Random targets for arbitrary-topology.ts: every cloud with each of its controllers, and the classes of entrances that may exist there.
import fc from 'fast-check'
import { regionsOf } from '../../src/domain/estimate/price-book.ts'
import type { ProviderName, TopologyInput } from '../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'
import { LONGEST_NAMES, NAMESPACES } from './arbitrary-text.ts'

const namespace = fc.constantFrom(...NAMESPACES)
const count = fc.nat({ max: 12 })

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

export function arbitraryTarget(id: ProviderName): fc.Arbitrary<TopologyInput['target']> {
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
      podPrice: fc.constantFrom('0', '0.0045', '1.25'),
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
            // None named: it answers every host.
            hosts: fc.constantFrom<string[]>(
              [],
              [],
              ['*.example.com', '*.example.net'],
              ['shared.example.com', 'api-0.example.com'],
            ),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([which, rest]) => ({ ...which, ...rest })),
    { maxKeys: 2 },
  )
