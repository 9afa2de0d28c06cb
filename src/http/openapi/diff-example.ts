// The difference that the document shows: the example topology, and then with one more workload and more traffic, at other prices.
import { TOPOLOGY_EXAMPLE } from './topology-example.ts'

const { web, ...rest } = TOPOLOGY_EXAMPLE.workloads

export const CHANGED_TOPOLOGY_EXAMPLE = {
  ...TOPOLOGY_EXAMPLE,
  workloads: {
    ...rest,
    web: { ...web, traffic: { newConnectionsPerSecond: 90, gbOutPerMonth: 2500 } },
    cache: { ports: { redis: 6379 } },
  },
}
