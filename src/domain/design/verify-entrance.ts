// An entrance of a finished design → commands that try its routes at its own address, before any DNS record points there.
import type { Topology } from '../topology/index.ts'
import type { Entrance, Route } from './design.ts'
import { ingressName } from './names.ts'
import { remark } from './shell.ts'
import { curl, handshake, host, toAddress } from './try-port.ts'

/** One for each host of each port of a workload; many of them are alike. */
const ROUTES_AT_MOST = 25

export function verifyEntrance(entrance: Entrance, topology: Topology): string[] {
  const distinct = new Map<string, Route>()
  for (const route of entrance.routes) {
    const key = `${route.workload} ${route.port} ${route.listen} ${route.layer4 === undefined || route.tls.mode === 'passthrough' ? (route.host ?? '') : ''}`
    if (!distinct.has(key)) distinct.set(key, route)
  }
  const routes = [...distinct.values()]
  const more = routes.length - ROUTES_AT_MOST
  return [
    addressOf(entrance, topology),
    ...routes.slice(0, ROUTES_AT_MOST).map(tryRoute),
    ...(more > 0 ? [remark(`and ${more} more hosts in the same way`)] : []),
  ]
}

/** One route in one line, which begins with finding the address out. */
export const verifyRoute = (entrance: Entrance, route: Route, topology: Topology): string =>
  `${findAddress(entrance, route, topology)}; ${tryRoute(route)}`

function addressOf(entrance: Entrance, topology: Topology): string {
  const where = entrance.scheme === 'internal' ? ` ${remark('an inner address: try it from inside the network')}` : ''
  return `${findAddress(entrance, entrance.routes[0], topology)}${where}`
}

/** Where each listener has an Ingress of its own, that of the route. */
function findAddress(entrance: Entrance, first: Route | undefined, topology: Topology): string {
  const { api, namespace, name } = entrance
  const get =
    api === 'gateway' || first === undefined
      ? // By its full name: Istio has a kind of its own called gateway.
        `kubectl -n ${namespace} get gateways.gateway.networking.k8s.io ${name} -o jsonpath='{.status.addresses[0].value}'`
      : `kubectl -n ${first.namespace} get ingress ${ingressName(entrance, topology, first.listen)} -o jsonpath='{.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}'`
  return `ADDRESS=$(${get}); echo "$ADDRESS"`
}

function tryRoute(route: Route): string {
  const { host: named, path, listen, tls } = route
  if (route.layer4 !== undefined) return tryByPort(route, route.layer4.transport)
  const scheme = tls.mode === 'terminate' ? 'https' : 'http'
  const number = String(listen)
  if (tls.mode === 'passthrough') return handshake('"$ADDRESS"', number, named === undefined ? undefined : host(named))
  // Without a host nothing can be on the certificate.
  if (named === undefined) {
    const options = scheme === 'https' ? ['-k'] : []
    const connect = { host: 'any.example', number, address: '"$ADDRESS"' }
    return curl({ scheme, options, url: `any.example:${listen}${path}`, connect })
  }
  const asked = host(named)
  return curl({
    scheme,
    options: [],
    url: `${asked}:${listen}${path}`,
    connect: { host: asked, number, address: '"$ADDRESS"' },
  })
}

/** As a client of that host would, where it has one. */
function tryByPort({ host: named, listen, portNumber, port, protocol, tls }: Route, transport: 'TCP' | 'UDP'): string {
  return toAddress({
    port: { name: port, port: portNumber, targetPort: portNumber, transport, protocol },
    address: '"$ADDRESS"',
    number: String(listen),
    exposure: { hosts: named === undefined ? [] : [named], tls },
    ended: false,
  })
}
