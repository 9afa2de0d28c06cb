// Services whose selector finds no pods among what was sent. Most are right all the same: the pods are made by a controller of their own,
// or were not sent. A Service among pods of its namespace that none of them answers is told as dangling.
import type { Cluster } from './cluster.ts'
import type { PodSet } from './pods.ts'
import { asksControllers, writtenLabels } from './selection.ts'
import type { ServiceFacts } from './services.ts'

export type Unmatched =
  /** There is nothing against it: it is planned with pods that are not known. */
  | { service: ServiceFacts; why: 'backed' | 'made-by-others' | 'not-sent' }
  /** `nearest` has most of its labels; `elsewhere` has all, in another namespace. */
  | { service: ServiceFacts; why: 'dangling'; nearest: PodSet | undefined; elsewhere: PodSet | undefined }

export function unmatchedIn(cluster: Cluster): Unmatched[] {
  const namespaces = new Set(cluster.pods.map(({ object }) => object.namespace))
  return cluster.services.flatMap((service): Unmatched[] => {
    if (service.form === 'ExternalName' || service.pods.length > 0 || Object.keys(service.selector).length === 0)
      return []
    if ((cluster.backing(service)?.addresses.length ?? 0) > 0) return [{ service, why: 'backed' }]
    if (isMadeByOthers(service, cluster)) return [{ service, why: 'made-by-others' }]
    const elsewhere = cluster.pods.find(
      (set) => set.object.namespace !== service.namespace && hasAll(set, service) && service.name !== 'kubernetes',
    )
    if (!namespaces.has(service.namespace) && elsewhere === undefined) return [{ service, why: 'not-sent' }]
    return [{ service, why: 'dangling', nearest: nearestTo(service, cluster), elsewhere }]
  })
}

const hasAll = ({ labels }: PodSet, { selector }: ServiceFacts): boolean => {
  const written = writtenLabels(selector)
  return written.length > 0 && written.every(([key, value]) => labels[key] === value)
}

// Keys that operators put on the pods they make, by which Services find the one that leads.
const OF_OPERATORS =
  /^(?:role|spilo-role|cluster-name|cnpg\.io\/|postgres-operator\.|strimzi\.io\/|redis-role|redisfailovers-role|mysql\.|percona\.|k8s\.elastic|.*\.k8s\.elastic\.co\/|gateway\.(?:networking\.k8s\.io|envoyproxy\.io)\/|istio\.io\/|serving\.knative\.dev\/|component$)/

/** A custom resource of the name or kind that the selector names, or a label that only operators give. */
function isMadeByOthers({ selector, namespace }: ServiceFacts, { custom }: Cluster): boolean {
  if (asksControllers(selector)) return true
  const entries = Object.entries(selector)
  if (
    entries.some(([key]) => key !== 'component' && OF_OPERATORS.test(key) && (key.includes('/') || custom.length > 0))
  )
    return true
  // Of a static pod, which the kubelet runs from a file of the node.
  if (namespace === 'kube-system' && entries.some(([key]) => key === 'component' || key === 'k8s-app')) return true
  const words = new Set(entries.flatMap(([key, value]) => [key.toLowerCase(), value.toLowerCase()]))
  return custom.some(
    (one) => one.namespace === namespace && (words.has(one.kind.toLowerCase()) || words.has(one.name.toLowerCase())),
  )
}

function nearestTo({ selector, namespace }: ServiceFacts, { pods }: Cluster): PodSet | undefined {
  const written = writtenLabels(selector)
  let best: { set: PodSet; shared: number } | undefined
  for (const set of pods) {
    if (set.object.namespace !== namespace) continue
    const shared = written.filter(
      ([key, value]) => set.labels[key] === value || Object.values(set.labels).includes(value),
    ).length
    if (shared > (best?.shared ?? 0)) best = { set, shared }
  }
  return best?.set
}
