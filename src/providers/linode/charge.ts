// What Linode counts: NodeBalancers, by the hour up to the price of a month. Traffic through them comes out of the account's pool.
// What a premium one costs is not published. Source: Rackspace Spot's comparison of load balancers.
import type { Charge, Metered } from '../../domain/estimate/charge.ts'
import { decimal, textOf } from '../../domain/money.ts'
import { PREMIUM } from './provision.ts'

export const charge = (loadBalancers: readonly Metered[]): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .map(({ name, product, hours }) => ({
      loadBalancer: name,
      item: product === PREMIUM ? 'Premium NodeBalancer' : 'NodeBalancer',
      product,
      dimension: 'balancer-hour',
      quantity: hours,
      unit: 'hour',
      formula: `${textOf(hours)} h`,
      cap: { dimension: 'balancer-month', quantity: decimal(1), unit: 'month', formula: '1 month' },
    }))
