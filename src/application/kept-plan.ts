// A draft and an identity → the plan as it is kept, and what a list shows of it.
import type { Plan, PlanSummary } from '../domain/plan/plan.ts'
import { type DraftFacts, type Drawn, factsOf, type Identity } from './drawn.ts'
import type { PlanRecord } from './store.ts'

type Who = Pick<Plan, keyof Identity | 'etag' | 'url'>

/** A plan is who it is, the draft and its links, in this order: the draft's own bytes stand between the two. */
export function recordOf({ facts, json, policy }: Drawn, identity: Identity): PlanRecord {
  const who = whoIs(identity)
  const links = linksOf(who)
  const body = Buffer.concat([
    Buffer.from(`${JSON.stringify(who).slice(0, -1)},`),
    json.subarray(1, -1),
    Buffer.from(`,"links":${JSON.stringify(links)}}`),
  ])
  return { summary: summarised({ ...who, policy, links }, facts), body }
}

/** The plan that was kept, read. */
export const planIn = ({ body }: Pick<PlanRecord, 'body'>): Plan => JSON.parse(body.toString()) as Plan

export const summaryOf = (plan: Plan): PlanSummary => summarised(plan, factsOf(plan))

function whoIs({ id, revision, createdAt, updatedAt }: Identity): Who {
  return { id, revision, etag: etagOf(id, revision, updatedAt), url: `/v1/plans/${id}`, createdAt, updatedAt }
}

const linksOf = ({ url, revision }: Who): Plan['links'] => ({
  self: url,
  revision: `${url}/revisions/${revision}`,
  revisions: `${url}/revisions`,
  manifests: `${url}/manifests.yaml`,
  manifestsJson: `${url}/manifests.json`,
  bundle: `${url}/bundle.zip`,
  report: `${url}/report`,
  summary: `${url}?fields=summary`,
})

/**
 * Names plan and revision, so that it never has to be computed from the bytes. The time tells the first revision of a plan from that of
 * one which had its id before and was removed.
 */
const etagOf = (id: string, revision: number, updatedAt: string): string =>
  `${id.slice(0, 13)}.${revision}.${Date.parse(updatedAt).toString(36)}`

function summarised(
  { id, revision, etag, url, createdAt, updatedAt, policy, links }: Who & Pick<Plan, 'policy' | 'links'>,
  { name, owner, ticket, provider, ...facts }: DraftFacts,
): PlanSummary {
  return {
    id,
    name,
    ...(owner === undefined ? {} : { owner }),
    ...(ticket === undefined ? {} : { ticket }),
    provider,
    revision,
    etag,
    url,
    createdAt,
    updatedAt,
    ...facts,
    policy: { id: policy.id, version: policy.version, verdict: policy.verdict },
    links,
  }
}
