// A caller's own price book: what it amounts to, and every way it can be wrong.
import { describe, expect, it } from 'vitest'
import { type BuiltIn, priceBookOf, readPriceBook } from '../../../src/domain/estimate/own-price-book.ts'
import type { Failure } from '../../../src/domain/failure.ts'
import { priceOf } from './costing.ts'

const BUILT_IN: BuiltIn = new Map([
  [
    'aws' as const,
    {
      currency: 'USD',
      prices: [
        priceOf('0.03', { regions: ['eu-west-1', 'us-east-1'] }),
        priceOf('0.005', { product: 'address', regions: ['global'] }),
        priceOf('0.10', { product: 'egress', dimension: 'gb', regions: ['us-east-1'] }),
        priceOf('0.08', { product: 'egress', dimension: 'gb', regions: ['us-east-1'], tierFrom: 100 }),
      ],
    },
  ],
])
const OWN = {
  provider: 'aws',
  product: 'balancer',
  dimension: 'hour',
  currency: 'USD',
  unit: 'hour',
  source: 'contract',
  asOf: '2026-11-01',
}
const REFERENCE = { id: 'acme', version: '1', sha256: 'sha256:x' }

function pricesOf(document: object) {
  const book = priceBookOf(readPriceBook({ id: 'acme', ...document }, BUILT_IN), BUILT_IN, REFERENCE)
  return (product: string, region: string, dimension = 'hour') =>
    (book.prices.get('aws')?.tiers(product, dimension, region) ?? []).map(({ price }) => price)
}

describe('the prices of a book', () => {
  it('stand in the place of the built-in ones, region by region', () => {
    const prices = pricesOf({ prices: [{ ...OWN, regions: ['us-east-1'], price: '0.02' }] })
    expect(prices('balancer', 'us-east-1')).toEqual(['0.02'])
    expect(prices('balancer', 'eu-west-1')).toEqual(['0.03'])
    expect(prices('address', 'eu-west-1')).toEqual(['0.005'])
  })
  it('stand in the place of every tier', () => {
    const prices = pricesOf({
      prices: [{ ...OWN, product: 'egress', dimension: 'gb', unit: 'GB', regions: ['us-east-1'], price: '0.05' }],
    })
    expect(prices('egress', 'us-east-1', 'gb')).toEqual(['0.05'])
  })
  it('of one region leave the price that holds everywhere to all others', () => {
    const prices = pricesOf({ prices: [{ ...OWN, product: 'address', regions: ['us-east-1'], price: '0.004' }] })
    expect([prices('address', 'us-east-1'), prices('address', 'eu-west-1')]).toEqual([['0.004'], ['0.005']])
  })
  it('are all there is in a whole book', () => {
    const prices = pricesOf({ base: 'none', prices: [{ ...OWN, regions: ['us-east-1'], price: '0.02' }] })
    expect([prices('balancer', 'us-east-1'), prices('balancer', 'eu-west-1'), prices('address', 'us-east-1')]).toEqual([
      ['0.02'],
      [],
      [],
    ])
  })
})

describe('discounts', () => {
  it.each([
    ['of a provider', { percent: 10 }, ['0.027', '0.027', '0.0045']],
    ['of a product', { product: 'balancer', percent: 10 }, ['0.027', '0.027', '0.005']],
    ['in a region', { product: 'balancer', region: 'us-east-1', percent: 12.5 }, ['0.02625', '0.03', '0.005']],
    ['of everything', { percent: 100 }, ['0', '0', '0']],
  ])('%s', (_what, discount, expected) => {
    const prices = pricesOf({ discounts: [{ provider: 'aws', source: 'contract', ...discount }] })
    expect(
      [prices('balancer', 'us-east-1'), prices('balancer', 'eu-west-1'), prices('address', 'eu-west-1')].flat(),
    ).toEqual(expected)
  })
  it('on a price of one’s own, the last that matches counts, and the line says so', () => {
    const input = readPriceBook(
      {
        id: 'acme',
        prices: [{ ...OWN, regions: ['us-east-1'], price: '0.02' }],
        discounts: [
          { provider: 'aws', percent: 50, source: 'first' },
          { provider: 'aws', product: 'balancer', percent: 5, source: 'second' },
        ],
      },
      BUILT_IN,
    )
    const found = priceBookOf(input, BUILT_IN, REFERENCE).prices.get('aws')?.find('balancer', 'hour', 'us-east-1')
    expect(found).toMatchObject({ price: '0.019', source: 'contract, less 5 % (second)' })
  })
})

const price = (more: object) => ({ prices: [{ ...OWN, regions: ['us-east-1'], price: '0.02', ...more }] })

describe('is refused', () => {
  it.each<[string, object, [string, string][]]>([
    ['a price as a number', price({ price: 0.02 }), [['/prices/0/price', 'WRONG_TYPE']]],
    ['a negative price', price({ price: '-1' }), [['/prices/0/price', 'INVALID_FORMAT']]],
    ['an unknown field', price({ cost: '1' }), [['/prices/0/cost', 'UNKNOWN_FIELD']]],
    ['an unknown product', price({ product: 'balancr' }), [['/prices/0/product', 'UNKNOWN_PRODUCT']]],
    ['an unknown dimension', price({ dimension: 'minute' }), [['/prices/0/dimension', 'UNKNOWN_DIMENSION']]],
    ['another currency', price({ currency: 'EUR' }), [['/prices/0/currency', 'OTHER_CURRENCY']]],
    ['a cloud that is not supported', price({ provider: 'gcp' }), [['/prices/0/provider', 'PROVIDER_NOT_SUPPORTED']]],
    ['a tier without a first one', price({ tierFrom: 100 }), [['/prices/0/tierFrom', 'FIRST_TIER_MISSING']]],
    ['a price twice', price({ regions: ['us-east-1', 'us-east-1'] }), [['/prices/0/regions/1', 'DUPLICATE_PRICE']]],
    [
      'a discount on nothing',
      { discounts: [{ provider: 'aws', product: 'balancer', region: 'mars', percent: 3, source: 'x' }] },
      [['/discounts/0', 'DISCOUNT_WITHOUT_PRICE']],
    ],
    [
      'a discount above all',
      { discounts: [{ provider: 'aws', percent: 101, source: 'x' }] },
      [['/discounts/0/percent', 'TOO_BIG']],
    ],
    [
      'a rate of nothing',
      { rates: [{ from: 'EUR', to: 'USD', rate: '0', source: 'x', asOf: '2026-11-01' }] },
      [['/rates/0', 'INVALID_RATE']],
    ],
    ['the name of the built-in book', { id: 'builtin' }, [['/id', expect.any(String) as unknown as string]]],
    [
      'two mistakes at once',
      { ...price({ product: 'x' }), discounts: [{ provider: 'aws', percent: -1, source: 'x' }] },
      [
        ['/discounts/0/percent', 'TOO_SMALL'],
        ['/prices/0/product', 'UNKNOWN_PRODUCT'],
      ],
    ],
  ])('%s', (_what, document, expected) => {
    let thrown: Failure | undefined
    try {
      readPriceBook({ id: 'acme', ...document }, BUILT_IN)
    } catch (error) {
      thrown = error as Failure
    }
    expect(thrown?.code).toBe('INVALID_PRICE_BOOK')
    expect(thrown?.mistakes.map(({ pointer, code }) => [pointer, code])).toEqual(expected)
  })
})
