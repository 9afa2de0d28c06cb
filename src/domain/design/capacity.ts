// How much an entrance carries: counted from its routes, compared with what its class and its API can carry at most.
import type { Capacity, EntranceClass } from '../provider.ts'
import type { Route } from './design.ts'

/** Listeners of one Gateway at most; more are refused by the API server. Source: Gateway API v1.6 Gateway CRD (maxItems). */
export const LISTENERS_PER_GATEWAY = 64

export type Carried = Required<Capacity>

/** HTTP listens once for all hosts; HTTPS once for each host, since each brings its own certificate. */
const listenerOf = ({ listen, host, tls }: Route): string =>
  tls.mode === 'terminate' ? `${listen} ${host ?? ''}` : String(listen)

export function carriedBy(routes: readonly Route[]): Carried {
  const distinct = (keyOf: (route: Route) => string | undefined) =>
    new Set(routes.flatMap((route) => keyOf(route) ?? [])).size
  return {
    rules: distinct(({ listen, host, path }) => `${listen} ${host ?? ''} ${path}`),
    certificates: distinct(({ tls, namespace }) =>
      tls.mode === 'terminate' ? (tls.certificateArn ?? `${namespace} ${tls.secret}`) : undefined,
    ),
    backends: distinct(({ namespace, service, portNumber }) => `${namespace} ${service} ${portNumber}`),
    listeners: distinct(listenerOf),
  }
}

export const capacityOf = ({ api, capacity }: EntranceClass): Capacity =>
  api === 'gateway' ? { listeners: LISTENERS_PER_GATEWAY, ...capacity } : capacity

/** The first limit that is passed: what, how many, and how many there may be. */
export function passed(
  carried: Carried,
  capacity: Capacity,
): { item: keyof Capacity; count: number; most: number } | undefined {
  for (const item of ['listeners', 'rules', 'certificates', 'backends'] as const) {
    const most = capacity[item]
    if (most !== undefined && carried[item] > most) return { item, count: carried[item], most }
  }
  return undefined
}

/** Routes in as few parts as one object's listeners allow; those on one listener stay together. */
export function splitByListeners(routes: readonly Route[], made: EntranceClass): Route[][] {
  const most = capacityOf(made).listeners ?? Number.POSITIVE_INFINITY
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
