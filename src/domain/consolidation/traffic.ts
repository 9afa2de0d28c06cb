// The same topology with another load: of all workloads, or of some.
import { USAGE_FIELDS } from '../estimate/charge.ts'
import type { Decimal } from '../money.ts'
import type { Topology, Workload } from '../topology/index.ts'

/** Times what is stated or was filled in; `isMeant` narrows whose. */
export function withTraffic(
  topology: Topology,
  factor: Decimal,
  isMeant: (workload: string) => boolean = () => true,
): Topology {
  const scaled = (workload: Workload): Workload => ({
    ...workload,
    traffic: {
      ...workload.traffic,
      ...Object.fromEntries(USAGE_FIELDS.map((field) => [field, factor.times(workload.traffic[field]).toNumber()])),
    },
  })
  return {
    ...topology,
    workloads: Object.fromEntries(
      Object.entries(topology.workloads).map(([name, workload]) => [name, isMeant(name) ? scaled(workload) : workload]),
    ),
  }
}

export const isLoaded = ({ traffic }: Workload): boolean => USAGE_FIELDS.some((field) => traffic[field] > 0)
