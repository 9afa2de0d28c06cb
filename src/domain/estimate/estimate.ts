// Design → estimate. The cloud counts (`provision`, `charge`), the price book says what a unit costs, this file multiplies.
// The range comes from the same function asked three times, with less, the stated and more load; fixed charges do not move.
import { z } from 'zod'
import type { Design, LoadBalancer } from '../design/design.ts'
import { compareText, type Finding } from '../finding.ts'
import { centsText, type Decimal, decimal, sum, textOf, ZERO } from '../money.ts'
import type { Provider } from '../provider.ts'
import { HOURS_PER_MONTH, type Topology } from '../topology/index.ts'
import type { Charge } from './charge.ts'
import type { PriceBook } from './price-book.ts'
import { usageOf } from './usage.ts'

const Money = z.string().meta({ description: 'Decimal text.', example: '16.43' })

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
  })
  .meta({ id: 'EstimateLine' })
export type EstimateLine = z.infer<typeof EstimateLine>

export const Estimate = z
  .strictObject({
    currency: z.string(),
    hoursPerMonth: z.number(),
    monthly: z.strictObject({ low: Money, expected: Money, high: Money }),
    atLeast: z.boolean().meta({ description: 'True when something has no price: the real bill is higher.' }),
    lines: z.array(EstimateLine),
  })
  .meta({ id: 'Estimate' })
export type Estimate = z.infer<typeof Estimate>

export type Costing = { loadBalancers: LoadBalancer[]; estimate: Estimate; findings: Finding[] }

/** Costs a whole design: collective prices (Google's first five rules, Azure's one balancer) need the whole list. */
export function estimate(design: Design, topology: Topology, provider: Provider, book: PriceBook): Costing {
  const loadBalancers = provider.provision(design, topology).sort((a, b) => compareText(a.name, b.name))
  const charges = (side: 'low' | 'expected' | 'high'): Charge[] =>
    provider.charge(loadBalancers, {
      topology,
      services: design.services,
      entrances: design.entrances,
      usage: usageOf(topology, design, side),
    })
  const low = charges('low')
  const high = charges('high')
  const priced = charges('expected')
    .map((charge, index) => ({ charge, low: low[index], high: high[index] }))
    // What nobody uses is no line: a usage charge for no load at all.
    .filter(({ charge, high }) => !(charge.quantity.isZero() && (high?.quantity.isZero() ?? true)))
    .map(({ charge, ...range }) => price(charge, range, { topology, provider, book }))
  const total = (side: 'low' | 'expected' | 'high') => centsText(sum(priced.map((line) => line[side] ?? ZERO)))
  const unpriced = priced.filter((line) => line.expected === undefined)
  return {
    loadBalancers,
    estimate: {
      currency: provider.currency,
      hoursPerMonth: HOURS_PER_MONTH,
      monthly: { low: total('low'), expected: total('expected'), high: total('high') },
      atLeast: unpriced.length > 0,
      lines: priced.map((line) => line.line),
    },
    findings: unpriced.map(({ line }) => ({
      code: 'PRICE_UNKNOWN',
      severity: 'warning',
      path: '/target/region',
      message: `No price for ${line.item} of ${line.loadBalancer}: the total leaves it out and is an "at least".`,
      fix: 'Give the price in a price book of your own.',
      source: line.source,
    })),
  }
}

type Priced = { line: EstimateLine; low?: Decimal; expected?: Decimal; high?: Decimal }

function price(
  charge: Charge,
  range: { low: Charge | undefined; high: Charge | undefined },
  { topology, provider, book }: { topology: Topology; provider: Provider; book: PriceBook },
): Priced {
  const region = charge.region ?? topology.target.region
  const found = book.prices.get(provider.id)?.find(charge.product, charge.dimension, region)
  const shown = {
    loadBalancer: charge.loadBalancer,
    item: charge.item,
    quantity: textOf(charge.quantity),
    unit: charge.unit,
  }
  if (found === undefined || found.currency !== provider.currency) {
    const where = region === undefined ? '' : ` in ${region}`
    const what = `${charge.product} ${charge.dimension}${where}`
    const source =
      found === undefined
        ? `the price book has no price for ${what}`
        : `${what} is priced in ${found.currency}; this estimate adds up ${provider.currency}`
    return {
      line: {
        ...shown,
        unitPrice: null,
        amount: null,
        low: null,
        high: null,
        formula: charge.formula,
        source,
        asOf: null,
      },
    }
  }
  const unitPrice = decimal(found.price)
  // As the line shows it, so that the total is the sum of the lines also where a division does not end.
  const amount = ({ quantity }: Charge): Decimal => decimal(textOf(quantity.times(unitPrice)))
  const expected = amount(charge)
  const low = amount(range.low ?? charge)
  const high = amount(range.high ?? charge)
  return {
    line: {
      ...shown,
      unitPrice: found.price,
      amount: textOf(expected),
      low: textOf(low),
      high: textOf(high),
      formula: `${charge.formula} × ${found.price} ${found.currency}`,
      source: found.source,
      asOf: found.asOf,
    },
    low,
    expected,
    high,
  }
}
