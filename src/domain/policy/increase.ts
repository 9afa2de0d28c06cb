// What a revision costs more than the one before it. A draft knows no revision before it: the limits travel with it, and whoever keeps it
// hands in what came before.
import { centsText, type Decimal, decimal } from '../money.ts'
import type { Topology } from '../topology/index.ts'
import { exceptionsIn } from './exceptions.ts'
import { type AppliedException, judgementOf, type PolicyJudgement, type PolicyResult } from './judgement.ts'
import { beyond, inCurrency, isFor, type Money } from './limits.ts'
import type { Policy } from './policy.ts'
import { excused } from './results.ts'
import type { Broken } from './rule.ts'
import type { CostIncrease } from './rules-of-a-policy.ts'

const RULE = 'costIncrease'
const SOURCE = 'the policy'

/** The limits that are for a plan, and the exception that is made for it. */
export type IncreaseLimits = { limits: readonly CostIncrease[]; exception?: AppliedException }
export type Before = Money & { revision: number }

/** Undefined where the policy does not hold the rule. */
export function increaseLimits(policy: Policy, topology: Topology, today: string): IncreaseLimits | undefined {
  if (policy.rules.costIncrease === undefined) return undefined
  const exception = exceptionsIn(policy, topology.name, today)(RULE, undefined)
  return {
    limits: policy.rules.costIncrease.filter((one) => isFor(one, topology)),
    ...(exception === undefined ? {} : { exception }),
  }
}

/** What is said of a plan that is new. */
export const withoutBefore = ({ limits }: IncreaseLimits): PolicyResult =>
  kept(limits.length === 0 ? 'No limit on an increase is for this plan.' : 'There is no revision before this one.')

/** The same judgement, with what was before. */
export function heldAgainst(
  judgement: PolicyJudgement,
  { limits, exception }: IncreaseLimits,
  { now, before }: { now: Money; before: Before },
): PolicyJudgement {
  const broken = inCurrency(limits, now.currency).flatMap((one): Broken[] => judge(one, now, before))
  const results =
    broken.length > 0
      ? broken.map((one) => excused({ id: RULE, source: SOURCE }, one, exception))
      : [
          limits.length === 0
            ? withoutBefore({ limits })
            : kept(`${told(now)} a month, after ${told(before)} in revision ${before.revision}, is within the limits.`),
        ]
  return judgementOf(judgement, [...judgement.results.filter(({ rule }) => rule !== RULE), ...results])
}

const told = (money: Money): string => beyond(money).replace(/^At/, 'at')
const kept = (reason: string): PolicyResult => ({ rule: RULE, verdict: 'pass', pointer: '', reason, source: SOURCE })

function judge(
  { limit, comparable }: { limit: CostIncrease; comparable: boolean },
  now: Money,
  before: Before,
): Broken[] {
  const { severity: verdict, unpriced = verdict } = limit
  const whole = { pointer: '', mend: 'See `GET /v1/plans/{id}/diff` for what the increase is made of.' }
  const step = `${told(before)} in revision ${before.revision} → ${told(now)} a month`
  if (!comparable || before.currency !== now.currency)
    return [
      {
        ...whole,
        verdict,
        reason: `${step}: the increase cannot be told in ${comparable ? 'two currencies' : `the currency of the limit, ${limit.currency}`}.`,
        mend: comparable
          ? 'Make a plan of its own for the other cloud.'
          : `Give the policy a limit in ${now.currency} as well.`,
      },
    ]
  const more = decimal(now.monthly).minus(before.monthly)
  const passed = passedBy(limit, more, before)
  if (passed.length > 0)
    return [
      { ...whole, verdict, reason: `${step}: ${centsText(more)} more, over the limit of ${passed.join(' and ')}.` },
    ]
  if (!now.atLeast && !before.atLeast) return []
  return [
    {
      ...whole,
      verdict: unpriced,
      reason: `${step}: what has no price may have come to cost more.`,
      mend: 'Give the missing prices in a price book of your own, or allow `priceFallback=nearest`.',
    },
  ]
}

function passedBy({ monthly, currency, percent }: CostIncrease, more: Decimal, before: Before): string[] {
  return [
    ...(monthly !== undefined && more.greaterThan(monthly) ? [`${monthly} ${currency}`] : []),
    ...(percent !== undefined && more.greaterThan(decimal(before.monthly).times(percent).dividedBy(100))
      ? [`${percent} %`]
      : []),
  ]
}
