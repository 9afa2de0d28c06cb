// The exceptions of a policy → which one, if any, is made for a case. One in force wins over one that has ended, then the longer one.
import { compareText } from '../finding.ts'
import type { AppliedException } from './judgement.ts'
import type { Policy, PolicyException } from './policy.ts'
import type { PolicyRuleId } from './rules-of-a-policy.ts'

/** `workload` is undefined where the case is of the plan as a whole. */
export type FindException = (rule: PolicyRuleId, workload: string | undefined) => AppliedException | undefined

/** Of the plans of this name, on this day (YYYY-MM-DD). Each question costs two look-ups, however many exceptions there are. */
export function exceptionsIn({ exceptions = [] }: Policy, plan: string, today: string): FindException {
  const best = new Map<string, PolicyException>()
  for (const one of exceptions) {
    if (one.plan !== undefined && one.plan !== plan) continue
    const key = keyOf(one.rule, one.workload)
    best.set(key, longer(best.get(key), one))
  }
  return (rule, workload) => {
    // One for the plan holds for everything in it.
    const ofPlan = best.get(keyOf(rule, undefined))
    const ofWorkload = workload === undefined ? undefined : best.get(keyOf(rule, workload))
    const found = ofPlan === undefined ? ofWorkload : longer(ofWorkload, ofPlan)
    if (found === undefined) return undefined
    const { owner, reason, until } = found
    return { owner, reason, until, inForce: until >= today }
  }
}

const keyOf = (rule: PolicyRuleId, workload: string | undefined): string => `${rule} ${workload ?? ''}`

/** The same one whatever the order they are written in. */
function longer(one: PolicyException | undefined, other: PolicyException): PolicyException {
  if (one === undefined) return other
  const order =
    compareText(one.until, other.until) || compareText(other.owner, one.owner) || compareText(other.reason, one.reason)
  return order >= 0 ? one : other
}
