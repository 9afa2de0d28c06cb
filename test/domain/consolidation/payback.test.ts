// When moving has paid for itself, and what the days cost on which old and new stand side by side: figures worked out by hand.
import { describe, expect, it } from 'vitest'
import { linesNotIn } from '../../../src/domain/consolidation/bill-difference.ts'
import { overlapOf } from '../../../src/domain/consolidation/overlap.ts'
import { paybackOf } from '../../../src/domain/consolidation/payback.ts'
import type { EstimateLine } from '../../../src/domain/estimate/price-lines.ts'
import { billOf, mall, migrationFor } from './sharings.ts'
import { shop } from './shops.ts'

describe('payback', () => {
  it.each([
    // 4 × 80 = 320; 320 / 54.75 = 5.84…
    ['rounds up to a tenth of a month', 4, '80', null, '54.75', { cost: '320.00', months: '5.9' }],
    // 2.5 × 99.99 + 7 × 0.90 = 249.975 + 6.30
    ['adds seven days of both', 2.5, '99.99', '0.90', '100', { cost: '256.28', months: '2.6' }],
    ['is at once where nothing is spent', 0, '80', '0', '10', { cost: '0.00', months: '0.0' }],
    ['is exact at a tenth', 1, '25', null, '10', { cost: '25.00', months: '2.5' }],
    ['never comes without a saving', 4, '80', '1', '0.00', { cost: '327.00', months: null }],
    ['never comes where it costs more', 4, '80', '1', '-3', { cost: '327.00', months: null }],
  ] as const)('%s', (_, engineerHours, hourlyRate, perDay, monthlySaving, expected) => {
    const overlap = perDay === null ? null : { perDay }
    const payback = paybackOf({ engineerHours, hourlyRate, overlap, monthlySaving, currency: 'EUR' })
    expect(payback).toMatchObject({ engineerHours, hourlyRate, ...expected })
    expect(payback.text).toContain(`= ${expected.cost} EUR.`)
    expect(payback.text).toContain(expected.months === null ? 'Nothing is saved' : `after ${expected.months} months`)
  })
})

const line = (loadBalancer: string, amount: string | null): EstimateLine => ({
  loadBalancer,
  item: 'hours',
  quantity: '730',
  unit: 'h',
  unitPrice: amount === null ? null : '0.01',
  amount,
  low: amount,
  high: amount,
  formula: '730 h',
  source: 'example.com',
  asOf: '2026-11-01',
})
const bill = (...lines: EstimateLine[]) => ({ currency: 'USD', lines })

describe('overlap', () => {
  it.each([
    // 73 × 24 / 730
    ['the new one', bill(line('a', '20')), bill(line('new', '73')), '2.40'],
    ['not what stays', bill(line('a', '20'), line('b', '30')), bill(line('b', '30'), line('new', '73')), '2.40'],
    ['one of two alike that stays once', bill(line('a', '73')), bill(line('a', '73'), line('a', '73')), '2.40'],
    ['nothing where nothing is new', bill(line('a', '73'), line('b', '9')), bill(line('a', '73')), '0.00'],
  ])('is paid for %s', (_, before, after, perDay) => {
    expect(overlapOf(before, after).perDay).toBe(perDay)
  })

  it('says what it leaves out for want of a price', () => {
    const { text } = overlapOf(bill(), bill(line('new', '73'), line('new', null)))
    expect(text).toContain('73.00 USD a month')
    expect(text).toMatch(/1 of them has no price and is left out\.$/)
  })

  it('of two shops on AWS is an hour and three addresses of the shared balancer, 24 times', () => {
    const shared = mall({ ...shop('blog'), ...shop('docs') })
    // 24 × 0.0225 + 3 × 24 × 0.005
    expect(migrationFor(shared).overlap?.perDay).toBe('0.90')
    const { lines } = billOf(shared, shared.before)
    expect(linesNotIn(lines, lines)).toEqual([])
  })
})
