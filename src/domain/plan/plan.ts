// The plan: both designs, what they cost, the verdict between them and everything assumed, kept as one immutable value.
import { z } from 'zod'
import { Consolidation } from '../consolidation/consolidation.ts'
import { Entrance, LoadBalancer, Service, Unserved } from '../design/design.ts'
import { Estimate } from '../estimate/estimate.ts'
import { PriceBookReference } from '../estimate/price-book.ts'
import { Finding } from '../finding.ts'
import { Manifest } from '../manifests/manifest.ts'
import { PolicyJudgement, PolicySummary } from '../policy/judgement.ts'
import { Assumption, Topology } from '../topology/index.ts'

/** One design worked out in full. */
export const PlannedDesign = z
  .strictObject({
    services: z.array(Service),
    entrances: z.array(Entrance),
    unserved: z.array(Unserved).meta({ description: 'Workloads that get no Service, and why.' }),
    loadBalancers: z.array(LoadBalancer),
    estimate: Estimate,
    manifests: z.array(Manifest),
    findings: z.array(Finding),
  })
  .meta({ id: 'Design' })
export type PlannedDesign = z.infer<typeof PlannedDesign>

export const DesignName = z.enum(['recommended', 'consolidated'])
export type DesignName = z.infer<typeof DesignName>

/** What follows from the topology, the price book and the policy alone: the same for the same input, always. */
export const Draft = z
  .strictObject({
    name: z.string(),
    topology: Topology,
    topologyHash: z.string(),
    workloadHashes: z.record(z.string(), z.string()),
    assumed: z.array(Assumption),
    priceBook: PriceBookReference,
    summaryText: z.string().meta({ description: 'Plain text for a ticket, under 4,000 characters.' }),
    chosen: DesignName.meta({ description: 'The design the verdict advises.' }),
    designs: z.strictObject({ recommended: PlannedDesign, consolidated: PlannedDesign }),
    consolidation: Consolidation,
    findings: z.array(Finding),
    policy: PolicyJudgement,
  })
  .meta({ id: 'Draft', description: 'A plan that is not kept.' })
export type Draft = z.infer<typeof Draft>

export const PlanLinks = z
  .strictObject({
    self: z.string().meta({ description: 'The plan in its newest revision.' }),
    revision: z.string().meta({ description: 'This very revision, for ever the same.' }),
    revisions: z.string().meta({ description: 'Every revision.' }),
    manifests: z.string(),
    manifestsJson: z.string(),
    bundle: z.string(),
    report: z.string().meta({ description: 'For people: as a page, Markdown, text or JSON.' }),
    summary: z.string(),
  })
  .meta({ id: 'PlanLinks' })

export const Plan = z
  .strictObject({
    id: z.uuid(),
    revision: z.int().meta({ description: 'From 1; each is kept as it was.' }),
    etag: z.string().meta({ description: 'For `If-Match`, within quotes.' }),
    url: z.string(),
    createdAt: z.iso.datetime().meta({ description: 'When the first revision was made.' }),
    updatedAt: z.iso.datetime().meta({ description: 'When this revision was made.' }),
    ...Draft.shape,
    links: PlanLinks,
  })
  .meta({ id: 'Plan', description: 'A kept plan.' })
export type Plan = z.infer<typeof Plan>

/** What a list shows of a plan, and `?fields=summary`. */
export const PlanSummary = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    owner: z.string().optional(),
    ticket: z.string().optional(),
    provider: z.string(),
    revision: z.int(),
    etag: z.string(),
    url: z.string(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    topologyHash: z.string(),
    summaryText: z.string(),
    chosen: DesignName,
    verdict: Consolidation.shape.verdict,
    currency: z.string(),
    monthly: z.strictObject({
      recommended: z.string(),
      consolidated: z.string(),
      saving: z.string(),
      atLeast: z.boolean(),
    }),
    policy: PolicySummary,
    links: PlanLinks,
  })
  .meta({ id: 'PlanSummary' })
export type PlanSummary = z.infer<typeof PlanSummary>
