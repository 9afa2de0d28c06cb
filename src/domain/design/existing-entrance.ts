// A way in and the entrances that exist → the one that takes it: HTTP with a host on any, TLS passed through only on a Gateway that
// routes connections by the server name in TLS, on a port where nothing of ours stands in its way. One that is full takes nothing.
import type { Capacity, Provider } from '../provider.ts'
import type { Target, TargetEntrance, Topology } from '../topology/index.ts'
import { addTo, type Carried, carriedWith, emptyTally, passed, type Tally } from './capacity.ts'
import { type HostSet, hostSet } from './hosts.ts'
import { covers, routableByName, sharingBlockers, type Way, waysOf } from './way.ts'

/** By the name the owner gave it. */
export type Existing = [name: string, entrance: TargetEntrance]

/** The first by name that has room, so that the choice does not hang on the order they were written in. */
export function existingEntrance(way: Way, topology: Topology, provider: Provider): Existing | undefined {
  const { taken, http } = takenBy(topology, provider)
  if (sharingBlockers(way).length === 0) return taken.get(keyOfWay(way))
  if (!routableByName(way)) return undefined
  const { listen, hosts } = way.exposure
  return usable(way, topology.target, provider).find(([name, entrance]) => {
    const there = http.get(keyOfListener(name, listen))
    return (
      provider.gatewayKinds(entrance, topology).includes('TLSRoute') &&
      (there === undefined || (!there.inClear && !hosts.some((host) => there.hosts.meets(host))))
    )
  })
}

/** An entrance that could take a way in but for what it carries already, and which of its limits is in the way. */
export type Full = { way: Way; name: string; class: string; item: keyof Capacity; count: number; most: number }

/** All of them, way by way. */
export const fullEntrances = (topology: Topology, provider: Provider): Full[] =>
  [...takenBy(topology, provider).full.values()].flat()

export const fullFor = (way: Way, topology: Topology, provider: Provider): readonly Full[] =>
  takenBy(topology, provider).full.get(keyOfWay(way)) ?? []

const usable = ({ scheme, exposure }: Way, { entrances }: Target, provider: Provider): Existing[] =>
  Object.entries(entrances).filter(
    ([, entrance]) =>
      entrance.scheme === scheme &&
      provider.refuses(entrance) === undefined &&
      (entrance.hosts.length === 0 ||
        exposure.hosts.every((host) => entrance.hosts.some((known) => covers(known, host)))),
  )

type Http = { inClear: boolean; hosts: HostSet }
type Taken = {
  taken: ReadonlyMap<string, Existing>
  full: ReadonlyMap<string, readonly Full[]>
  http: ReadonlyMap<string, Http>
}
const keyOfWay = ({ path, scheme }: Way) => `${path} ${scheme}`
const keyOfListener = (entrance: string, listen: number) => `${entrance} ${listen}`

// Asked for every way of a topology: gathered once.
const KNOWN = new WeakMap<Topology, { provider: Provider; taken: Taken }>()

/**
 * Which HTTP goes through which entrance, and what of it through which port. A port in clear text carries no TLS; one that ends TLS may
 * pass it through as well, as long as no hostname of one meets one of the other (Gateway API v1.6 Gateway listeners, "distinct" and
 * "compatible").
 */
function takenBy(topology: Topology, provider: Provider): Taken {
  const known = KNOWN.get(topology)
  if (known?.provider === provider) return known.taken
  const taken = new Map<string, Existing>()
  const http = new Map<string, Http>()
  const full = new Map<string, Full[]>()
  const tallies = new Map<string, Tally>()
  for (const way of waysOf(topology)) {
    // What is pinned goes through no entrance.
    if (topology.workloads[way.workload]?.pin !== undefined || sharingBlockers(way).length > 0) continue
    const routes = routesAsked(way, topology)
    const entrance = usable(way, topology.target, provider).find(([name, one]) => {
      const tally = tallies.get(name) ?? emptyTally()
      const limit = limitPassed(one, carriedWith(tally, routes), topology, provider)
      if (limit !== undefined) {
        const others = full.get(keyOfWay(way)) ?? []
        full.set(keyOfWay(way), [...others, { way, name, class: one.class, ...limit }])
        return false
      }
      addTo(tally, routes)
      tallies.set(name, tally)
      return true
    })
    if (entrance === undefined) continue
    taken.set(keyOfWay(way), entrance)
    const { listen, tls, hosts } = way.exposure
    const key = keyOfListener(entrance[0], listen)
    const there = http.get(key) ?? { inClear: false, hosts: hostSet() }
    http.set(key, there)
    if (tls.mode === 'none') there.inClear = true
    for (const host of hosts) there.hosts.add(host)
  }
  const found = { taken, full, http }
  KNOWN.set(topology, { provider, taken: found })
  return found
}

/** Only for classes whose limits are published. Listeners are left out: those of an entrance that exists are its owner's. */
function limitPassed(entrance: TargetEntrance, ours: Carried, topology: Topology, provider: Provider) {
  const made = provider.entranceClass(topology, entrance.scheme)
  if (made === undefined || made.class !== entrance.class) return undefined
  const { listeners: _listeners, ports: _ports, ...capacity } = made.capacity
  const rules = ours.rules + entrance.rulesInUse
  return passed({ ...ours, rules, certificates: ours.certificates + entrance.certificatesInUse }, capacity)
}

/** As far as they count: the Service behind them has no name yet. */
const routesAsked = ({ workload, exposure, port }: Way, { workloads, target }: Topology) =>
  exposure.hosts.flatMap((host) =>
    (exposure.paths.length === 0 ? ['/'] : exposure.paths).map((path) => ({
      host,
      path,
      service: workload,
      namespace: workloads[workload]?.namespace ?? target.namespace,
      portNumber: port.port,
      listen: exposure.listen,
      tls: { ...exposure.tls, secret: exposure.tls.secret ?? host },
    })),
  )
