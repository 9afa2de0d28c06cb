// A policy, and a plan in its chosen design → what the policy says of it. Every rule the policy holds is asked, and none decides anything:
// the plan is as it is.
import type { PlannedDesign } from '../plan/plan.ts'
import type { Topology } from '../topology/index.ts'
import { exceptionsIn } from './exceptions.ts'
import { increaseLimits, withoutBefore } from './increase.ts'
import { judgementOf, type PolicyJudgement, type PolicyResult } from './judgement.ts'
import type { Policy } from './policy.ts'
import { excused } from './results.ts'
import type { PolicyRule } from './rule.ts'
import { RULES_FOR_PLANS } from './rules-for-plans.ts'
import { RULES_FOR_WAYS } from './rules-for-ways.ts'
import { situationOf } from './situation.ts'

/** The table; what a revision costs more than the one before is told where that is known. */
export const POLICY_RULES: readonly PolicyRule[] = [...RULES_FOR_PLANS, ...RULES_FOR_WAYS]

/** `today` is YYYY-MM-DD: the day exceptions are in force on, or not any more. */
export function judge(policy: Policy, topology: Topology, design: PlannedDesign, today: string): PolicyJudgement {
  const situation = situationOf(topology, design)
  const exceptionFor = exceptionsIn(policy, topology.name, today)
  const results = POLICY_RULES.flatMap((rule): PolicyResult[] => {
    const asked = rule.ask(policy.rules, situation)
    if (asked === undefined) return []
    if (asked.broken.length === 0)
      return [{ rule: rule.id, verdict: 'pass', pointer: '', reason: asked.kept, source: rule.source }]
    return asked.broken.map((one) => excused(rule, one, exceptionFor(rule.id, one.workload)))
  })
  const increase = increaseLimits(policy, topology, today)
  return judgementOf(policy, increase === undefined ? results : [...results, withoutBefore(increase)])
}
