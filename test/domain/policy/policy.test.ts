// A policy that is sent: every mistake at once, each with its place.
import { describe, expect, it } from 'vitest'
import { Failure } from '../../../src/domain/failure.ts'
import { BUILT_IN_POLICY } from '../../../src/domain/policy/built-in.ts'
import { POLICY_RULES } from '../../../src/domain/policy/judge.ts'
import { readPolicy } from '../../../src/domain/policy/policy.ts'
import { PolicyRuleId, PolicyRules } from '../../../src/domain/policy/rules-of-a-policy.ts'
import { POLICY_EXAMPLE } from '../../../src/http/openapi/policy-example.ts'

const failureOf = (document: unknown): Failure => {
  try {
    readPolicy(document)
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  return expect.fail('it was read')
}
const acme = (rules: object, more: object = {}) => ({ id: 'acme', rules, ...more })
const exception = { rule: 'budget', plan: 'shop', owner: 'team-shop', reason: 'The sale.', until: '2026-12-31' }
const budget = { severity: 'fail', monthly: '100', currency: 'USD' }

it('is read as it is written', () => {
  expect(readPolicy(POLICY_EXAMPLE)).toEqual(POLICY_EXAMPLE)
  expect(readPolicy(acme({}))).toEqual({ id: 'acme', rules: {} })
})

describe('a mistake', () => {
  it.each([
    ['the service’s own name', { id: 'builtin', rules: {} }, '/id', 'must not be "builtin"'],
    ['no rules at all', { id: 'acme' }, '/rules', '`rules` is required'],
    [
      'a rule that is none',
      acme({ publicWithoutTSL: {} }),
      '/rules/publicWithoutTSL',
      'did you mean `publicWithoutTls`?',
    ],
    ['no severity', acme({ publicWithoutTls: {} }), '/rules/publicWithoutTls/severity', 'is required'],
    [
      'another severity',
      acme({ publicWithoutTls: { severity: 'error' } }),
      '/rules/publicWithoutTls/severity',
      'must be warn or fail',
    ],
    ['money as a number', acme({ budget: [{ ...budget, monthly: 100 }] }), '/rules/budget/0/monthly', 'in quotes'],
    [
      'money below nothing',
      acme({ budget: [{ ...budget, monthly: '-1' }] }),
      '/rules/budget/0/monthly',
      'must be money',
    ],
    ['no currency', acme({ budget: [{ severity: 'fail', monthly: '1' }] }), '/rules/budget/0/currency', 'is required'],
    [
      'an increase without a limit',
      acme({ costIncrease: [{ severity: 'fail' }] }),
      '/rules/costIncrease/0',
      'or `percent`',
    ],
    [
      'an amount without its currency',
      acme({ costIncrease: [{ severity: 'fail', monthly: '1' }] }),
      '/rules/costIncrease/0',
      '`monthly` and `currency` together',
    ],
    [
      'no region allowed',
      acme({ regions: { severity: 'fail', allowed: [] } }),
      '/rules/regions/allowed',
      'at least one',
    ],
    [
      'no cloud of ours',
      acme({ providers: { severity: 'fail', allowed: ['ibm'] } }),
      '/rules/providers/allowed/0',
      'must be one of aws',
    ],
    [
      'networks of no kind',
      acme({ networks: { severity: 'fail' } }),
      '/rules/networks',
      'must have `allowed`, `cidrs` or both',
    ],
    [
      'a network that is none',
      acme({ networks: { severity: 'fail', cidrs: ['10.0.0.0'] } }),
      '/rules/networks/cidrs/0',
      'such as 203.0.113.0/24',
    ],
    [
      'an exception for nobody',
      acme({ budget: [budget] }, { exceptions: [{ ...exception, plan: undefined }] }),
      '/exceptions/0',
      'must have `workload`, `plan` or both',
    ],
    [
      'an exception without an end',
      acme({ budget: [budget] }, { exceptions: [{ ...exception, until: undefined }] }),
      '/exceptions/0/until',
      'is required',
    ],
    [
      'an exception without an owner',
      acme({ budget: [budget] }, { exceptions: [{ ...exception, owner: '' }] }),
      '/exceptions/0/owner',
      'must not be empty',
    ],
    [
      'an exception to no rule',
      acme({ budget: [budget] }, { exceptions: [{ ...exception, rule: 'bugdet' }] }),
      '/exceptions/0/rule',
      'must be one of budget',
    ],
    [
      'an exception to a rule that is not held',
      acme({}, { exceptions: [exception] }),
      '/exceptions/0/rule',
      'does not hold budget',
    ],
  ])('%s', (_, document, pointer, detail) => {
    const { code, mistakes } = failureOf(JSON.parse(JSON.stringify(document)))
    expect(code).toBe('INVALID_POLICY')
    expect(mistakes.map((mistake) => mistake.pointer)).toContain(pointer)
    expect(mistakes.find((mistake) => mistake.pointer === pointer)?.detail).toContain(detail)
  })

  it('does not hide the others', () => {
    const { mistakes, message } = failureOf(
      acme(
        { publicWithoutTls: { severity: 'x' }, budget: [{ ...budget, monthly: 'x' }] },
        { exceptions: [{ ...exception, rule: 'regions' }] },
      ),
    )
    expect(mistakes.map(({ pointer }) => pointer)).toEqual([
      '/rules/budget/0/monthly',
      '/rules/publicWithoutTls/severity',
      '/exceptions/0/rule',
    ])
    expect(message).toBe('The policy has 3 mistakes.')
  })
})

it('every rule that can be written is asked, and none besides', () => {
  const asked = [...POLICY_RULES.map(({ id }) => id), 'costIncrease'].sort()
  expect(asked).toEqual([...PolicyRuleId.options].sort())
})

it('the built-in policy is a policy, and limits no money and no place', () => {
  expect(PolicyRules.parse(BUILT_IN_POLICY.rules)).toEqual(BUILT_IN_POLICY.rules)
  expect(Object.keys(BUILT_IN_POLICY.rules).sort()).toEqual(['adminPortPublic', 'databasePublic', 'publicWithoutTls'])
})
