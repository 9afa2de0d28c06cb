// Which pods a selector means: those in its namespace that have every label of it. Labels that controllers put on pods as they make them
// stand in no manifest, so what asks for one of them is judged by the rest of its labels.
import type { PodSet } from './pods.ts'

type Labels = Readonly<Record<string, string>>

// kubernetes.io/docs/reference/labels-annotations-taints: set by controllers on the pods they make.
const OF_CONTROLLERS = new Set([
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'pod-template-hash',
  'pod-template-generation',
  'controller-revision-hash',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'rollouts-pod-template-hash',
])

const POD_NAME = 'statefulset.kubernetes.io/pod-name'

export type Selection = (namespace: string, selector: Labels) => PodSet[]

/** Linear in the pods, and for each question in the pods that share its rarest label. */
export function selectionAmong(pods: readonly PodSet[]): Selection {
  const byLabel = new Map<string, PodSet[]>()
  const byNamespace = new Map<string, PodSet[]>()
  const add = (index: Map<string, PodSet[]>, key: string, set: PodSet) => {
    const there = index.get(key)
    if (there === undefined) index.set(key, [set])
    else there.push(set)
  }
  for (const set of pods) {
    const { namespace } = set.object
    add(byNamespace, namespace, set)
    for (const [key, value] of Object.entries(set.labels)) add(byLabel, `${namespace}\n${key}\n${value}`, set)
  }
  return (namespace, selector) => {
    const written = writtenLabels(selector)
    const podName = selector[POD_NAME]
    if (written.length === 0 && podName === undefined) return []
    const lists = written.map(([key, value]) => byLabel.get(`${namespace}\n${key}\n${value}`) ?? [])
    const shortest = lists.reduce(
      (least, list) => (list.length < least.length ? list : least),
      lists[0] ?? byNamespace.get(namespace) ?? [],
    )
    return shortest.filter(
      (set) =>
        written.every(([key, value]) => set.labels[key] === value) && (podName === undefined || isPodOf(podName, set)),
    )
  }
}

export const writtenLabels = (selector: Labels): [string, string][] =>
  Object.entries(selector).filter(([key]) => !OF_CONTROLLERS.has(key))

/** Does it ask for pods by a label that only the cluster gives them? */
export const asksControllers = (selector: Labels): boolean =>
  Object.keys(selector).some((key) => OF_CONTROLLERS.has(key))

const isPodOf = (podName: string, { kind, object }: PodSet): boolean =>
  kind === 'StatefulSet' && podName.replace(/-\d+$/, '') === object.name
