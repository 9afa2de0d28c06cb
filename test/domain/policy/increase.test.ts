// What a revision may cost more than the one before it, as a table.
import { describe, expect, it } from 'vitest'
import { heldAgainst, increaseLimits } from '../../../src/domain/policy/increase.ts'
import { judgementOf } from '../../../src/domain/policy/judgement.ts'
import type { PolicyException } from '../../../src/domain/policy/policy.ts'
import type { CostIncrease } from '../../../src/domain/policy/rules-of-a-policy.ts'
import { topologyOf } from '../design/drafting.ts'
import { TODAY } from '../reading.ts'
import { exposing, judged, policyWith } from './judging.ts'

const SHOP = exposing({ http: 80 }, { host: 'shop.example.com', tls: { mode: 'terminate' } })
const usd = (monthly: string, atLeast = false) => ({ monthly, currency: 'USD', atLeast })
const limit = (more: Partial<CostIncrease>): CostIncrease => ({ severity: 'fail', ...more })
const money = (monthly: string): Partial<CostIncrease> => ({ monthly, currency: 'USD' })

function held(
  costIncrease: CostIncrease[],
  before: ReturnType<typeof usd>,
  now: ReturnType<typeof usd>,
  exceptions: PolicyException[] = [],
) {
  const policy = policyWith({ rules: { costIncrease }, exceptions })
  const limits = increaseLimits(policy, topologyOf(SHOP), TODAY)
  if (limits === undefined) throw new Error('the policy limits the increase')
  return heldAgainst(judgementOf(policy, []), limits, { now, before: { ...before, revision: 3 } })
}

describe('costIncrease', () => {
  it.each([
    ['up to the amount', limit(money('50')), usd('100.00'), usd('150.00'), 'pass'],
    ['a cent over the amount', limit(money('50')), usd('100.00'), usd('150.01'), 'fail'],
    ['up to the percentage', limit({ percent: 20 }), usd('100.00'), usd('120.00'), 'pass'],
    ['a cent over the percentage', limit({ percent: 20 }), usd('100.00'), usd('120.01'), 'fail'],
    [
      'over the amount, within the percentage',
      limit({ ...money('10'), percent: 50 }),
      usd('100.00'),
      usd('120.00'),
      'fail',
    ],
    [
      'within the amount, over the percentage',
      limit({ ...money('50'), percent: 10 }),
      usd('100.00'),
      usd('120.00'),
      'fail',
    ],
    ['cheaper', limit(money('0')), usd('100.00'), usd('99.99'), 'pass'],
    ['the same, and nothing more is allowed', limit({ percent: 0 }), usd('100.00'), usd('100.00'), 'pass'],
    ['from nothing, in percent', limit({ percent: 500 }), usd('0.00'), usd('0.01'), 'fail'],
    ['only a warning', limit({ severity: 'warn', percent: 1 }), usd('100.00'), usd('200.00'), 'warn'],
    ['for another owner', limit({ percent: 1, owner: 'team-bank' }), usd('100.00'), usd('200.00'), 'pass'],
    ['for another environment', limit({ percent: 1, environment: 'test' }), usd('100.00'), usd('200.00'), 'pass'],
    ['the currency has changed', limit({ percent: 1 }), { ...usd('100.00'), currency: 'EUR' }, usd('1.00'), 'fail'],
    ['the limit is in another currency', limit({ monthly: '99', currency: 'EUR' }), usd('1.00'), usd('1.00'), 'fail'],
    ['something has no price now', limit({ percent: 99 }), usd('1.00'), usd('1.00', true), 'fail'],
    ['something had no price before', limit({ percent: 99, unpriced: 'warn' }), usd('1.00', true), usd('1.00'), 'warn'],
    ['over, prices or not', limit({ percent: 1, unpriced: 'warn' }), usd('1.00', true), usd('2.00', true), 'fail'],
  ] as const)('%s', (_, one, before, now, verdict) => {
    expect(held([one], before, now).verdict).toBe(verdict)
  })

  it('says from what to what, how much more that is, and what was passed', () => {
    expect(held([limit({ ...money('10'), percent: 20 })], usd('100.00'), usd('130.50')).results).toEqual([
      expect.objectContaining({
        rule: 'costIncrease',
        pointer: '',
        reason: '100.00 USD in revision 3 → 130.50 USD a month: 30.50 more, over the limit of 10 USD and 20 %.',
        mend: 'See `GET /v1/plans/{id}/diff` for what the increase is made of.',
      }),
    ])
  })

  it('an exception for the plan counts', () => {
    const exception: PolicyException = {
      ...{ rule: 'costIncrease', plan: 'shop', owner: 'team-shop', reason: 'The sale.', until: '2026-12-31' },
    }
    const { verdict, results } = held([limit({ percent: 1 })], usd('1.00'), usd('9.00'), [exception])
    expect([verdict, results[0]?.exception?.owner]).toEqual(['pass', 'team-shop'])
  })

  it('of a plan that is new there is nothing to compare with, and that is said', () => {
    expect(judged(SHOP, policyWith({ rules: { costIncrease: [limit({ percent: 0 })] } })).results).toMatchObject([
      { rule: 'costIncrease', verdict: 'pass', reason: 'There is no revision before this one.' },
    ])
  })

  it('leaves the other results as they are', () => {
    const policy = policyWith({
      rules: { costIncrease: [limit({ percent: 0 })], providers: { severity: 'warn', allowed: ['gcp'] } },
    })
    const limits = increaseLimits(policy, topologyOf(SHOP), TODAY)
    const both = heldAgainst(judged(SHOP, policy), limits ?? { limits: [] }, {
      now: usd('2.00'),
      before: { ...usd('1.00'), revision: 1 },
    })
    expect(both.results.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      ['costIncrease', 'fail'],
      ['providers', 'warn'],
    ])
  })
})
