// A way in and the entrances that exist → the one that takes it: HTTP with a host on any, TLS passed through only on a Gateway that
// routes connections by the server name in TLS, on a port where nothing of ours stands in its way.
import type { Provider } from '../provider.ts'
import type { Target, TargetEntrance, Topology } from '../topology/index.ts'
import { type HostSet, hostSet } from './hosts.ts'
import { covers, routableByName, sharingBlockers, type Way, waysOf } from './way.ts'

/** By the name the owner gave it. */
export type Existing = [name: string, entrance: TargetEntrance]

/** The first by name, so that the choice does not hang on the order they were written in. */
export function existingEntrance(way: Way, topology: Topology, provider: Provider): Existing | undefined {
  if (sharingBlockers(way).length === 0) return usable(way, topology.target, provider)[0]
  if (!routableByName(way)) return undefined
  const { listen, hosts } = way.exposure
  return usable(way, topology.target, provider).find(([name, entrance]) => {
    const http = httpOn(topology, provider).get(keyOf(name, listen))
    return (
      provider.gatewayKinds(entrance, topology).includes('TLSRoute') &&
      (http === undefined || (!http.inClear && !hosts.some((host) => http.hosts.meets(host))))
    )
  })
}

const usable = ({ scheme, exposure }: Way, { entrances }: Target, provider: Provider): Existing[] =>
  Object.entries(entrances).filter(
    ([, entrance]) =>
      entrance.scheme === scheme &&
      provider.refuses(entrance) === undefined &&
      (entrance.hosts.length === 0 ||
        exposure.hosts.every((host) => entrance.hosts.some((known) => covers(known, host)))),
  )

type Http = { inClear: boolean; hosts: HostSet }
const keyOf = (entrance: string, listen: number) => `${entrance} ${listen}`

// Asked for every way of a topology: gathered once.
const KNOWN = new WeakMap<Topology, { provider: Provider; http: ReadonlyMap<string, Http> }>()

/**
 * What HTTP goes through which port of which entrance. A port in clear text carries no TLS; one that ends TLS may pass it through as
 * well, as long as no hostname of one meets one of the other (Gateway API v1.6 Gateway listeners, "distinct" and "compatible").
 */
function httpOn(topology: Topology, provider: Provider): ReadonlyMap<string, Http> {
  const known = KNOWN.get(topology)
  if (known?.provider === provider) return known.http
  const found = new Map<string, Http>()
  for (const way of waysOf(topology)) {
    if (sharingBlockers(way).length > 0) continue
    const [entrance] = usable(way, topology.target, provider)
    if (entrance === undefined) continue
    const { listen, tls, hosts } = way.exposure
    const key = keyOf(entrance[0], listen)
    const there = found.get(key) ?? { inClear: false, hosts: hostSet() }
    found.set(key, there)
    if (tls.mode === 'none') there.inClear = true
    for (const host of hosts) there.hosts.add(host)
  }
  KNOWN.set(topology, { provider, http: found })
  return found
}
