// Gateways, their ListenerSets and the routes that name them as parents. A route whose parent is a Service is for callers inside the
// cluster (Gateway API, GAMMA): no way in from outside.
import type { Said } from '../../../domain/existing.ts'
import type { Provider } from '../../../domain/provider.ts'
import { fieldsOf, listOf, portOf, textOf, textsIn, valueAt, wholeOf } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Cluster } from './cluster.ts'
import type { ServiceFacts } from './services.ts'

export type Listener = {
  name: string
  port: number
  /** HTTP, HTTPS, TLS, TCP, UDP, or a word of the implementation's own. */
  protocol: string
  hostname: string | undefined
  passthrough: boolean
  secret: string | undefined
}

export type GatewayFacts = {
  object: KubernetesObject
  class: string
  controller: string | undefined
  said: Said
  /** Does the cloud make its balancer itself? */
  made: boolean
  listeners: readonly Listener[]
  /** The Service its implementation made for it, where that was sent (Gateway API, GEP-1762). */
  door: ServiceFacts | undefined
}

const OF_GATEWAY = 'gateway.networking.k8s.io/gateway-name'

export const ROUTE_KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const
export type RouteKind = (typeof ROUTE_KINDS)[number]

export type Parent = {
  kind: string
  namespace: string
  name: string | undefined
  gateway: GatewayFacts | undefined
  sectionName: string | undefined
  port: number | undefined
}

export type RouteBackend = { namespace: string; service: string; port: number | undefined; weight: number; at: string }
export type RouteRule = {
  paths: readonly { path: string; type: string }[]
  backends: readonly RouteBackend[]
  at: string
}
export type RouteFacts = {
  object: KubernetesObject
  kind: RouteKind
  hostnames: readonly string[]
  parents: readonly Parent[]
  rules: readonly RouteRule[]
}

export function gatewaysIn(cluster: Cluster, { existing }: Provider): GatewayFacts[] {
  const classes = new Map(cluster.of('GatewayClass').map((one) => [one.name, textOf(one.spec.controllerName)]))
  const sets = cluster.of('ListenerSet')
  return cluster.of('Gateway').map((object) => {
    const name = (textOf(object.spec.gatewayClassName) ?? '').slice(0, 100)
    const controller = classes.get(name)
    const own = listOf(object.spec.listeners)
    const added = sets.filter((set) => isParent(set, object)).flatMap((set) => listOf(set.spec.listeners))
    return {
      object,
      class: name,
      controller,
      said: existing.gateway({ kind: 'Gateway', annotations: object.annotations, spec: object.spec }),
      made: name !== '' && existing.makes({ api: 'gateway', class: name, controller }),
      listeners: [...own, ...added].flatMap(listenerOf),
      door: cluster.services.find(
        (service) => service.namespace === object.namespace && service.object.labels[OF_GATEWAY] === object.name,
      ),
    }
  })
}

function isParent(set: KubernetesObject, { namespace, name }: KubernetesObject): boolean {
  const parent = fieldsOf(set.spec.parentRef)
  return parent.name === name && (textOf(parent.namespace) ?? set.namespace) === namespace
}

function listenerOf(value: unknown): Listener[] {
  const { name, port, protocol, hostname, tls } = fieldsOf(value)
  const number = portOf(port)
  if (number === undefined) return []
  return [
    {
      name: textOf(name) ?? '',
      port: number,
      protocol: textOf(protocol) ?? 'HTTP',
      hostname: textOf(hostname)?.toLowerCase(),
      passthrough: fieldsOf(tls).mode === 'Passthrough',
      secret: textOf(valueAt(tls, 'certificateRefs', 0, 'name')),
    },
  ]
}

export function routesIn(cluster: Cluster, gateways: readonly GatewayFacts[]): RouteFacts[] {
  const byName = new Map(gateways.map((one) => [`${one.object.namespace}/${one.object.name}`, one]))
  const sets = new Map(
    cluster.of('ListenerSet').map((set) => {
      const { name, namespace } = fieldsOf(set.spec.parentRef)
      return [`${set.namespace}/${set.name}`, byName.get(`${textOf(namespace) ?? set.namespace}/${String(name)}`)]
    }),
  )
  return ROUTE_KINDS.flatMap((kind) =>
    cluster.of(kind).map((object) => ({
      object,
      kind,
      hostnames: textsIn(object.spec.hostnames).map((host) => host.toLowerCase()),
      parents: listOf(object.spec.parentRefs).map((ref): Parent => {
        const { kind: parentKind = 'Gateway', name, namespace, sectionName, port } = fieldsOf(ref)
        const where = textOf(namespace) ?? object.namespace
        const key = `${where}/${String(name)}`
        return {
          kind: String(parentKind),
          namespace: where,
          name: textOf(name),
          gateway:
            parentKind === 'Gateway' ? byName.get(key) : parentKind === 'ListenerSet' ? sets.get(key) : undefined,
          sectionName: textOf(sectionName),
          port: portOf(port),
        }
      }),
      rules: listOf(object.spec.rules).map((rule, index) => ruleOf(rule, index, object)),
    })),
  )
}

function ruleOf(value: unknown, index: number, { namespace }: KubernetesObject): RouteRule {
  const at = `/spec/rules/${index}`
  const { matches, backendRefs } = fieldsOf(value)
  const paths = listOf(matches).map((match) => {
    const { type, value: path } = fieldsOf(fieldsOf(match).path)
    return { path: textOf(path) ?? '/', type: textOf(type) ?? 'PathPrefix' }
  })
  return {
    at,
    paths: paths.length === 0 ? [{ path: '/', type: 'PathPrefix' }] : paths,
    backends: listOf(backendRefs).flatMap((ref, place) => {
      const { kind = 'Service', group = '', name, namespace: other, port, weight } = fieldsOf(ref)
      const service = textOf(name)?.slice(0, 253)
      if (kind !== 'Service' || group !== '' || service === undefined) return []
      return [
        {
          namespace: textOf(other) ?? namespace,
          service,
          port: portOf(port),
          weight: wholeOf(weight) ?? 1,
          at: `${at}/backendRefs/${place}`,
        },
      ]
    }),
  }
}
