// What Vultr counts: instances of load balancers, by the month; traffic through them costs nothing more. One node each, since no more are
// asked for. Source: Rackspace Spot's comparison of load balancers.
import type { Charge, Metered } from '../../domain/estimate/charge.ts'
import { decimal } from '../../domain/money.ts'

export const charge = (loadBalancers: readonly Metered[]): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .map(({ name, nodes = 1 }) => ({
      loadBalancer: name,
      item: 'Load balancer',
      product: 'load-balancer',
      dimension: 'instance-month',
      quantity: decimal(nodes),
      unit: 'instance-month',
      formula: nodes === 1 ? '1 instance' : `${nodes} instances`,
    }))
