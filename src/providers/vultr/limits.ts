// Published limits of a Vultr load balancer.
import type { Limit } from '../../domain/provider.ts'

const FAQ = 'docs.vultr.com/products/load-balancer/faq'

export const limits: readonly Limit[] = [
  { product: 'load-balancer', item: 'forwarding rules', value: 15, adjustable: false, source: FAQ },
]
