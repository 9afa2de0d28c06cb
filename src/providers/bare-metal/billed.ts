// What a bill of one's own machines may name: addresses that the cluster announces itself, for which nobody bills.
import type { BilledProduct } from '../../domain/estimate/charge.ts'

export const billed: readonly BilledProduct[] = ['metallb', 'kube-vip', 'cilium'].map((product) => ({
  product,
  title: `Address announced by ${product}`,
  counts: [],
}))
