// Charges and a price book → the lines of a bill. A tiered price is a line for each tier; an hourly price with a monthly cap is whichever
// is less; a price that is missing is null with the reason, or borrowed from another region where the caller allows it, and marked so.
import { z } from 'zod'
import type { Finding } from '../finding.ts'
import { centsText, type Decimal, decimal, minimum, sum, textOf, ZERO } from '../money.ts'
import type { ProviderName } from '../topology/index.ts'
import type { Charge } from './charge.ts'
import type { Price, PriceBook } from './price-book.ts'

export const Money = z.string().meta({ description: 'Decimal text.', example: '16.43' })

export const EstimateLine = z
  .strictObject({
    loadBalancer: z.string(),
    item: z.string(),
    quantity: z.string(),
    unit: z.string(),
    unitPrice: Money.nullable(),
    amount: Money.nullable().meta({ description: 'Exact, not rounded; null when there is no price, never 0.' }),
    low: Money.nullable(),
    high: Money.nullable(),
    formula: z.string(),
    source: z.string().meta({ description: 'Where the price is printed, or why there is none.' }),
    asOf: z.string().nullable(),
    borrowedFrom: z.string().optional().meta({
      description: 'The region this price is of, where it is not the target’s own (`priceFallback=nearest`).',
    }),
  })
  .meta({ id: 'EstimateLine' })
export type EstimateLine = z.infer<typeof EstimateLine>

/** Whose prices, and whether those of another region may stand in. */
export type Pricing = {
  provider: ProviderName
  currency: string
  region: string | undefined
  book: PriceBook
  fallback?: 'nearest' | undefined
}

/** A charge, and what it would be with less and with more load. */
export type Ranged = { expected: Charge; low: Charge; high: Charge }
export type PricedLine = { line: EstimateLine; low?: Decimal; expected?: Decimal; high?: Decimal }

export const priceLines = (charges: readonly Ranged[], pricing: Pricing): PricedLine[] =>
  charges
    // What nobody uses is no line: a usage charge for no load at all.
    .filter(({ expected, high }) => !(expected.quantity.isZero() && high.quantity.isZero()))
    .flatMap((ranged) => linesOf(ranged, pricing))

type Found = { tiers: readonly Price[]; borrowedFrom?: string }

function tiersFor({ product, dimension, region }: Charge, pricing: Pricing): Found {
  const index = pricing.book.prices.get(pricing.provider)
  const where = region ?? pricing.region
  const tiers = index?.tiers(product, dimension, where) ?? []
  if (tiers.length > 0 || pricing.fallback !== 'nearest' || where === undefined) return { tiers }
  const borrowedFrom = index?.nearest(product, dimension, where)
  return borrowedFrom === undefined
    ? { tiers }
    : { tiers: index?.tiers(product, dimension, borrowedFrom) ?? [], borrowedFrom }
}

function linesOf(ranged: Ranged, pricing: Pricing): PricedLine[] {
  const { expected } = ranged
  const { tiers, borrowedFrom } = tiersFor(expected, pricing)
  const [first] = tiers
  if (first === undefined || first.currency !== pricing.currency) return [unpriced(expected, first, pricing)]
  const lines = tiers.flatMap((tier, index): PricedLine[] => {
    const next = tiers[index + 1]?.tierFrom
    const within = (quantity: Decimal) => partIn(quantity, tier.tierFrom ?? 0, next)
    const part: Ranged = {
      expected: { ...expected, quantity: within(expected.quantity) },
      low: { ...ranged.low, quantity: within(ranged.low.quantity) },
      high: { ...ranged.high, quantity: within(ranged.high.quantity) },
    }
    if (part.expected.quantity.isZero() && part.high.quantity.isZero()) return []
    return [pricedLine(part, tier, tiers.length > 1 ? tierText(tier.tierFrom ?? 0, next, expected.unit) : undefined)]
  })
  const marked = borrowedFrom === undefined ? lines : lines.map((line) => borrowed(line, borrowedFrom))
  return expected.cap === undefined ? marked : capped(marked, ranged, pricing)
}

/** How much of a quantity falls into a tier. */
function partIn(quantity: Decimal, from: number, to: number | undefined): Decimal {
  const above = quantity.minus(from)
  if (above.isNegative()) return ZERO
  return to === undefined ? above : minimum(above, decimal(to).minus(from))
}

