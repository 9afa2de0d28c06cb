// What every writer of a part of the topology is given: the cluster, what its objects say to their cloud, and the drafts.
import type { Existing, Said } from '../../../domain/existing.ts'
import type { Provider } from '../../../domain/provider.ts'
import type { Scheme } from '../../../domain/topology/index.ts'
import type { Ground, Notes } from '../../notes.ts'
import type { Cluster } from '../facts/cluster.ts'
import type { GatewayFacts, RouteFacts } from '../facts/gateways.ts'
import type { IngressFacts } from '../facts/ingresses.ts'
import { type ServiceFacts, statusAddressesOf } from '../facts/services.ts'
import { textOf } from '../read/fields.ts'
import type { Clients } from './clients.ts'
import type { Drafts } from './draft.ts'

export type Building = {
  cluster: Cluster
  provider: Provider
  notes: Notes
  drafts: Drafts
  clients: Clients
  ingresses: readonly IngressFacts[]
  gateways: readonly GatewayFacts[]
  routes: readonly RouteFacts[]
  /** What a Service of type LoadBalancer says to its cloud. */
  saidBy: (service: ServiceFacts) => Said
}

/** On which side something is, and how sure that is. */
export type Side = {
  scheme: Scheme
  rule: string
  confidence: number
  because?: string
  /** What is asked about, where that is not the object itself. */
  asked?: ServiceFacts
}

/** The question whether a balancer faces the internet, where nothing says so. */
export function whoReaches(balancer: string, { rule, confidence, because }: Side, assumed: string): Ground {
  const why = because === undefined ? '' : `: ${because}`
  const text = `Who reaches ${balancer}? It does not say whether it faces the internet${why}.`
  return { rule, confidence, asks: { text, assumed, choices: ['internet', 'vpc'] } }
}

export const balancerOf = ({ namespace, name }: ServiceFacts): string =>
  `the load balancer of Service ${namespace}/${name}`

/** Of a Service of type LoadBalancer. */
const schemeOf = (addresses: readonly string[], { schemeOfAddress }: Existing): Scheme | undefined =>
  addresses.map((address) => schemeOfAddress?.(address)).find((scheme) => scheme !== undefined)

export function sideOfService(service: ServiceFacts, said: Said, { existing }: Provider): Side {
  const told = schemeOf(service.statusAddresses, existing)
  if (told !== undefined) return { scheme: told, rule: 'status-address', confidence: 1 }
  if (said.scheme !== undefined) return { scheme: said.scheme, rule: 'load-balancer-scheme', confidence: 1 }
  if (service.statusAddresses.length > 0 && service.statusAddresses.every(isPrivate))
    return { scheme: 'internal', rule: 'status-address', confidence: 0.9 }
  if (said.staticIP?.every(isPrivate) === true)
    return { scheme: 'internal', rule: 'address-asked-for', confidence: 0.8 }
  const { silent } = existing
  if (silent === undefined) return { scheme: 'public', rule: 'load-balancer-without-scheme', confidence: 0.6 }
  return { scheme: 'public', rule: 'load-balancer-without-scheme', confidence: 0.4, because: silent.because }
}

/** RFC 1918, RFC 6598 and unique local addresses. */
export const isPrivate = (address: string): boolean =>
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:)/i.test(
    address,
  )

export function sideOfIngress(facts: IngressFacts, { provider, saidBy }: Pick<Building, 'provider' | 'saidBy'>): Side {
  const { existing } = provider
  const { said, served } = facts
  if (said.scheme !== undefined) return { scheme: said.scheme, rule: 'ingress-scheme', confidence: 1 }
  if (served.by === 'cluster' && served.door !== undefined) {
    if (served.door.form !== 'LoadBalancer')
      return { scheme: 'internal', rule: 'controller-on-node-ports', confidence: 0.6 }
    return {
      ...sideOfService(served.door, saidBy(served.door), provider),
      rule: 'controller-service',
      asked: served.door,
    }
  }
  const name = facts.class ?? ''
  const told = schemeOf(statusAddressesOf(facts.object), existing)
  if (told !== undefined) return { scheme: told, rule: 'status-address', confidence: 1 }
  const byClass = existing.schemeOf({ api: 'ingress', class: name, controller: facts.controller })
  if (byClass !== undefined) return { scheme: byClass, rule: 'ingress-class', confidence: 1 }
  if (/(?:^|[-_])(?:internal|private)(?:$|[-_])/.test(name))
    return { scheme: 'internal', rule: 'class-name', confidence: 0.7 }
  const silent = served.by === 'cloud' ? existing.silent : undefined
  if (silent !== undefined && facts.classBy === 'said')
    return { scheme: silent.scheme, rule: 'default-of-controller', confidence: 0.6 }
  return silent === undefined
    ? { scheme: 'public', rule: 'ingress-without-scheme', confidence: 0.6 }
    : { scheme: 'public', rule: 'ingress-without-scheme', confidence: 0.4, because: silent.because }
}

export function sideOfGateway({ class: name, controller, said, object }: GatewayFacts, { existing }: Provider): Side {
  if (said.scheme !== undefined) return { scheme: said.scheme, rule: 'gateway-scheme', confidence: 1 }
  const byClass = existing.schemeOf({ api: 'gateway', class: name, controller })
  if (byClass !== undefined) return { scheme: byClass, rule: 'gateway-class', confidence: 1 }
  if (/(?:^|[-_])(?:internal|private|rilb)(?:$|[-_])/.test(`${name} ${object.name}`.replace(' ', '-')))
    return { scheme: 'internal', rule: 'class-name', confidence: 0.7 }
  return { scheme: 'public', rule: 'gateway-without-scheme', confidence: 0.6 }
}

/** The name of a host that external-dns, which runs in many clusters, gives to a Service. */
export const hostsOf = ({ object }: ServiceFacts): string[] =>
  (textOf(object.annotations['external-dns.alpha.kubernetes.io/hostname']) ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase().replace(/\.$/, ''))
    .filter((host) => host !== '')
