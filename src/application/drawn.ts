// A draft as the JSON text it is sent and kept as, made once, with the few facts that are asked for without reading it.
import type { DesignName, Draft, Plan, PlanSummary } from '../domain/plan/plan.ts'

/** What makes a draft a plan. Times are ISO 8601 in UTC with milliseconds. */
export type Identity = Pick<Plan, 'id' | 'revision' | 'createdAt' | 'updatedAt'>
/** What a summary says of a plan beside who it is. */
export type DraftFacts = Omit<PlanSummary, keyof Identity | 'etag' | 'url' | 'links'>
/** `text` is the draft as JSON text. */
export type Drawn = { facts: DraftFacts; text: string }

export const drawnOf = (draft: Draft): Drawn => ({ facts: factsOf(draft), text: JSON.stringify(draft) })

export const draftIn = ({ text }: Drawn): Draft => JSON.parse(text) as Draft

export function factsOf({
  name,
  topology,
  topologyHash,
  summaryText,
  chosen,
  designs,
  consolidation,
}: Draft): DraftFacts {
  const total = (design: DesignName) => designs[design].estimate.monthly.expected
  const { owner, ticket, target } = topology
  return {
    name,
    ...(owner === undefined ? {} : { owner }),
    ...(ticket === undefined ? {} : { ticket }),
    provider: target.provider,
    topologyHash,
    summaryText,
    chosen,
    verdict: consolidation.verdict,
    currency: consolidation.currency,
    monthly: {
      recommended: total('recommended'),
      consolidated: total('consolidated'),
      saving: consolidation.monthlySaving,
      atLeast: designs[chosen].estimate.atLeast,
    },
  }
}
