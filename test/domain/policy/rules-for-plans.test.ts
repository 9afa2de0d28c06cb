// The truth table of each rule about a plan as a whole.
import { describe, expect, it } from 'vitest'
import type { Budget, PolicyRules } from '../../../src/domain/policy/rules-of-a-policy.ts'
import { draftOf } from '../design/drafting.ts'
import { exposing, resultsFor } from './judging.ts'

const SHOP = exposing({ http: 80 }, { host: 'shop.example.com', tls: { mode: 'terminate' } })
const on = (target: object) => ({ ...SHOP, target })
/** No price is known for this region: the bill is "at least". */
const UNPRICED = {
  ...on({ provider: 'aws', region: 'eu-west-3' }),
  workloads: { web: { ...SHOP.workloads.web, traffic: { gbOutPerMonth: 500 } } },
}
const HETZNER = on({ provider: 'hetzner', region: 'fsn1' })

const billed = (document: unknown) => {
  const { designs, chosen } = draftOf(document)
  return designs[chosen].estimate
}
const SHOP_COSTS = billed(SHOP).monthly.expected
const budget = (more: Partial<Budget>): Budget => ({ severity: 'fail', monthly: '0', currency: 'USD', ...more })

type Case = [says: string, document: object, rules: PolicyRules, verdicts: string[]]
const verdictsOf = (document: object, rules: PolicyRules) => resultsFor(document, rules).map(({ verdict }) => verdict)

describe('budget', () => {
  const cases: Case[] = [
    ['to the cent', SHOP, { budget: [budget({ monthly: SHOP_COSTS })] }, ['pass']],
    ['over', SHOP, { budget: [budget({ monthly: '10.00' })] }, ['fail']],
    ['over, and only a warning', SHOP, { budget: [budget({ severity: 'warn' })] }, ['warn']],
    ['for this owner', SHOP, { budget: [budget({ owner: 'team-shop' })] }, ['fail']],
    ['for another owner', SHOP, { budget: [budget({ owner: 'team-bank' })] }, ['pass']],
    ['for this environment', SHOP, { budget: [budget({ environment: 'production' })] }, ['fail']],
    ['for another environment', SHOP, { budget: [budget({ environment: 'test' })] }, ['pass']],
    [
      'for owner and environment, of which one is another',
      SHOP,
      { budget: [budget({ owner: 'team-shop', environment: 'test' })] },
      ['pass'],
    ],
    ['one of two is passed', SHOP, { budget: [budget({ monthly: '9999' }), budget({ severity: 'warn' })] }, ['warn']],
    ['both are', SHOP, { budget: [budget({}), budget({ severity: 'warn', monthly: '1' })] }, ['fail', 'warn']],
    ['none is given', SHOP, { budget: [] }, ['pass']],
    ['a bill in another currency', HETZNER, { budget: [budget({ monthly: '9999' })] }, ['fail']],
    [
      'a bill in another currency that has a limit as well',
      HETZNER,
      { budget: [budget({}), budget({ monthly: '9999', currency: 'EUR' })] },
      ['pass'],
    ],
    [
      'the limit in that currency is of other plans',
      HETZNER,
      { budget: [budget({ severity: 'warn' }), budget({ monthly: '9999', currency: 'EUR', owner: 'team-shop' })] },
      ['warn'],
    ],
  ]
  it.each(cases)('%s', (_, document, rules, verdicts) => {
    expect(verdictsOf(document, rules)).toEqual(verdicts)
  })

  it('says what it costs, what is allowed and for whom', () => {
    const [over] = resultsFor(SHOP, { budget: [budget({ owner: 'team-shop', environment: 'production' })] })
    expect(over).toMatchObject({
      pointer: '',
      reason: `${SHOP_COSTS} USD a month is over the budget of 0 USD a month for team-shop in production.`,
    })
  })

  describe('with missing prices', () => {
    const rules = (more: Partial<Budget>) => ({ budget: [budget({ monthly: '9999', ...more })] })

    it('is never within it without a word', () => {
      expect(billed(UNPRICED).atLeast).toBe(true)
      const [told] = resultsFor(UNPRICED, rules({}))
      expect(told?.verdict).toBe('fail')
      expect(told?.reason).toMatch(/^At least [\d.]+ USD .* as far as there are prices; the real bill is higher\.$/)
    })

    it.each([
      ['warn', 'fail', 'fail'],
      ['fail', 'warn', 'warn'],
      ['warn', undefined, 'warn'],
    ] as const)('severity %s, unpriced %s → %s', (severity, unpriced, verdict) => {
      expect(verdictsOf(UNPRICED, rules({ severity, unpriced }))).toEqual([verdict])
    })

    it('over it already is over it', () => {
      expect(verdictsOf(UNPRICED, rules({ monthly: '0', unpriced: 'warn' }))).toEqual(['fail'])
    })
  })
})

describe('loadBalancers', () => {
  const two = {
    ...SHOP,
    workloads: Object.fromEntries(
      ['a', 'b'].map((name) => [
        name,
        { ports: { game: { port: 7777, transport: 'UDP' } }, expose: [{ port: 'game', to: 'internet' }] },
      ]),
    ),
  }
  const entrances = { public: { api: 'ingress', class: 'alb', scheme: 'public' } }
  const existing = on({ provider: 'aws', region: 'us-east-1', entrances })
  it.each([
    ['as many as are allowed', two, 2, 'pass'],
    ['one too many', two, 1, 'fail'],
    ['none is allowed', SHOP, 0, 'fail'],
    ['one that exists does not count', existing, 0, 'pass'],
  ])('%s', (_, document, most, verdict) => {
    const [result] = resultsFor(document, { loadBalancers: { severity: 'fail', most } })
    expect(result).toMatchObject({ verdict, pointer: '' })
  })
})

describe('providers and regions', () => {
  it.each([
    ['aws', ['aws', 'gcp'], 'pass'],
    ['aws', ['gcp'], 'fail'],
  ] as const)('%s of %j: %s', (_, allowed, verdict) => {
    const [result] = resultsFor(SHOP, { providers: { severity: 'fail', allowed: [...allowed] } })
    expect(result?.verdict).toBe(verdict)
    if (verdict === 'fail') expect(result?.pointer).toBe('/target/provider')
  })

  it.each([
    ['us-east-1', SHOP, ['us-east-1'], 'pass'],
    ['us-east-1', SHOP, ['us-east-2', 'eu-central-1'], 'warn'],
    ['none', on({ provider: 'bare-metal' }), ['us-east-1'], 'warn'],
  ])('region %s of those allowed: %#', (_, document, allowed, verdict) => {
    const [result] = resultsFor(document, { regions: { severity: 'warn', allowed } })
    expect(result?.verdict).toBe(verdict)
    if (verdict !== 'pass') expect(result?.pointer).toBe('/target/region')
  })
})
