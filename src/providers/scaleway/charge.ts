// What Scaleway counts: hours of each load balancer by its size, and of the flexible IP of a public one, which is billed apart
// (scaleway.com/en/docs/ipam/reference-content/understanding-ip-billing). Traffic costs nothing more.
import type { Charge, Metered } from '../../domain/estimate/charge.ts'
import { textOf } from '../../domain/money.ts'

export const charge = (loadBalancers: readonly Metered[]): Charge[] =>
  loadBalancers
    .filter((loadBalancer) => !loadBalancer.existing)
    .flatMap(({ name, product, addresses, hours }) => [
      {
        loadBalancer: name,
        item: `Load balancer ${product}`,
        product,
        dimension: 'balancer-hour',
        quantity: hours,
        unit: 'hour',
        formula: `${textOf(hours)} h`,
      },
      {
        loadBalancer: name,
        item: 'Flexible IPv4 address',
        product: 'flexible-ip',
        dimension: 'address-hour',
        quantity: hours.times(addresses),
        unit: 'hour',
        formula: `${textOf(hours)} h × ${addresses} ${addresses === 1 ? 'address' : 'addresses'}`,
      },
    ])
