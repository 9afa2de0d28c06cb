// What DigitalOcean counts: nodes of each load balancer, by the month. A balancer is billed by the size it was made with, so a load that
// turns out otherwise changes how it fares, and not what it costs; traffic through it costs nothing more.
// Source: docs.digitalocean.com/products/networking/load-balancers/details/pricing.
import type { Charge, Metered } from '../../domain/estimate/charge.ts'
import { decimal, textOf } from '../../domain/money.ts'
import { nodesFor } from './balancer.ts'

export const charge = (loadBalancers: readonly Metered[]): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .map((loadBalancer) => {
      const { name, product } = loadBalancer
      const nodes = loadBalancer.nodes === undefined ? nodesFor(loadBalancer) : decimal(loadBalancer.nodes)
      return {
        loadBalancer: name,
        item: 'Load balancer nodes',
        product,
        // Hours are billed until they reach the price of a month; a balancer that stays reaches it.
        dimension: 'node-month',
        quantity: nodes,
        unit: 'node-month',
        formula: nodes.equals(1) ? '1 node' : `${textOf(nodes)} nodes`,
      }
    })
