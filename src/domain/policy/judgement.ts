// What a plan is told by a policy: one verdict, and for each rule what broke it, or that nothing did.
import { z } from 'zod'
import { compareText } from '../finding.ts'
import { PolicyRuleId } from './rules-of-a-policy.ts'

export const PolicyVerdict = z.enum(['pass', 'warn', 'fail'])
export type PolicyVerdict = z.infer<typeof PolicyVerdict>

export const AppliedException = z
  .strictObject({
    owner: z.string().meta({ description: 'Who answers for it.' }),
    reason: z.string(),
    until: z.string().meta({ description: 'The last day it counts.' }),
    inForce: z
      .boolean()
      .meta({ description: 'False where it has ended: then the rule is broken as if there were none.' }),
  })
  .meta({ id: 'AppliedException', description: 'An exception of the policy that is made for this place.' })
export type AppliedException = z.infer<typeof AppliedException>

export const PolicyResult = z
  .strictObject({
    rule: PolicyRuleId,
    verdict: PolicyVerdict,
    pointer: z.string().meta({ description: 'JSON pointer into `topology`; empty for the plan as a whole.' }),
    reason: z.string(),
    mend: z.string().optional().meta({ description: 'Absent where there is nothing to mend.' }),
    source: z.string(),
    exception: AppliedException.optional(),
  })
  .meta({ id: 'PolicyResult' })
export type PolicyResult = z.infer<typeof PolicyResult>

/** Which version of which policy; `builtin` is the one that ships. */
export const PolicyReference = z.strictObject({ id: z.string(), version: z.string() }).meta({ id: 'PolicyReference' })
export type PolicyReference = z.infer<typeof PolicyReference>

export const PolicyJudgement = z
  .strictObject({
    ...PolicyReference.shape,
    verdict: PolicyVerdict.meta({ description: 'The worst of the results: the field to approve or stop on.' }),
    results: z
      .array(PolicyResult)
      .meta({ description: 'Worst first. A rule that nothing breaks is one result, `pass`.' }),
  })
  .meta({ id: 'PolicyJudgement', description: 'What the policy says of the chosen design.' })
export type PolicyJudgement = z.infer<typeof PolicyJudgement>

/** What a list shows of it. */
export const PolicySummary = z
  .strictObject({ ...PolicyReference.shape, verdict: PolicyVerdict })
  .meta({ id: 'PolicySummary' })
export type PolicySummary = z.infer<typeof PolicySummary>

const RANK: Record<PolicyVerdict, number> = { fail: 0, warn: 1, pass: 2 }

/** Worst first, then by place, rule and words; the verdict is that of the first. */
export function judgementOf({ id, version }: PolicyReference, results: readonly PolicyResult[]): PolicyJudgement {
  const sorted = [...results].sort(
    (a, b) =>
      RANK[a.verdict] - RANK[b.verdict] ||
      compareText(a.pointer, b.pointer) ||
      compareText(a.rule, b.rule) ||
      compareText(a.reason, b.reason),
  )
  return { id, version, verdict: sorted[0]?.verdict ?? 'pass', results: sorted }
}
