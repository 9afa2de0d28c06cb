// Nobody bills for an address of one's own pool: hours at a price of zero, so that the bill says it instead of leaving it out.
import type { Charge, Metered } from '../../domain/estimate/charge.ts'
import { textOf } from '../../domain/money.ts'

export const charge = (loadBalancers: readonly Metered[]): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .map(({ name, hours }) => ({
      loadBalancer: name,
      item: 'Address announced by the cluster itself',
      product: 'metallb',
      dimension: 'load-balancer-hour',
      quantity: hours,
      unit: 'hour',
      formula: `${textOf(hours)} h`,
    }))
