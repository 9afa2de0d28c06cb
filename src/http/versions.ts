// Where the other revisions of a plan are, as a Link header (RFC 8288 with the relations of RFC 5829). The body has them as `links`.
import type { PlanSummary } from '../domain/plan/plan.ts'

/** From the plan itself. */
export const linkToVersions = ({ links }: PlanSummary): string => `<${links.revisions}>; rel="version-history"`

/** From one revision. */
export function linkFromVersion({ links, revision }: PlanSummary): string {
  const before = revision === 1 ? [] : [`<${links.revisions}/${revision - 1}>; rel="predecessor-version"`]
  return [`<${links.revisions}>; rel="version-history"`, `<${links.self}>; rel="latest-version"`, ...before].join(', ')
}
