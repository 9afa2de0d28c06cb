// What Azure counts: rules of each Standard Load Balancer (the first five share one price), data through them, public addresses.
// Source: azure.microsoft.com/pricing/details/load-balancer; formula checked against the Azure Retail Prices API.
import type { LoadBalancer } from '../../domain/design/design.ts'
import type { Charge, Circumstances } from '../../domain/estimate/charge.ts'
import { together } from '../../domain/estimate/usage.ts'
import { textOf } from '../../domain/money.ts'
import { gigabytes } from '../load.ts'

const IN_FIRST_PRICE = 5

export const charge = (loadBalancers: readonly LoadBalancer[], circumstances: Circumstances): Charge[] =>
  loadBalancers.flatMap((loadBalancer) =>
    loadBalancer.product === 'load-balancer-standard' ? standard(loadBalancer, circumstances) : [],
  )

function standard(
  { name, scheme, rules = 0, addresses, serves }: LoadBalancer,
  { topology, usage }: Circumstances,
): Charge[] {
  const inUse = scheme === 'public' ? topology.target.inUse.loadBalancerRules : 0
  const first = inUse === 0 && rules > 0 ? 1 : 0
  const further = Math.max(0, inUse + rules - IN_FIRST_PRICE) - Math.max(0, inUse - IN_FIRST_PRICE)
  const gb = gigabytes(together(serves.map(usage.loadOf)))
  const hours = textOf(usage.hours)
  const shared = { loadBalancer: name, product: 'load-balancer-standard' }
  return [
    {
      ...shared,
      item: 'First five rules, one price together',
      dimension: 'included-rules-hour',
      quantity: usage.hours.times(first),
      unit: 'hour',
      formula: `${hours} h × ${first}`,
    },
    {
      ...shared,
      item: 'Rules above five',
      dimension: 'overage-rule-hour',
      quantity: usage.hours.times(further),
      unit: 'hour',
      formula: `${hours} h × ${further} rules`,
    },
    {
      ...shared,
      item: 'Data processed',
      dimension: 'data-processed',
      quantity: gb,
      unit: 'GB',
      formula: `${textOf(gb)} GB`,
    },
    {
      loadBalancer: name,
      item: 'Public IPv4 addresses',
      product: 'public-ip',
      dimension: 'standard-static-hour',
      quantity: usage.hours.times(addresses),
      unit: 'address-hour',
      formula: `${hours} h × ${addresses} addresses`,
    },
  ]
}
