// A draft as the JSON it is sent and kept as, made once, with the few facts that are asked for without reading it. Bytes, not a string:
// sockets, databases and other threads take them as they are, while each of them would encode a string anew.
import type { DesignName, Draft, Plan, PlanSummary } from '../domain/plan/plan.ts'

/** What makes a draft a plan. Times are ISO 8601 in UTC with milliseconds. */
export type Identity = Pick<Plan, 'id' | 'revision' | 'createdAt' | 'updatedAt'>
/** What a summary says of a plan beside who it is. */
export type DraftFacts = Omit<PlanSummary, keyof Identity | 'etag' | 'url' | 'links'>
/** `json` is the draft as JSON text in UTF-8. */
export type Drawn = { facts: DraftFacts; json: Buffer }

export const drawnOf = (draft: Draft): Drawn => ({
  facts: factsOf(draft),
  // In memory of its own, so that it can be handed over to another thread.
  json: Buffer.from(new TextEncoder().encode(JSON.stringify(draft)).buffer),
})

export const draftIn = ({ json }: Drawn): Draft => JSON.parse(json.toString()) as Draft

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
