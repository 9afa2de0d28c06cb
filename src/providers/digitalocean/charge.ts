// What DigitalOcean counts: nodes of each load balancer, by the month. A balancer is billed by the size it was made with, so a load that
// turns out otherwise changes how it fares, and not what it costs; traffic through it costs nothing more.
// Source: docs.digitalocean.com/products/networking/load-balancers/details/pricing.
import type { Charge, Metered } from '../../domain/estimate/charge.ts'
import { decimal } from '../../domain/money.ts'

export const charge = (loadBalancers: readonly Metered[]): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .map(({ name, product, nodes = 1 }) => ({
      loadBalancer: name,
      item: 'Load balancer nodes',
      product,
      // Hours are billed until they reach the price of a month; a balancer that stays reaches it.
      dimension: 'node-month',
      quantity: decimal(nodes),
      unit: 'node-month',
      formula: nodes === 1 ? '1 node' : `${nodes} nodes`,
    }))
