// Objects → a cluster as far as it was sent: who selects whom, what names lead where.

import { compareText } from '../../../domain/finding.ts'
import { fieldsOf, listOf, portOf, textOf, textsIn, valueAt } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'
import { type PodSet, podSetOf } from './pods.ts'
import { type Selection, selectionAmong } from './selection.ts'
import { type ServiceFacts, serviceOf } from './services.ts'

export type Backing = { addresses: string[]; ports: number[]; object: KubernetesObject }

export type Cluster = {
  objects: readonly KubernetesObject[]
  pods: readonly PodSet[]
  services: readonly ServiceFacts[]
  /** By kind, in the order they were read. */
  of: (kind: string) => readonly KubernetesObject[]
  find: (kind: string, namespace: string, name: string) => KubernetesObject | undefined
  service: (namespace: string, name: string) => ServiceFacts | undefined
  /** What was sent of kinds that are not analysed: others make pods and Services of it. */
  custom: readonly KubernetesObject[]
  select: Selection
  /** What Endpoints and EndpointSlices say is behind a Service; undefined where none of its own was sent. */
  backing: (service: ServiceFacts) => Backing | undefined
}

/** In one order, whatever the order of the documents. */
export function clusterOf(unsorted: readonly KubernetesObject[], custom: readonly KubernetesObject[]): Cluster {
  const objects = [...unsorted].sort(
    (a, b) =>
      compareText(a.kind, b.kind) ||
      compareText(a.namespace, b.namespace) ||
      compareText(a.name, b.name) ||
      compareText(a.group, b.group),
  )
  const byKind = new Map<string, KubernetesObject[]>()
  for (const object of objects) {
    const there = byKind.get(object.kind)
    if (there === undefined) byKind.set(object.kind, [object])
    else there.push(object)
  }
  const of = (kind: string) => byKind.get(kind) ?? []
  const named = new Map(objects.map((object) => [`${object.kind} ${object.namespace}/${object.name}`, object]))
  const pods = objects.flatMap((object) => podSetOf(object) ?? [])
  const select = selectionAmong(pods)
  const services = of('Service').map((object) => {
    const selector = serviceOf(object, []).selector
    return serviceOf(object, select(object.namespace, selector))
  })
  const byName = new Map(services.map((service) => [`${service.namespace}/${service.name}`, service]))
  const backings = backingsIn(of('Endpoints'), of('EndpointSlice'))
  return {
    objects,
    pods,
    services,
    of,
    find: (kind, namespace, name) => named.get(`${kind} ${namespace}/${name}`),
    custom,
    service: (namespace, name) => byName.get(`${namespace}/${name}`),
    select,
    backing: ({ namespace, name }) => backings.get(`${namespace}/${name}`),
  }
}

// kubernetes.io/docs/concepts/services-networking/endpoint-slices
const OF_SERVICE = 'kubernetes.io/service-name'

function backingsIn(endpoints: readonly KubernetesObject[], slices: readonly KubernetesObject[]): Map<string, Backing> {
  const backings = new Map<string, Backing>()
  const add = (object: KubernetesObject, name: string, addresses: string[], ports: number[]) => {
    const key = `${object.namespace}/${name}`
    const there = backings.get(key)
    if (there === undefined) backings.set(key, { addresses, ports, object })
    else {
      there.addresses.push(...addresses.filter((address) => !there.addresses.includes(address)))
      there.ports.push(...ports.filter((port) => !there.ports.includes(port)))
    }
  }
  for (const object of endpoints) {
    const subsets = listOf(object.value.subsets)
    const addresses = subsets.flatMap((subset) => listOf(fieldsOf(subset).addresses))
    const ips = addresses.flatMap((address) => textOf(fieldsOf(address).ip) ?? [])
    add(object, object.name, ips, subsets.flatMap(portsIn))
  }
  for (const object of slices) {
    const name = object.labels[OF_SERVICE]
    if (name === undefined) continue
    const ready = listOf(object.value.endpoints).filter((one) => valueAt(one, 'conditions', 'ready') !== false)
    add(
      object,
      name,
      ready.flatMap((one) => textsIn(fieldsOf(one).addresses)),
      portsIn(object.value),
    )
  }
  return backings
}

const portsIn = (value: unknown): number[] =>
  listOf(fieldsOf(value).ports).flatMap((one) => portOf(fieldsOf(one).port) ?? [])
