// The part of a path that leads through an entrance: a cloud's own balancer at layer 7 that knows the pods, or proxies in the cluster
// behind a load balancer at layer 4.
import type { Protocol } from '../topology/index.ts'
import { referenceTo, type Service } from './design.ts'
import { clientsText, kinds, type Leg, notes, podsText } from './path-words.ts'
import type { PathContext } from './traffic-path.ts'
import type { Routed } from './ways-through.ts'

export function entranceLegs(service: Service, routed: Routed, context: PathContext): Leg[] {
  const { entrance, routes, ways } = routed
  if (routes[0].layer4 !== undefined) return layer4Legs(service, routed, context)
  const { provider, topology, balancerOf } = context
  const [{ listen, port, protocol, tls }] = routes
  const target = service.ports.find((one) => one.name === port)
  const ended = tls.mode === 'terminate'
  const passed = tls.mode === 'passthrough'
  const layer = passed ? 4 : 7
  const spoken = spokenTo(protocol, ended || passed)
  const clients = clientsText(ways)
  const name = `entrance ${entrance.name} (${entrance.class})`
  const hosts = [...new Set(routes.map((route) => route.host ?? 'any'))]
  const here = notes(
    kinds('host', 'hosts', hosts),
    entrance.sourceRanges.length > 0 && `for ${kinds('network', 'networks', entrance.sourceRanges)} only`,
    passed ? 'TLS is passed through by the server name' : ended ? 'TLS ends here' : 'in clear text',
  )
  const arrives = provider.arrival.entrance(entrance, topology)
  const proxied = arrives !== 'pods'
  const last: Leg = {
    from: name,
    to: podsText(service),
    layer,
    ...(target === undefined ? {} : { port: target.targetPort }),
    protocol,
    note: notes(
      'straight to a pod: the Service only says which',
      passed ? 'the proxy’s address replaces the caller’s' : 'the caller’s address arrives in X-Forwarded-For only',
      passed ? 'TLS ends in the pod' : onward(protocol, ended),
    ),
  }
  if (!proxied || entrance.existing) {
    const behind = proxied && 'proxies in the cluster, behind the balancer they have'
    return [{ from: clients, to: name, layer, port: listen, protocol: spoken, note: notes(behind, here) }, last]
  }
  const made = balancerOf(referenceTo.entrance(entrance))
  const balancer = `load balancer ${made === undefined ? entrance.name : `${made.name} (${made.product})`}`
  const shared = { layer: 4, port: listen, protocol: spoken } as const
  return [
    {
      from: clients,
      to: balancer,
      ...shared,
      note: notes(`${entrance.scheme} address`, ended && 'TLS is passed through'),
    },
    intoCluster(balancer, arrives, listen, spoken),
    {
      from: 'node',
      to: name,
      layer: 7,
      port: listen,
      protocol: spoken,
      note: notes(
        'to a proxy pod; unless its Service has externalTrafficPolicy Local, the proxy sees the node’s address and can hand on no other',
        here,
      ),
    },
    last,
  ]
}

/** By the port alone: nothing on the way looks into what passes. */
function layer4Legs(service: Service, { entrance, routes, ways }: Routed, context: PathContext): Leg[] {
  const { provider, topology, balancerOf } = context
  const [route] = routes
  const { listen, port, protocol, tls } = route
  const target = service.ports.find((one) => one.name === port)
  const inPod = tls.mode === 'passthrough' || protocol === 'tls' || protocol === 'https'
  const kept = provider.layer4?.callerAddress(entrance, route) === 'kept'
  const made = balancerOf(referenceTo.entrance(entrance))
  const balancer = `load balancer ${made === undefined ? entrance.name : `${made.name} (${made.product})`}`
  const shared = { layer: 4, protocol } as const
  const allowed = entrance.sourceRanges.length > 0 && `for ${kinds('network', 'networks', entrance.sourceRanges)} only`
  const passed = tls.mode === 'passthrough' && 'TLS is passed through'
  const first = (note: string | undefined): Leg => ({
    from: clientsText(ways),
    to: balancer,
    ...shared,
    port: listen,
    ...(note === undefined ? {} : { note }),
  })
  const last = (from: string): Leg => ({
    from,
    to: podsText(service),
    ...shared,
    ...(target === undefined ? {} : { port: target.targetPort }),
    note: notes(
      'straight to a pod: the Service only says which',
      kept
        ? 'the caller’s address is kept'
        : `the ${from === balancer ? 'balancer' : 'proxy'}’s address replaces the caller’s`,
      inPod && 'TLS ends in the pod',
    ),
  })
  const arrives = provider.arrival.entrance(entrance, topology)
  const side = `${entrance.scheme} address`
  if (arrives === 'pods') return [first(notes(side, allowed, passed)), last(balancer)]
  const name = `entrance ${entrance.name} (${entrance.class})`
  return [
    first(notes(side, passed)),
    intoCluster(balancer, arrives, listen, protocol),
    {
      from: 'node',
      to: name,
      ...shared,
      port: listen,
      note: notes('to a proxy pod, which hands it on by the port alone', allowed),
    },
    last(name),
  ]
}

const intoCluster = (from: string, arrives: 'proxy' | 'proxy-on-node-port', port: number, protocol: Protocol): Leg =>
  arrives === 'proxy'
    ? {
        from,
        to: 'node',
        layer: 4,
        port,
        protocol,
        note: 'with the Service’s own address and port: no node port is used',
      }
    : { from, to: 'node', layer: 4, protocol, note: 'on the node port of this port' }

/** What a client speaks to the entrance: TLS is what its listener says, whatever the pods speak. */
function spokenTo(protocol: Protocol, ended: boolean): Protocol {
  if (protocol === 'http' || protocol === 'https') return ended ? 'https' : 'http'
  return protocol
}

function onward(protocol: Protocol, ended: boolean): string | undefined {
  if (protocol === 'https') return ended ? 'encrypted anew, up to the pod' : 'encrypted from here to the pod'
  return ended ? 'in clear text' : undefined
}
