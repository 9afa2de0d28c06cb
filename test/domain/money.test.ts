// Money is exact decimal arithmetic, rounded once and half up, and never passes through a float.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centsText, decimal, maximum, sum, textOf, ZERO } from '../../src/domain/money.ts'

const DECIMALS = 12
/** A number of 10^-12ths as decimal text, and how text reads as such a number: the same amount, without any library. */
const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })
const written = (parts: bigint): string => {
  const digits = (parts < 0n ? -parts : parts).toString().padStart(DECIMALS + 1, '0')
  const text = `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`.replace(/\.?0+$/, '')
  return parts < 0n ? `-${text}` : text
}
const halfUpCents = (parts: bigint): string => {
  const unit = 10n ** BigInt(DECIMALS - 2)
  const positive = parts < 0n ? -parts : parts
  const cents = (positive + unit / 2n) / unit
  const text = `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`
  return parts < 0n && cents > 0n ? `-${text}` : text
}

describe('decimal arithmetic', () => {
  it.each([
    ['0.1 + 0.2', decimal('0.1').plus(decimal('0.2')), '0.3'],
    ['730 × 0.0225', decimal(730).times(decimal('0.0225')), '16.425'],
    ['1.1 × 1.1', decimal(1.1).times(1.1), '1.21'],
    ['0.615 × 100', decimal('0.615').times(100), '61.5'],
    ['1 − 0.9', decimal(1).minus('0.9'), '0.1'],
    ['9007199254740993', decimal('9007199254740993'), '9007199254740993'],
    ['a cent beside a hundred thousand billion', decimal('100000000000000').plus('0.01'), '100000000000000.01'],
  ])('%s is exact', (_, value, text) => {
    expect(textOf(value)).toBe(text)
  })

  it('adds and multiplies exactly, whatever the amounts', () => {
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: -100_000n, max: 100_000n }), (a, b, count) => {
        expect(textOf(decimal(written(a)).plus(written(b)))).toBe(written(a + b))
        expect(textOf(decimal(written(a)).times(count.toString()))).toBe(written(a * count))
      }),
    )
  })

  it('adds a list exactly, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(amount), (parts) => {
        const total = written(parts.reduce((all, part) => all + part, 0n))
        expect(textOf(sum(parts.map((part) => decimal(written(part)))))).toBe(total)
        expect(textOf(sum(parts.reverse().map((part) => decimal(written(part)))))).toBe(total)
      }),
    )
  })

  it('has a sum of nothing, and a largest of several', () => {
    expect(textOf(sum([]))).toBe('0')
    expect(textOf(maximum(decimal('0.3'), decimal('0.30001'), ZERO))).toBe('0.30001')
  })

  it.each(['', 'a lot', '1,5', '1_000', '12 USD', '0x1f', 'NaN', 'Infinity', Number.NaN, Number.POSITIVE_INFINITY])(
    'does not take %j for an amount',
    (value) => {
      expect(() => decimal(value)).toThrow()
    },
  )
})

describe('a bill', () => {
  it('rounds five lines of 16.425 once: 82.13, not five times 16.43', () => {
    const line = decimal(730).times('0.0225')
    expect(textOf(line)).toBe('16.425')
    expect(centsText(line)).toBe('16.43')
    expect(centsText(sum([line, line, line, line, line]))).toBe('82.13')
  })

  it.each([
    ['0', '0.00'],
    ['0.004', '0.00'],
    ['0.005', '0.01'],
    ['0.00499999999999999999', '0.00'],
    ['0.015', '0.02'],
    ['0.025', '0.03'],
    ['1.005', '1.01'],
    ['1.115', '1.12'],
    ['2.675', '2.68'],
    ['82.125', '82.13'],
    ['99.995', '100.00'],
    ['16', '16.00'],
    ['16.4', '16.40'],
    ['12345678901234567890.125', '12345678901234567890.13'],
    ['-54.75', '-54.75'],
    ['-0.005', '-0.01'],
    ['-0.004', '0.00'],
    ['-0', '0.00'],
  ])('shows %s as %s', (exact, cents) => {
    expect(centsText(decimal(exact))).toBe(cents)
  })

  it('rounds half up, whatever the amount', () => {
    fc.assert(
      fc.property(amount, (parts) => {
        expect(centsText(decimal(written(parts)))).toBe(halfUpCents(parts))
      }),
    )
  })
})

describe('exact text', () => {
  it.each([
    ['16.425', '16.425'],
    ['16.4250', '16.425'],
    ['16.00', '16'],
    ['1000', '1000'],
    ['0.000000000001', '0.000000000001'],
    ['0.0000000000001', '0'],
    ['-0.0000000000001', '0'],
    ['-0', '0'],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('of %s is %s', (value, text) => {
    expect(textOf(decimal(value))).toBe(text)
  })

  it('of a division that does not end has twelve decimals', () => {
    expect(textOf(decimal(73).dividedBy(3000))).toBe('0.024333333333')
    expect(textOf(decimal(2).dividedBy(3))).toBe('0.666666666667')
  })

  it('never has an exponent', () => {
    fc.assert(
      fc.property(amount, (parts) => {
        expect(textOf(decimal(written(parts)))).toMatch(/^-?\d+(?:\.\d*[1-9])?$/)
      }),
    )
  })
})

describe('no float', () => {
  const source = new URL('../../src/', import.meta.url)
  const clouds = ['aws', 'azure', 'bare-metal', 'gcp', 'scaleway', 'vultr'].map(
    (cloud) => `providers/${cloud}/charge.ts`,
  )
  const estimate = ['estimate', 'usage', 'charge', 'price-book'].map((file) => `domain/estimate/${file}.ts`)

  it.each(['domain/money.ts', ...estimate, ...clouds])('is made of an amount in %s', (file) => {
    expect(readFileSync(new URL(file, source), 'utf8')).not.toMatch(/toNumber|parseFloat|Number\(|valueOf/)
  })
})
