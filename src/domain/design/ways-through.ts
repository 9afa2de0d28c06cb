// Which ways in from outside go through which Service of a finished design: to it directly, by routes of entrances, or by a
// port-forward. Told from what the design says, so that it holds for any design, whoever made it.
import type { Topology } from '../topology/index.ts'
import type { Design, Entrance, Route, Service } from './design.ts'
import { facingOf } from './service.ts'
import { type Way, waysOfWorkload } from './way.ts'

/** The routes of one entrance that lead to one port of a Service from one listener, and the ways in they are there for. */
export type Routed = { entrance: Entrance; routes: [Route, ...Route[]]; ways: Way[] }
export type Through = { facing: Way[]; routed: Routed[]; forwarded: Way[] }

const NOTHING: Through = { facing: [], routed: [], forwarded: [] }

/** The Service was made for what this way asks, and has its port. */
export function goesThrough(way: Way, { type, facing, ports }: Service): boolean {
  if (facing === undefined || way.scheme !== facing.scheme) return false
  const { hosts: _hosts, until: _until, ...asked } = facingOf([way], way)
  const { hosts: _known, until: _ends, ...given } = facing
  const number = type === 'NodePort' ? way.port.port : way.exposure.listen
  return (
    JSON.stringify(asked) === JSON.stringify(given) &&
    ports.some(
      (port) =>
        port.port === number && port.targetPort === way.port.targetPort && port.transport === way.port.transport,
    )
  )
}

/** Only for Services that something outside goes through. */
export function waysThrough(design: Design, topology: Topology): ReadonlyMap<Service, Through> {
  const found = new Map<Service, Through>()
  const routed = routedByService(design)
  const byWorkload = new Map<string, Service[]>()
  for (const service of design.services) {
    if (service.workload === undefined) continue
    byWorkload.set(service.workload, [...(byWorkload.get(service.workload) ?? []), service])
  }
  for (const [name, workload] of Object.entries(topology.workloads)) {
    const ways = waysOfWorkload(topology, name, workload)
    if (ways.length === 0) continue
    const left = new Set(ways)
    const routesTo = new Map(
      (byWorkload.get(name) ?? []).map((service) => [
        service,
        (routed.get(`${service.namespace}/${service.name}`) ?? []).map((one) => ({
          ...one,
          ways: ways.filter((way) => isRouted(way, one)),
        })),
      ]),
    )
    const byRoute = new Set([...routesTo.values()].flat().flatMap((one) => one.ways))
    for (const [service, those] of routesTo) {
      // A node port would take what a route brings as well, but was made for what has no route.
      const facing = ways.filter((way) => goesThrough(way, service))
      const unrouted = facing.filter((way) => !byRoute.has(way))
      const through: Through = { facing: unrouted.length > 0 ? unrouted : facing, routed: those, forwarded: [] }
      for (const way of [...through.facing, ...through.routed.flatMap((one) => one.ways)]) left.delete(way)
      if (through.facing.length > 0 || through.routed.length > 0) found.set(service, through)
    }
    // A way that nothing outside leads to is left to a port-forward, unless the owner's pin hides it.
    if (left.size > 0 && workload.pin === undefined) forward([...left], byWorkload.get(name) ?? [], found)
  }
  return found
}

function forward(ways: readonly Way[], services: readonly Service[], found: Map<Service, Through>): void {
  for (const way of ways) {
    const service = services.find(
      ({ type, ports }) => type === 'ClusterIP' && ports.some((port) => port.name === way.exposure.port),
    )
    if (service === undefined) continue
    const known = found.get(service) ?? NOTHING
    found.set(service, { ...known, forwarded: [...known.forwarded, way] })
  }
}

type Group = Omit<Routed, 'ways'> & { hosts: Set<string | undefined> }

function routedByService({ entrances }: Design): Map<string, Group[]> {
  const byService = new Map<string, Group[]>()
  for (const entrance of entrances) {
    const groups = new Map<string, Group>()
    for (const route of entrance.routes) {
      const service = `${route.namespace}/${route.service}`
      const key = `${service} ${route.port} ${route.listen}`
      const group = groups.get(key)
      if (group !== undefined) {
        group.routes.push(route)
        group.hosts.add(route.host)
        continue
      }
      const made: Group = { entrance, routes: [route], hosts: new Set([route.host]) }
      groups.set(key, made)
      const there = byService.get(service)
      if (there === undefined) byService.set(service, [made])
      else there.push(made)
    }
  }
  return byService
}

function isRouted({ scheme, exposure }: Way, { entrance, routes: [first], hosts }: Group): boolean {
  if (scheme !== entrance.scheme || exposure.port !== first.port || exposure.listen !== first.listen) return false
  return exposure.hosts.length === 0 ? hosts.has(undefined) : exposure.hosts.some((host) => hosts.has(host))
}

export const throughOf = (through: ReadonlyMap<Service, Through>, service: Service): Through =>
  through.get(service) ?? NOTHING
