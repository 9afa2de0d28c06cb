// Networks that alone are let in → clients of the topology. The same networks are the same client.
import { compareText } from '../../../domain/finding.ts'
import { networkMeant } from '../../../domain/topology/cidr.ts'
import type { Scheme, TopologyInput } from '../../../domain/topology/index.ts'
import { Cidr } from '../../../domain/topology/values.ts'
import type { Notes, Place } from '../../notes.ts'
import { isPrivate } from './building.ts'
import { labelFrom } from './groups.ts'

type ClientInput = NonNullable<TopologyInput['clients']>[string]

/** Collects clients; `named` is their part of the topology. */
export class Clients {
  readonly #notes: Notes
  readonly #byNetworks = new Map<string, string>()
  readonly named = new Map<string, ClientInput>()

  constructor(notes: Notes) {
    this.#notes = notes
  }

  /** Who comes in on this side from these networks; everybody of the side where there are none, or where they are all there is. */
  of(scheme: Scheme, ranges: readonly string[], name: string, place: Place): string {
    const everybody = scheme === 'public' ? 'internet' : 'vpc'
    const cidrs = [...new Set(ranges.flatMap(asNetwork))].sort(compareText)
    if (cidrs.length === 0 || cidrs.some((cidr) => cidr.endsWith('/0'))) return everybody
    const key = `${scheme} ${cidrs.join(' ')}`
    const there = this.#byNetworks.get(key)
    if (there !== undefined) return there
    const client = this.#unused(labelFrom(`${name}-callers`))
    const network = scheme === 'internal' || cidrs.every(isPrivate) ? 'vpc' : 'partner'
    this.#byNetworks.set(key, client)
    this.named.set(client, { network, cidrs: cidrs.slice(0, 200) })
    this.#notes.from(`/clients/${client}`, place, { rule: 'source-ranges', confidence: 0.9 })
    this.#notes.from(`/clients/${client}/network`, place, { rule: 'source-ranges-network', confidence: 0.6 })
    return client
  }

  #unused(name: string): string {
    for (let count = 1; ; count += 1) {
      const candidate = count === 1 ? name : `${name.slice(0, 58).replace(/-+$/, '')}-${count}`
      if (!this.named.has(candidate)) return candidate
    }
  }
}

/** Host bits are forgiven, as the API server has long done; what is no network at all is left out. */
function asNetwork(range: string): string[] {
  const network = range.includes('/') ? range : `${range}/${range.includes(':') ? 128 : 32}`
  if (!Cidr.safeParse(network).success) return []
  return [networkMeant(network) ?? network]
}
