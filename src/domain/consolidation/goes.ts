// Two designs → what of the first is gone in the second, or has another type there: what is given up, and cannot be had back as it was.
import type { Design, Entrance, Service } from '../design/design.ts'
import { ingressName } from '../design/names.ts'
import { compareText } from '../finding.ts'
import type { Topology } from '../topology/index.ts'

export type Goes = {
  /** As they were; the second design has them as ClusterIP. */
  services: { from: Service; to: Service }[]
  deleted: Service[]
  entrances: Entrance[]
}

const keyOf = ({ namespace, name }: { namespace: string; name: string }): string => `${namespace}/${name}`

export function goesBetween(before: Design, after: Design): Goes {
  const kept = new Map(after.services.map((service) => [keyOf(service), service]))
  const stays = new Set(after.entrances.map((entrance) => `${entrance.api} ${keyOf(entrance)}`))
  return {
    services: before.services.flatMap((from) => {
      const to = kept.get(keyOf(from))
      return to === undefined || to.type === from.type ? [] : [{ from, to }]
    }),
    deleted: before.services.filter((service) => !kept.has(keyOf(service))),
    entrances: before.entrances.filter(
      (entrance) => !entrance.existing && !stays.has(`${entrance.api} ${keyOf(entrance)}`),
    ),
  }
}

/** "Service/shop/web: turns from LoadBalancer to ClusterIP", "Gateway/shop/web-entrance: is deleted". */
export function goesText({ services, deleted, entrances }: Goes, topology: Topology): string[] {
  return [
    ...services.map(
      ({ from, to }) => `Service/${keyOf(from)}: turns from ${from.type} to ${to.type}; its address is given up`,
    ),
    ...deleted.map((service) => `Service/${keyOf(service)}: is deleted`),
    ...[...new Set(entrances.flatMap((entrance) => objectsOf(entrance, topology)))]
      .sort(compareText)
      .map((object) => `${object}: is deleted; its address is given up`),
  ]
}

/** An Ingress is written for each namespace and listener. */
const objectsOf = (entrance: Entrance, topology: Topology): string[] =>
  entrance.api === 'gateway'
    ? [`Gateway/${keyOf(entrance)}`]
    : entrance.routes.map(({ namespace, listen }) => `Ingress/${namespace}/${ingressName(entrance, topology, listen)}`)
