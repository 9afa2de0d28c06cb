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
    ['100.5', '0.05', 2],
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

describe('a range over tiers', () => {
  const tiers = [priceOf('1', { unit: 'GB' }), priceOf('2', { unit: 'GB', tierFrom: 100 })]
  const gb = (quantity: string) => chargeOf(quantity, { unit: 'GB' })
  const book: PriceBook = { ...BOOK, prices: new Map([['aws', indexPrices(tiers)]]) }
  const ranged = (low: string, expected: string, high: string) =>
    priceLines([{ expected: gb(expected), low: gb(low), high: gb(high) }], {
      provider: 'aws',
      currency: 'USD',
      region: 'us-east-1',
      tariff: { book, today: TODAY },
    })

  it('has each side in its own tiers', () => {
    const lines = ranged('50', '90', '150')
    expect(lines.map(({ line }) => [line.low, line.amount, line.high])).toEqual([
      ['50', '90', '100'],
      ['0', '0', '100'],
    ])
    expect(totalOf(lines)).toEqual({ low: '50.00', expected: '90.00', high: '200.00' })
  })

  it('has no line for a tier that nothing reaches', () => {
    expect(ranged('50', '90', '100').map(({ line }) => line.item)).toEqual(['Balancer hours, from 0 to 100 GB'])
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
  it('is for each charge by itself', () => {
    const [one, other] = [chargeOf('730', { cap }), chargeOf('100', { cap })]
    const book: PriceBook = { ...BOOK, prices: new Map([['aws', indexPrices(prices)]]) }
    const lines = priceLines(
      [one, other].map((charge) => ({ expected: charge, low: charge, high: charge })),
      { provider: 'aws', currency: 'USD', region: 'us-east-1', tariff: { book, today: TODAY } },
    )
    expect(totalOf(lines).expected).toBe('11.50')
  })
  it('says that it is a month, and nothing of hours', () => {
    expect(priced(chargeOf('730', { cap }), prices).lines[0]?.line).toMatchObject({
      quantity: '1',
      unit: 'month',
      unitPrice: '10',
      formula: '1 month × 10 USD',
    })
  })
  it('is no price where the hour has none', () => {
    expect(priced(chargeOf('730', { cap }), prices.slice(1)).lines[0]?.line.amount).toBeNull()
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
  it('borrows every tier of the nearest, and not one of it from elsewhere', () => {
    const tiers = [
      priceOf('1', { regions: ['eu-central-1'] }),
      priceOf('2', { regions: ['eu-central-1'], tierFrom: 10 }),
      priceOf('9', { regions: ['us-east-1'], tierFrom: 20 }),
    ]
    const { lines, total } = priced(chargeOf('30'), tiers, { region: 'eu-central-2', fallback: 'nearest' })
    expect(lines.map(({ line }) => line.borrowedFrom)).toEqual(['eu-central-1', 'eu-central-1'])
    expect(total).toBe('50.00')
  })
  it.each([
    ['eu-central-2', 'eu-central-1'],
    ['eu-west-9', 'eu-west-1'],
    ['us-west-2', 'us-east-1'],
    ['germanynorth', null],
  ])('%s borrows from %s', (region, from) => {
    const near = ['us-east-1', 'eu-west-3', 'eu-west-1', 'eu-central-1'].map((one) => priceOf('1', { regions: [one] }))
    const [line] = priced(chargeOf('1'), near, { region, fallback: 'nearest' }).lines
    expect(line?.line.borrowedFrom ?? null).toBe(from)
  })
  it('borrows nothing where there is a price of its own', () => {
    const { lines } = priced(chargeOf('1'), prices, { region: 'us-east-1', fallback: 'nearest' })
    expect([lines[0]?.line.borrowedFrom, lines[0]?.line.unitPrice]).toEqual([undefined, '0.04'])
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
