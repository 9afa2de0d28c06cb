// Ingresses and Gateways → ways: balancers the cloud makes for them, or the Service before the proxies that serve them. That Service is
// taken for there when it was not sent, or nothing would be paid for what plainly is open.

import type { GatewayFacts, Listener, RouteFacts } from '../facts/gateways.ts'
import type { IngressFacts } from '../facts/ingresses.ts'
import { statusAddressesOf } from '../facts/services.ts'
import { type Building, sideOfGateway, sideOfIngress } from '../topology/building.ts'
import { parentsOf } from '../topology/from-routes.ts'
import type { Way, WayPort, WayRoute } from './ways.ts'

export const entranceWays = (building: Building): Way[] => [
  ...building.ingresses.flatMap((facts) => ingressWay(facts, building)),
  ...building.gateways.flatMap((facts) => gatewayWay(facts, building)),
]

const HTTP: WayPort = { port: 80, targetPort: 80, transport: 'TCP', tls: false }
const HTTPS: WayPort = { port: 443, targetPort: 443, transport: 'TCP', tls: true }

function ingressWay(facts: IngressFacts, building: Building): Way[] {
  const { object, served, said, routes } = facts
  const { scheme } = sideOfIngress(facts, building)
  const ended = said.tls !== undefined || routes.some(({ tls }) => tls !== undefined)
  const addresses = statusAddressesOf(object).map((address) => `address ${address}`)
  const common = { namespace: object.namespace, objects: [object], scheme, idle: false }
  if (served.by === 'cloud') {
    const single = said.shares === undefined
    return [
      {
        ...common,
        kind: 'entrance',
        name: object.name,
        keys: [...addresses, ...(single ? [] : [`ingress ${said.shares}`])],
        ports: building.provider.existing.listeners?.(annotated(facts)) ?? (ended ? [HTTP, HTTPS] : [HTTP]),
        routes: ingressRoutes(facts, building),
        entrance: { api: 'ingress', class: facts.class ?? '', controller: facts.controller },
        rule: 'ingress-of-cloud',
        because: single
          ? `an Ingress of class ${facts.class ?? 'none'} has a balancer of its own`
          : `Ingresses of class ${facts.class ?? 'none'} share a balancer by ${said.shares}`,
      },
    ]
  }
  const { door } = served
  if (door !== undefined && door.form !== 'LoadBalancer') return []
  const name = facts.class ?? 'default'
  return [
    {
      ...common,
      kind: 'service',
      // The Service of a controller that was not sent.
      namespace: door?.namespace ?? 'controller',
      name: door?.name ?? `ingress-${name}`,
      keys: [...addresses, door === undefined ? `class ${name}` : `service ${door.namespace}/${door.name}`],
      ports: [HTTP, { ...HTTPS, tls: false }],
      routes: ingressRoutes(facts, building),
      rule: 'ingress-of-controller',
      because:
        door === undefined
          ? `all Ingresses of class ${name} share the balancer before their controller, which was not sent and is taken for there`
          : `all Ingresses of class ${name} share the balancer before their controller`,
    },
  ]
}

const annotated = ({ object }: IngressFacts) => ({
  kind: 'Ingress',
  annotations: object.annotations,
  spec: object.spec,
})

function ingressRoutes({ object, routes }: IngressFacts, { cluster, drafts }: Building): WayRoute[] {
  return routes.flatMap(({ host, path, backend }) => {
    const service = backend === undefined ? undefined : cluster.service(object.namespace, backend.service)
    const facts =
      service?.ports.find(({ name, port }) => backend?.port === port || backend?.port === name) ?? service?.ports[0]
    if (service === undefined || facts === undefined) return []
    const workload = drafts.ofService(service)?.group.key ?? service.name
    return [
      {
        host,
        path,
        workload,
        service: service.name,
        namespace: service.namespace,
        port: String(facts.port),
        portNumber: facts.port,
      },
    ]
  })
}

// Classes whose Gateways are for traffic inside the mesh (istio.io/latest/docs/ambient/usage/waypoint).
const OF_MESH = /^istio-(?:waypoint|east-west|remote)$/
// One data plane for all Gateways of a class, whatever their number (docs of Traefik, Kong and Contour).
const ONE_FOR_ALL = /traefik|kong|contour/

function gatewayWay(facts: GatewayFacts, building: Building): Way[] {
  const { object, class: name, listeners, door } = facts
  if (OF_MESH.test(name) || object.annotations['networking.istio.io/service-type'] === 'ClusterIP') return []
  const { scheme } = sideOfGateway(facts, building.provider)
  const addresses = statusAddressesOf(object).map((address) => `address ${address}`)
  const routes = parentsOf(building.routes, facts).flatMap((route) => gatewayRoutes(route, building))
  const ports = portsOf(listeners)
  const layer7 = listeners.some(({ protocol }) => protocol === 'HTTP' || protocol === 'HTTPS') || listeners.length === 0
  const common = { namespace: object.namespace, objects: [object], scheme, idle: false, routes, ports }
  if (facts.made && layer7)
    return [
      {
        ...common,
        kind: 'entrance',
        name: object.name,
        keys: addresses,
        entrance: { api: 'gateway', class: name, controller: facts.controller },
        rule: 'gateway-of-cloud',
        because: `a Gateway of class ${name} has a balancer of its own`,
      },
    ]
  const shared = ONE_FOR_ALL.test(facts.controller ?? name)
  return [
    {
      ...common,
      kind: 'service',
      name: door?.name ?? `gateway-${object.name}`,
      keys: [
        ...addresses,
        ...(door === undefined ? [] : [`service ${door.namespace}/${door.name}`]),
        ...(shared ? [`class ${name}`] : []),
      ],
      rule: facts.made ? 'gateway-of-cloud' : 'gateway-of-proxies',
      because: facts.made
        ? `a Gateway of class ${name} has a balancer of its own`
        : `a Gateway of class ${name} is proxies behind a Service of type LoadBalancer of their own`,
    },
  ]
}

function portsOf(listeners: readonly Listener[]): WayPort[] {
  const ports = new Map<string, WayPort>()
  for (const { port, protocol, passthrough } of listeners) {
    const transport = protocol === 'UDP' ? 'UDP' : 'TCP'
    const tls = protocol === 'HTTPS' || (protocol === 'TLS' && !passthrough)
    ports.set(`${transport} ${port}`, { port, targetPort: port, transport, tls })
  }
  return ports.size === 0 ? [HTTP] : [...ports.values()]
}

function gatewayRoutes({ hostnames, rules }: RouteFacts, { cluster, drafts }: Building): WayRoute[] {
  return rules.flatMap(({ paths, backends }) =>
    backends.slice(0, 1).flatMap(({ namespace, service: name, port = 80 }) => {
      const service = cluster.service(namespace, name)
      const workload = (service === undefined ? undefined : drafts.ofService(service)?.group.key) ?? name
      return (hostnames.length === 0 ? [undefined] : hostnames).flatMap((host) =>
        paths.map(({ path }) => ({
          host,
          path,
          workload,
          service: name,
          namespace,
          port: String(port),
          portNumber: port,
        })),
      )
    }),
  )
}
