// An Ingress → its routes and what serves it: the cloud's own balancer, or a controller in the cluster.
import type { Existing, Said } from '../../../domain/existing.ts'
import type { Provider } from '../../../domain/provider.ts'
import { fieldsOf, isFields, listOf, portOf, textOf, textsIn } from '../read/fields.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Cluster } from './cluster.ts'
import {
  controllerNamed,
  controllerOfClass,
  doorOf,
  type InClusterController,
  isDefaultClass,
  type Running,
  runningIn,
} from './controllers.ts'
import type { ServiceFacts } from './services.ts'

export type Backend = { service: string; port: number | string | undefined; at: string }
export type IngressRoute = {
  host: string | undefined
  path: string
  pathType: string
  backend: Backend | undefined
  /** TLS is ended for its host, with this Secret if one is named. */
  tls: { secret: string | undefined } | undefined
  at: string
}

export type IngressFacts = {
  object: KubernetesObject
  class: string | undefined
  /** How its class is known. */
  classBy: 'said' | 'default-class' | 'usual' | 'unknown'
  controller: string | undefined
  said: Said
  served: { by: 'cloud' } | { by: 'cluster'; known: InClusterController | undefined; door: ServiceFacts | undefined }
  routes: readonly IngressRoute[]
}

const CLASS = 'kubernetes.io/ingress.class'

/** A cloud that takes every Ingress without a class takes it; else the only controller there is, else the cloud's own. */
function usualClass(running: readonly Running[], { ingressClass }: Existing): string | undefined {
  if (ingressClass?.always === true || running.length !== 1) return ingressClass?.name
  return running[0]?.classes[0] ?? ingressClass?.name
}

export function ingressesIn(cluster: Cluster, { existing }: Provider): IngressFacts[] {
  const running = runningIn(cluster)
  const classes = new Map(cluster.of('IngressClass').map((one) => [one.name, one]))
  const fallback = cluster.of('IngressClass').find(isDefaultClass)
  return cluster.of('Ingress').map((object) => {
    const stated = textOf(object.spec.ingressClassName) ?? textOf(object.annotations[CLASS])
    const usual = usualClass(running, existing)
    const name = (stated ?? fallback?.name ?? usual)?.slice(0, 100)
    const classBy =
      stated !== undefined
        ? 'said'
        : fallback !== undefined
          ? 'default-class'
          : name !== undefined
            ? 'usual'
            : 'unknown'
    const controller = textOf(classes.get(name ?? '')?.spec.controller)
    const known = controller === undefined ? controllerOfClass(name ?? '') : controllerNamed(controller)
    const makes =
      name !== undefined &&
      (controller === undefined ? known === undefined : controllerNamed(controller) === undefined) &&
      existing.makes({ api: 'ingress', class: name, controller })
    const mine = running.find(
      (one) => one.classes.includes(name ?? '') && (controller === undefined || one.known === known),
    )
    return {
      object,
      class: name,
      classBy,
      controller,
      said: existing.ingress({ kind: 'Ingress', annotations: object.annotations, spec: object.spec }),
      served: makes
        ? { by: 'cloud' }
        : { by: 'cluster', known: mine?.known ?? known, door: mine === undefined ? undefined : doorOf(mine) },
      routes: routesOf(object),
    }
  })
}

function routesOf({ spec }: KubernetesObject): IngressRoute[] {
  const tls = listOf(spec.tls).map(fieldsOf)
  const tlsFor = (host: string | undefined): IngressRoute['tls'] => {
    const found =
      tls.find((one) => host !== undefined && textsIn(one.hosts).some((name) => covers(name, host))) ??
      tls.find((one) => textsIn(one.hosts).length === 0)
    return found === undefined ? undefined : { secret: textOf(found.secretName) }
  }
  const routes = listOf(spec.rules).flatMap((rule, index) => {
    const { host, http } = fieldsOf(rule)
    const name = textOf(host)?.toLowerCase()
    return listOf(fieldsOf(http).paths).map((one, place): IngressRoute => {
      const { path, pathType, backend } = fieldsOf(one)
      const at = `/spec/rules/${index}/http/paths/${place}`
      return {
        host: name,
        path: textOf(path) ?? '/',
        pathType: textOf(pathType) ?? 'ImplementationSpecific',
        backend: backendOf(backend, `${at}/backend`),
        tls: tlsFor(name),
        at,
      }
    })
  })
  if (!isFields(spec.defaultBackend)) return routes
  const at = '/spec/defaultBackend'
  const backend = backendOf(spec.defaultBackend, at)
  return [...routes, { host: undefined, path: '/', pathType: 'Prefix', backend, tls: tlsFor(undefined), at }]
}

/** A wildcard of an Ingress stands for one label. */
const covers = (name: string, host: string): boolean =>
  name.toLowerCase() === host || (name.startsWith('*.') && host.replace(/^[^.]+/, '*') === name.toLowerCase())

function backendOf(value: unknown, at: string): Backend | undefined {
  const { name, port } = fieldsOf(fieldsOf(value).service)
  const service = textOf(name)?.slice(0, 253)
  if (service === undefined) return undefined
  const { number, name: portName } = fieldsOf(port)
  return { service, port: portOf(number) ?? textOf(portName), at }
}
