// What Vultr counts: instances of load balancers, by the month; traffic through them costs nothing more. One node each, since no more are
// asked for. Source: Rackspace Spot's comparison of load balancers.
import type { Charge, Metered } from '../../domain/estimate/charge.ts'
import { decimal, minimum, textOf } from '../../domain/money.ts'

// Billed by the hour, up to 672 hours a month (docs.vultr.com/support/platform/billing/how-am-i-billed-for-my-servers, of everything but
// GPUs): the price of a month is reached then, and each hour before costs a 672nd of it.
const HOURS_OF_A_MONTH = decimal(672)

export const charge = (loadBalancers: readonly Metered[]): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .map(({ name, nodes = 1, hours }) => {
      const counted = nodes === 1 ? '1 instance' : `${nodes} instances`
      const whole = hours.greaterThanOrEqualTo(HOURS_OF_A_MONTH)
      return {
        loadBalancer: name,
        item: 'Load balancer',
        product: 'load-balancer',
        dimension: 'instance-month',
        quantity: decimal(nodes).times(minimum(hours, HOURS_OF_A_MONTH)).dividedBy(HOURS_OF_A_MONTH),
        unit: 'instance-month',
        formula: whole ? counted : `${counted} × ${textOf(hours)} h / ${textOf(HOURS_OF_A_MONTH)} h`,
      }
    })
