// Charges and a price book → the lines of a bill. A tiered price is a line for each tier; an hourly price with a monthly cap is whichever
// is less; a price that is missing is null with the reason, or borrowed from another region where the caller allows it, and marked so.
import { z } from 'zod'
import { compareText, type Finding } from '../finding.ts'
import { centsText, type Decimal, decimal, minimum, sum, textOf, ZERO } from '../money.ts'
import type { ProviderName } from '../topology/index.ts'
import type { Charge } from './charge.ts'
import type { Price, Tariff } from './price-book.ts'

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
    drivenBy: z
      .string()
      .optional()
      .meta({ description: 'Of the measures a capacity unit is the most of, the one that decides.', example: 'GB/h' }),
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
  tariff: Tariff
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
  const { book, fallback } = pricing.tariff
  const index = book.prices.get(pricing.provider)
  const where = region ?? pricing.region
  const tiers = index?.tiers(product, dimension, where) ?? []
  if (tiers.length > 0 || fallback !== 'nearest' || where === undefined) return { tiers }
  const borrowedFrom = index?.nearest(product, dimension, where)
  return borrowedFrom === undefined
    ? { tiers }
    : { tiers: index?.tiers(product, dimension, borrowedFrom) ?? [], borrowedFrom }
}

function linesOf(ranged: Ranged, pricing: Pricing): PricedLine[] {
  const { expected } = ranged
  if (expected.price !== undefined) return [pricedLine(ranged, statedPrice(expected.price, pricing), undefined)]
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

/** What a charge comes to, tiers and cap and all; undefined where it has no price. The sum of its lines, without their words. */
export function costOf(charge: Charge, pricing: Pricing): Decimal | undefined {
  if (charge.price !== undefined) return shown(charge.quantity.times(charge.price.amount))
  const { tiers } = tiersFor(charge, pricing)
  const [first] = tiers
  if (first === undefined || first.currency !== pricing.currency) return undefined
  const parts = tiers.map((tier, index) =>
    shown(partIn(charge.quantity, tier.tierFrom ?? 0, tiers[index + 1]?.tierFrom).times(tier.price)),
  )
  const cap = charge.cap === undefined ? undefined : costOf({ ...withoutCap(charge), ...charge.cap }, pricing)
  return cap === undefined ? sum(parts) : minimum(sum(parts), cap)
}

/** How much of a quantity falls into a tier. */
function partIn(quantity: Decimal, from: number, to: number | undefined): Decimal {
  const above = quantity.minus(from)
  if (above.isNegative()) return ZERO
  return to === undefined ? above : minimum(above, decimal(to).minus(from))
}

const tierText = (from: number, to: number | undefined, unit: string): string =>
  to === undefined ? `above ${from} ${unit}` : `from ${from} to ${to} ${unit}`

type UnitPrice = Pick<Price, 'price' | 'source'> & { currency: string; asOf: string | null }

const statedPrice = ({ amount, source }: NonNullable<Charge['price']>, { currency }: Pricing): UnitPrice => ({
  price: amount,
  currency,
  source,
  asOf: null,
})

function pricedLine({ expected, low, high }: Ranged, price: UnitPrice, tier: string | undefined): PricedLine {
  const unitPrice = decimal(price.price)
  // As the line shows it, so that the total is the sum of the lines also where a division does not end.
  const amount = ({ quantity }: Charge): Decimal => shown(quantity.times(unitPrice))
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
      formula: `${factor(expected.formula)} × ${price.price} ${price.currency}`,
      source: price.source,
      asOf: price.asOf,
      ...(expected.drivenBy === undefined ? {} : { drivenBy: expected.drivenBy }),
    },
    ...amounts,
  }
}

const shown = (amount: Decimal): Decimal => decimal(textOf(amount))

/** A sum is multiplied as a whole. */
const factor = (formula: string): string => (formula.includes(' + ') ? `(${formula})` : formula)

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

/** What must be said of prices that are missing, borrowed or old. `path` is where the region was asked for. */
export function findingsOf(lines: readonly PricedLine[], { path, today }: { path: string; today: string }): Finding[] {
  return [...lines.flatMap((line) => missingOrBorrowed(line, path)), ...oldPrices(lines, path, today)]
}

function missingOrBorrowed({ line, expected }: PricedLine, path: string): Finding[] {
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
}

const OLD_AFTER_DAYS = 90
const MILLISECONDS_A_DAY = 86_400_000

/** One finding for a whole bill: the oldest of its prices. What has no day is as old as can be. */
function oldPrices(lines: readonly PricedLine[], path: string, today: string): Finding[] {
  const limit = new Date(Date.parse(today) - OLD_AFTER_DAYS * MILLISECONDS_A_DAY).toISOString().slice(0, 10)
  const days = lines.flatMap(({ line: { asOf } }) => (asOf === null ? [] : [asOf]))
  const old = [...new Set(days.filter((day) => day === 'undated' || day < limit))].sort(compareText)
  const [oldest] = old
  if (oldest === undefined) return []
  const undated = old.includes('undated')
  const since = oldest === 'undated' ? '' : `, the oldest of ${oldest}`
  return [
    {
      code: 'PRICES_OLD',
      severity: 'info',
      path,
      message: `Some prices are more than ${OLD_AFTER_DAYS} days old${since}${undated ? ', some without a date' : ''}: each line says as of when.`,
      fix: 'Compare them with the price list of the provider, and give what has changed in a price book of your own.',
    },
  ]
}
