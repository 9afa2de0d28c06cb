// For tests of what follows from a decision to share: a document goes in, one group of what it recommends comes out, with both designs.
import type { Risk } from '../../../src/domain/consolidation/consolidation.ts'
import { risksOf } from '../../../src/domain/consolidation/risks.ts'
import { type Sharing, share } from '../../../src/domain/consolidation/share.ts'
import { migrationOf } from '../../../src/domain/consolidation/steps.ts'
import { type Unit, unitsOf } from '../../../src/domain/consolidation/units.ts'
import type { Design } from '../../../src/domain/design/design.ts'
import { recommend } from '../../../src/domain/design/recommend.ts'
import { estimate } from '../../../src/domain/estimate/estimate.ts'
import type { Provider } from '../../../src/domain/provider.ts'
import type { Topology, TopologyInput } from '../../../src/domain/topology/index.ts'
import { providerOf, TARIFF, topologyOf } from '../design/drafting.ts'
import { AWS, type Workload } from './shops.ts'

export type Shared = { topology: Topology; provider: Provider; before: Design; after: Design; accepted: Sharing[] }

/** Every way in on one side, and all at layer 4 on another entrance, whether it would be advised or not. */
export function sharingAll(document: unknown): Shared {
  const topology = topologyOf(document)
  const provider = providerOf(topology.target.provider)
  const before = recommend(topology, provider)
  const groups = new Map<string, Unit[]>()
  for (const unit of unitsOf(before, topology, provider)) {
    const atLayer4 = unit.layer === 4
    if (unit.blockers.length > 0 && !atLayer4) continue
    const key = atLayer4 ? 'layer-4' : (unit.ways[0]?.scheme ?? 'public')
    groups.set(key, [...(groups.get(key) ?? []), unit])
  }
  const accepted = [...groups].flatMap(([key, units]): Sharing[] => {
    const made =
      key === 'layer-4'
        ? provider.layer4?.entranceClass(topology)
        : provider.entranceClass(topology, key === 'internal' ? 'internal' : 'public')
    if (made === undefined || units.length < 2) return []
    return [{ name: `${topology.name}-${key}`, namespace: topology.target.namespace, made, units }]
  })
  const after = accepted.reduce((design, sharing) => share(design, topology, sharing), before)
  return { topology, provider, before, after, accepted }
}

export const mall = (
  workloads: Record<string, Workload>,
  target: TopologyInput['target'] = AWS,
  rest: Partial<TopologyInput> = {},
): Shared => sharingAll({ name: 'mall', target, workloads, ...rest })

export const billOf = ({ topology, provider }: Shared, design: Design) =>
  estimate(design, topology, provider, TARIFF).estimate

export function migrationFor(shared: Shared) {
  const { accepted, before, after, topology } = shared
  const costed = (design: Design) => ({ design, bill: billOf(shared, design) })
  return migrationOf(accepted, costed(before), costed(after), topology)
}

export const risksFor = ({ accepted, topology, provider }: Shared): Risk[] => risksOf(accepted, topology, provider)

export const codesOf = (shared: Shared): string[] => risksFor(shared).map(({ code }) => code)

/** Fails the test when it is not there. */
export function riskNamed(shared: Shared, code: string): Risk {
  const found = risksFor(shared).find((risk) => risk.code === code)
  if (found === undefined) throw new Error(`${code} is not among ${codesOf(shared).join(', ')}`)
  return found
}
