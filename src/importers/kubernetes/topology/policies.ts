// NetworkPolicies → who may call whom. That somebody is let in is no proof that they come, but nobody lets in for nothing.
import type { Cluster } from '../facts/cluster.ts'
import type { PodSet } from '../facts/pods.ts'
import { fieldsOf, listOf, portOf, textOf, textsOf } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Call } from './calls.ts'
import { type Draft, type Drafts, placeOf } from './draft.ts'

const OWN_NAME = 'kubernetes.io/metadata.name'
const LET_IN = { rule: 'network-policy', confidence: 0.6 }

export function policyCalls(cluster: Cluster, drafts: Drafts): Map<Draft, Call[]> {
  const byPods = new Map<PodSet, Draft[]>()
  for (const draft of drafts.all) {
    for (const set of draft.group.pods) byPods.set(set, [...(byPods.get(set) ?? []), draft])
  }
  const calls = new Map<Draft, Call[]>()
  for (const policy of cluster.of('NetworkPolicy')) {
    const callees = podsMeant(policy.spec.podSelector, policy.namespace, cluster).flatMap(
      (set) => byPods.get(set) ?? [],
    )
    listOf(policy.spec.ingress).forEach((rule, index) => {
      const { from, ports } = fieldsOf(rule)
      const callers = listOf(from)
        .flatMap((peer) => peerPods(peer, policy, cluster))
        .flatMap((set) => byPods.get(set) ?? [])
      const place = placeOf(policy, `/spec/ingress/${index}`)
      for (const callee of new Set(callees)) {
        for (const to of portsLetIn(callee, listOf(ports))) {
          for (const caller of new Set(callers)) {
            if (caller === callee) continue
            const there = calls.get(caller)
            if (there === undefined) calls.set(caller, [{ to, place, ...LET_IN }])
            else there.push({ to, place, ...LET_IN })
          }
        }
      }
    })
  }
  return calls
}

/** An empty selector means everybody: that says who may, not who does. */
function podsMeant(selector: unknown, namespace: string, cluster: Cluster): PodSet[] {
  const { matchLabels, matchExpressions } = fieldsOf(selector)
  const labels = textsOf(matchLabels)
  return Object.keys(labels).length === 0 || listOf(matchExpressions).length > 0
    ? []
    : cluster.select(namespace, labels)
}

function peerPods(peer: unknown, policy: KubernetesObject, cluster: Cluster): PodSet[] {
  const { podSelector, namespaceSelector } = fieldsOf(peer)
  if (namespaceSelector === undefined) return podsMeant(podSelector, policy.namespace, cluster)
  const labels = textsOf(fieldsOf(namespaceSelector).matchLabels)
  const named = textOf(labels[OWN_NAME])
  const namespaces =
    named !== undefined
      ? [named]
      : cluster
          .of('Namespace')
          .filter(
            (one) =>
              Object.keys(labels).length > 0 &&
              Object.entries(labels).every(([key, value]) => one.labels[key] === value),
          )
          .map(({ name }) => name)
  return namespaces.flatMap((namespace) => podsMeant(podSelector, namespace, cluster))
}

/** Policies name container ports. */
function portsLetIn({ group, ports }: Draft, allowed: readonly unknown[]): string[] {
  if (ports.all.length === 0) return []
  if (allowed.length === 0) return [group.key]
  return allowed.flatMap((one) => {
    const { port } = fieldsOf(one)
    const number = portOf(port)
    const found = ports.all.filter(({ name, targetPort }) =>
      number === undefined ? name === port : targetPort === number,
    )
    return found.map(({ name }) => `${group.key}/${name}`)
  })
}
