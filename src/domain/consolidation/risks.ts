// Accepted groups → what each takes on by sharing: who is affected and how to find out. One rule for each risk, asked of each group; a
// rule that does not apply says nothing. What lies in routes is in `risks-of-routes.ts`, in connections in `risks-of-connections.ts`.
import { isAtLayer4 } from '../design/layer4.ts'
import { listed } from '../design/rule.ts'
import { compareText } from '../finding.ts'
import { type Decimal, decimal, sum, textOf, ZERO } from '../money.ts'
import type { Provider } from '../provider.ts'
import type { Topology, Traffic } from '../topology/index.ts'
import type { Risk } from './consolidation.ts'
import { CONNECTION_RISKS } from './risks-of-connections.ts'
import { ROUTE_RISKS } from './risks-of-routes.ts'
import { type Sharing, share } from './share.ts'
import type { SharedGroup } from './shared-group.ts'
import { workloadsOf } from './units.ts'

type RiskRule = (shared: SharedGroup) => Risk[]

export const risksOf = (accepted: readonly Sharing[], topology: Topology, provider: Provider): Risk[] =>
  accepted.flatMap((sharing) => {
    const [entrance] = share({ services: [], entrances: [], unserved: [] }, topology, sharing).entrances
    if (entrance === undefined) return []
    const members = workloadsOf(sharing.units)
    const shared: SharedGroup = { sharing, entrance, members, topology, provider, atLayer4: isAtLayer4(entrance) }
    return RULES.flatMap((rule) => rule(shared))
  })

const RULES: readonly RiskRule[] = [
  sharedFate,
  noisyNeighbour,
  addressChange,
  ...CONNECTION_RISKS,
  ...ROUTE_RISKS,
  portsTaken,
  certificates,
  routeRights,
  ({ entrance, topology, provider }) => provider.shared?.risks?.(entrance, topology) ?? [],
]

function sharedFate({ entrance: { name }, members }: SharedGroup): Risk[] {
  return [
    {
      code: 'SHARED_FATE',
      affects: members,
      text: `One wrong setting on ${name}, or one outage of it, takes all ${members.length} down together.`,
      check: 'Ask each owner whether they can be down at the same time, and whose call it is to change the entrance.',
    },
  ]
}

const MEASURES: readonly { of: (traffic: Traffic) => Decimal; told: (amount: string) => string }[] = [
  { of: (traffic) => decimal(traffic.requestsPerSecond), told: (amount) => `${amount} requests a second` },
  { of: (traffic) => decimal(traffic.activeConnections), told: (amount) => `${amount} open connections` },
  {
    of: (traffic) => decimal(traffic.gbInPerMonth).plus(traffic.gbOutPerMonth),
    told: (amount) => `${amount} GB a month`,
  },
]

const trafficOf = ({ topology }: SharedGroup, workload: string): Traffic | undefined =>
  topology.workloads[workload]?.traffic

const isStated = (traffic: Traffic | undefined): boolean =>
  traffic !== undefined && MEASURES.some((measure) => !measure.of(traffic).isZero())

function noisyNeighbour(shared: SharedGroup): Risk[] {
  const { entrance, members } = shared
  const silent = members.filter((workload) => !isStated(trafficOf(shared, workload)))
  const told = MEASURES.flatMap((measure) => mostOf(measure, shared))
  const unknown =
    silent.length === 0 ? '' : ` No traffic is stated for ${listed(silent)}: what comes with it is not known.`
  return [
    {
      code: 'NOISY_NEIGHBOUR',
      affects: members,
      text: `What one member sends through ${entrance.name} is capacity the others do not have, and they wait with it.${told.length === 0 ? '' : ` Of what is stated, ${told.join('; ')}.`}${unknown}`,
      check:
        silent.length === 0
          ? 'Ask the one with the most load for its peak, and compare it with the limits of the entrance (GET /v1/providers).'
          : 'Measure requests, open connections and bytes of each member for a week, and state them in its traffic.',
    },
  ]
}

/** Of what is stated of each workload as a whole, whatever else it comes in through. */
function mostOf({ of, told }: (typeof MEASURES)[number], shared: SharedGroup): string[] {
  const brought = shared.members.map((workload) => {
    const traffic = trafficOf(shared, workload)
    return { workload, amount: traffic === undefined ? ZERO : of(traffic) }
  })
  const all = sum(brought.map(({ amount }) => amount))
  const [most] = brought.sort((a, b) => b.amount.comparedTo(a.amount) || compareText(a.workload, b.workload))
  if (most === undefined || all.isZero()) return []
  const part = most.amount.times(100).dividedBy(all).toDecimalPlaces(0)
  return [`${most.workload} brings ${textOf(part)} % of ${told(textOf(all))} (${textOf(most.amount)})`]
}

