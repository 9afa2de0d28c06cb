// What is said to be in use already: told where nothing is said and it would change a price, and where it is said and changes none.
import type { Design } from '../design/design.ts'
import type { Finding } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Scheme, Topology } from '../topology/index.ts'

export const checkInUse = (topology: Topology, design: Design, provider: Provider): Finding[] => [
  ...assumedZero(topology, design),
  ...notCounted(topology, provider),
]

function notCounted({ target: { inUse } }: Topology, { countsInUse, title }: Provider): Finding[] {
  const said = (Object.keys(inUse) as (keyof typeof inUse)[]).filter((field) => inUse[field] > 0)
  return said
    .filter((field) => !countsInUse.includes(field))
    .map((field) => ({
      code: 'IN_USE_NOT_COUNTED',
      severity: 'info',
      path: `/target/inUse/${field}`,
      message: `${field} changes no price on ${title}, and is not looked at.`,
      ...(countsInUse.length === 0 ? {} : { fix: `What does: ${countsInUse.join(', ')}.` }),
    }))
}

// Only where a count would change a price: providers that add rules up across the project or the balancer.
function assumedZero(topology: Topology, design: Design): Finding[] {
  const { provider, inUse } = topology.target
  const counted =
    provider === 'gcp'
      ? inUse.forwardingRulesRegional + inUse.forwardingRulesGlobal
      : provider === 'azure'
        ? inUse.loadBalancerRules
        : undefined
  // Inner entrances of Google pay for proxies instead of rules; the inner balancer of Azure has a count of its own.
  const counts = (side: Scheme | undefined, isEntrance: boolean) =>
    side === 'public' || (provider === 'gcp' && !isEntrance)
  const faces =
    design.services.some((one) => one.type === 'LoadBalancer' && counts(one.facing?.scheme, false)) ||
    design.entrances.some((one) => !one.existing && counts(one.scheme, true))
  if (counted === undefined || counted > 0 || !faces) return []
  const what = provider === 'gcp' ? 'forwarding rules in the project' : 'rules on the cluster’s load balancer'
  return [
    {
      code: 'IN_USE_ASSUMED_ZERO',
      severity: 'info',
      path: '/target/inUse',
      message: `No ${what} are given as in use, so the first five are counted as bought by this plan.`,
      fix: 'Give target.inUse: the first five share one price.',
    },
  ]
}
