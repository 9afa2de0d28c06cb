// What the rules look at: gathered once per subject, so that a rule only reads.
import type { EntranceClass, Provider } from '../provider.ts'
import type { External, Target, Topology, Workload } from '../topology/index.ts'
import { type Existing, existingEntrance } from './existing-entrance.ts'
import { type AtLayer4, atLayer4 } from './layer4.ts'
import { type Blocker, layer7Blockers, type Way } from './way.ts'

/** `way` is a way in from outside; `companion` a further Service beside the one a workload is known by; `group` what shares an entrance. */
export type Subject = 'external' | 'workload' | 'way' | 'companion' | 'group'

export type ExternalFacts = { name: string; external: External; callers: string[] }
export type WorkloadFacts = { name: string; workload: Workload; callers: string[] }
export type WayFacts = {
  way: Way
  target: Target
  /** What keeps it from any layer-7 entrance. */
  layer7: Blocker[]
  /** The entrance that exists and takes it. */
  existing: Existing | undefined
  canLoadBalance: boolean
  entranceClass: EntranceClass | undefined
  /** Set where the owner asks for the Gateway API and a class here carries layer 4. */
  layer4: AtLayer4 | undefined
}
export type CompanionFacts = {
  name: string
  workload: Workload
  role: 'any-replica' | 'pod-names' | 'other-ports'
  ports: string[]
}
export type GroupFacts = { members: string[]; scheme: string; entrance: string }
export type SubjectFacts = {
  external: ExternalFacts
  workload: WorkloadFacts
  way: WayFacts
  companion: CompanionFacts
  group: GroupFacts
}

/** Who calls each workload and each external: names in order. */
export function callersOf(topology: Topology): Map<string, string[]> {
  const callers = new Map<string, string[]>()
  for (const [name, workload] of Object.entries(topology.workloads)) {
    for (const callee of new Set(workload.calls.map((call) => call.split('/')[0] ?? call))) {
      const known = callers.get(callee)
      if (known === undefined) callers.set(callee, [name])
      else known.push(name)
    }
  }
  return callers
}

export function wayFacts(way: Way, topology: Topology, provider: Provider): WayFacts {
  const { target } = topology
  const layer7 = layer7Blockers(way)
  const existing = existingEntrance(way, topology, provider)
  return {
    way,
    target,
    layer7,
    existing,
    canLoadBalance: provider.canMake('LoadBalancer', topology),
    entranceClass: provider.entranceClass(topology, way.scheme),
    layer4: existing === undefined && layer7.length > 0 ? atLayer4(way, topology, provider) : undefined,
  }
}

/** Staff who can use kubectl, for a while, without a name to call: an address on the internet would be a waste and a risk. */
export const isTemporaryTeamAccess = ({ way }: WayFacts): boolean =>
  way.networks.every((network) => network === 'office') &&
  // kubectl forwards TCP only.
  way.port.transport === 'TCP' &&
  way.exposure.until !== undefined &&
  way.exposure.hosts.length === 0 &&
  way.exposure.tls.mode === 'none' &&
  way.exposure.staticIP === false
