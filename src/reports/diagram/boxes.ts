// The parts of a plan → the boxes of its diagram, each with what one wants to know of it at a glance.
import type { Entrance, LoadBalancer, Service } from '../../domain/design/design.ts'
import type { EstimateLine } from '../../domain/estimate/price-lines.ts'
import { type Decimal, decimal, ZERO } from '../../domain/money.ts'
import type { Topology, Workload } from '../../domain/topology/index.ts'
import { type Box, counted, type Row } from './graph.ts'

const HOSTS_AT_MOST = 4

export function clientBox(name: string, { clients }: Topology): Box {
  const client = clients[name]
  const network = client?.network ?? name
  const cidrs = client?.cidrs ?? []
  const notes = [
    ...(network === name ? [] : [network]),
    ...(cidrs.length === 0 ? [] : [counted(cidrs.length, 'network')]),
  ]
  return { role: 'client', title: name, notes, rows: [], pool: `clients, ${network}` }
}

export function balancerBox(balancer: LoadBalancer, bills: ReadonlyMap<string, Bill>): Box {
  const { name, product, scheme, shared, existing } = balancer
  const marks = [scheme, ...(shared ? ['shared'] : []), ...(existing ? ['exists already'] : [])]
  const bill = bills.get(name)
  return {
    role: 'balancer',
    title: name,
    notes: [product, marks.join(', ')],
    rows: [],
    pool: [product, scheme, ...(existing ? ['exists already'] : [])].join(', '),
    ...(bill === undefined ? {} : { bill }),
  }
}

export type Bill = NonNullable<Box['bill']>

/** What each balancer costs; some lines are of several together, and stand under a name of their own. */
export function billsOf(lines: readonly EstimateLine[]): Map<string, Bill> {
  const bills = new Map<string, Bill>()
  for (const { loadBalancer, amount } of lines) {
    const known = bills.get(loadBalancer) ?? { amount: ZERO, atLeast: false }
    bills.set(loadBalancer, added(known, amount === null ? undefined : decimal(amount)))
  }
  return bills
}

const added = ({ amount, atLeast }: Bill, more: Decimal | undefined): Bill =>
  more === undefined ? { amount, atLeast: true } : { amount: amount.plus(more), atLeast }

const APIS: Record<Entrance['api'], string> = { ingress: 'Ingress', gateway: 'Gateway' }

export function entranceBox({ name, namespace, api, class: kind, scheme, existing, routes }: Entrance): Box {
  const hosts = [...new Set(routes.flatMap(({ host }) => (host === undefined ? [] : [host])))]
  const more = hosts.length - HOSTS_AT_MOST
  const what = `${APIS[api]} ${kind}`
  return {
    role: 'entrance',
    title: name,
    namespace,
    notes: [
      what,
      [scheme, counted(routes.length, 'route'), ...(existing ? ['exists already'] : [])].join(', '),
      ...hosts.slice(0, HOSTS_AT_MOST),
      ...(more > 0 ? [`and ${counted(more, 'more host', 'more hosts')}`] : []),
    ],
    rows: [],
    pool: [what, scheme, ...(existing ? ['exists already'] : [])].join(', '),
  }
}

export function workloadBox(
  name: string,
  { kind, namespace, replicas, calls }: Workload,
  services: readonly Service[],
): Box {
  const callsItself = calls.some((call) => call.split('/')[0] === name)
  const notes = [
    replicas === undefined ? kind : `${kind} × ${replicas}`,
    ...(services.length === 0 ? ['no Service'] : []),
    ...(callsItself ? ['calls itself'] : []),
  ]
  const rows = services.map((service) => rowOf(service, name))
  return { role: 'workload', title: name, namespace, notes, rows, pool: namespace }
}

export function externalBox(name: string, service: Service): Box {
  const { namespace, externalName, addresses = [] } = service
  const [first, ...others] = addresses
  const more = others.length === 0 ? '' : ` and ${counted(others.length, 'more', 'more')}`
  return {
    role: 'external',
    title: name,
    namespace,
    notes: [externalName ?? `${first ?? 'no address'}${more}`, 'outside the cluster'],
    rows: [rowOf(service, name)],
    pool: namespace,
  }
}

/** "ClusterIP" and "api-internal 8080, 9090": its name is told where it is not that of the box. */
function rowOf({ name, type, ports }: Service, title: string): Row {
  const numbers = [...new Set(ports.map(({ port }) => port))].join(', ')
  return { type, text: [...(name === title ? [] : [name]), numbers].filter((part) => part !== '').join(' ') }
}
