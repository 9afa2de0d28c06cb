// An entrance of the Gateway API → a Gateway (unless it exists) and HTTPRoutes in the namespaces of the workloads.
// Routes are split at the API's own limits: 16 hostnames, 64 matches a rule (Gateway API v1.6 HTTPRoute CRD).
import type { Entrance, Route } from '../design/design.ts'
import { compareText } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'

const HOSTNAMES_PER_ROUTE = 16
const MATCHES_PER_RULE = 64

export function gatewayManifests(entrance: Entrance, topology: Topology, provider: Provider): Manifest[] {
  const routes = httpRoutes(entrance, topology)
  return entrance.existing ? routes : [gateway(entrance, topology, provider), ...routes]
}

function gateway(entrance: Entrance, topology: Topology, provider: Provider): Manifest {
  const settings = provider.annotate.entrance(entrance, topology)
  const namespaces = [...new Set(entrance.routes.map((route) => route.namespace))].sort(compareText)
  const allowedRoutes = {
    namespaces: namespaces.every((namespace) => namespace === entrance.namespace)
      ? { from: 'Same' }
      : {
          from: 'Selector',
          selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }] },
        },
  }
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: metadata(topology, {
      name: entrance.name,
      namespace: entrance.namespace,
      annotations: settings.annotations,
    }),
    spec: {
      gatewayClassName: entrance.class,
      ...(settings.addresses === undefined ? {} : { addresses: settings.addresses }),
      ...(settings.infrastructureAnnotations === undefined
        ? {}
        : { infrastructure: { annotations: settings.infrastructureAnnotations } }),
      listeners: listeners(entrance).map((listener) => ({ ...listener, allowedRoutes })),
    },
  }
}

type Listener = { name: string; port: number; protocol: 'HTTP' | 'HTTPS'; hostname?: string; tls?: object }

// HTTP listens once for all hosts; HTTPS once for each host, since each brings its own certificate.
function listeners(entrance: Entrance): Listener[] {
  return entrance.listeners.flatMap(({ port, tls }): Listener[] => {
    if (!tls) return [{ name: `http-${port}`, port, protocol: 'HTTP' }]
    const certificates = new Map<string, { host?: string; secret: string }>()
    for (const route of entrance.routes) {
      if (route.tls.mode !== 'terminate' || route.tls.secret === undefined) continue
      certificates.set(route.host ?? '', {
        ...(route.host === undefined ? {} : { host: route.host }),
        secret: route.tls.secret,
      })
    }
    return [...certificates.values()]
      .sort((a, b) => compareText(a.host ?? '', b.host ?? ''))
      .map(({ host, secret }, index) => ({
        name: index === 0 ? `https-${port}` : `https-${port}-${index + 1}`,
        port,
        protocol: 'HTTPS',
        ...(host === undefined ? {} : { hostname: host }),
        tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: secret }] },
      }))
  })
}

// One HTTPRoute for each workload and set of paths; hosts with the same paths share it.
function httpRoutes(entrance: Entrance, topology: Topology): Manifest[] {
  const groups = new Map<string, { routes: Route[]; hosts: Set<string>; paths: string[] }>()
  const pathsOf = new Map<string, string[]>()
  const sameHost = (route: Route) =>
    JSON.stringify([route.namespace, route.workload, route.service, route.port, route.host ?? null])
  for (const route of entrance.routes)
    pathsOf.set(sameHost(route), [...(pathsOf.get(sameHost(route)) ?? []), route.path])
  for (const route of entrance.routes) {
    const paths = pathsOf.get(sameHost(route)) ?? []
    const key = JSON.stringify([
      route.namespace,
      route.workload,
      route.service,
      route.port,
      route.host === undefined,
      paths,
    ])
    const group = groups.get(key) ?? { routes: [], hosts: new Set(), paths }
    group.routes.push(route)
    if (route.host !== undefined) group.hosts.add(route.host)
    groups.set(key, group)
  }
  const count = new Map<string, number>()
  return [...groups.values()].flatMap(({ routes, hosts, paths }) => {
    const [first] = routes as [Route]
    const hostChunks = hosts.size === 0 ? [undefined] : chunks([...hosts].sort(compareText), HOSTNAMES_PER_ROUTE)
    return hostChunks.flatMap((hostnames) =>
      chunks(paths, MATCHES_PER_RULE).map((some): Manifest => {
        const base = `${entrance.existing ? `${topology.name}-` : ''}${first.workload}-${first.port}`
        const key = `${first.namespace}/${base}`
        const number = (count.get(key) ?? 0) + 1
        count.set(key, number)
        return {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: metadata(topology, {
            name: number === 1 ? base : `${base}-${number}`,
            namespace: first.namespace,
            component: first.workload,
          }),
          spec: {
            parentRefs: [{ name: entrance.name, namespace: entrance.namespace }],
            ...(hostnames === undefined ? {} : { hostnames }),
            rules: [
              {
                matches: some.map((path) => ({ path: { type: 'PathPrefix', value: path } })),
                backendRefs: [{ name: first.service, port: first.portNumber }],
              },
            ],
          },
        }
      }),
    )
  })
}

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
