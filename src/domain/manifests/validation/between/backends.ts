// References to Services of the set: from an Ingress, a route, a StatefulSet. A Service that is not in the set may be in the
// cluster, so only what is there and does not fit is said. The API server accepts all of it; traffic would end nowhere.
import { type BackendObject, isService } from '../gateway/values.ts'
import type { Ingress } from '../routing/ingress.ts'
import { isHeadless, type ServiceSpec } from '../services/service.ts'
import type { Entry, ObjectSet } from './object-set.ts'

const portsOf = ({ ports = [] }: ServiceSpec): string =>
  ports.length === 0
    ? 'none'
    : ports
        .slice(0, 8)
        .map(({ name, port }) => (name === undefined ? `${port}` : `${name} (${port})`))
        .join(', ')

export function checkIngressBackends(set: ObjectSet): void {
  const namespacesOf = new Map<string, string>()
  for (const { name, namespace } of set.of('Service')) if (!namespacesOf.has(name)) namespacesOf.set(name, namespace)
  for (const { value, namespace, say } of set.of('Ingress')) {
    for (const { backend, at } of ingressBackends(value)) {
      if (backend.service === undefined) continue
      const { name, port } = backend.service
      const service = set.find('Service', namespace, name)
      if (service === undefined) {
        const elsewhere = namespacesOf.get(name)
        if (elsewhere !== undefined) {
          say.warning(
            `${at}/service/name`,
            'BACKEND_IN_OTHER_NAMESPACE',
            `is a Service of namespace ${elsewhere}; an Ingress reaches only its own namespace, ${namespace}`,
          )
        }
        continue
      }
      const has = service.value.spec.ports?.some((one) =>
        port?.name ? one.name === port.name : one.port === port?.number,
      )
      if (service.whole && service.value.spec.type !== 'ExternalName' && !has && (port?.name || port?.number)) {
        say.warning(
          `${at}/service/port`,
          'BACKEND_PORT_MISSING',
          `Service ${name} has no such port; it has ${portsOf(service.value.spec)}`,
        )
      }
    }
  }
}

function ingressBackends({ spec }: Ingress) {
  const paths = (spec.rules ?? []).flatMap(({ http }, index) =>
    (http?.paths ?? []).map(({ backend }, place) => ({
      backend,
      at: `/spec/rules/${index}/http/paths/${place}/backend`,
    })),
  )
  return spec.defaultBackend === undefined
    ? paths
    : [{ backend: spec.defaultBackend, at: '/spec/defaultBackend' }, ...paths]
}

/** A backend of a route, where it stands, and of which kind of route it is. */
export type RouteBackend = { backend: BackendObject; at: string; entry: Entry<{ metadata: unknown }> }

export function routeBackends(set: ObjectSet): RouteBackend[] {
  const found: RouteBackend[] = []
  for (const kind of ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const) {
    for (const entry of set.of(kind)) {
      entry.value.spec.rules?.forEach((rule, index) => {
        rule.backendRefs?.forEach((backend, place) => {
          found.push({ backend, at: `/spec/rules/${index}/backendRefs/${place}`, entry })
        })
        const filters = 'filters' in rule ? (rule.filters ?? []) : []
        filters.forEach(({ requestMirror }, place) => {
          if (requestMirror === undefined) return
          const at = `/spec/rules/${index}/filters/${place}/requestMirror/backendRef`
          found.push({ backend: requestMirror.backendRef, at, entry })
        })
      })
    }
  }
  return found
}

export function checkRouteBackends(set: ObjectSet, backends: readonly RouteBackend[]): void {
  for (const { backend, at, entry } of backends) {
    if (!isService(backend)) continue
    const service = set.find('Service', backend.namespace ?? entry.namespace, backend.name)
    if (service === undefined) continue
    const { spec } = service.value
    if (spec.type === 'ExternalName') {
      entry.say.warning(
        at,
        'BACKEND_IS_EXTERNAL_NAME',
        `Service ${backend.name} is an ExternalName, which Gateway API does not send traffic to`,
      )
    } else if (service.whole && backend.port !== undefined && !spec.ports?.some(({ port }) => port === backend.port)) {
      entry.say.warning(
        `${at}/port`,
        'BACKEND_PORT_MISSING',
        `Service ${backend.name} has no port ${backend.port}; it has ${portsOf(spec)}`,
      )
    }
  }
}

/** Ingresses and HTTP routes choose the pod themselves; the Service's own stickiness would see the proxy alone. */
export function checkAffinityBehindEntrances(set: ObjectSet, backends: readonly RouteBackend[]): void {
  const routed = new Set([
    ...set
      .of('Ingress')
      .flatMap(({ value, namespace }) =>
        ingressBackends(value).map(({ backend }) => `${namespace} ${backend.service?.name}`),
      ),
    ...backends
      .filter(({ backend, entry }) => isService(backend) && ['HTTPRoute', 'GRPCRoute'].includes(entry.kind))
      .map(({ backend, entry }) => `${backend.namespace ?? entry.namespace} ${backend.name}`),
  ])
  for (const { value, namespace, name, say } of set.of('Service')) {
    if (value.spec.sessionAffinity !== 'ClientIP' || !routed.has(`${namespace} ${name}`)) continue
    say.warning(
      '/spec/sessionAffinity',
      'AFFINITY_BEHIND_ENTRANCE',
      'is by the address of the proxy, or is passed over, for what comes through an Ingress or a route: use stickiness by cookie there',
    )
  }
}

export function checkGoverningServices(set: ObjectSet): void {
  for (const { value, namespace, say } of set.of('StatefulSet')) {
    const { serviceName = '' } = value.spec
    const service = serviceName === '' ? undefined : set.find('Service', namespace, serviceName)
    if (service?.whole && !isHeadless(service.value.spec)) {
      say.warning(
        '/spec/serviceName',
        'GOVERNING_SERVICE_NOT_HEADLESS',
        `Service ${serviceName.slice(0, 63)} has an address of its own: pods get names only through one with clusterIP: None`,
      )
    }
  }
}
