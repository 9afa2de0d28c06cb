// An entrance of the Gateway API → a Gateway with its listeners (unless it exists), grants for certificates in other namespaces,
// and the HTTPRoutes that attach to it.
import type { Entrance, Route } from '../design/design.ts'
import { compareText } from '../finding.ts'
import type { EntranceSettings, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { chunks, httpRoutes } from './http-route.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'
import { defined } from './service.ts'
import type { UniqueNames } from './unique-names.ts'

export function gatewayManifests(
  entrance: Entrance,
  topology: Topology,
  provider: Provider,
  names: UniqueNames,
): Manifest[] {
  if (entrance.existing) return httpRoutes(entrance, topology, [], names)
  const settings = provider.annotate.entrance(entrance, topology, entrance)
  const { certificatesElsewhere = false, objects = [] } = settings
  const listeners = listenersOf(entrance, certificatesElsewhere)
  return [
    gateway(entrance, topology, settings, listeners),
    ...objects,
    ...(certificatesElsewhere ? [] : grants(entrance, topology, names)),
    ...httpRoutes(entrance, topology, listeners, names),
  ]
}

function gateway(
  entrance: Entrance,
  topology: Topology,
  { annotations, addresses, infrastructureAnnotations, parametersRef }: EntranceSettings,
  listeners: readonly GatewayListener[],
): Manifest {
  const infrastructure = defined({ annotations: infrastructureAnnotations, parametersRef })
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
      annotations,
    }),
    spec: {
      gatewayClassName: entrance.class,
      ...(addresses === undefined ? {} : { addresses }),
      ...(Object.keys(infrastructure).length === 0 ? {} : { infrastructure }),
      listeners: listeners.map(({ host, tls, ...listener }) => ({
        ...listener,
        ...(host === undefined ? {} : { hostname: host }),
        ...(tls === undefined ? {} : { tls }),
        allowedRoutes,
      })),
    },
  }
}

export type GatewayListener = {
  name: string
  port: number
  protocol: 'HTTP' | 'HTTPS'
  host?: string
  tls?: { mode: 'Terminate'; certificateRefs: { kind: 'Secret'; name: string; namespace?: string }[] }
}

// HTTP listens once for all hosts; HTTPS once for each host, since each brings its own certificate. Where certificates are not the
// Gateway's to name, `tls` is left out whole: with it, the API server wants certificateRefs or options (Gateway API v1.6 Gateway CRD).
const listenersOf = (entrance: Entrance, certificatesElsewhere: boolean): GatewayListener[] =>
  entrance.listeners.flatMap(({ port, tls }): GatewayListener[] => {
    if (!tls) return [{ name: `http-${port}`, port, protocol: 'HTTP' }]
    const byHost = new Map(
      terminated(entrance)
        .filter((route) => route.listen === port)
        .map((route) => [route.host ?? '', route]),
    )
    return [...byHost.values()]
      .sort((a, b) => compareText(a.host ?? '', b.host ?? ''))
      .map(({ host, tls: { secret = '' }, namespace }, index) => ({
        name: index === 0 ? `https-${port}` : `https-${port}-${index + 1}`,
        port,
        protocol: 'HTTPS',
        ...(host === undefined ? {} : { host }),
        ...(certificatesElsewhere
          ? {}
          : {
              tls: {
                mode: 'Terminate' as const,
                certificateRefs: [
                  { kind: 'Secret' as const, name: secret, ...(namespace === entrance.namespace ? {} : { namespace }) },
                ],
              },
            }),
      }))
  })

const terminated = (entrance: Entrance): Route[] =>
  entrance.routes.filter((route) => route.tls.mode === 'terminate' && route.tls.secret !== undefined)

/** A Secret stays in the namespace of its workload, which must grant it to a Gateway elsewhere. */
function grants(entrance: Entrance, topology: Topology, names: UniqueNames): Manifest[] {
  const secrets = new Map<string, Set<string>>()
  for (const { namespace, tls } of terminated(entrance)) {
    if (namespace === entrance.namespace || tls.secret === undefined) continue
    secrets.set(namespace, (secrets.get(namespace) ?? new Set()).add(tls.secret))
  }
  return [...secrets].flatMap(([namespace, known]) =>
    chunks([...known].sort(compareText), GRANTS_PER_OBJECT).map((some) => ({
      // v1beta1 is served by every version of the standard channel, v1 from 1.5 on.
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: metadata(topology, {
        name: names.take('ReferenceGrant', namespace, `${entrance.name}-certificates`),
        namespace,
      }),
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: entrance.namespace }],
        to: some.map((name) => ({ group: '', kind: 'Secret', name })),
      },
    })),
  )
}

// Gateway API v1.6 ReferenceGrant CRD: `to` has 1 to 16 items.
const GRANTS_PER_OBJECT = 16
