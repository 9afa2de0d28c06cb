// Data transfer as a product of a stated bill → its charges. The tiers of what leaves for the internet, and what of it is free, are those
// of the account on every cloud that has them: one charge for all of it, whatever each entry says.
import type { Charge, Metered } from '../domain/estimate/charge.ts'
import { type Decimal, sum } from '../domain/money.ts'

export function transferredOn(
  loadBalancers: readonly Metered[],
  leaving: (gbOut: Decimal) => Charge,
  betweenZones?: (transfer: Metered) => Charge,
): Charge[] {
  const all = loadBalancers.filter(({ product }) => product === 'data-transfer')
  if (all.length === 0) return []
  const between = betweenZones === undefined ? [] : all.map(betweenZones)
  return [...between, leaving(sum(all.map(({ load }) => load.gbOut)))]
}
