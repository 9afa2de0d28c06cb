// The rows about a plan as a whole: what it costs a month, how many load balancers it makes, and where it is for.
import { listed } from '../design/rule.ts'
import { decimal } from '../money.ts'
import type { PlannedDesign } from '../plan/plan.ts'
import { excerpt } from '../schema/issues.ts'
import type { Topology } from '../topology/index.ts'
import { beyond, inCurrency, isFor, type Money } from './limits.ts'
import { type PolicyRule, row } from './rule.ts'
import type { Budget, LimitOf, PolicySeverity } from './rules-of-a-policy.ts'

const severity = (_: unknown, limit: { severity: PolicySeverity }) => limit.severity
const whole = () => ({ pointer: '' })

type OverBudget = { verdict: PolicySeverity; reason: string; mend: string }

const budget = row({
  id: 'budget',
  when: (budgets: LimitOf<'budget'>, { topology, design }) => {
    const bill = billOf(design)
    return inCurrency(
      budgets.filter((one) => isFor(one, topology)),
      bill.currency,
    ).flatMap((one) => overBudget(one, bill))
  },
  where: whole,
  verdict: ({ verdict }) => verdict,
  reason: ({ reason }) => reason,
  mend: ({ mend }) => mend,
  kept: (budgets, { topology, design }) => {
    const count = budgets.filter((one) => isFor(one, topology)).length
    return count === 0 ? 'No budget is for this plan.' : `${beyond(billOf(design))} a month is within budget.`
  },
  source: 'the policy',
})

const billOf = ({ estimate }: PlannedDesign): Money => ({
  monthly: estimate.monthly.expected,
  currency: estimate.currency,
  atLeast: estimate.atLeast,
})

function overBudget(one: { limit: Budget; comparable: boolean }, bill: Money): OverBudget[] {
  const { monthly, currency, severity: verdict, unpriced = verdict } = one.limit
  const limit = `${monthly} ${currency} a month${forWhom(one.limit)}`
  if (!one.comparable)
    return [
      {
        verdict,
        reason: `The bill is in ${bill.currency}, and the budget is ${limit}: they cannot be compared.`,
        mend: `Give the policy a budget in ${bill.currency} as well.`,
      },
    ]
  if (decimal(bill.monthly).greaterThan(monthly))
    return [
      {
        verdict,
        reason: `${beyond(bill)} a month is over the budget of ${limit}.`,
        mend: 'See the lines of `estimate` for what costs most, share entrances where the verdict advises it, or ask for more budget.',
      },
    ]
  if (!bill.atLeast) return []
  return [
    {
      verdict: unpriced,
      reason: `${beyond(bill)} a month is within the budget of ${limit} as far as there are prices; the real bill is higher.`,
      mend: 'Give the missing prices in a price book of your own, or allow `priceFallback=nearest`.',
    },
  ]
}

const forWhom = ({ owner, environment }: Pick<Budget, 'owner' | 'environment'>): string =>
  [owner === undefined ? [] : ` for ${excerpt(owner)}`, environment === undefined ? [] : ` in ${environment}`]
    .flat()
    .join('')

const madeBy = ({ loadBalancers }: PlannedDesign): number => loadBalancers.filter(({ existing }) => !existing).length
const counted = (number: number): string => `${number} load balancer${number === 1 ? '' : 's'}`

const loadBalancers = row({
  id: 'loadBalancers',
  when: ({ most }: LimitOf<'loadBalancers'>, { design }) => (madeBy(design) > most ? [madeBy(design)] : []),
  where: whole,
  verdict: severity,
  reason: (made, { most }) =>
    `The plan makes ${counted(made)}; ${most === 0 ? 'none is' : `${most} at most are`} allowed.`,
  mend: () =>
    'Share entrances where `consolidation` says it is possible, or name one that exists in `target.entrances`.',
  kept: ({ most }, { design }) => `The plan makes ${counted(madeBy(design))} of ${most} at most.`,
  source: 'the policy',
})

const providers = row({
  id: 'providers',
  when: ({ allowed }: LimitOf<'providers'>, { topology: { target } }) =>
    allowed.includes(target.provider) ? [] : [target.provider],
  where: () => ({ pointer: '/target/provider' }),
  verdict: severity,
  reason: (provider, { allowed }) => `${provider} is not an allowed provider; allowed: ${listed(allowed)}.`,
  mend: () => 'Plan it for an allowed provider: `POST /v1/comparisons` shows what it costs on each.',
  kept: (_, { topology: { target } }) => `${target.provider} is allowed.`,
  source: 'the policy',
})

const regions = row({
  id: 'regions',
  when: ({ allowed }: LimitOf<'regions'>, { topology: { target } }) =>
    target.region !== undefined && allowed.includes(target.region) ? [] : [regionOf({ target })],
  where: () => ({ pointer: '/target/region' }),
  verdict: severity,
  reason: (region, { allowed }) => `${region} is not an allowed region; allowed: ${listed(allowed.map(excerpt))}.`,
  mend: () => 'Set `target.region` to an allowed one.',
  kept: (_, { topology }) => `${regionOf(topology)} is allowed.`,
  source: 'the policy',
})

const regionOf = ({ target: { region } }: Pick<Topology, 'target'>): string =>
  region === undefined ? 'A target without a region' : excerpt(region)

export const RULES_FOR_PLANS: readonly PolicyRule[] = [budget, loadBalancers, providers, regions]
