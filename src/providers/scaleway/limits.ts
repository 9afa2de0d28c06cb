// Published limits of Scaleway load balancers: what each size carries, and what any of them holds.
import type { Limit } from '../../domain/provider.ts'

const LIMITATIONS = 'scaleway.com/en/docs/load-balancer/reference-content/load-balancers-limitations (2026-05-06)'

const carries = (product: string, megabits: number, connections: number): Limit[] => [
  { product, item: 'Mbps', value: megabits, adjustable: false, source: LIMITATIONS },
  { product, item: 'connections', value: connections, adjustable: false, source: LIMITATIONS },
]
const holds = (item: string, value: number): Limit => ({
  product: 'load-balancer',
  item,
  value,
  adjustable: false,
  source: LIMITATIONS,
})

export const limits: readonly Limit[] = [
  ...carries('LB-S', 200, 20_000),
  ...carries('LB-GP-M', 500, 50_000),
  ...carries('LB-GP-L', 1000, 160_000),
  ...carries('LB-GP-XL', 4000, 3_000_000),
  holds('frontends', 300),
  holds('certificates', 200),
  holds('ACLs', 300),
  holds('public IPv4 addresses', 1),
]
