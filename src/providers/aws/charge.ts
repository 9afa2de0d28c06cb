// What AWS counts: hours, capacity-unit hours and public IPv4 addresses. Source: aws.amazon.com/elasticloadbalancing/pricing.
import { type LoadBalancer, referenceTo } from '../../domain/design/design.ts'
import type { Charge, Circumstances, Load } from '../../domain/estimate/charge.ts'
import { together } from '../../domain/estimate/usage.ts'
import { type Decimal, decimal, maximum, sum, textOf, ZERO } from '../../domain/money.ts'
import { capacityUnitHours, gigabytesPerHour, shareOf } from '../load.ts'

export const charge = (loadBalancers: readonly LoadBalancer[], circumstances: Circumstances): Charge[] =>
  loadBalancers.flatMap((loadBalancer) => {
    const load = together(loadBalancer.serves.map(circumstances.usage.loadOf))
    switch (loadBalancer.product) {
      case 'nlb':
        return [...fixed(loadBalancer, circumstances), networkCapacity(loadBalancer, load, circumstances)]
      case 'alb':
        return [...fixed(loadBalancer, circumstances), applicationCapacity(loadBalancer, load)]
      default:
        return []
    }
  })

function fixed({ name, product, addresses, existing }: LoadBalancer, { usage: { hours } }: Circumstances): Charge[] {
  if (existing) return []
  const title = product === 'nlb' ? 'Network Load Balancer' : 'Application Load Balancer'
  const shared = { loadBalancer: name, product, unit: 'hour' }
  return [
    {
      ...shared,
      item: `${title} hours`,
      dimension: 'load-balancer-hour',
      quantity: hours,
      formula: `${textOf(hours)} h`,
    },
    {
      loadBalancer: name,
      item: 'Public IPv4 addresses',
      product: 'public-ipv4',
      dimension: 'address-hour',
      quantity: hours.times(addresses),
      unit: 'address-hour',
      formula: `${textOf(hours)} h × ${addresses} addresses`,
    },
  ]
}

type Listener = { name: 'TCP' | 'UDP' | 'TLS'; ports: number; newPerUnit: number; activePerUnit: number }

/** NLCU: the most used dimension of each protocol, added up over protocols. TLS counts only where the balancer ends it. */
function networkCapacity(loadBalancer: LoadBalancer, load: Load, { services, entrances }: Circumstances): Charge {
  const service = services.find((candidate) => loadBalancer.serves.includes(referenceTo.service(candidate)))
  const gateway = entrances.find((candidate) => loadBalancer.serves.includes(referenceTo.entrance(candidate)))
  const ports = service?.ports ?? gateway?.listeners ?? []
  const udp = ports.filter((port) => port.transport === 'UDP').length
  const ended = service?.facing?.tls.mode === 'terminate'
  const rest = ports.length - udp
  const listeners: Listener[] = [
    { name: 'TCP', ports: ended ? 0 : rest, newPerUnit: 800, activePerUnit: 100_000 },
    { name: 'UDP', ports: udp, newPerUnit: 400, activePerUnit: 50_000 },
    { name: 'TLS', ports: ended ? rest : 0, newPerUnit: 50, activePerUnit: 3000 },
  ]
  const used = listeners.filter((listener) => listener.ports > 0)
  const parts = used.map((listener) => {
    // A workload's load is not stated port by port: it is spread evenly over them.
    const part = shareOf(load, listener.ports, ports.length)
    return capacityUnitHours(part, [
      { used: part.newConnectionsPerSecond, perUnit: listener.newPerUnit, label: 'new/s' },
      { used: part.activeConnections, perUnit: listener.activePerUnit, label: 'active' },
      gigabytesPerHour(part),
    ])
  })
  return {
    loadBalancer: loadBalancer.name,
    item: `NLCU-hours (${used.map((listener) => listener.name).join(' + ')})`,
    product: 'nlb',
    dimension: 'nlcu-hour',
    quantity: sum(parts.map((part) => part.quantity)),
    unit: 'NLCU-hour',
    formula: parts.map((part) => part.formula).join(' + '),
    drivenBy: parts.map((part) => part.drivenBy).join(' + '),
  }
}

// "The first 10 processed rules are free" (AWS): only the rest are evaluations.
const FREE_RULES = 10

/** LCU: the most used of four dimensions. On an entrance that exists, what our load adds at most. */
function applicationCapacity({ name, rules, existing }: LoadBalancer, load: Load): Charge {
  const paid = Math.max(0, (rules ?? 0) - FREE_RULES)
  const evaluations: Decimal = paid === 0 ? ZERO : maximum(ZERO, load.requestsPerSecond.times(paid))
  const units = capacityUnitHours(load, [
    { used: load.newConnectionsPerSecond, perUnit: 25, label: 'new/s' },
    { used: load.activeConnections, perUnit: 3000, label: 'active' },
    gigabytesPerHour(load),
    { used: decimal(evaluations), perUnit: 1000, label: 'rule evaluations/s' },
  ])
  const item = existing ? 'LCU-hours added by this load' : 'LCU-hours'
  return { loadBalancer: name, item, product: 'alb', dimension: 'lcu-hour', unit: 'LCU-hour', ...units }
}
