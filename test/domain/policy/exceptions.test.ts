// Exceptions: for whom they count, until when, and what a plan shows of them.
import { describe, expect, it } from 'vitest'
import type { PolicyException } from '../../../src/domain/policy/policy.ts'
import { TODAY } from '../reading.ts'
import { exposing, judged, policyWith } from './judging.ts'

const OPEN = exposing({ http: 80 }, { host: 'shop.example.com' })
const exception = (more: Partial<PolicyException>): PolicyException => ({
  rule: 'publicWithoutTls',
  workload: 'web',
  owner: 'team-shop',
  reason: 'The certificate is ordered.',
  until: '2026-12-31',
  ...more,
})
const rules = { publicWithoutTls: { severity: 'fail' as const }, loadBalancers: { severity: 'warn' as const, most: 0 } }
const judgedWith = (exceptions: PolicyException[], today?: string) =>
  judged(OPEN, policyWith({ rules, exceptions }), today)
const resultOf = (rule: string, exceptions: PolicyException[], today?: string) =>
  judgedWith(exceptions, today).results.find((result) => result.rule === rule)

describe('an exception', () => {
  it('in use lets the rule pass, and is shown with who answers for it', () => {
    expect(resultOf('publicWithoutTls', [exception({})])).toMatchObject({
      verdict: 'pass',
      pointer: '/workloads/web/expose/0',
      reason: expect.stringMatching(/without TLS.* Allowed until 2026-12-31 by an exception of team-shop\.$/),
      exception: { owner: 'team-shop', reason: 'The certificate is ordered.', until: '2026-12-31', inForce: true },
    })
  })

  it.each([
    ['the day before it ends', '2026-12-30', 'pass'],
    ['on its last day', '2026-12-31', 'pass'],
    ['the day after', '2027-01-01', 'fail'],
  ])('%s: %s', (_, today, verdict) => {
    expect(resultOf('publicWithoutTls', [exception({})], today)?.verdict).toBe(verdict)
  })

  it('that has ended no longer counts, and says so', () => {
    expect(resultOf('publicWithoutTls', [exception({})], '2027-01-01')).toMatchObject({
      verdict: 'fail',
      reason: expect.stringMatching(/The exception of team-shop ended on 2026-12-31 and no longer counts\.$/),
      exception: { inForce: false },
    })
  })

  it.each([
    ['the workload', { workload: 'web' }, 'pass'],
    ['another workload', { workload: 'api' }, 'fail'],
    ['the plan', { workload: undefined, plan: 'shop' }, 'pass'],
    ['another plan', { workload: undefined, plan: 'bank' }, 'fail'],
    ['the workload in the plan', { workload: 'web', plan: 'shop' }, 'pass'],
    ['the workload in another plan', { workload: 'web', plan: 'bank' }, 'fail'],
    ['another rule', { rule: 'loadBalancers', workload: undefined, plan: 'shop' }, 'fail'],
  ] as const)('for %s', (_, more, verdict) => {
    expect(resultOf('publicWithoutTls', [exception(more)])?.verdict).toBe(verdict)
  })

  it('for a workload is none for what is of the whole plan', () => {
    const of = (more: Partial<PolicyException>) =>
      resultOf('loadBalancers', [exception({ rule: 'loadBalancers', ...more })])?.verdict
    expect(of({ workload: 'web' })).toBe('warn')
    expect(of({ workload: undefined, plan: 'shop' })).toBe('pass')
  })

  it('where nothing is broken is not shown', () => {
    const closed = exposing({ http: 80 }, { host: 'shop.example.com', tls: { mode: 'terminate' } })
    const { results } = judged(closed, policyWith({ rules, exceptions: [exception({})] }))
    expect(results.find(({ rule }) => rule === 'publicWithoutTls')).not.toHaveProperty('exception')
  })
})

describe('of several exceptions', () => {
  const ended = exception({ until: '2026-01-31', owner: 'ended' })
  const short = exception({ until: '2026-12-01', owner: 'short' })
  const long = exception({ workload: undefined, plan: 'shop', until: '2027-12-01', owner: 'long' })
  it.each([
    ['one in force wins over one that has ended', [ended, short], 'short'],
    ['the longer one wins', [short, long], 'long'],
    ['the one that ended last is told of', [ended, { ...ended, until: '2026-02-28', owner: 'later' }], 'later'],
  ])('%s, in any order', (_, exceptions, owner) => {
    for (const order of [exceptions, exceptions.toReversed()])
      expect(resultOf('publicWithoutTls', order, TODAY)?.exception?.owner).toBe(owner)
  })
})
