// What the policy says of a plan, rule by rule: what breaks one in many places is told once.
import type { PolicyJudgement, PolicyResult } from '../../domain/policy/judgement.ts'
import type { ReportCondition } from './report.ts'

const SAID = { fail: 'fails it', warn: 'warns' } as const

export function policyConditionsOf({ id, results }: PolicyJudgement): ReportCondition[] {
  const broken = new Map<string, { first: PolicyResult; said: string; places: number }>()
  for (const result of results) {
    if (result.verdict === 'pass') continue
    const key = `${result.verdict} ${result.rule}`
    const known = broken.get(key)
    if (known === undefined) broken.set(key, { first: result, said: SAID[result.verdict], places: 1 })
    else known.places += 1
  }
  return [...broken.values()].map(({ first, said, places }) => ({
    kind: 'policy',
    text: `${id} ${said} (${first.rule}): ${first.reason}${places === 1 ? '' : ` So it is in ${places - 1} more ${places === 2 ? 'place' : 'places'}.`}`,
    check: first.mend ?? null,
  }))
}
