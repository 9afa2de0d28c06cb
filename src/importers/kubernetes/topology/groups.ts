// Services and what they select → the workloads of a topology. A workload is what is reached together: every set of controllers that some
// Service selects, and each controller that no Service selects. Versions of one application behind one Service are one workload, or
// its Service could not be planned.
import { compareText } from '../../../domain/finding.ts'
import type { Cluster } from '../facts/cluster.ts'
import type { PodSet } from '../facts/pods.ts'
import type { ServiceFacts, ServiceForm } from '../facts/services.ts'

export type Group = {
  /** Its name in the topology. */
  key: string
  namespace: string
  /** Empty where the pods were not sent. */
  pods: readonly PodSet[]
  /** The one that gives it its name first. */
  services: readonly ServiceFacts[]
}

/** `unmatched` are the Services with a selector and no pods that are to be planned all the same. */
export function groupsOf(cluster: Cluster, unmatched: readonly ServiceFacts[], ownNamespace: string): Group[] {
  const groups = new Map<string, { pods: readonly PodSet[]; services: ServiceFacts[] }>()
  const add = (id: string, pods: readonly PodSet[], service: ServiceFacts) => {
    const there = groups.get(id)
    if (there === undefined) groups.set(id, { pods, services: [service] })
    else there.services.push(service)
  }
  for (const service of cluster.services) {
    if (service.pods.length > 0)
      add(
        service.pods
          .map(({ key }) => key)
          .sort(compareText)
          .join('\n'),
        service.pods,
        service,
      )
  }
  for (const service of unmatched) {
    const selector = Object.entries(service.selector).sort(([a], [b]) => compareText(a, b))
    add(`${service.namespace}\n${JSON.stringify(selector)}`, [], service)
  }
  const selected = new Set([...groups.values()].flatMap(({ pods }) => pods.map(({ key }) => key)))
  const alone = cluster.pods.filter(({ key }) => !selected.has(key)).map((set) => ({ pods: [set], services: [] }))
  return named([...groups.values(), ...alone], ownNamespace)
}

// Whom callers name first: a Service of its own inside the cluster.
const RANK: Readonly<Record<ServiceForm, number>> = {
  ClusterIP: 1,
  Headless: 2,
  NodePort: 3,
  LoadBalancer: 4,
  ExternalName: 5,
}

function named(groups: readonly Omit<Group, 'key' | 'namespace'>[], ownNamespace: string): Group[] {
  const wanted = groups.map(({ pods, services }) => {
    const ranked = [...services].sort(
      (a, b) =>
        rankOf(a, pods) - rankOf(b, pods) || compareText(a.name, b.name) || compareText(a.namespace, b.namespace),
    )
    const [primary] = ranked
    const [first] = pods
    const namespace = primary?.namespace ?? first?.object.namespace ?? ownNamespace
    return { pods, services: ranked, namespace, name: labelFrom(primary?.name ?? first?.object.name ?? '') }
  })
  const count = new Map<string, number>()
  for (const { name } of wanted) count.set(name, (count.get(name) ?? 0) + 1)
  const taken = new Set<string>()
  return wanted
    .sort(
      (a, b) => compareText(a.name, b.name) || compareText(a.namespace, b.namespace) || compareText(keyOf(a), keyOf(b)),
    )
    .map(({ name, ...group }) => {
      const alone = count.get(name) === 1 || group.namespace === ownNamespace
      return { ...group, key: unused(alone ? name : labelFrom(`${name}-${group.namespace}`), taken) }
    })
}

const keyOf = ({ pods }: Pick<Group, 'pods'>): string => pods[0]?.key ?? ''

/** One that is named as its only controller is, is the one people mean. */
const rankOf = ({ form, name }: ServiceFacts, pods: readonly PodSet[]): number =>
  pods.length === 1 && pods[0]?.object.name === name ? 0 : RANK[form]

const LONGEST = 63

/** A DNS-1035 label as close to the name as can be. */
export function labelFrom(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
  const label = /^[a-z]/.test(plain) ? plain : `w-${plain}`
  return label.slice(0, LONGEST).replace(/-+$/, '')
}

function unused(name: string, taken: Set<string>): string {
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? '' : `-${count}`
    const candidate = `${name.slice(0, LONGEST - end.length).replace(/-+$/, '')}${end}`
    if (taken.has(candidate)) continue
    taken.add(candidate)
    return candidate
  }
}
