// What a bill of Oracle may name. Source: Oracle's price list, parts B93030 and B93031.
import type { BilledProduct } from '../../domain/estimate/charge.ts'

export const billed: readonly BilledProduct[] = [
  {
    product: 'flexible-load-balancer',
    title: 'Flexible load balancer',
    counts: ['mbps', 'gbInPerMonth', 'gbOutPerMonth'],
    pool: 'regional',
  },
  { product: 'network-load-balancer', title: 'Network load balancer', counts: [] },
]
