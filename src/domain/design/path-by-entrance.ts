// The part of a path that leads through an entrance: a cloud's own balancer at layer 7 that knows the pods, or proxies in the cluster
// behind a load balancer at layer 4.
import type { Protocol } from '../topology/index.ts'
import { referenceTo, type Service } from './design.ts'
import { clientsText, kinds, type Leg, notes, podsText } from './path-words.ts'
import type { PathContext } from './traffic-path.ts'
import type { Routed } from './ways-through.ts'

export function entranceLegs(service: Service, { entrance, routes, ways }: Routed, context: PathContext): Leg[] {
  const { provider, topology, balancerOf } = context
  const [{ listen, port, protocol, tls }] = routes
  const target = service.ports.find((one) => one.name === port)
  const ended = tls.mode === 'terminate'
  const spoken = spokenTo(protocol, ended)
  const clients = clientsText(ways)
  const name = `entrance ${entrance.name} (${entrance.class})`
  const hosts = [...new Set(routes.map((route) => route.host ?? 'any'))]
  const here = notes(
    kinds('host', 'hosts', hosts),
    entrance.sourceRanges.length > 0 && `for ${kinds('network', 'networks', entrance.sourceRanges)} only`,
    ended ? 'TLS ends here' : 'in clear text',
  )
  const arrives = provider.arrival.entrance(entrance, topology)
  const proxied = arrives !== 'pods'
  const last: Leg = {
    from: name,
    to: podsText(service),
    layer: 7,
    ...(target === undefined ? {} : { port: target.targetPort }),
    protocol,
    note: notes(
      'straight to a pod: the Service only says which',
      'the caller’s address arrives in X-Forwarded-For only',
      onward(protocol, ended),
    ),
  }
  if (!proxied || entrance.existing) {
    const behind = proxied && 'proxies in the cluster, behind the balancer they have'
    return [{ from: clients, to: name, layer: 7, port: listen, protocol: spoken, note: notes(behind, here) }, last]
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
    arrives === 'proxy'
      ? {
          from: balancer,
          to: 'node',
          ...shared,
          note: 'with the Service’s own address and port: no node port is used',
        }
      : { from: balancer, to: 'node', layer: 4, protocol: spoken, note: 'on the node port of this port' },
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

/** What a client speaks to the entrance: TLS is what its listener says, whatever the pods speak. */
function spokenTo(protocol: Protocol, ended: boolean): Protocol {
  if (protocol === 'http' || protocol === 'https') return ended ? 'https' : 'http'
  return protocol
}

function onward(protocol: Protocol, ended: boolean): string | undefined {
  if (protocol === 'https') return ended ? 'encrypted anew, up to the pod' : 'encrypted from here to the pod'
  return ended ? 'in clear text' : undefined
}
