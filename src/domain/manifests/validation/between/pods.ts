// Services and the pods of the set they select: a port named where no pod has that name, a Service with nothing behind it, or with
// nothing behind it on most nodes.

import { SERVICE_OF_SLICE } from '../services/endpoints.ts'
import type { ServiceSpec } from '../services/service.ts'
import type { PodSpec } from '../workloads/pod.ts'
import type { ObjectSet } from './object-set.ts'

type Labels = Readonly<Record<string, string>>
type Pods = { kind: string; labels: Labels; portNames: ReadonlySet<string> }

// Where more pods than this share a Service's rarest label, the question is left open: answering must stay cheap.
const CANDIDATES_AT_MOST = 500

export function checkSelectedPods(set: ObjectSet): void {
  const byLabel = podsByLabel(set)
  const sliced = new Set([
    ...set
      .of('EndpointSlice')
      .map(({ namespace, value }) => `${namespace} ${value.metadata.labels?.[SERVICE_OF_SLICE]}`),
    ...set.of('Endpoints').map(({ namespace, name }) => `${namespace} ${name}`),
  ])
  for (const { value, namespace, name, say } of set.of('Service')) {
    const { spec } = value
    if (spec.type === 'ExternalName') continue
    const selector = Object.entries(spec.selector ?? {})
    if (selector.length === 0) {
      if (!sliced.has(`${namespace} ${name}`)) {
        say.warning(
          '/spec/selector',
          'SERVICE_WITHOUT_ENDPOINTS',
          'is missing, and no EndpointSlice of the set belongs to this Service: nothing is behind it',
        )
      }
      continue
    }
    const wanted = namedTargets(spec)
    const local = spec.internalTrafficPolicy === 'Local'
    if (wanted.length === 0 && !local) continue
    const pods = selected(selector, namespace, byLabel)
    if (pods === undefined || pods.length === 0) continue
    if (local && !pods.some(({ kind }) => kind === 'DaemonSet')) {
      say.warning(
        '/spec/internalTrafficPolicy',
        'LOCAL_WITHOUT_POD_ON_EVERY_NODE',
        'drops what is sent from a node without a pod, and only a DaemonSet has one on each; use trafficDistribution, which falls back to other nodes',
      )
    }
    for (const { target, at } of wanted) {
      if (pods.some(({ portNames }) => portNames.has(target))) continue
      const known = someNames(pods)
      say.warning(
        at,
        'TARGET_PORT_UNKNOWN',
        `no selected pod has a container port of that name; ${known.length === 0 ? 'none has a name' : `there are ${known.join(', ')}`}`,
      )
    }
  }
}

const NAMES_SHOWN = 8

function someNames(pods: readonly Pods[]): string[] {
  const names = new Set<string>()
  for (const { portNames } of pods) {
    for (const name of portNames) {
      names.add(name)
      if (names.size === NAMES_SHOWN) return [...names]
    }
  }
  return [...names]
}

const namedTargets = ({ ports = [] }: ServiceSpec) =>
  ports.flatMap(({ targetPort }, index) =>
    typeof targetPort === 'string' ? [{ target: targetPort, at: `/spec/ports/${index}/targetPort` }] : [],
  )

function selected(
  selector: readonly [string, string][],
  namespace: string,
  byLabel: Map<string, Pods[]>,
): Pods[] | undefined {
  const lists = selector.map(([key, value]) => byLabel.get(`${namespace} ${key}=${value}`) ?? [])
  const rarest = lists.reduce((least, list) => (list.length < least.length ? list : least))
  if (rarest.length > CANDIDATES_AT_MOST) return undefined
  return rarest.filter(({ labels }) => selector.every(([key, value]) => labels[key] === value))
}

function podsByLabel(set: ObjectSet): Map<string, Pods[]> {
  const byLabel = new Map<string, Pods[]>()
  const add = (kind: string, namespace: string, labels: Labels | undefined, spec: PodSpec, whole: boolean) => {
    if (labels === undefined || !whole) return
    // Sidecars among the init containers listen as well.
    const containers = [...spec.containers, ...(spec.initContainers ?? [])]
    const names = containers.flatMap(({ ports = [] }) => ports.flatMap(({ name }) => name ?? []))
    const pods = { kind, labels, portNames: new Set(names) }
    for (const [key, value] of Object.entries(labels)) {
      const label = `${namespace} ${key}=${value}`
      const others = byLabel.get(label)
      if (others === undefined) byLabel.set(label, [pods])
      else others.push(pods)
    }
  }
  for (const { namespace, value, whole } of set.of('Pod'))
    add('Pod', namespace, value.metadata.labels, value.spec, whole)
  for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'] as const) {
    for (const { namespace, value, whole } of set.of(kind)) {
      const { template } = value.spec
      if (template !== undefined) add(kind, namespace, template.metadata?.labels, template.spec, whole)
    }
  }
  return byLabel
}
