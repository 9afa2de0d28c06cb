// What a bill of Scaleway may name. Source: scaleway.com/en/pricing/network.
import type { BilledProduct } from '../../domain/estimate/charge.ts'
import { SIZES } from './size.ts'

export const billed: readonly BilledProduct[] = SIZES.map((product) => ({
  product,
  title: `Load balancer ${product}`,
  counts: ['addresses'],
}))
