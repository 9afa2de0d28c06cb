// Names of Services: each workload's own name goes to the Service it is known by; companions get a suffix. Unique in a namespace.
import type { Topology } from '../topology/index.ts'
import type { Entrance } from './design.ts'

const LONGEST = 63
// A suffix may be a port's name, as long as a whole name may be: room is kept for the workload's own.
const SUFFIX_LONGEST = 40

export type NameBook = { take: (namespace: string, wanted: string, suffix?: string, longest?: number) => string }

/** A book in which every workload and external has its own name reserved, so that no companion can take it. */
export function openNameBook(topology: Topology): NameBook {
  const reserved = new Set<string>()
  for (const [name, { namespace }] of Object.entries(topology.workloads)) reserved.add(`${namespace}/${name}`)
  for (const [name, { namespace }] of Object.entries(topology.externals)) reserved.add(`${namespace}/${name}`)
  const taken = new Set<string>()
  return {
    take(namespace, wanted, suffix, longest = LONGEST) {
      if (suffix === undefined) {
        taken.add(`${namespace}/${wanted}`)
        return wanted
      }
      const short = suffix.slice(0, SUFFIX_LONGEST)
      for (let count = 1; ; count += 1) {
        const end = count === 1 ? `-${short.replace(/-+$/, '')}` : `-${short}-${count}`
        const name = `${wanted.slice(0, longest - end.length).replace(/-+$/, '')}${end}`
        const key = `${namespace}/${name}`
        if (reserved.has(key) || taken.has(key)) continue
        taken.add(key)
        return name
      }
    },
  }
}

/** The name its Ingress for one listener asks for. An existing entrance is shared with others: the topology's name keeps them apart. */
export const ingressName = ({ existing, name, listeners }: Entrance, topology: Topology, listen: number): string =>
  `${existing ? `${topology.name}-${name}` : name}${listeners.length === 1 ? '' : `-${listen}`}`
