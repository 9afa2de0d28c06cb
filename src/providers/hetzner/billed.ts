// What a bill of Hetzner may name. Source: docs.hetzner.com/cloud/load-balancers/faq.
import type { BilledProduct } from '../../domain/estimate/charge.ts'
import { TYPES } from './limits.ts'

export const billed: readonly BilledProduct[] = TYPES.map((product) => ({
  product,
  title: `Load Balancer ${product.toUpperCase()}`,
  counts: ['gbOutPerMonth'],
}))
