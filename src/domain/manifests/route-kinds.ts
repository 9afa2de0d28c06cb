// The routes of a Gateway → the kind each is written as: TLSRoute where TLS is passed through, GRPCRoute where the whole of a host
// speaks gRPC and the implementation reads it, TCPRoute or UDPRoute for what is handed on by its port, HTTPRoute for the rest.
import type { Entrance, Route } from '../design/design.ts'
import { hostSet } from '../design/hosts.ts'
import type { GatewayKind } from '../provider.ts'

export type RouteKind = 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute' | 'UDPRoute'

export function kindsOfRoutes(
  { existing, routes }: Pick<Entrance, 'existing' | 'routes'>,
  reads: readonly GatewayKind[],
): ReadonlyMap<Route, RouteKind> {
  const byListener = new Map<number, Route[]>()
  for (const route of routes) {
    // A route attaches to every listener of a Gateway whose listeners are not ours to name.
    const listener = existing ? 0 : route.listen
    const there = byListener.get(listener)
    if (there === undefined) byListener.set(listener, [route])
    else there.push(route)
  }
  const grpc = new Set(reads.includes('GRPCRoute') ? [...byListener.values()].flatMap(grpcAmong) : [])
  return new Map(
    routes.map((route) => [
      route,
      byPort(route) ?? (isPassed(route) ? 'TLSRoute' : grpc.has(route) ? 'GRPCRoute' : 'HTTPRoute'),
    ]),
  )
}

const byPort = ({ layer4 }: Route): RouteKind | undefined =>
  layer4 === undefined ? undefined : layer4.transport === 'UDP' ? 'UDPRoute' : 'TCPRoute'

/** Handed on by the server name. */
export const isPassed = ({ tls, layer4 }: Pick<Route, 'tls' | 'layer4'>): boolean =>
  tls.mode === 'passthrough' && layer4 === undefined

/**
 * A GRPCRoute matches services and methods and no paths. Where its hostnames meet those of an HTTPRoute on one listener, exactly one
 * of the two is accepted (Gateway API v1.6 GRPCRoute, `hostnames`): both are then HTTPRoutes, which may meet another GRPCRoute again.
 */
function grpcAmong(routes: readonly Route[]): Route[] {
  const http = hostSet()
  const speaksGrpc = ({ protocol, path }: Route) => protocol === 'grpc' && path === '/'
  for (const route of routes) if (!isPassed(route) && !speaksGrpc(route)) http.add(route.host)
  let kept = routes.filter((route) => !isPassed(route) && speaksGrpc(route))
  for (;;) {
    const left = kept.filter(({ host }) => !http.meets(host))
    if (left.length === kept.length) return left
    const still = new Set(left)
    for (const route of kept) if (!still.has(route)) http.add(route.host)
    kept = left
  }
}
