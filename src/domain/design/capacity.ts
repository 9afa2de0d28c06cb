// How much an entrance carries: counted from its routes, compared with what its class and its API can carry at most.
import type { Capacity, EntranceClass, GatewayKind } from '../provider.ts'
import type { Route } from './design.ts'

/** Listeners of one Gateway at most; more are refused by the API server. Source: Gateway API v1.6 Gateway CRD (maxItems). */
export const LISTENERS_PER_GATEWAY = 64

export type Carried = Required<Capacity>

/** HTTP listens once for all hosts; HTTPS once for each host, since each brings its own certificate. */
type Listening = Pick<Route, 'listen' | 'host' | 'tls' | 'layer4'>
const listenerOf = ({ listen, host, tls, layer4 }: Listening): string => {
  if (layer4 !== undefined) return `${listen} ${layer4.transport}`
  return tls.mode === 'terminate' ? `${listen} ${host ?? ''}` : String(listen)
}

/** What of a route counts. */
type Counted = Pick<Route, 'host' | 'path' | 'listen' | 'tls' | 'layer4' | 'service' | 'namespace' | 'portNumber'>

/** What each count is a count of; routes that agree in it are counted once. */
const COUNTED: Record<keyof Carried, (route: Counted) => string | undefined> = {
  rules: ({ listen, host, path }) => `${listen} ${host ?? ''} ${path}`,
  certificates: ({ tls, namespace }) =>
    tls.mode === 'terminate' ? (tls.certificateArn ?? `${namespace} ${tls.secret}`) : undefined,
  backends: ({ namespace, service, portNumber }) => `${namespace} ${service} ${portNumber}`,
  listeners: listenerOf,
  // What a load balancer calls a listener: a number, whatever hosts it answers.
  ports: ({ listen, layer4 }) => `${listen} ${layer4?.transport ?? ''}`,
}
const ITEMS = ['listeners', 'ports', 'rules', 'certificates', 'backends'] as const

/** What is carried so far, kept so that one more member costs only its own routes. */
export type Tally = { readonly [Item in keyof Carried]: Set<string> }

export const emptyTally = (): Tally => ({
  listeners: new Set(),
  ports: new Set(),
  rules: new Set(),
  certificates: new Set(),
  backends: new Set(),
})

export function addTo(tally: Tally, routes: readonly Counted[]): void {
  for (const item of ITEMS) for (const key of keysOf(item, routes)) tally[item].add(key)
}

const keysOf = (item: keyof Carried, routes: readonly Counted[]): Set<string> =>
  new Set(routes.flatMap((route) => COUNTED[item](route) ?? []))

/** The counts if `routes` came to what is there; nothing is added. */
export function carriedWith(tally: Tally, routes: readonly Counted[]): Carried {
  const count = (item: keyof Carried) => {
    const more = [...keysOf(item, routes)].filter((key) => !tally[item].has(key))
    return tally[item].size + more.length
  }
  return {
    listeners: count('listeners'),
    ports: count('ports'),
    rules: count('rules'),
    certificates: count('certificates'),
    backends: count('backends'),
  }
}

export const carriedBy = (routes: readonly Route[]): Carried => carriedWith(emptyTally(), routes)

/** Is there a route already that answers to the same listener, host and path? */
export const answersAlready = (tally: Tally, route: Route): boolean => tally.rules.has(COUNTED.rules(route) ?? '')

/** ListenerSets hold what one Gateway cannot, for an implementation that reads them. */
export const capacityOf = ({ api, capacity }: EntranceClass, reads: readonly GatewayKind[]): Capacity =>
  api === 'gateway' && !reads.includes('ListenerSet') ? { listeners: LISTENERS_PER_GATEWAY, ...capacity } : capacity

/** The first limit that is passed: what, how many, and how many there may be. */
export function passed(
  carried: Carried,
  capacity: Capacity,
): { item: keyof Capacity; count: number; most: number } | undefined {
  for (const item of ITEMS) {
    const most = capacity[item]
    if (most !== undefined && carried[item] > most) return { item, count: carried[item], most }
  }
  return undefined
}

/** Routes in as few parts as one entrance's listeners allow; those on one listener stay together. */
export function splitByListeners(
  routes: readonly Route[],
  made: EntranceClass,
  reads: readonly GatewayKind[],
): Route[][] {
  const most = capacityOf(made, reads).listeners ?? Number.POSITIVE_INFINITY
  const byListener = new Map<string, Route[]>()
  for (const route of routes) byListener.set(listenerOf(route), [...(byListener.get(listenerOf(route)) ?? []), route])
  const parts: { routes: Route[]; listeners: number }[] = []
  for (const together of byListener.values()) {
    const last = parts.at(-1)
    if (last === undefined || last.listeners >= most) parts.push({ routes: [...together], listeners: 1 })
    else {
      last.routes.push(...together)
      last.listeners += 1
    }
  }
  return parts.map((part) => part.routes)
}
