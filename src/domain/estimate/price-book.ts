// The price book: dated, sourced prices exactly as their source prints them; what nobody prints is derived, and its notes say how. Data
// only; looked up here, multiplied in `price-lines.ts`.
import { z } from 'zod'
import { compareText } from '../finding.ts'
import type { ProviderName } from '../topology/index.ts'

/** One printed price. Regions that cost the same share a row. */
export const Price = z.strictObject({
  product: z.string(),
  dimension: z.string(),
  /** The provider's region names; `global` is a price that holds everywhere. */
  regions: z.array(z.string()).min(1),
  /** Exactly as printed, or derived as `notes` say. */
  price: z.string().regex(/^\d+(?:\.\d+)?$/),
  currency: z.enum(['USD', 'EUR', 'CNY']),
  unit: z.string(),
  /** Tiered prices: this one holds from this quantity on. */
  tierFrom: z.number().optional(),
  source: z.string(),
  /** The day the source was read or dated; `undated` where it has none. */
  asOf: z.string(),
  confidence: z.enum(['high', 'medium', 'low']),
  notes: z.string().optional(),
})
export type Price = z.infer<typeof Price>

export const PriceBookReference = z
  .strictObject({ id: z.string(), version: z.string(), sha256: z.string() })
  .meta({ id: 'PriceBookReference' })
export type PriceBookReference = z.infer<typeof PriceBookReference>

/** A rate at which a total may be shown in another currency as well: one `from` is `rate` `to`. */
export type Rate = { from: string; to: string; rate: string; source: string; asOf: string }

export type PriceBook = PriceBookReference & {
  prices: ReadonlyMap<ProviderName, PriceIndex>
  rates: readonly Rate[]
}

/** What a bill is priced with, and how. */
export type Tariff = {
  book: PriceBook
  /** Whether another region's price may stand in. */
  fallback?: 'nearest' | undefined
  /** Whether what leaves for the internet is on the bill, or beside it. */
  includeEgress?: boolean | undefined
  /** YYYY-MM-DD: how old prices are is told by it. */
  today: string
}

/** Prices of one provider, ready to be looked up. */
export type PriceIndex = {
  /** The price of the first unit. */
  find: (product: string, dimension: string, region: string | undefined) => Price | undefined
  /** Every tier of it, from the first unit up; none when there is no price. */
  tiers: (product: string, dimension: string, region: string | undefined) => readonly Price[]
  /** The region whose name is most like this one's and that has a price, for callers who allow a borrowed price. */
  nearest: (product: string, dimension: string, region: string) => string | undefined
}

/**
 * Looks a price up by region. `global` answers for any region only where a product has no regional prices at all: Google's
 * global forwarding rules are a pool of their own beside the regional ones. Never another region's price. Which products those
 * are the printed prices say: one price of a caller's own for one region does not make a product regional.
 */
export function indexPrices(prices: readonly Price[], printed: readonly Price[] = prices): PriceIndex {
  const keyOf = (product: string, dimension: string, region: string) => [product, dimension, region].join(' ')
  const byKey = new Map<string, Price[]>()
  const regions = new Map<string, Set<string>>()
  for (const price of prices) {
    const { product, dimension } = price
    for (const region of price.regions) {
      const key = keyOf(product, dimension, region)
      byKey.set(key, [...(byKey.get(key) ?? []), price])
      if (region === 'global') continue
      const known = regions.get(keyOf(product, dimension, '')) ?? new Set()
      regions.set(keyOf(product, dimension, ''), known.add(region))
    }
  }
  for (const tiers of byKey.values()) tiers.sort((a, b) => (a.tierFrom ?? 0) - (b.tierFrom ?? 0))
  const regional = new Set(
    printed.flatMap(({ product, dimension, regions: where }) =>
      where.some((region) => region !== 'global') ? [keyOf(product, dimension, '')] : [],
    ),
  )
  const tiers: PriceIndex['tiers'] = (product, dimension, region) => {
    const own = region === undefined ? undefined : byKey.get(keyOf(product, dimension, region))
    if (own !== undefined || regional.has(keyOf(product, dimension, ''))) return own ?? []
    return byKey.get(keyOf(product, dimension, 'global')) ?? []
  }
  return {
    tiers,
    find: (...about) => tiers(...about).find(({ tierFrom = 0 }) => tierFrom === 0),
    nearest(product, dimension, region) {
      const known = [...(regions.get(keyOf(product, dimension, '')) ?? [])].sort(compareText)
      const likeness = (name: string) => sharedBeginning(name, region)
      return known.sort((a, b) => likeness(b) - likeness(a) || compareText(a, b)).find((name) => likeness(name) > 0)
    },
  }
}

// Clouds name regions from the large to the small ("eu-central-2", "europe-west4", "eastus2"), but Azure from the small to the large
// ("germanywestcentral" begins with the country): in each the longer the common beginning, the nearer.
function sharedBeginning(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

/** Every region the data knows, `global` apart. */
export const regionsOf = (prices: readonly Price[]): string[] =>
  [...new Set(prices.flatMap((price) => price.regions))].filter((region) => region !== 'global').sort(compareText)
