// The parts of a draft that can be asked for alone. Nothing is computed here: each is a selection.
import { z } from 'zod'
import { Consolidation } from '../domain/consolidation/consolidation.ts'
import { Entrance, LoadBalancer, Service, Unserved } from '../domain/design/design.ts'
import { Estimate } from '../domain/estimate/estimate.ts'
import { Finding } from '../domain/finding.ts'
import { Manifest } from '../domain/manifests/manifest.ts'
import { DesignName, type Draft, PlannedDesign } from '../domain/plan/plan.ts'

export const Recommendation = z
  .strictObject({
    name: z.string(),
    topologyHash: z.string(),
    services: z.array(Service),
    entrances: z.array(Entrance),
    unserved: z.array(Unserved),
    findings: z.array(Finding),
  })
  .meta({ id: 'Recommendation', description: 'What each workload gets on its own merits, and why.' })
export type Recommendation = z.infer<typeof Recommendation>

export const ManifestSet = z
  .strictObject({ design: DesignName, manifests: z.array(Manifest) })
  .meta({ id: 'ManifestSet', description: 'The Kubernetes objects of one design.' })
export type ManifestSet = z.infer<typeof ManifestSet>

export const CostedDesign = z
  .strictObject({ loadBalancers: z.array(LoadBalancer), estimate: Estimate })
  .meta({ id: 'CostedDesign', description: 'What the cloud makes of a design, and what that costs a month.' })

export const Estimates = z
  .strictObject({ recommended: CostedDesign, consolidated: CostedDesign, findings: z.array(Finding) })
  .meta({ id: 'Estimates', description: 'The monthly bill before and after sharing.' })
export type Estimates = z.infer<typeof Estimates>

export const ConsolidationResult = z
  .strictObject({ consolidation: Consolidation, consolidated: PlannedDesign })
  .meta({ id: 'ConsolidationResult', description: 'Whether to share entrances, and the design if one does.' })
export type ConsolidationResult = z.infer<typeof ConsolidationResult>

export function recommendationOf({ name, topologyHash, designs }: Draft): Recommendation {
  const { services, entrances, unserved, findings } = designs.recommended
  return { name, topologyHash, services, entrances, unserved, findings }
}

export const manifestsOf = ({ designs, chosen }: Draft, design: DesignName = chosen): ManifestSet => ({
  design,
  manifests: designs[design].manifests,
})

export function estimatesOf({ designs, findings }: Draft): Estimates {
  const costed = ({ loadBalancers, estimate }: PlannedDesign) => ({ loadBalancers, estimate })
  return { recommended: costed(designs.recommended), consolidated: costed(designs.consolidated), findings }
}

export const consolidationOf = ({ consolidation, designs }: Draft): ConsolidationResult => ({
  consolidation,
  consolidated: designs.consolidated,
})
