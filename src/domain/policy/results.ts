// A case that breaks a rule and the exception that is made for it → the result a plan shows.
import { excerpt } from '../schema/issues.ts'
import type { AppliedException, PolicyResult } from './judgement.ts'
import type { Broken, PolicyRule } from './rule.ts'

export function excused(
  { id, source }: Pick<PolicyRule, 'id' | 'source'>,
  { pointer, verdict, reason, mend }: Broken,
  exception: AppliedException | undefined,
): PolicyResult {
  const inForce = exception?.inForce === true
  // The policy lets it be: nobody has to be excused, and nothing mended.
  if (verdict === 'pass') return { rule: id, verdict, pointer, reason, source }
  return {
    rule: id,
    verdict: inForce ? 'pass' : verdict,
    pointer,
    reason: exception === undefined ? reason : `${reason} ${said(exception)}`,
    mend,
    source,
    ...(exception === undefined ? {} : { exception }),
  }
}

const said = ({ owner, until, inForce }: AppliedException): string =>
  inForce
    ? `Allowed until ${until} by an exception of ${excerpt(owner)}.`
    : `The exception of ${excerpt(owner)} ended on ${until} and no longer counts.`
