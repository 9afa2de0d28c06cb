// How many of each there are in what was sent, what is written twice counted once.
import type { ImportCounts } from '../imported.ts'
import { ROUTE_KINDS } from './facts/gateways.ts'
import { POD_KINDS } from './facts/pods.ts'
import { SERVICE_FORMS } from './facts/services.ts'
import type { Building } from './topology/building.ts'

export function countsOf({ cluster, ingresses, gateways }: Building): ImportCounts {
  const { pods, services, of } = cluster
  const byName = (names: readonly string[], count: (name: string) => number) =>
    Object.fromEntries(names.map((name) => [name, count(name)] as const).filter(([, number]) => number > 0))
  return {
    workloads: byName(POD_KINDS, (kind) => pods.filter(({ object }) => object.kind === kind).length),
    services: byName(SERVICE_FORMS, (form) => services.filter((service) => service.form === form).length),
    ingresses: ingresses.length,
    gateways: gateways.length,
    routes: byName(ROUTE_KINDS, (kind) => of(kind).length),
  }
}
