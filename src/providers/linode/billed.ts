// What a bill of Linode may name; traffic comes out of the account's pool. Source: linode.com/pricing.
import type { BilledProduct } from '../../domain/estimate/charge.ts'
import { BASIC, PREMIUM } from './provision.ts'

export const billed: readonly BilledProduct[] = [
  { product: BASIC, title: 'NodeBalancer', counts: [] },
  { product: PREMIUM, title: 'Premium NodeBalancer', counts: [] },
]
