// What a bill of Vultr may name. Source: vultr.com/products/load-balancers.
import type { BilledProduct } from '../../domain/estimate/charge.ts'

export const billed: readonly BilledProduct[] = [
  { product: 'load-balancer', title: 'Load balancer', counts: ['nodes'] },
]
