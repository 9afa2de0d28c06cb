// The names a Service answers to for those who call it: for each caller the shortest that works from its namespace, and for a
// StatefulSet's headless Service the names of its pods. Source: kubernetes.io/docs/concepts/services-networking/dns-pod-service.
import type { Topology, Workload } from '../topology/index.ts'
import type { Dns, NameForCaller, Service } from './design.ts'
import type { Edge } from './edges.ts'
import { urlOf } from './service.ts'

/** In the order of the callers. */
export function namesForCallers(
  { name, namespace, dns }: Pick<Service, 'name' | 'namespace' | 'dns'>,
  edges: readonly Edge[],
  pods: NamedPods,
): NameForCaller[] {
  const byCaller = new Map<string, NameForCaller>()
  for (const { caller, workload, called, port } of edges) {
    let told = byCaller.get(caller)
    if (told === undefined) {
      const shortest = shortestName({ name, namespace, full: dns.full }, workload.namespace, pods)
      told = { caller, namespace: workload.namespace, name: shortest, urls: {} }
      byCaller.set(caller, told)
    }
    if (called !== undefined && port !== undefined) told.urls[called] = urlOf(told.name, port)
  }
  return [...byCaller.values()]
}

/**
 * A pod's resolver tries `<namespace>.svc.cluster.local` first, then `svc.cluster.local`. So a name of two parts is first looked for
 * among the pods with names of their own in the caller's namespace, and only where there is none does it lead to another namespace.
 */
function shortestName(
  { name, namespace, full }: { name: string; namespace: string; full: string },
  from: string,
  pods: NamedPods,
): string {
  if (from === namespace) return name
  const taken = pods.get(`${from}/${namespace}`)?.has(name) === true
  return taken ? full : `${name}.${namespace}`
}

/** By "namespace/service" of each headless Service that is called like a namespace: can a pod behind it be called so? */
export type NamedPods = ReadonlyMap<string, { has: (name: string) => boolean }>

export function namedPods(services: readonly Service[], { workloads }: Topology): NamedPods {
  const namespaces = new Set(services.map((service) => service.namespace))
  const pods = new Map<string, { has: (name: string) => boolean }>()
  for (const service of services) {
    const workload = workloads[service.workload ?? '']
    if (!namespaces.has(service.name) || workload === undefined || !namesPods(service, workload)) continue
    const pattern = new RegExp(`^${service.workload}-(0|[1-9]\\d*)$`)
    const has =
      workload.kind === 'StatefulSet'
        ? (name: string) => Number(pattern.exec(name)?.[1] ?? Number.NaN) < (workload.replicas ?? 1)
        : (name: string) => name === service.workload
    pods.set(`${service.namespace}/${service.name}`, { has })
  }
  return pods
}

// A Deployment has one pod that is named, by its hostname, where that is asked for.
const namesPods = ({ type }: Service, { kind, discovery }: Workload): boolean =>
  type === 'Headless' && (kind === 'StatefulSet' || (kind === 'Deployment' && discovery === 'per-pod'))

const SHOWN = 3

/** `db-0.db.shop.svc.cluster.local`: the first three, then the rest as a brace expansion of the shell; none when there are no names. */
export function podNamesOf(service: Service, workload: Workload): Dns['pods'] {
  const { workload: name, dns } = service
  if (!namesPods(service, workload)) return undefined
  if (workload.kind === 'Deployment') return [`${name}.${dns.full}`]
  const replicas = workload.replicas ?? 1
  const nameOf = (ordinal: number | string) => `${name}-${ordinal}.${dns.full}`
  const shown = Array.from({ length: Math.min(replicas, SHOWN) }, (_, ordinal) => nameOf(ordinal))
  if (replicas <= SHOWN) return shown
  return [...shown, nameOf(replicas === SHOWN + 1 ? SHOWN : `{${SHOWN}..${replicas - 1}}`)]
}
