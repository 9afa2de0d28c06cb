// What the routes to one Service ask of the back end that Google makes of it. Timeouts, cookies and health checks are a back end's own
// there, whichever entrance it is reached through, so all routes to a Service are asked together.
import type { Entrance, Route, Service } from '../../domain/design/design.ts'
import type { Topology, Workload } from '../../domain/topology/index.ts'
import { isManaged } from './provision.ts'

/** `port` is the container's; absent: the one each request goes to. */
export type HealthCheck = { type: 'HTTP' | 'HTTPS' | 'GRPC' | 'TCP'; port?: number; path?: string }

export type Backend = {
  /** Absent where Google's own does: GET / on the port of the requests. */
  healthCheck?: HealthCheck
  /** Seconds that were asked for, each once, ascending. */
  timeouts: number[]
  webSockets: boolean
  /** Lives of cookies that were asked for, each once, ascending; 0 stands for routes that want none. */
  cookies: number[]
}

/** The routes of managed entrances to one Service, each with its entrance. */
export type Routed = { entrance: Entrance; route: Route }

/** Longer than most silences, and far from Google's 30 s; what is written where WebSockets come in and nobody named a time. */
export const WEBSOCKET_SECONDS = 3600

/** `timeoutSec`: one value holds for all routes to a Service, so the largest that was asked for. */
export const timeoutOf = ({ timeouts, webSockets }: Backend): number | undefined =>
  timeouts.at(-1) ?? (webSockets ? WEBSOCKET_SECONDS : undefined)

/** Life of the cookie, the longest that was asked for. */
export const cookieOf = ({ cookies }: Backend): number | undefined => cookies.at(-1) || undefined

/** Which API an entrance is written in decides where a back end's settings go. */
export const routedBy = (api: Entrance['api'], service: Service, entrances: readonly Entrance[]): Routed[] =>
  entrances.filter((one) => one.api === api && isManaged(one)).flatMap((entrance) => routesTo(service, entrance))

export function backendOf(service: Service, routed: readonly Routed[], topology: Topology): Backend {
  const workload = topology.workloads[service.workload ?? '']
  const healthCheck = healthCheckOf(workload, routed)
  return {
    ...(healthCheck === undefined ? {} : { healthCheck }),
    timeouts: ascending(routed.flatMap((one) => timeoutsOf(one, workload))),
    webSockets: routed.some(({ route }) => route.protocol === 'websocket'),
    cookies: ascending(routed.map(({ route: { sticky } }) => (sticky?.by === 'cookie' ? sticky.ttlSeconds : 0))),
  }
}

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b)

// An entrance that exists has a design's time of nobody: there the exposures are asked that lead through it.
const timeoutsOf = ({ entrance, route }: Routed, workload: Workload | undefined): number[] =>
  entrance.existing
    ? (workload?.expose ?? [])
        .filter(({ port, listen }) => port === route.port && listen === route.listen)
        .flatMap(({ idleTimeoutSeconds }) => idleTimeoutSeconds ?? [])
    : [entrance.idleTimeoutSeconds ?? []].flat()

// Google asks over HTTP/1.1, which neither gRPC nor HTTP/2 alone answers.
const DEAF = ['grpc', 'http2']

function healthCheckOf(workload: Workload | undefined, routed: readonly Routed[]): HealthCheck | undefined {
  if (workload === undefined) return undefined
  const { probe, ports } = workload
  const deaf = routed.some(({ route }) => DEAF.includes(route.protocol))
  const asked = probe === undefined ? undefined : ports[probe.port]
  if (probe === undefined || asked?.transport !== 'TCP') return deaf ? { type: 'TCP' } : undefined
  const port = asked.targetPort
  if (probe.protocol !== 'http') return { type: probe.protocol === 'grpc' ? 'GRPC' : 'TCP', port }
  const path = probe.path ?? '/'
  const same = path === '/' && !deaf && routed.every(({ route }) => ports[route.port]?.targetPort === port)
  return same ? undefined : { type: asked.protocol === 'https' ? 'HTTPS' : 'HTTP', port, path }
}

// An entrance may have thousands of routes, and is asked for those of each Service.
const INDEXES = new WeakMap<Entrance, Map<string, Routed[]>>()
const keyOf = (namespace: string, name: string): string => `${namespace}/${name}`

function routesTo({ namespace, name }: Service, entrance: Entrance): readonly Routed[] {
  let index = INDEXES.get(entrance)
  if (index === undefined) {
    index = new Map()
    for (const route of entrance.routes) {
      const key = keyOf(route.namespace, route.service)
      const there = index.get(key)
      if (there === undefined) index.set(key, [{ entrance, route }])
      else there.push({ entrance, route })
    }
    INDEXES.set(entrance, index)
  }
  return index.get(keyOf(namespace, name)) ?? []
}
