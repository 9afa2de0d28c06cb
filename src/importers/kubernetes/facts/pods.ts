// What runs pods → the few facts a Service asks of it: labels, container ports, how it is probed. One for each controller; what another
// controller makes is left to it.

import type { Transport, WorkloadKind } from '../../../domain/topology/index.ts'
import { type Fields, fieldsOf, listOf, portOf, textOf, textsOf, valueAt, wholeOf } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'

export type ContainerPort = { name: string | undefined; port: number; transport: Transport; hostPort: boolean }

export type PodSet = {
  object: KubernetesObject
  /** "Deployment shop/web": of all objects this one. */
  key: string
  kind: WorkloadKind
  labels: Readonly<Record<string, string>>
  /** Absent where the kind has none. */
  replicas: number | undefined
  containers: readonly Container[]
  ports: readonly ContainerPort[]
  hostNetwork: boolean
  /** The Service that gives the pods of a StatefulSet their names. */
  serviceName: string | undefined
  hostname: string | undefined
  /** Pointer from the object to its pod template; "" for a Pod. */
  templateAt: string
}

export type Container = { value: Fields; at: string; image: string }

const TEMPLATES: Readonly<Record<string, { kind: PodSet['kind']; way: readonly string[] }>> = {
  Deployment: { kind: 'Deployment', way: ['spec', 'template'] },
  StatefulSet: { kind: 'StatefulSet', way: ['spec', 'template'] },
  DaemonSet: { kind: 'DaemonSet', way: ['spec', 'template'] },
  ReplicaSet: { kind: 'Deployment', way: ['spec', 'template'] },
  ReplicationController: { kind: 'Deployment', way: ['spec', 'template'] },
  Pod: { kind: 'Deployment', way: [] },
  Job: { kind: 'Job', way: ['spec', 'template'] },
  CronJob: { kind: 'CronJob', way: ['spec', 'jobTemplate', 'spec', 'template'] },
}

/** Kinds that run pods, as Kubernetes spells them. */
export const POD_KINDS = Object.keys(TEMPLATES)

/** Undefined for what runs no pods. */
export function podSetOf(object: KubernetesObject): PodSet | undefined {
  const template = TEMPLATES[object.kind]
  if (template === undefined) return undefined
  const pod = valueAt(object.value, ...template.way)
  const spec = fieldsOf(valueAt(pod, 'spec'))
  const at = template.way.map((step) => `/${step}`).join('')
  const containers = containersOf(spec, at)
  const scaled = template.kind === 'Deployment' || template.kind === 'StatefulSet'
  return {
    object,
    key: `${object.kind} ${object.namespace}/${object.name}`,
    kind: template.kind,
    labels: textsOf(valueAt(pod, 'metadata', 'labels')),
    replicas: scaled ? (object.kind === 'Pod' ? 1 : (wholeOf(object.spec.replicas) ?? 1)) : undefined,
    containers,
    ports: containers.flatMap(portsOf),
    hostNetwork: spec.hostNetwork === true,
    serviceName: textOf(object.spec.serviceName),
    hostname: textOf(spec.hostname),
    templateAt: at,
  }
}

// Sidecars among the init containers listen as well.
function containersOf(spec: Fields, at: string): Container[] {
  return ['containers', 'initContainers'].flatMap((field) =>
    listOf(spec[field]).map((one, index) => ({
      value: fieldsOf(one),
      at: `${at}/spec/${field}/${index}`,
      image: textOf(fieldsOf(one).image) ?? '',
    })),
  )
}

function portsOf({ value }: Container): ContainerPort[] {
  return listOf(value.ports).flatMap((one) => {
    const { containerPort, name, protocol, hostPort } = fieldsOf(one)
    const port = portOf(containerPort)
    if (port === undefined) return []
    return [{ name: textOf(name), port, transport: transportOf(protocol), hostPort: portOf(hostPort) !== undefined }]
  })
}

export const transportOf = (protocol: unknown): Transport =>
  protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP'
