// What kind of workload a service becomes, and how many of it there are: first what its author says, then what its image and its
// volumes let one think.
import type { WorkloadKind } from '../../domain/topology/vocabulary.ts'
import type { Ground } from '../draft/draft.ts'
import { childOf, countOf, isMap, itemsOf, type Node, type Place, textOf } from '../tree/node.ts'
import { awaitedToEnd } from './mentions.ts'
import { type ComposeService, label } from './service.ts'

export type KindOf = { kind: WorkloadKind; ground: Ground }
/** What the other services say: who is awaited to end, and which volumes are used by more than one. */
export type Neighbours = { awaited: ReadonlyMap<string, Place>; shared: ReadonlySet<string> }

type Row = {
  rule: string
  kind: WorkloadKind
  confidence: number
  from: (service: ComposeService, neighbours: Neighbours) => Place | undefined
}

const labelled = (service: ComposeService, kind: RegExp) => {
  const type = label(service, 'kompose.controller.type')
  return type !== undefined && kind.test(type.text) ? type.from : undefined
}
const mode = ({ node }: ComposeService, wanted: RegExp) => {
  const found = childOf(node, 'deploy', 'mode')
  return wanted.test(textOf(found) ?? '') ? found : undefined
}
const keeps = (role: 'store' | 'cache') => (service: ComposeService) =>
  service.known?.role === role ? service.image?.from : undefined
const keepsOn = (role: 'store' | 'cache') => (service: ComposeService, neighbours: Neighbours) =>
  service.known?.role === role ? ownVolume(service, neighbours) : undefined

/** First match wins. */
const ROWS: readonly Row[] = [
  {
    rule: 'kompose-controller',
    kind: 'DaemonSet',
    confidence: 0.9,
    from: (service) => labelled(service, /^daemonset$/i),
  },
  {
    rule: 'kompose-controller',
    kind: 'StatefulSet',
    confidence: 0.9,
    from: (service) => labelled(service, /^statefulset$/i),
  },
  {
    rule: 'kompose-controller',
    kind: 'Deployment',
    confidence: 0.9,
    from: (service) => labelled(service, /^(?:deployment|replicationcontroller)$/i),
  },
  { rule: 'deploy-mode', kind: 'DaemonSet', confidence: 1, from: (service) => mode(service, /^global$/) },
  { rule: 'deploy-mode', kind: 'Job', confidence: 1, from: (service) => mode(service, /-job$/) },
  { rule: 'awaited-to-end', kind: 'Job', confidence: 0.9, from: ({ written }, { awaited }) => awaited.get(written) },
  { rule: 'store-with-volume', kind: 'StatefulSet', confidence: 0.9, from: keepsOn('store') },
  { rule: 'store-without-volume', kind: 'StatefulSet', confidence: 0.6, from: keeps('store') },
  { rule: 'cache-with-volume', kind: 'StatefulSet', confidence: 0.7, from: keepsOn('cache') },
  { rule: 'cache-without-volume', kind: 'Deployment', confidence: 0.7, from: keeps('cache') },
  { rule: 'own-volume', kind: 'StatefulSet', confidence: 0.45, from: ownVolume },
  { rule: 'no-state-seen', kind: 'Deployment', confidence: 0.8, from: ({ node }) => node },
]

export function kindOf(service: ComposeService, neighbours: Neighbours): KindOf {
  for (const { rule, kind, confidence, from: place } of ROWS) {
    const from = place(service, neighbours)
    if (from === undefined) continue
    const text = `Does ${service.name} keep data of its own in its volume? StatefulSet is assumed; what only caches there, or shares it, is a Deployment.`
    const ask = confidence < 0.5 ? { ask: { text, choices: ['StatefulSet', 'Deployment'] } } : {}
    return { kind, ground: { from, rule, confidence, ...ask } }
  }
  return { kind: 'Deployment', ground: { from: service.node, rule: 'no-state-seen', confidence: 0.8 } }
}

/** Mounted over what an image has built, or to save time: nothing that must be kept. */
const PASSING =
  /node_modules|vendor|\.venv|cache|\.npm|\.cargo|\.m2|\.gradle|\.next|\/tmp|\/target\b|\/dist\b|\/build\b|\/run\b/

/** A named volume that this service alone writes to. */
function ownVolume({ node }: ComposeService, { shared }: Neighbours): Place | undefined {
  return namedVolumes(node).find(({ name, target }) => !shared.has(name) && !PASSING.test(target))?.from
}

type Mount = { name: string; target: string; from: Node }

function namedVolumes(node: Node): Mount[] {
  return itemsOf(childOf(node, 'volumes')).flatMap((from) => {
    if (isMap(from)) {
      const [type, name, target] = ['type', 'source', 'target'].map((field) => textOf(childOf(from, field)))
      const isWritten = textOf(childOf(from, 'read_only')) !== 'true'
      return (type ?? 'volume') === 'volume' && name !== undefined && isWritten
        ? [{ name, target: target ?? '', from }]
        : []
    }
    const [name = '', target, access = ''] = (textOf(from) ?? '').split(':')
    return target !== undefined && /^[\w][\w.-]+$/.test(name) && !/\bro\b/.test(access) ? [{ name, target, from }] : []
  })
}

export function neighboursOf(services: readonly ComposeService[]): Neighbours {
  const awaited = new Map<string, Place>()
  const users = new Map<string, number>()
  for (const { node } of services) {
    for (const { name, from } of awaitedToEnd(node)) awaited.set(name, from)
    for (const name of new Set(namedVolumes(node).map((mount) => mount.name)))
      users.set(name, (users.get(name) ?? 0) + 1)
  }
  return { awaited, shared: new Set([...users].filter(([, count]) => count > 1).map(([name]) => name)) }
}

/** `deploy.replicas`, else `scale`; only what is scaled has replicas. */
export function replicasOf({ node }: ComposeService, kind: WorkloadKind): { count: number; from: Node } | undefined {
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return undefined
  const from = childOf(node, 'deploy', 'replicas') ?? childOf(node, 'scale')
  const count = countOf(from)
  return from === undefined || count === undefined ? undefined : { count: Math.min(count, 100_000), from }
}
