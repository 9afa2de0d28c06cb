// The first step of a path: how the caller gets from a name to an address. Inside, the cluster's DNS says it; outside, a record that
// the owner makes. Source: kubernetes.io/docs/concepts/services-networking/dns-pod-service.
import type { Entrance, Hop, Route, Service } from '../design/design.ts'
import { listed } from '../design/rule.ts'
import type { PlannedDesign } from '../plan/plan.ts'
import type { Step } from './paths.ts'
import { isQuestion } from './places.ts'

/** Undefined where the first hop is a question to DNS itself. */
export function lookUp(service: Service, hops: readonly Hop[], design: PlannedDesign): Step | undefined {
  const [first] = hops
  if (first === undefined || isQuestion(first)) return undefined
  if (first.to === 'API server') {
    const text = 'kubectl takes the address of the API server from the kubeconfig; the Service needs no name outside.'
    return { at: 'kubeconfig', text, means: '' }
  }
  return first.from.startsWith('client') ? outside(service, hops, design) : inside(service)
}

function inside({ type, dns, namespace }: Service): Step {
  const short = `${dns.short}.${namespace}`
  const asked =
    dns.forCallers.length === 0
      ? `A pod of the namespace ${namespace} asks the cluster’s DNS for "${dns.short}", a pod of another for "${short}".`
      : `${askedBy(dns.forCallers)} The resolver in the pod completes ${dns.forCallers.length === 1 ? 'it' : 'that'} to ${dns.full}.`
  return { at: 'DNS of the cluster', text: `${asked} ${answerOf(type, dns.pods)}`, means: MEANS }
}

const MEANS =
  'Every Service has a name in the cluster’s DNS from the moment it is made. It stays the same while pods come and go.'

/** Callers of one namespace use one name. */
function askedBy(forCallers: Service['dns']['forCallers']): string {
  const callers = new Map<string, string[]>()
  for (const { caller, name } of forCallers) callers.set(name, [...(callers.get(name) ?? []), caller])
  return [...callers]
    .map(([name, own]) => `${listed(own)} ${own.length === 1 ? 'asks' : 'ask'} the cluster’s DNS for "${name}".`)
    .join(' ')
}

function answerOf(type: Service['type'], pods: readonly string[] | undefined): string {
  if (type !== 'Headless') return 'The answer is the virtual address of the Service.'
  const own = pods?.[0] === undefined ? '' : ` ${pods[0]} is the name of one pod alone.`
  return `The answer is the addresses of the pods themselves.${own}`
}

function outside(service: Service, hops: readonly Hop[], { entrances }: PlannedDesign): Step {
  const way = wayThrough(service, hops, entrances)
  const scheme = way?.entrance.scheme ?? service.facing?.scheme ?? 'internal'
  const where = scheme === 'public' ? 'public DNS' : 'DNS of the network'
  const hosts = [...new Set(way === undefined ? service.facing?.hosts : way.routes.flatMap(({ host }) => host ?? []))]
  const target = hops[0]?.to === 'node' ? 'nodes' : 'what the next step names'
  const text =
    hosts.length === 0
      ? `No host name is asked for: clients are given the address of ${target}.`
      : `The client asks the ${where} for ${listed(hosts)}. A record that you make leads from there to ${target}.`
  return { at: hosts.length === 0 ? 'address' : where, text, means: hosts.length === 0 ? '' : RECORD }
}

const RECORD =
  'Kubernetes makes no record outside the cluster. A balancer’s address is in the status of its object once the cloud has made it.'

type WayThrough = { entrance: Entrance; routes: Route[] }

/** The entrance of this path: it is named on it, or hands connections on unseen (layer 4, straight to the pods). */
function wayThrough({ name, namespace, facing }: Service, hops: readonly Hop[], entrances: readonly Entrance[]) {
  const listen = hops[0]?.port
  const ways = entrances.flatMap((entrance): WayThrough[] => {
    const routes = entrance.routes.filter(
      (route) => route.service === name && route.namespace === namespace && route.listen === listen,
    )
    return routes.length === 0 ? [] : [{ entrance, routes }]
  })
  const named = ways.find(({ entrance }) =>
    hops.some(({ to }) => to === `entrance ${entrance.name} (${entrance.class})`),
  )
  return named ?? (facing === undefined ? ways.find(({ routes }) => routes[0]?.layer4 !== undefined) : undefined)
}
