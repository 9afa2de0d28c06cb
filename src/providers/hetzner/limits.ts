// What each type of Hetzner's load balancer can carry. A type's "services" are listening ports, its "targets" nodes. Sources:
// hetznercloud/hcloud-python tests/unit/load_balancer_types/conftest.py (a copy of the API's answer), docs.hetzner.com.
import type { Limit } from '../../domain/provider.ts'

/** From the smallest to the largest. */
export const TYPES = ['lb11', 'lb21', 'lb31'] as const
export type Type = (typeof TYPES)[number]

const API = 'hetznercloud/hcloud-python tests/unit/load_balancer_types/conftest.py (the API’s answer)'
// No copy of the API's answer for lb31 was found; how many connections it holds is left out.
const LARGEST = 'hetzner.com/cloud/load-balancer (not confirmed by a copy of the API’s answer)'

const of = (product: Type, source: string, items: Readonly<Record<string, number>>): Limit[] =>
  Object.entries(items).map(([item, value]) => ({ product, item, value, adjustable: false, source }))

export const limits: readonly Limit[] = [
  ...of('lb11', API, { services: 5, targets: 25, certificates: 10, connections: 10_000 }),
  ...of('lb21', API, { services: 15, targets: 75, certificates: 25, connections: 20_000 }),
  ...of('lb31', LARGEST, { services: 30, targets: 150, certificates: 50 }),
  {
    product: 'load-balancer',
    item: 'load balancers over all projects',
    value: 20,
    adjustable: true,
    source: 'docs.hetzner.com/cloud/load-balancers/overview (2024-11-28)',
  },
  {
    product: 'load-balancer',
    item: 'TB out a month included in EU locations',
    value: 20,
    adjustable: false,
    source: API,
  },
]
