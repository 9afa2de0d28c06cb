// Routes and the Gateways and ListenerSets of the set they name as parents: is there such a listener, and does it take them?
// The API server accepts a route that no listener takes; its status says Accepted: False.
import type { Listener } from '../gateway/gateway.ts'
import { GATEWAY_GROUP, type ParentRef } from '../gateway/values.ts'
import type { LabelSelector } from '../names.ts'
import type { Entry, ObjectSet } from './object-set.ts'

/** Listener protocols that carry a kind of route; others are an implementation's own and never judged. */
const CARRIES: Readonly<Record<string, readonly string[]>> = {
  HTTPRoute: ['HTTP', 'HTTPS'],
  GRPCRoute: ['HTTP', 'HTTPS'],
  TLSRoute: ['TLS'],
  TCPRoute: ['TCP', 'TLS'],
  UDPRoute: ['UDP'],
}
const STANDARD = ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP']

type Route = Entry<{ spec: { parentRefs?: ParentRef[] | undefined; hostnames?: string[] | undefined } }>

export function checkParents(set: ObjectSet): void {
  for (const kind of ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'] as const) {
    for (const route of set.of(kind) as readonly Route[]) {
      route.value.spec.parentRefs?.forEach((ref, index) => {
        checkParent(route, ref, `/spec/parentRefs/${index}`, set)
      })
    }
  }
  for (const { value, namespace, say } of set.of('ListenerSet')) {
    const { parentRef } = value.spec
    const gateway = set.find('Gateway', parentRef.namespace ?? namespace, parentRef.name)
    if (gateway === undefined || !gateway.whole) continue
    const { from = 'None', selector } = gateway.value.spec.allowedListeners?.namespaces ?? {}
    if (allows({ from, selector }, gateway.namespace, namespace, set) === false) {
      say.warning(
        '/spec/parentRef',
        'LISTENER_SET_NOT_ALLOWED',
        `Gateway ${parentRef.name} takes no ListenerSets from namespace ${namespace}; set its spec.allowedListeners`,
      )
    }
  }
}

function checkParent(route: Route, ref: ParentRef, at: string, set: ObjectSet): void {
  const { group = GATEWAY_GROUP, kind = 'Gateway', name, sectionName, port } = ref
  if (group !== GATEWAY_GROUP || (kind !== 'Gateway' && kind !== 'ListenerSet')) return
  const parent = set.find(kind, ref.namespace ?? route.namespace, name)
  if (parent === undefined || !parent.whole) return
  const { listeners } = parent.value.spec
  const named = listeners.filter((listener) => sectionName === undefined || listener.name === sectionName)
  if (named.length === 0) {
    const known = listeners.slice(0, 8).map((listener) => listener.name)
    route.say.warning(
      `${at}/sectionName`,
      'LISTENER_UNKNOWN',
      `${kind} ${name} has no listener of that name; it has ${known.join(', ')}`,
    )
    return
  }
  const meant = named.filter((listener) => port === undefined || listener.port === port)
  if (meant.length === 0) {
    const detail = `${kind} ${name} has no such port there; it has ${[...new Set(named.map((one) => one.port))].slice(0, 8).join(', ')}`
    route.say.warning(`${at}/port`, 'LISTENER_UNKNOWN', detail)
    return
  }
  const reasons = meant.map((listener) => refusal(route, listener, parent.namespace, set))
  const [first] = reasons
  if (first !== undefined && reasons.every((reason) => reason !== undefined)) {
    route.say.warning(at, first.code, `no listener of ${kind} ${name} takes this route: ${first.why}`)
  }
}

function refusal(
  route: Route,
  listener: Listener,
  namespace: string,
  set: ObjectSet,
): { code: string; why: string } | undefined {
  const { allowedRoutes, protocol } = listener
  if (STANDARD.includes(protocol) && !(CARRIES[route.kind] ?? STANDARD).includes(protocol)) {
    return { code: 'LISTENER_PROTOCOL', why: `"${listener.name}" speaks ${protocol}` }
  }
  const kinds = allowedRoutes?.kinds ?? []
  if (kinds.length > 0 && !kinds.some((one) => one.kind === route.kind)) {
    return { code: 'LISTENER_KIND', why: `"${listener.name}" allows ${kinds.map((one) => one.kind).join(', ')} only` }
  }
  const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {}
  if (allows({ from, selector }, namespace, route.namespace, set) === false) {
    return { code: 'LISTENER_NAMESPACE', why: `"${listener.name}" takes none from namespace ${route.namespace}` }
  }
  const { hostnames = [] } = route.value.spec
  if (
    listener.hostname !== undefined &&
    hostnames.length > 0 &&
    !hostnames.some((host) => meet(host, listener.hostname ?? ''))
  ) {
    return { code: 'LISTENER_HOSTNAME', why: `"${listener.name}" answers to ${listener.hostname}` }
  }
  return undefined
}

/** Gateway API wildcards are suffixes: they stand for one label or more. */
function meet(a: string, b: string): boolean {
  const covers = (wide: string, host: string) =>
    wide.startsWith('*.') && host.length > wide.length - 1 && host.endsWith(wide.slice(1))
  return a === b || covers(a, b) || covers(b, a)
}

/** Does a place in one namespace take what stands in another? Undefined when labels decide that nobody here knows. */
function allows(
  { from, selector }: { from: string; selector: LabelSelector | undefined },
  own: string,
  other: string,
  set: ObjectSet,
): boolean | undefined {
  if (from === 'All') return true
  if (from === 'Same') return own === other
  if (from === 'None') return false
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {}
  const written = set.find('Namespace', '', other)
  const labels: Record<string, string> = { ...written?.value.metadata.labels, 'kubernetes.io/metadata.name': other }
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)]
  if (written === undefined && keys.some((key) => key !== 'kubernetes.io/metadata.name')) return undefined
  return (
    selector !== undefined &&
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key]
      const within = value !== undefined && values.includes(value)
      return { In: within, NotIn: !within, Exists: value !== undefined, DoesNotExist: value === undefined }[operator]
    })
  )
}
