// What is worth knowing about the routes of an entrance as they are written: what the Gateway they attach to must have, which other
// routes they must not meet, and how far a wildcard reaches.
import { carriedBy, LISTENERS_PER_GATEWAY } from '../design/capacity.ts'
import { type Entrance, type Route, referenceTo } from '../design/design.ts'
import type { Finding } from '../finding.ts'
import { isPassed, kindsOfRoutes } from '../manifests/route-kinds.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'

export function checkRoutes(entrance: Entrance, topology: Topology, provider: Provider): Finding[] {
  const ofGateway = entrance.existing
    ? [...checkPassed(entrance), ...checkGrpc(entrance, topology, provider)]
    : checkListeners(entrance)
  return [...(entrance.api === 'gateway' ? ofGateway : []), ...checkWildcards(entrance)]
}

const AT_MOST = 5
const told = (names: readonly string[]): string =>
  names.length <= AT_MOST
    ? names.join(', ')
    : `${names.slice(0, AT_MOST).join(', ')} and ${names.length - AT_MOST} more`
const hostsOf = (routes: readonly Route[]): string[] => [...new Set(routes.map(({ host }) => host ?? 'any host'))]

/** One for each port: the listeners of a Gateway that exists are its owner's. */
function checkPassed({ name, namespace, routes, listeners }: Entrance): Finding[] {
  return listeners.flatMap(({ port }): Finding[] => {
    const hosts = hostsOf(routes.filter((route) => isPassed(route) && route.listen === port))
    if (hosts.length === 0) return []
    return [
      {
        code: 'GATEWAY_MUST_PASS_TLS',
        severity: 'warning',
        path: '/target/entrances',
        message: `Gateway ${name} in ${namespace} must have a listener of protocol TLS with mode Passthrough on port ${port} for ${told(hosts)}, and no HTTPS listener there whose hostname meets one of them: it is not written here.`,
        fix: 'Add the listener; where wildcards are in the way, give TLS a port of its own. TLSRoute v1 needs Gateway API 1.5 or later.',
        source: 'Gateway API v1.6 Gateway listeners, TLSRoute; cilium/cilium#48092, envoyproxy/gateway#8524',
      },
    ]
  })
}

/** What else is attached to a Gateway that exists is not known here. */
function checkGrpc(entrance: Entrance, topology: Topology, provider: Provider): Finding[] {
  const kinds = kindsOfRoutes(entrance, provider.gatewayKinds(entrance, topology))
  const hosts = hostsOf(entrance.routes.filter((route) => kinds.get(route) === 'GRPCRoute'))
  if (hosts.length === 0) return []
  return [
    {
      code: 'GRPC_HOSTS_NOT_SHARED',
      severity: 'info',
      path: '/target/entrances',
      message: `Gateway ${entrance.name} in ${entrance.namespace} must have no HTTPRoute for ${told(hosts)}, nor for a wildcard over it: of an HTTPRoute and a GRPCRoute whose hostnames meet on one listener only the older is accepted.`,
      source: 'Gateway API v1.6 GRPCRoute hostnames',
    },
  ]
}

function checkListeners(entrance: Entrance): Finding[] {
  const { listeners } = carriedBy(entrance.routes)
  if (listeners <= LISTENERS_PER_GATEWAY) return []
  return [
    {
      code: 'LISTENER_SETS_NEEDED',
      severity: 'info',
      path: `/workloads/${entrance.routes[0]?.workload}`,
      message: `${referenceTo.entrance(entrance)} has ${listeners} listeners, and a Gateway lists ${LISTENERS_PER_GATEWAY}: the rest stand in ListenerSets, which need Gateway API 1.5 or later.`,
      source: 'Gateway API v1.6 ListenerSet',
    },
  ]
}

function checkWildcards(entrance: Entrance): Finding[] {
  const wide = entrance.routes.filter(({ host }) => host?.startsWith('*.') === true)
  const [first] = wide
  if (first === undefined) return []
  const hosts = told(hostsOf(wide))
  const gateway = entrance.api === 'gateway'
  const below = first.host?.slice(2)
  return [
    {
      code: gateway ? 'WILDCARD_AT_ANY_DEPTH' : 'WILDCARD_OF_ONE_LABEL',
      severity: 'info',
      path: `/workloads/${first.workload}`,
      message: gateway
        ? `${referenceTo.entrance(entrance)}: ${hosts} on a Gateway answers deeper names as well: a.${below}, and b.a.${below}.`
        : `${referenceTo.entrance(entrance)}: ${hosts} on an Ingress stands for one label: a.${below}, but not b.a.${below}.`,
      source: gateway
        ? 'Gateway API v1.6 Hostname'
        : 'kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards',
    },
  ]
}
