// A bill without a topology goes in, its estimate comes out, with the prices that ship; and a table of bills with their arithmetic.
import { expect, it } from 'vitest'
import { describeProvider } from '../../../src/application/provider-description.ts'
import { type BillEstimate, billOf } from '../../../src/domain/estimate/bill.ts'
import { readBill } from '../../../src/domain/estimate/bill-input.ts'
import type { Tariff } from '../../../src/domain/estimate/price-book.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'
import { BOOK, TODAY } from './costing.ts'

export function billFor(document: object, tariff: Partial<Tariff> = {}): BillEstimate {
  const input = readBill(document, PROVIDERS, (provider) => describeProvider(provider).regions)
  const provider = PROVIDERS.get(input.provider)
  if (provider === undefined) throw new Error(`${input.provider} is not supported`)
  return billOf(input, provider, { book: BOOK, today: TODAY, ...tariff })
}

export const HOURS = 730
/** GiB in a decimal GB. */
export const GIB = 1e9 / 2 ** 30

/** A bill worked out by hand: what it is, the arithmetic, the total to the cent, and what is sent. */
export type Worked = readonly [title: string, arithmetic: () => number, total: string, bill: object]

/** Exact decimals end here: half a cent that a binary fraction cannot hold is rounded up. */
const cents = (worth: number) => (worth + 1e-9).toFixed(2)

export function works(rows: readonly Worked[]): void {
  const named = rows.map(([title, arithmetic, total, document]) => {
    const worked = String(arithmetic).replace(/^\(\) => /, '')
    return [`${title}: ${worked} = ${total}`, arithmetic, total, document] as const
  })
  it.each(named)('%s', (_, arithmetic, total, document) => {
    const { monthly, atLeast } = billFor(document)
    expect(cents(arithmetic())).toBe(total)
    expect(monthly).toEqual({ low: total, expected: total, high: total })
    expect(atLeast).toBe(false)
  })
}

/** Prices of a bill's own: 'alb lcu-hour' to '0.008'. */
export const pricesOf = (prices: Record<string, string>) =>
  Object.entries(prices).map(([key, price]) => {
    const [product, dimension] = key.split(' ')
    return { product, dimension, price }
  })
