// What a cloud makes something for, one by one: Services of type LoadBalancer, and entrances, or the Service of the proxies that serve
// them. Which of them are the same thing is decided in `join.ts`.
import type { Entrance, Facing, Service } from '../../../domain/design/design.ts'
import { referenceTo } from '../../../domain/design/design.ts'
import type { EntranceApi, Scheme } from '../../../domain/topology/index.ts'
import type { KubernetesObject } from '../read/objects.ts'

export type WayPort = { port: number; targetPort: number; transport: 'TCP' | 'UDP' | 'SCTP'; tls: boolean }
export type WayRoute = {
  host: string | undefined
  path: string
  workload: string
  service: string
  namespace: string
  port: string
  portNumber: number
}

export type Way = {
  kind: 'service' | 'entrance'
  namespace: string
  name: string
  objects: KubernetesObject[]
  scheme: Scheme
  /** Ways with a key in common are one: a status address, a group, a shared address. */
  keys: string[]
  ports: WayPort[]
  routes: WayRoute[]
  /** Of a Service. */
  workload?: string | undefined
  entrance?: { api: EntranceApi; class: string; controller: string | undefined }
  rule: string
  because: string
  idle: boolean
  product?: string | undefined
}

export const referenceOf = (way: Way): string =>
  way.kind === 'service' ? referenceTo.service(way) : referenceTo.entrance(way)

const because = ({ rule, because: text }: Way) => ({ rule, text, inputs: {}, source: 'the files that were sent' })

export function serviceFrom(way: Way): Service {
  const { namespace, name, ports, workload } = way
  return {
    name,
    namespace,
    ...(workload === undefined ? {} : { workload }),
    type: 'LoadBalancer',
    ports: ports.map(({ port, targetPort, transport, tls }) => ({
      name: `${transport.toLowerCase()}-${port}`,
      port,
      targetPort,
      transport,
      protocol: tls ? 'http' : transport === 'TCP' ? 'tcp' : transport === 'UDP' ? 'udp' : 'sctp',
    })),
    facing: facingOf(way),
    fields: [],
    dns: { short: name, full: `${name}.${namespace}.svc.cluster.local`, urls: {}, forCallers: [] },
    path: [],
    because: because(way),
    rejected: [],
    verify: [],
  }
}

const facingOf = ({ scheme, ports }: Way): Facing => ({
  scheme,
  sourceRanges: [],
  hosts: [],
  tls: { mode: ports.some(({ tls }) => tls) ? 'terminate' : 'none' },
  preserveClientIP: false,
  staticIP: false,
  isolation: 'shared',
})

export function entranceFrom(way: Way): Entrance {
  const { namespace, name, scheme, ports, routes, entrance } = way
  return {
    name,
    namespace,
    api: entrance?.api ?? 'ingress',
    class: entrance?.class ?? '',
    ...(entrance?.controller === undefined ? {} : { controller: entrance.controller }),
    scheme,
    existing: false,
    listeners: ports.map(({ port, tls }) => ({ port, tls })),
    sourceRanges: [],
    staticIP: false,
    routes: routes.map((route) => ({
      ...(route.host === undefined ? {} : { host: route.host }),
      path: route.path,
      workload: route.workload,
      service: route.service,
      namespace: route.namespace,
      port: route.port,
      portNumber: route.portNumber,
      protocol: 'http',
      listen: ports[0]?.port ?? 80,
      tls: { mode: 'none' },
    })),
    because: because(way),
    rejected: [],
    verify: [],
  }
}
