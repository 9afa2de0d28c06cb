// Nobody bills for an address of one's own pool: hours at a price of zero, so that the bill says it instead of leaving it out.
import type { LoadBalancer } from '../../domain/design/design.ts'
import type { Charge, Circumstances } from '../../domain/estimate/charge.ts'
import { textOf } from '../../domain/money.ts'

export const charge = (loadBalancers: readonly LoadBalancer[], { usage: { hours } }: Circumstances): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .map(({ name }) => ({
      loadBalancer: name,
      item: 'Address announced by the cluster itself',
      product: 'metallb',
      dimension: 'load-balancer-hour',
      quantity: hours,
      unit: 'hour',
      formula: `${textOf(hours)} h`,
    }))
