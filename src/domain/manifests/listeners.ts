// An entrance of the Gateway API → its listeners, held by the Gateway itself and, past what one object may list, by ListenerSets
// beside it. HTTP listens once for all hosts; HTTPS once for each host, since each brings its own certificate; layer 4 once for each
// port and transport.
import { LISTENERS_PER_GATEWAY } from '../design/capacity.ts'
import type { Entrance, Route } from '../design/design.ts'
import { compareText } from '../finding.ts'
import { chunks } from './chunks.ts'
import type { UniqueNames } from './unique-names.ts'

export type GatewayListener = {
  name: string
  port: number
  protocol: 'HTTP' | 'HTTPS' | 'TCP' | 'UDP'
  host?: string
  tls?: { mode: 'Terminate'; certificateRefs: { kind: 'Secret'; name: string; namespace?: string }[] }
}

/** The first is the Gateway; what has no listeners of ours is one that exists. */
export type ListenerHolder = { kind: 'Gateway' | 'ListenerSet'; name: string; listeners: GatewayListener[] }

/** A class whose listeners must fit into one object is given no more than that by the design. */
export function listenerHolders(
  entrance: Entrance,
  certificatesElsewhere: boolean,
  names: UniqueNames,
): ListenerHolder[] {
  const { name, namespace, existing } = entrance
  if (existing) return [{ kind: 'Gateway', name, listeners: [] }]
  // A ListenerSet takes as many as a Gateway (Gateway API v1.6 ListenerSet CRD, maxItems).
  return chunks(listenersOf(entrance, certificatesElsewhere), LISTENERS_PER_GATEWAY).map((listeners, index) =>
    index === 0
      ? { kind: 'Gateway', name, listeners }
      : { kind: 'ListenerSet', name: names.take('ListenerSet', namespace, `${name}-listeners`), listeners },
  )
}

const listenersOf = (entrance: Entrance, certificatesElsewhere: boolean): GatewayListener[] =>
  entrance.listeners.flatMap(({ port, tls, transport }): GatewayListener[] => {
    if (transport !== undefined) return [{ name: `${transport.toLowerCase()}-${port}`, port, protocol: transport }]
    if (!tls) return [{ name: `http-${port}`, port, protocol: 'HTTP' }]
    const byHost = new Map(
      terminated(entrance)
        .filter((route) => route.listen === port)
        .map((route) => [route.host ?? '', route]),
    )
    return [...byHost.values()]
      .sort((a, b) => compareText(a.host ?? '', b.host ?? ''))
      .map((route, index) => ({
        name: index === 0 ? `https-${port}` : `https-${port}-${index + 1}`,
        port,
        protocol: 'HTTPS',
        ...(route.host === undefined ? {} : { host: route.host }),
        // An API server refuses mode Terminate with neither certificate nor options; without `tls` it takes HTTPS (v1.6 CRD, CEL).
        ...(certificatesElsewhere ? {} : { tls: endedWith(route, entrance) }),
      }))
  })

const endedWith = ({ tls: { secret = '' }, namespace }: Route, entrance: Entrance) => ({
  mode: 'Terminate' as const,
  certificateRefs: [
    { kind: 'Secret' as const, name: secret, ...(namespace === entrance.namespace ? {} : { namespace }) },
  ],
})

export const terminated = (entrance: Entrance): Route[] =>
  entrance.routes.filter((route) => route.tls.mode === 'terminate' && route.tls.secret !== undefined)
