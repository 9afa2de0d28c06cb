// An entrance of the Gateway API → a Gateway with its listeners and what more ListenerSets they need (unless it exists), grants for
// certificates in other namespaces, and the routes that attach to it.
import type { Entrance } from '../design/design.ts'
import { compareText } from '../finding.ts'
import type { EntranceSettings, Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { chunks } from './chunks.ts'
import { type GatewayListener, type ListenerHolder, listenerHolders, terminated } from './listeners.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'
import { routeManifests } from './routes.ts'
import { defined } from './service.ts'
import type { UniqueNames } from './unique-names.ts'

const API_VERSION = 'gateway.networking.k8s.io/v1'

export function gatewayManifests(
  entrance: Entrance,
  topology: Topology,
  provider: Provider,
  names: UniqueNames,
): Manifest[] {
  const settings = entrance.existing ? undefined : provider.annotate.entrance(entrance, topology, entrance)
  const elsewhere = settings?.certificatesElsewhere === true
  const holders = listenerHolders(entrance, elsewhere, names)
  const written = routeManifests(entrance, topology, provider.gatewayKinds(entrance, topology), holders, names)
  const routes = [...written, ...(provider.annotate.routes?.(entrance, written, topology) ?? [])]
  if (settings === undefined) return routes
  const [, ...sets] = holders
  return [
    gateway(entrance, topology, settings, holders),
    ...sets.map((set) => listenerSet(entrance, topology, set)),
    ...(settings.objects ?? []),
    ...(elsewhere ? [] : grants(entrance, topology, sets.length > 0, names)),
    ...routes,
  ]
}

function gateway(
  entrance: Entrance,
  topology: Topology,
  { annotations, addresses, infrastructureAnnotations, parametersRef }: EntranceSettings,
  [own, ...sets]: readonly ListenerHolder[],
): Manifest {
  const infrastructure = defined({ annotations: infrastructureAnnotations, parametersRef })
  return {
    apiVersion: API_VERSION,
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
      // A Gateway takes no ListenerSet unless it says so.
      ...(sets.length === 0 ? {} : { allowedListeners: { namespaces: { from: 'Same' } } }),
      listeners: written(own?.listeners ?? [], entrance),
    },
  }
}

const listenerSet = (entrance: Entrance, topology: Topology, { name, listeners }: ListenerHolder): Manifest => ({
  apiVersion: API_VERSION,
  kind: 'ListenerSet',
  metadata: metadata(topology, { name, namespace: entrance.namespace }),
  spec: { parentRef: { kind: 'Gateway', name: entrance.name }, listeners: written(listeners, entrance) },
})

function written(listeners: readonly GatewayListener[], { namespace: own, routes }: Entrance): object[] {
  const namespaces = [...new Set(routes.map((route) => route.namespace))].sort(compareText)
  const allowedRoutes = {
    namespaces: namespaces.every((namespace) => namespace === own)
      ? { from: 'Same' }
      : {
          from: 'Selector',
          selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }] },
        },
  }
  return listeners.map(({ host, tls, ...listener }) => ({
    ...listener,
    ...(host === undefined ? {} : { hostname: host }),
    ...(tls === undefined ? {} : { tls }),
    allowedRoutes,
  }))
}

/** A Secret stays in the namespace of its workload, which must grant it to a Gateway, or a ListenerSet, elsewhere. */
function grants(entrance: Entrance, topology: Topology, inSets: boolean, names: UniqueNames): Manifest[] {
  const secrets = new Map<string, Set<string>>()
  for (const { namespace, tls } of terminated(entrance)) {
    if (namespace === entrance.namespace || tls.secret === undefined) continue
    secrets.set(namespace, (secrets.get(namespace) ?? new Set()).add(tls.secret))
  }
  const kinds = inSets ? ['Gateway', 'ListenerSet'] : ['Gateway']
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
        from: kinds.map((kind) => ({ group: 'gateway.networking.k8s.io', kind, namespace: entrance.namespace })),
        to: some.map((name) => ({ group: '', kind: 'Secret', name })),
      },
    })),
  )
}

// Gateway API v1.6 ReferenceGrant CRD: `to` has 1 to 16 items.
const GRANTS_PER_OBJECT = 16
