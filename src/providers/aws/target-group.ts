// A Service behind an Application Load Balancer → what its target groups must be: the protocol of the pods, where and how they are
// asked how they are, and stickiness. Annotations and TargetGroupConfiguration both say this one thing.
// Source: docs.aws.amazon.com/elasticloadbalancing/latest/application/{target-group-health-checks,edit-target-group-attributes}.html.
import type { Entrance, Route, Service } from '../../domain/design/design.ts'
import type { Topology } from '../../domain/topology/index.ts'

export type TargetGroup = {
  /** Clear text where absent. */
  protocol?: 'HTTPS'
  /** HTTP/1.1 where absent. */
  protocolVersion?: 'GRPC' | 'HTTP2'
  /** What differs from a GET of "/" on the port of the traffic. */
  healthCheck: { path?: string; port?: number; protocol?: 'HTTP' | 'HTTPS' }
  cookieSeconds?: number
}

export const routesTo = ({ name, namespace }: Service, entrances: readonly Entrance[]): Route[] =>
  entrances
    .flatMap((entrance) => entrance.routes)
    .filter((route) => route.service === name && route.namespace === namespace)

export function targetGroupOf(planned: Service, routes: readonly Route[], topology: Topology): TargetGroup {
  const protocols = new Set(routes.map((route) => route.protocol))
  const cookie = routes.find((route) => route.sticky?.by === 'cookie')?.sticky
  return {
    ...(protocols.has('https') ? { protocol: 'HTTPS' } : {}),
    ...(protocols.has('grpc')
      ? { protocolVersion: 'GRPC' }
      : protocols.has('http2')
        ? { protocolVersion: 'HTTP2' }
        : {}),
    // gRPC targets are asked over gRPC, whose default is answered by any server: UNIMPLEMENTED counts as well.
    healthCheck: protocols.has('grpc') ? {} : healthCheckOf(planned, routes, topology),
    ...(cookie === undefined ? {} : { cookieSeconds: cookie.ttlSeconds }),
  }
}

function healthCheckOf(planned: Service, routes: readonly Route[], topology: Topology): TargetGroup['healthCheck'] {
  const workload = topology.workloads[planned.workload ?? '']
  const probe = workload?.probe
  if (probe?.protocol !== 'http') return {}
  const probed = workload?.ports[probe.port]
  // It goes to the port of the traffic, and speaks as the traffic does, unless told otherwise.
  const elsewhere = probed !== undefined && routes.some((route) => route.port !== probe.port)
  const encrypted = routes.some((route) => route.protocol === 'https')
  const differs = elsewhere && (probed.protocol === 'https') !== encrypted
  return {
    ...(probe.path === undefined ? {} : { path: probe.path }),
    ...(elsewhere ? { port: probed.targetPort } : {}),
    ...(differs ? { protocol: encrypted ? 'HTTP' : 'HTTPS' } : {}),
  }
}

/** As a target group has them: keys and values, both text. */
export const attributesOf = ({ cookieSeconds }: TargetGroup): Record<string, string> =>
  cookieSeconds === undefined
    ? {}
    : { 'stickiness.enabled': 'true', 'stickiness.lb_cookie.duration_seconds': String(cookieSeconds) }
