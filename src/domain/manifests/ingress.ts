// An entrance of the Ingress API → Ingresses: one for each namespace it serves, since an Ingress reaches only Services beside it,
// and one for each listener, since every host of an Ingress is answered on all its listeners.
import type { Entrance, Route } from '../design/design.ts'
import { ingressName } from '../design/names.ts'
import { compareText } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'
import type { UniqueNames } from './unique-names.ts'

export function ingressManifests(
  entrance: Entrance,
  topology: Topology,
  provider: Provider,
  names: UniqueNames,
): Manifest[] {
  return partsOf(entrance).flatMap(({ namespace, part }): Manifest[] => {
    const settings = provider.annotate.entrance(entrance, topology, part)
    const tls = settings.certificatesElsewhere ? hostsOnly(part.routes) : bySecret(part.routes)
    const [{ port } = { port: 0 }] = part.listeners
    const ingress: Manifest = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: metadata(topology, {
        name: names.take('Ingress', namespace, ingressName(entrance, topology, port)),
        namespace,
        annotations: settings.annotations,
      }),
      spec: {
        ...(settings.writeIngressClassName === false ? {} : { ingressClassName: entrance.class }),
        ...(tls.length === 0 ? {} : { tls }),
        rules: rulesOf(part.routes),
      },
    }
    return [ingress, ...(settings.objects ?? [])]
  })
}

function partsOf(entrance: Entrance): { namespace: string; part: Entrance }[] {
  const namespaces = [...new Set(entrance.routes.map((route) => route.namespace))].sort(compareText)
  return namespaces.flatMap((namespace) =>
    entrance.listeners.flatMap((listener) => {
      const routes = entrance.routes.filter((route) => route.namespace === namespace && route.listen === listener.port)
      return routes.length === 0 ? [] : [{ namespace, part: { ...entrance, listeners: [listener], routes } }]
    }),
  )
}

function rulesOf(routes: readonly Route[]): object[] {
  const hosts = [...new Set(routes.map((route) => route.host))]
  return hosts.map((host) => ({
    ...(host === undefined ? {} : { host }),
    http: {
      paths: routes
        .filter((route) => route.host === host)
        .map((route) => ({
          path: route.path,
          pathType: 'Prefix',
          backend: { service: { name: route.service, port: { number: route.portNumber } } },
        })),
    },
  }))
}

const terminated = (routes: readonly Route[]) => routes.filter((route) => route.tls.mode === 'terminate')

function bySecret(routes: readonly Route[]): object[] {
  const secrets = new Map<string, Set<string>>()
  for (const { host, tls } of terminated(routes)) {
    if (tls.secret === undefined) continue
    const hosts = secrets.get(tls.secret) ?? new Set()
    if (host !== undefined) hosts.add(host)
    secrets.set(tls.secret, hosts)
  }
  return [...secrets]
    .sort(([a], [b]) => compareText(a, b))
    .map(([secretName, hosts]) =>
      hosts.size === 0 ? { secretName } : { hosts: [...hosts].sort(compareText), secretName },
    )
}

function hostsOnly(routes: readonly Route[]): object[] {
  const hosts = new Set(terminated(routes).flatMap((route) => (route.host === undefined ? [] : [route.host])))
  return hosts.size === 0 ? [] : [{ hosts: [...hosts].sort(compareText) }]
}