const tierText = (from: number, to: number | undefined, unit: string): string =>
  to === undefined ? `above ${from} ${unit}` : `from ${from} to ${to} ${unit}`

function pricedLine({ expected, low, high }: Ranged, price: Price, tier: string | undefined): PricedLine {
  const unitPrice = decimal(price.price)
  // As the line shows it, so that the total is the sum of the lines also where a division does not end.
  const amount = ({ quantity }: Charge): Decimal => decimal(textOf(quantity.times(unitPrice)))
  const amounts = { expected: amount(expected), low: amount(low), high: amount(high) }
  return {
    line: {
      loadBalancer: expected.loadBalancer,
      item: tier === undefined ? expected.item : `${expected.item}, ${tier}`,
      quantity: textOf(expected.quantity),
      unit: expected.unit,
      unitPrice: price.price,
      amount: textOf(amounts.expected),
      low: textOf(amounts.low),
      high: textOf(amounts.high),
      formula: `${expected.formula} × ${price.price} ${price.currency}`,
      source: price.source,
      asOf: price.asOf,
    },
    ...amounts,
  }
}

const borrowed = (priced: PricedLine, region: string): PricedLine => ({
  ...priced,
  line: { ...priced.line, borrowedFrom: region, source: `${priced.line.source} (the price of ${region})` },
})

/** A month never costs more than its cap. */
function capped(lines: PricedLine[], ranged: Ranged, pricing: Pricing): PricedLine[] {
  const cap = ranged.expected.cap
  if (cap === undefined) return lines
  const asCap = (charge: Charge): Charge => ({ ...withoutCap(charge), ...cap })
  const [whole] = linesOf(
    { expected: asCap(ranged.expected), low: asCap(ranged.low), high: asCap(ranged.high) },
    pricing,
  )
  if (whole?.expected === undefined) return lines
  return sum(lines.map((line) => line.expected ?? ZERO)).greaterThan(whole.expected) ? [whole] : lines
}

const withoutCap = ({ cap: _cap, ...charge }: Charge): Charge => charge

function unpriced(charge: Charge, foreign: Price | undefined, { currency, region: target }: Pricing): PricedLine {
  const region = charge.region ?? target
  const where = region === undefined ? '' : ` in ${region}`
  const what = `${charge.product} ${charge.dimension}${where}`
  return {
    line: {
      loadBalancer: charge.loadBalancer,
      item: charge.item,
      quantity: textOf(charge.quantity),
      unit: charge.unit,
      unitPrice: null,
      amount: null,
      low: null,
      high: null,
      formula: charge.formula,
      source:
        foreign === undefined
          ? `the price book has no price for ${what}`
          : `${what} is priced in ${foreign.currency}; this estimate adds up ${currency}`,
      asOf: null,
    },
  }
}

export const Monthly = z.strictObject({ low: Money, expected: Money, high: Money })
export type Monthly = z.infer<typeof Monthly>

/** Exact sums, rounded once. */
export function totalOf(lines: readonly PricedLine[]): Monthly {
  const total = (side: 'low' | 'expected' | 'high') => centsText(sum(lines.map((line) => line[side] ?? ZERO)))
  return { low: total('low'), expected: total('expected'), high: total('high') }
}

/** What must be said of prices that are missing or borrowed. `path` is where the region was asked for. */
export function findingsOf(lines: readonly PricedLine[], path: string): Finding[] {
  return lines.flatMap(({ line, expected }): Finding[] => {
    if (expected === undefined) {
      return [
        {
          code: 'PRICE_UNKNOWN',
          severity: 'warning',
          path,
          message: `No price for ${line.item} of ${line.loadBalancer}: the total leaves it out and is an "at least".`,
          fix: 'Give the price in a price book of your own, or allow another region’s with priceFallback=nearest.',
          source: line.source,
        },
      ]
    }
    if (line.borrowedFrom === undefined) return []
    return [
      {
        code: 'PRICE_BORROWED',
        severity: 'warning',
        path,
        message: `${line.item} of ${line.loadBalancer} is priced as in ${line.borrowedFrom}: no price of the region itself is known.`,
        fix: 'Give the price in a price book of your own.',
        source: line.source,
      },
    ]
  })
}
