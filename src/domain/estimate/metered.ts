// What a design is made to come true by, and the load on it → what a cloud counts: each balancer with its hours and its load.
import type { LoadBalancer } from '../design/design.ts'
import { sum } from '../money.ts'
import type { Provider } from '../provider.ts'
import type { Charge, Load, Metered, Usage } from './charge.ts'
import { shareOf, together } from './usage.ts'

export const metered = (loadBalancers: readonly LoadBalancer[], { hours, loadOf }: Usage): Metered[] =>
  loadBalancers.map((loadBalancer) => {
    const load = together(loadBalancer.serves.map(loadOf))
    return { ...loadBalancer, hours, load, byProtocol: spread(load, loadBalancer.listeners ?? []), stated: {} }
  })

/** A load is not stated port by port: it falls on them alike. */
function spread(load: Load, listeners: NonNullable<LoadBalancer['listeners']>): Metered['byProtocol'] {
  const ports = listeners.reduce((total, listener) => total + listener.ports, 0)
  return new Map(listeners.map((listener) => [listener.protocol, shareOf(load, listener.ports, ports)]))
}

/** Bytes out through every balancer that faces the internet, whoever made it. */
export const leavesFrom = ({ dataTransfer }: Provider, list: readonly Metered[]): Charge | undefined =>
  dataTransfer?.(sum(list.filter(({ scheme }) => scheme === 'public').map(({ load }) => load.gbOut)))
