// A draft that was judged → judged against the revision before it as well; and the refusal of one that fails where that is asked for.
import { Failure, type Mistake } from '../domain/failure.ts'
import type { PlanSummary } from '../domain/plan/plan.ts'
import { heldAgainst } from '../domain/policy/increase.ts'
import type { PolicyResult } from '../domain/policy/judgement.ts'
import type { Money } from '../domain/policy/limits.ts'
import { type DraftFacts, type Drawn, withPolicy } from './drawn.ts'

/** `before` is undefined where there is no revision before. */
export function judgedAfter(drawn: Drawn, before: PlanSummary | undefined): Drawn {
  const { facts, policy, increase } = drawn
  if (before === undefined || increase === undefined) return drawn
  const revisionBefore = { ...chosenBill(before), revision: before.revision }
  return withPolicy(drawn, heldAgainst(policy, increase, { now: chosenBill(facts), before: revisionBefore }))
}

const chosenBill = ({ monthly, chosen, currency }: DraftFacts): Money => ({
  monthly: monthly[chosen],
  currency,
  atLeast: monthly.atLeast,
})

/** Throws POLICY_FAILED with what fails, where that is wished. What only warns is no reason to refuse. */
export function enforce({ policy: { id, version, verdict, results } }: Drawn, wished: boolean | undefined): void {
  if (wished !== true || verdict !== 'fail') return
  const failed = results.filter((result) => result.verdict === 'fail')
  throw new Failure(
    'POLICY_FAILED',
    `The plan fails the policy ${id}@${version} in ${failed.length} place${failed.length === 1 ? '' : 's'}. Nothing is kept. Mend what \`errors\` says, or leave \`enforce\` out to see the whole plan.`,
    { mistakes: failed.slice(0, 100).map(mistakeOf) },
  )
}

const mistakeOf = ({ rule, pointer, reason, mend }: PolicyResult): Mistake => ({
  pointer,
  code: rule.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
  detail: reason,
  mend,
})
