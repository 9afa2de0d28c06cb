// One design of a plan → its graph: a box for each client in use, load balancer, entrance, workload and external, and the arrows of
// traffic from outside and of calls. Who goes through what is asked of the domain, not worked out again.
import { referenceTo, type Service } from '../../domain/design/design.ts'
import { edgesInto } from '../../domain/design/edges.ts'
import { type Through, waysThrough } from '../../domain/design/ways-through.ts'
import type { Draft, PlannedDesign } from '../../domain/plan/plan.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { balancerBox, billsOf, clientBox, entranceBox, externalBox, workloadBox } from './boxes.ts'
import type { Arrow, Box, Graph } from './graph.ts'

type Place = { box: number; row?: number }
type Places = {
  workloads: ReadonlyMap<string, number>
  services: ReadonlyMap<Service, Place>
  entrances: ReadonlyMap<string, number>
  /** By what they serve. */
  balancers: ReadonlyMap<string, readonly number[]>
}

export function readDesign({ topology }: Pick<Draft, 'topology'>, design: PlannedDesign): Graph {
  const boxes: Box[] = []
  const add = (box: Box): number => boxes.push(box) - 1
  const places: Places = {
    balancers: balancersIn(design, add),
    entrances: new Map(design.entrances.map((one) => [referenceTo.entrance(one), add(entranceBox(one))])),
    ...inCluster(topology, design, add),
  }
  const clients = new Map<string, number>()
  const clientNamed = (name: string): number => {
    const known = clients.get(name) ?? add(clientBox(name, topology))
    clients.set(name, known)
    return known
  }
  const arrows = new Map<string, Arrow>()
  const join = (arrow: Omit<Arrow, 'count'>): void => {
    // Two ports of one Service, two hosts of one entrance: one arrow.
    arrows.set(`${arrow.from} ${arrow.to} ${arrow.row} ${arrow.kind}`, { ...arrow, count: 1 })
  }
  for (const [service, through] of waysThrough(design, topology))
    fromClients(service, through, { places, clientNamed, join })
  fromBalancers(design, places, join)
  for (const [service, edges] of edgesInto(design, topology)) {
    const to = places.services.get(service)
    for (const { caller } of edges) {
      const from = places.workloads.get(caller)
      // Of a call to itself the box says so.
      if (to !== undefined && from !== undefined && from !== to.box) join({ from, ...arriving(to), kind: 'call' })
    }
  }
  return { boxes, arrows: [...arrows.values()] }
}

const arriving = ({ box, row }: Place) => ({ to: box, ...(row === undefined ? {} : { row }) })

function balancersIn({ loadBalancers, estimate }: PlannedDesign, add: (box: Box) => number) {
  const bills = billsOf(estimate.lines)
  const balancers = new Map<string, number[]>()
  for (const balancer of loadBalancers) {
    const box = add(balancerBox(balancer, bills))
    for (const reference of balancer.serves) {
      const known = balancers.get(reference)
      if (known === undefined) balancers.set(reference, [box])
      else known.push(box)
    }
  }
  return balancers
}

function inCluster(topology: Topology, { services: all }: PlannedDesign, add: (box: Box) => number) {
  const byWorkload = new Map<string, Service[]>()
  for (const service of all) {
    if (service.workload === undefined) continue
    const known = byWorkload.get(service.workload)
    if (known === undefined) byWorkload.set(service.workload, [service])
    else known.push(service)
  }
  const services = new Map<Service, Place>()
  const workloads = new Map<string, number>()
  for (const [name, workload] of Object.entries(topology.workloads)) {
    const own = byWorkload.get(name) ?? []
    const box = add(workloadBox(name, workload, own))
    workloads.set(name, box)
    for (const [row, service] of own.entries()) services.set(service, { box, row })
  }
  for (const service of all)
    if (service.external !== undefined)
      services.set(service, { box: add(externalBox(service.external, service)), row: 0 })
  return { services, workloads }
}

type Joining = {
  places: Places
  clientNamed: (name: string) => number
  join: (arrow: Omit<Arrow, 'count'>) => void
}

/** Clients reach a balancer where there is one, else the entrance or the node port itself; a port-forward goes around both. */
function fromClients(
  service: Service,
  { facing, routed, forwarded }: Through,
  { places, clientNamed, join }: Joining,
): void {
  const place = places.services.get(service)
  if (place === undefined) return
  const itself = arriving(place)
  const reach = (
    clients: readonly string[],
    balancers: readonly number[] | undefined,
    other: Omit<Arrow, 'count' | 'from'>,
  ) => {
    for (const client of clients) {
      const from = clientNamed(client)
      if (balancers === undefined) join({ from, ...other })
      else for (const to of balancers) join({ from, to, kind: 'outside' })
    }
  }
  const balancers = places.balancers.get(referenceTo.service(service))
  for (const { clients } of facing) reach(clients, balancers, { ...itself, kind: 'outside' })
  for (const { entrance, ways } of routed) {
    const reference = referenceTo.entrance(entrance)
    const to = places.entrances.get(reference)
    if (to === undefined) continue
    for (const { clients } of ways) reach(clients, places.balancers.get(reference), { to, kind: 'outside' })
    join({ from: to, ...itself, kind: 'outside' })
  }
  for (const { clients } of forwarded) reach(clients, undefined, { ...itself, kind: 'forward' })
}

function fromBalancers({ services, entrances }: PlannedDesign, places: Places, join: Joining['join']): void {
  for (const entrance of entrances) {
    const reference = referenceTo.entrance(entrance)
    const to = places.entrances.get(reference)
    if (to !== undefined) for (const from of places.balancers.get(reference) ?? []) join({ from, to, kind: 'outside' })
  }
  for (const service of services) {
    const place = places.services.get(service)
    if (place !== undefined)
      for (const from of places.balancers.get(referenceTo.service(service)) ?? [])
        join({ from, ...arriving(place), kind: 'outside' })
  }
}
