// What a bill of DigitalOcean may name. A global load balancer cannot be scaled, so nothing but its hours is counted, at its base price.
// Sources: docs.digitalocean.com/products/networking/load-balancers/details/pricing and how-to/scale.
import type { BilledProduct } from '../../domain/estimate/charge.ts'

const counts = ['nodes', 'requestsPerSecond', 'activeConnections'] as const

export const billed: readonly BilledProduct[] = [
  {
    product: 'load-balancer-regional-http',
    title: 'Regional load balancer, HTTP',
    counts: [...counts, 'newConnectionsPerSecond'],
  },
  { product: 'load-balancer-regional-network', title: 'Regional load balancer, network', counts },
  { product: 'load-balancer-global', title: 'Global load balancer, base price', counts: [] },
]
