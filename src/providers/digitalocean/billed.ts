// What a bill of DigitalOcean may name. Source: docs.digitalocean.com/products/networking/load-balancers/details/pricing.
import type { BilledProduct } from '../../domain/estimate/charge.ts'

const counts = ['nodes', 'requestsPerSecond', 'newConnectionsPerSecond', 'activeConnections'] as const

export const billed: readonly BilledProduct[] = [
  { product: 'load-balancer-regional-http', title: 'Regional load balancer, HTTP', counts },
  { product: 'load-balancer-regional-network', title: 'Regional load balancer, network', counts },
  { product: 'load-balancer-global', title: 'Global load balancer', counts },
]
