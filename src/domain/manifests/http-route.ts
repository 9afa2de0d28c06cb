// The routes of a Gateway → HTTPRoutes in the namespaces of the workloads: one for each workload and set of paths; hosts with the
// same paths share it. Split at the API's own limits: 16 hostnames, 64 matches a rule (Gateway API v1.6 HTTPRoute CRD).
import type { Entrance, Route } from '../design/design.ts'
import { compareText } from '../finding.ts'
import type { Topology } from '../topology/index.ts'
import type { GatewayListener } from './gateway.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'
import type { UniqueNames } from './unique-names.ts'

const HOSTNAMES_PER_ROUTE = 16
const MATCHES_PER_RULE = 64

/** `listeners` are those of a Gateway we write; of one that exists they are not known. */
export function httpRoutes(
  entrance: Entrance,
  topology: Topology,
  listeners: readonly GatewayListener[],
  names: UniqueNames,
): Manifest[] {
  return groupsOf(entrance.routes).flatMap(({ first, hosts, paths }) => {
    const hostChunks = hosts.length === 0 ? [undefined] : chunks(hosts, HOSTNAMES_PER_ROUTE)
    return hostChunks.flatMap((hostnames) =>
      chunks(paths, MATCHES_PER_RULE).map((some): Manifest => {
        const base = `${entrance.existing ? `${topology.name}-` : ''}${first.workload}-${first.port}`
        return {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: metadata(topology, {
            name: names.take('HTTPRoute', first.namespace, base),
            namespace: first.namespace,
            component: first.workload,
          }),
          spec: {
            parentRefs: parentRefs(entrance, listeners, first.listen, hostnames),
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

type RouteGroup = { first: Route; hosts: string[]; paths: string[] }

function groupsOf(routes: readonly Route[]): RouteGroup[] {
  const keyOf = ({ namespace, workload, service, port, listen }: Route, ...more: unknown[]) =>
    JSON.stringify([namespace, workload, service, port, listen, ...more])
  const pathsOf = new Map<string, string[]>()
  for (const route of routes) {
    const key = keyOf(route, route.host ?? null)
    pathsOf.set(key, [...(pathsOf.get(key) ?? []), route.path])
  }
  const groups = new Map<string, RouteGroup & { known: Set<string> }>()
  for (const route of routes) {
    const paths = pathsOf.get(keyOf(route, route.host ?? null)) ?? []
    const key = keyOf(route, route.host === undefined, paths)
    const group = groups.get(key) ?? { first: route, hosts: [], paths, known: new Set() }
    if (route.host !== undefined) group.known.add(route.host)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ known, ...group }) => ({ ...group, hosts: [...known].sort(compareText) }))
}

/** A route attaches to the listeners it asked for; where all are on one port, its hostnames say which. */
function parentRefs(
  { name, namespace }: Entrance,
  listeners: readonly GatewayListener[],
  port: number,
  hostnames: readonly string[] | undefined,
): object[] {
  const parent = { name, namespace }
  if (listeners.every((listener) => listener.port === port)) return [parent]
  const hosts: readonly (string | undefined)[] = hostnames ?? [undefined]
  return listeners
    .filter((listener) => listener.port === port && (listener.protocol === 'HTTP' || hosts.includes(listener.host)))
    .map((listener) => ({ ...parent, sectionName: listener.name }))
}

export const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
