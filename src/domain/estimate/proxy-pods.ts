// Proxies that run in the cluster → what their pods cost: hours × pods × what one pod costs an hour, as the topology says it or as the
// price book does. How many pods an entrance adds the cloud's `provision` says; one that exists adds none.
import type { LoadBalancer } from '../design/design.ts'
import { textOf } from '../money.ts'
import type { Provider } from '../provider.ts'
import type { Assumption, Topology } from '../topology/index.ts'
import type { Charge, Metered } from './charge.ts'
import type { PriceBook } from './price-book.ts'

const PRICED = { product: 'in-cluster-proxy', dimension: 'pod-hour' }

export const proxyPodCharges = (
  loadBalancers: readonly Metered[],
  { podPrice }: Pick<Topology['target'], 'podPrice'>,
): Charge[] =>
  loadBalancers.flatMap(({ name, hours, proxyPods = 0 }) =>
    proxyPods === 0
      ? []
      : [
          {
            ...PRICED,
            loadBalancer: name,
            item: 'Proxy pods',
            quantity: hours.times(proxyPods),
            unit: 'pod-hour',
            formula: `${textOf(hours)} h × ${proxyPods} pods`,
            ...(podPrice === undefined ? {} : { price: { amount: podPrice, source: 'the topology' } }),
          },
        ],
  )

/** The price book's price of a pod, where these pods are billed with it. It stays out of the topology, whose hash no price may change. */
export function assumedPodPrice(
  loadBalancers: readonly LoadBalancer[],
  { target }: Topology,
  { id }: Provider,
  { prices }: PriceBook,
): Assumption[] {
  if (target.podPrice !== undefined || loadBalancers.every(({ proxyPods = 0 }) => proxyPods === 0)) return []
  const found = prices.get(id)?.find(PRICED.product, PRICED.dimension, target.region)
  if (found === undefined) return []
  const because = 'not given: what the price book says of one pod of a proxy, each hour'
  return [{ path: '/target/podPrice', value: found.price, because }]
}
