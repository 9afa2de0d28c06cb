// For tests: every way in that a topology asks for, told independently of the code under test, and whether a design gives it.
import type { Entrance, Route, Service } from '../../../src/domain/design/design.ts'
import type { Exposure, Topology } from '../../../src/domain/topology/index.ts'

export type WayIn = {
  workload: string
  namespace: string
  port: string
  portNumber: number
  targetPort: number
  transport: string
  scheme: 'public' | 'internal'
  exposure: Exposure
}
type Design = { services: readonly Service[]; entrances: readonly Entrance[] }

/** The internet hears all; else callers in the VPC come in on the inner side, all others on the public one. */
function sidesOf(exposure: Exposure, topology: Topology): WayIn['scheme'][] {
  const networks = exposure.to.map((name) =>
    Object.hasOwn(topology.clients, name) ? topology.clients[name]?.network : name,
  )
  if (networks.includes('internet')) return ['public']
  const sides: WayIn['scheme'][] = []
  if (networks.some((network) => network !== 'vpc')) sides.push('public')
  if (networks.includes('vpc')) sides.push('internal')
  return sides
}

export const waysIn = (topology: Topology): WayIn[] =>
  Object.entries(topology.workloads).flatMap(([workload, { namespace, ports, expose }]) =>
    expose.flatMap((exposure) => {
      const port = ports[exposure.port]
      if (port === undefined) throw new Error(`${workload} has no port ${exposure.port}`)
      return sidesOf(exposure, topology).map((scheme) => ({
        workload,
        namespace,
        port: exposure.port,
        portNumber: port.port,
        targetPort: port.targetPort,
        transport: port.transport,
        scheme,
        exposure,
      }))
    }),
  )

/** "public web.http shop.example.com /api on 443": one line for each host and path. */
export const linesOf = ({ scheme, workload, port, exposure }: WayIn): string[] => {
  const hosts = exposure.hosts.length === 0 ? ['*'] : exposure.hosts
  const paths = exposure.paths.length === 0 ? ['/'] : exposure.paths
  return hosts.flatMap((host) =>
    paths.map((path) => `${scheme} ${workload}.${port} ${host} ${path} on ${exposure.listen}`),
  )
}

export const lineOfRoute = (entrance: Entrance, route: Route): string =>
  `${entrance.scheme} ${route.workload}.${route.port} ${route.host ?? '*'} ${route.path} on ${route.listen}`

export type Given = 'route' | 'load-balancer' | 'node-port' | 'port-forward' | undefined

/** What gives this way in; undefined when nothing does. */
export function givenBy(way: WayIn, design: Design): Given {
  const routed = new Set(design.entrances.flatMap((one) => one.routes.map((route) => lineOfRoute(one, route))))
  if (linesOf(way).every((line) => routed.has(line))) return 'route'
  const own = design.services.filter((service) => service.workload === way.workload)
  const facing = own.find(
    (service) =>
      service.facing?.scheme === way.scheme &&
      way.exposure.hosts.every((host) => service.facing?.hosts.includes(host)) &&
      service.ports.some(
        (port) =>
          port.transport === way.transport &&
          port.targetPort === way.targetPort &&
          (service.type === 'NodePort' ? port.name === way.port : port.port === way.exposure.listen),
      ),
  )
  if (facing !== undefined) return facing.type === 'NodePort' ? 'node-port' : 'load-balancer'
  const forwarded = own.some(
    (service) =>
      service.type === 'ClusterIP' &&
      service.verify.some((line) => new RegExp(` port-forward \\S+ \\d+:${way.portNumber}\\b`).test(line)),
  )
  return forwarded ? 'port-forward' : undefined
}
