// A draft as the JSON it is sent and kept as, made once, with the few facts that are asked for without reading it. Bytes, not a string:
// sockets, databases and other threads take them as they are, while each of them would encode a string anew.
import type { DesignName, Draft, Plan, PlanSummary } from '../domain/plan/plan.ts'
import { type IncreaseLimits, increaseLimits } from '../domain/policy/increase.ts'
import type { PolicyJudgement } from '../domain/policy/judgement.ts'
import type { Circumstances } from './drawing.ts'

/** What makes a draft a plan. Times are ISO 8601 in UTC with milliseconds. */
export type Identity = Pick<Plan, 'id' | 'revision' | 'createdAt' | 'updatedAt'>
/** What a summary says of a plan beside who it is. */
export type DraftFacts = Omit<PlanSummary, keyof Identity | 'etag' | 'url' | 'policy' | 'links'>
/** `json` is the draft as JSON text in UTF-8, what its policy says of it last. */
export type Drawn = {
  facts: DraftFacts
  json: Buffer
  policy: PolicyJudgement
  /** Of the policy it was judged by; absent where that limits no increase. */
  increase?: IncreaseLimits
}

/** Without a policy in the circumstances it was judged by the built-in one, which limits no increase. */
export function drawnOf({ policy, ...rest }: Draft, by?: Pick<Circumstances, 'today' | 'policy'>): Drawn {
  const increase = by?.policy === undefined ? undefined : increaseLimits(by.policy, rest.topology, by.today)
  return {
    facts: factsOf(rest),
    json: jsonOf({ ...rest, policy }),
    policy,
    ...(increase === undefined ? {} : { increase }),
  }
}

/**
 * What `JSON.stringify` makes of a draft. The designs are most of it, so one that stands there twice is made into text once.
 * In memory of its own, which can be handed over to another thread.
 */
function jsonOf({ designs, ...draft }: Draft): Buffer {
  const { recommended, consolidated } = designs
  const first = Buffer.from(JSON.stringify(recommended))
  const second = consolidated === recommended ? first : Buffer.from(JSON.stringify(consolidated))
  const { name, topology, topologyHash, workloadHashes, assumed, priceBook, summaryText, chosen, ...after } = draft
  const before = { name, topology, topologyHash, workloadHashes, assumed, priceBook, summaryText, chosen }
  const pieces = [
    Buffer.from(`${JSON.stringify(before).slice(0, -1)},"designs":{"recommended":`),
    first,
    Buffer.from(',"consolidated":'),
    second,
    Buffer.from(`},${JSON.stringify(after).slice(1)}`),
  ]
  const json = Buffer.allocUnsafeSlow(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) at += piece.copy(json, at)
  return json
}

/** The same draft, of which its policy says something else. */
export function withPolicy(drawn: Drawn, policy: PolicyJudgement): Drawn {
  const end = (judgement: PolicyJudgement) => Buffer.from(`${JSON.stringify(judgement)}}`)
  const rest = drawn.json.subarray(0, -end(drawn.policy).length)
  return { ...drawn, policy, json: Buffer.concat([rest, end(policy)]) }
}

export const draftIn = ({ json }: Drawn): Draft => JSON.parse(json.toString()) as Draft

export function factsOf({
  name,
  topology,
  topologyHash,
  summaryText,
  chosen,
  designs,
  consolidation,
}: Omit<Draft, 'policy'>): DraftFacts {
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
