// What DigitalOcean counts: nodes of each load balancer, by the month. A balancer is billed by the size it was made with, so a load that
// turns out otherwise changes how it fares, and not what it costs; traffic through it costs nothing more.
// Source: docs.digitalocean.com/products/networking/load-balancers/details/pricing.
import { type LoadBalancer, referenceTo } from '../../domain/design/design.ts'
import type { Charge, Circumstances } from '../../domain/estimate/charge.ts'
import { type Decimal, decimal, textOf } from '../../domain/money.ts'
import { nodesNeededBy, nodesOf } from './balancer.ts'

export const charge = (loadBalancers: readonly LoadBalancer[], circumstances: Circumstances): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .map((loadBalancer) => {
      const nodes = nodesOf(neededBy(loadBalancer, circumstances))
      return {
        loadBalancer: loadBalancer.name,
        item: 'Load balancer nodes',
        product: loadBalancer.product,
        // Hours are billed until they reach the price of a month; a balancer that stays reaches it.
        dimension: 'node-month',
        quantity: nodes,
        unit: 'node-month',
        formula: nodes.equals(1) ? '1 node' : `${textOf(nodes)} nodes`,
      }
    })

function neededBy({ serves: [reference] }: LoadBalancer, { services, entrances, topology }: Circumstances): Decimal {
  const service = services.find((one) => referenceTo.service(one) === reference)
  if (service !== undefined) return nodesNeededBy.service(service, topology)
  const entrance = entrances.find((one) => referenceTo.entrance(one) === reference)
  return entrance === undefined ? decimal(1) : nodesNeededBy.entrance(entrance, topology)
}
