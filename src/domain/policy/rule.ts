// What a row of the table of a policy's rules is: the cases that break it, where each is, the sentence a caller sees, how to mend it and
// the source it rests on.
import type { PolicyVerdict } from './judgement.ts'
import type { LimitOf, PolicyRuleId, PolicyRules } from './rules-of-a-policy.ts'
import type { Situation } from './situation.ts'

/** `workload` is set where the case is of one alone: an exception may be made for it. */
export type Place = { pointer: string; workload?: string | undefined }

type Row<Id extends PolicyRuleId, Case> = {
  id: Id
  /** Every case that breaks it, or would if the policy did not let it be (`verdict` is then `pass`). */
  when: (limit: LimitOf<Id>, situation: Situation) => readonly Case[]
  where: (broken: Case) => Place
  verdict: (broken: Case, limit: LimitOf<Id>) => PolicyVerdict
  reason: (broken: Case, limit: LimitOf<Id>) => string
  mend: (broken: Case, limit: LimitOf<Id>) => string
  /** What is said where nothing breaks it. */
  kept: (limit: LimitOf<Id>, situation: Situation) => string
  source: string
}

export type Broken = Place & { verdict: PolicyVerdict; reason: string; mend: string }
export type Asked = { broken: readonly Broken[]; kept: string }
export type PolicyRule = {
  id: PolicyRuleId
  source: string
  /** Undefined where the policy does not hold it. */
  ask: (rules: PolicyRules, situation: Situation) => Asked | undefined
}

/** A row with its cases kept to itself, so that rows of every kind stand in one table. */
export const row = <Id extends PolicyRuleId, Case>(own: Row<Id, Case>): PolicyRule => ({
  id: own.id,
  source: own.source,
  ask(rules, situation) {
    const limit = rules[own.id] as LimitOf<Id> | undefined
    if (limit === undefined) return undefined
    const broken = own.when(limit, situation).map((one) => ({
      ...own.where(one),
      verdict: own.verdict(one, limit),
      reason: own.reason(one, limit),
      mend: own.mend(one, limit),
    }))
    return { broken, kept: own.kept(limit, situation) }
  },
})
