// A draft and an identity → the plan as it is kept, and what a list shows of it.
import type { DesignName, Draft, Plan, PlanSummary } from '../domain/plan/plan.ts'

/** What makes a draft a plan. Times are ISO 8601 in UTC with milliseconds. */
export type Identity = Pick<Plan, 'id' | 'revision' | 'createdAt' | 'updatedAt'>

export function keep(drawn: Draft, { id, revision, createdAt, updatedAt }: Identity): Plan {
  const url = `/v1/plans/${id}`
  return {
    id,
    revision,
    etag: etagOf(id, revision, updatedAt),
    url,
    createdAt,
    updatedAt,
    ...drawn,
    links: {
      self: url,
      revision: `${url}/revisions/${revision}`,
      revisions: `${url}/revisions`,
      manifests: `${url}/manifests.yaml`,
      manifestsJson: `${url}/manifests.json`,
      bundle: `${url}/bundle.zip`,
      summary: `${url}?fields=summary`,
    },
  }
}

/**
 * Names plan and revision, so that it never has to be computed from the bytes. The time tells the first revision of a plan from that of
 * one which had its id before and was removed.
 */
const etagOf = (id: string, revision: number, updatedAt: string): string =>
  `${id.slice(0, 13)}.${revision}.${Date.parse(updatedAt).toString(36)}`

export function summaryOf(plan: Plan): PlanSummary {
  const total = (design: DesignName) => plan.designs[design].estimate.monthly.expected
  const { owner, ticket, target } = plan.topology
  return {
    id: plan.id,
    name: plan.name,
    ...(owner === undefined ? {} : { owner }),
    ...(ticket === undefined ? {} : { ticket }),
    provider: target.provider,
    revision: plan.revision,
    etag: plan.etag,
    url: plan.url,
    createdAt: plan.createdAt,
    updatedAt: plan.updatedAt,
    topologyHash: plan.topologyHash,
    summaryText: plan.summaryText,
    chosen: plan.chosen,
    verdict: plan.consolidation.verdict,
    currency: plan.consolidation.currency,
    monthly: {
      recommended: total('recommended'),
      consolidated: total('consolidated'),
      saving: plan.consolidation.monthlySaving,
      atLeast: plan.designs[plan.chosen].estimate.atLeast,
    },
    links: plan.links,
  }
}