function addressChange({ entrance, members, sharing }: SharedGroup): Risk[] {
  const old = sharing.units.flatMap(({ service, entrance: own }) => {
    if (service !== undefined) return [`Service/${service.namespace}/${service.name}`]
    return own === undefined ? [] : [`${own.api === 'gateway' ? 'Gateway' : 'Ingress'}/${own.namespace}/${own.name}`]
  })
  return [
    {
      code: 'ADDRESS_CHANGE',
      affects: members,
      text: `Callers come to the address of ${entrance.name}; those of ${listed(old)} are given up. Records, allow-lists and pinned addresses that name them break.`,
      check: `Look for the old addresses in DNS zones, partners’ firewalls and clients’ configuration: kubectl get services,ingresses,gateways.gateway.networking.k8s.io -A -o wide shows them.`,
    },
  ]
}

/** At layer 4 nothing but the number tells one workload from another. */
function portsTaken({ entrance, members, atLayer4 }: SharedGroup): Risk[] {
  if (!atLayer4) return []
  const numbers = entrance.routes
    .map(({ listen, layer4, workload }) => `${listen}/${layer4?.transport ?? 'TCP'} (${workload})`)
    .sort(compareText)
  return [
    {
      code: 'PORTS_MUST_STAY_DISTINCT',
      affects: members,
      text: `Each number on ${entrance.name} leads to one workload: ${listed([...new Set(numbers)])}. Whoever needs a number that is taken must move to another, and their callers with them.`,
      check: 'Ask each owner which ports they will need next, and whether their clients can be given another number.',
    },
  ]
}

/** Of a Gateway with certificates of other namespaces; some clouds keep certificates elsewhere. */
function certificates({ entrance, topology, provider }: SharedGroup): Risk[] {
  if (entrance.api !== 'gateway') return []
  const ended = entrance.routes.filter(({ tls, namespace }) => {
    return tls.mode === 'terminate' && tls.secret !== undefined && namespace !== entrance.namespace
  })
  if (ended.length === 0 || provider.annotate.entrance(entrance, topology, entrance).certificatesElsewhere) return []
  const secrets = [...new Set(ended.map(({ namespace, tls }) => `${namespace}/${tls.secret}`))].sort(compareText)
  return [
    {
      code: 'CERTIFICATES',
      affects: namesIn(ended),
      text: `The Gateway in ${entrance.namespace} reads private keys of other namespaces (${listed(secrets)}): a ReferenceGrant there lets it, and with it every Gateway of ${entrance.namespace}. A grant or a Secret that goes takes its host down.`,
      check: `Who may write Gateways in ${entrance.namespace}? kubectl -n ${entrance.namespace} get rolebindings -o wide; and renew each Secret once before DNS moves.`,
    },
  ]
}

/** In one namespace, whoever could write a route could do as much before. */
function routeRights({ entrance, members, atLayer4 }: SharedGroup): Risk[] {
  const namespaces = [...new Set(entrance.routes.map((route) => route.namespace))].sort(compareText)
  if (namespaces.length < 2) return []
  const gateway = entrance.api === 'gateway'
  const resource = !gateway
    ? 'ingresses.networking.k8s.io'
    : atLayer4
      ? 'tcproutes.gateway.networking.k8s.io'
      : 'httproutes.gateway.networking.k8s.io'
  return [
    {
      code: 'ROUTE_RIGHTS',
      affects: members,
      text: gateway
        ? `Whoever may write a route in one of ${listed(namespaces)} may take a ${atLayer4 ? 'port' : 'host or a path'} of the others on ${entrance.name}: of two alike the older holds.`
        : `Whoever may write an Ingress that joins ${entrance.name}, in ${listed(namespaces)} or any other namespace, may take a host or a path of the others.`,
      check: `For each person and robot that writes there: kubectl auth can-i create ${resource} -n ${namespaces[0]} --as=NAME, and so for each namespace.`,
    },
  ]
}

const namesIn = (routes: readonly { workload: string }[]): string[] =>
  [...new Set(routes.map((route) => route.workload))].sort(compareText)
