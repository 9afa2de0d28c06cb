// Decimal text at the edges, a decimal library inside: money never passes through a float, and is rounded in this file only.
import { Decimal as DecimalJs } from 'decimal.js'

// 60 digits: far more than a sum of a thousand lines needs, so that only a division ever rounds.
const Exact = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 60 })

/** An exact decimal number: a quantity, a price or an amount. */
export type Decimal = DecimalJs

// The library also takes "NaN", "0x1f" and "1_000", which no price list prints.
const DECIMAL_TEXT = /^-?\d+(?:\.\d+)?$/

/** Reads decimal text or a number as it is printed ("0.0225", 15, 0.1). Throws on anything else. */
export const decimal = (value: string | number | Decimal): Decimal => {
  const read = new Exact(value)
  if (!read.isFinite() || (typeof value === 'string' && !DECIMAL_TEXT.test(value)))
    throw new TypeError(`no decimal number: ${String(value).slice(0, 60)}`)
  return read
}

export const ZERO: Decimal = decimal(0)

export const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), ZERO)

export const maximum = (...values: Decimal[]): Decimal => Exact.max(...values)

export const minimum = (...values: Decimal[]): Decimal => Exact.min(...values)

// Only a division that does not end (a third of a capacity unit) has more decimals than this; they are noise.
const DECIMALS_SHOWN = 12

/** Exact decimal text without trailing zeros, at most twelve decimals: "16.425", "0.0243333333333". */
export const textOf = (value: Decimal): string => value.toDecimalPlaces(DECIMALS_SHOWN).toFixed()

/** Money as a bill shows it: rounded once, half up, to two decimals: "82.13". */
export const centsText = (value: Decimal): string => value.toDecimalPlaces(2).toFixed(2)
