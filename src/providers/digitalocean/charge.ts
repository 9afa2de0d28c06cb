// What DigitalOcean counts: nodes of each load balancer, by the month. A balancer is billed by the size it was made with, so a load that
// turns out otherwise changes how it fares, and not what it costs; traffic through it costs nothing more.
// Source: docs.digitalocean.com/products/networking/load-balancers/details/pricing.
import type { Charge, Metered } from '../../domain/estimate/charge.ts'
import { decimal, minimum, textOf } from '../../domain/money.ts'
import { nodesFor } from './balancer.ts'

// "Billed hourly up to a monthly cap of 672 hours (the number of hours in 4 weeks)" (digitalocean.com/pricing): the price of a month is
// reached then, and each hour before costs a 672nd of it. Balancers are prorated by the hours they run at each size.
const HOURS_OF_A_MONTH = decimal(672)

export const charge = (loadBalancers: readonly Metered[]): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .map((loadBalancer) => {
      const { name, product, hours } = loadBalancer
      const nodes = loadBalancer.nodes === undefined ? nodesFor(loadBalancer) : decimal(loadBalancer.nodes)
      const counted = nodes.equals(1) ? '1 node' : `${textOf(nodes)} nodes`
      const whole = hours.greaterThanOrEqualTo(HOURS_OF_A_MONTH)
      return {
        loadBalancer: name,
        item: 'Load balancer nodes',
        product,
        dimension: 'node-month',
        quantity: nodes.times(minimum(hours, HOURS_OF_A_MONTH)).dividedBy(HOURS_OF_A_MONTH),
        unit: 'node-month',
        formula: whole ? counted : `${counted} × ${textOf(hours)} h / ${textOf(HOURS_OF_A_MONTH)} h`,
      }
    })
