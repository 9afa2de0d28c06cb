// A way in that no layer-7 entrance takes, of an owner who asks for the Gateway API → the class of Gateway that would carry it at layer
// 4, by its port alone, and what keeps it from one. Such a Gateway is its workload's own and carries nothing of layer 7.
import type { EntranceClass, Provider } from '../provider.ts'
import type { Topology, Workload } from '../topology/index.ts'
import type { Entrance } from './design.ts'
import { type Blocker, type Way, waysOfWorkload } from './way.ts'

export type AtLayer4 = { made: EntranceClass; blockers: Blocker[] }

const ROUTE_KINDS = { TCP: 'TCPRoute', UDP: 'UDPRoute', SCTP: undefined } as const
const GATEWAY_API = 'Gateway API v1.6 Gateway listeners, TCPRoute, UDPRoute'

/** Undefined where it was not asked for, or nothing here carries layer 4 for one alone. */
export const atLayer4 = (way: Way, topology: Topology, provider: Provider): AtLayer4 | undefined =>
  topology.target.routing === 'gateway' && provider.layer4?.onlyShared !== true
    ? carriedAtLayer4(way, topology, provider)
    : undefined

/** Whoever asks for it; undefined where nothing here carries layer 4. */
export function carriedAtLayer4(way: Way, topology: Topology, provider: Provider): AtLayer4 | undefined {
  const made = provider.layer4?.entranceClass(topology)
  const workload = topology.workloads[way.workload]
  if (provider.layer4 === undefined || made === undefined || workload === undefined) return undefined
  const beside = waysOfWorkload(topology, way.workload, workload).filter(
    (other) => other.path !== way.path || other.scheme !== way.scheme,
  )
  const kind = ROUTE_KINDS[way.port.transport]
  const unread: Blocker = {
    code: 'NO_ROUTE_KIND',
    because: `no route that class ${made.class} reads carries ${way.port.transport}`,
    source: GATEWAY_API,
  }
  return {
    made,
    blockers: [
      ...(kind !== undefined && provider.gatewayKinds(made, topology).includes(kind) ? [] : [unread]),
      ...(way.exposure.tls.mode === 'terminate' ? [TLS_NOT_ENDED] : []),
      ...(asksLayer7(way) ? [LOOKED_INTO] : []),
      ...ambiguous(way, workload),
      ...provider.layer4.notHeld(way, beside, topology),
    ],
  }
}

/** A route names the port of a Service by its number, and no transport. */
function ambiguous({ port }: Way, { ports }: Workload): Blocker[] {
  const other = Object.values(ports).some(
    (one) => one.port === port.port && one.transport !== port.transport && one.targetPort !== port.targetPort,
  )
  if (!other) return []
  return [
    {
      code: 'BACKEND_PORT_AMBIGUOUS',
      because: `a route names the port of a Service by its number alone, and ${port.port} leads to different container ports over TCP and UDP`,
      source: 'Gateway API v1.6 BackendObjectReference (port)',
    },
  ]
}

const asksLayer7 = ({ exposure }: Way): boolean =>
  exposure.sticky?.by === 'cookie' || exposure.paths.some((path) => path !== '/')

const LOOKED_INTO: Blocker = {
  code: 'LAYER_7_ASKED',
  because: 'paths and cookies are asked for, and what goes by its port alone is not looked into',
  source: GATEWAY_API,
}

const TLS_NOT_ENDED: Blocker = {
  code: 'TLS_ENDED_AT_LAYER_4',
  because: 'a TCPRoute hands bytes on, and no listener that ends TLS before one is written',
  source: GATEWAY_API,
}

export const isAtLayer4 = ({ routes }: Pick<Entrance, 'routes'>): boolean =>
  routes.some(({ layer4 }) => layer4 !== undefined)

/** Of an entrance of one's own, as far as the target still gives it. */
export const classOf = (
  entrance: Pick<Entrance, 'routes' | 'scheme'>,
  topology: Topology,
  provider: Provider,
): EntranceClass | undefined =>
  isAtLayer4(entrance) ? provider.layer4?.entranceClass(topology) : provider.entranceClass(topology, entrance.scheme)
