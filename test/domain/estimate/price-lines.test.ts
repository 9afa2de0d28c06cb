// Charges and prices → lines: tiers, caps, prices that are missing, borrowed or old.
import { describe, expect, it } from 'vitest'
import { indexPrices, type PriceBook } from '../../../src/domain/estimate/price-book.ts'
import { findingsOf, priceLines, totalOf } from '../../../src/domain/estimate/price-lines.ts'
import { decimal } from '../../../src/domain/money.ts'
import { BOOK, chargeOf, priceOf, TODAY } from './costing.ts'

function priced(
  charge: ReturnType<typeof chargeOf>,
  prices: ReturnType<typeof priceOf>[],
  more: { region?: string; fallback?: 'nearest' } = {},
) {
  const book: PriceBook = { ...BOOK, prices: new Map([['aws', indexPrices(prices)]]) }
  const lines = priceLines([{ expected: charge, low: charge, high: charge }], {
    provider: 'aws',
    currency: 'USD',
    region: more.region ?? 'us-east-1',
    tariff: { book, today: TODAY, fallback: more.fallback },
  })
  return {
    lines,
    total: totalOf(lines).expected,
    shown: lines.map(({ line }) => [line.item, line.quantity, line.unitPrice, line.amount]),
  }
}

describe('a tiered price', () => {
  const tiers = [
    priceOf('0', { unit: 'GB' }),
    priceOf('0.09', { tierFrom: 100 }),
    priceOf('0.085', { tierFrom: 10_240 }),
  ]
  // 100 free, the next 10,140 at 0.09, the rest at 0.085.
  it.each([
    ['40', '0.00', 1],
    ['100', '0.00', 1],
    ['101', '0.09', 2],
    ['10240', '912.60', 2],
    ['20240', '1762.60', 3],
  ])('%s GB cost %s', (gb, expected, lines) => {
    const { total, shown } = priced(chargeOf(gb, { unit: 'GB' }), tiers)
    expect(total).toBe(expected)
    expect(shown).toHaveLength(lines)
  })
  it('is a line for each tier that says where it begins and ends', () => {
    expect(priced(chargeOf('20240', { unit: 'GB' }), tiers).shown).toEqual([
      ['Balancer hours, from 0 to 100 GB', '100', '0', '0'],
      ['Balancer hours, from 100 to 10240 GB', '10140', '0.09', '912.6'],
      ['Balancer hours, above 10240 GB', '10000', '0.085', '850'],
    ])
  })
})

describe('a monthly cap', () => {
  const cap = { dimension: 'month', quantity: decimal(1), unit: 'month', formula: '1 month' }
  const prices = [priceOf('0.015'), priceOf('10', { dimension: 'month', unit: 'month' })]
  it.each([
    ['100', '1.50', 'hour'],
    ['666', '9.99', 'hour'],
    ['730', '10.00', 'month'],
  ])('%s hours cost %s', (hours, expected, unit) => {
    const { total, lines } = priced(chargeOf(hours, { cap }), prices)
    expect([total, lines[0]?.line.unit]).toEqual([expected, unit])
  })
  it('without a price is no cap', () => {
    expect(priced(chargeOf('730', { cap }), [priceOf('0.015')]).total).toBe('10.95')
  })
})

describe('a region without a price', () => {
  const prices = [priceOf('0.03', { regions: ['eu-central-1'] }), priceOf('0.04', { regions: ['us-east-1'] })]
  it('has none, and the total is an "at least"', () => {
    const { lines, total } = priced(chargeOf('10'), prices, { region: 'eu-central-2' })
    expect([lines[0]?.line.amount, total]).toEqual([null, '0.00'])
    expect(findingsOf(lines, { path: '/target/region', today: TODAY }).map(({ code }) => code)).toEqual([
      'PRICE_UNKNOWN',
    ])
  })
  it('may borrow the nearest one, which the line and a finding say', () => {
    const { lines, total } = priced(chargeOf('10'), prices, { region: 'eu-central-2', fallback: 'nearest' })
    expect([lines[0]?.line.borrowedFrom, total]).toEqual(['eu-central-1', '0.30'])
    expect(findingsOf(lines, { path: '/target/region', today: TODAY }).map(({ code }) => code)).toEqual([
      'PRICE_BORROWED',
    ])
  })
  it('borrows nothing from a region whose name has nothing in common', () => {
    expect(
      priced(chargeOf('10'), prices, { region: 'mx-central-1', fallback: 'nearest' }).lines[0]?.line.amount,
    ).toBeNull()
  })
})

describe('the age of prices', () => {
  it.each([
    ['2026-08-26', []],
    ['2026-08-25', ['PRICES_OLD']],
    ['undated', ['PRICES_OLD']],
  ])('of %s', (asOf, expected) => {
    const { lines } = priced(chargeOf('10'), [priceOf('1', { asOf })])
    expect(findingsOf(lines, { path: '', today: '2026-11-24' }).map(({ code }) => code)).toEqual(expected)
  })
})
