// The price book: dated, sourced prices exactly as their source prints them. Data only; looked up here, multiplied in `estimate.ts`.
import { z } from 'zod'
import { compareText } from '../finding.ts'
import type { ProviderName } from '../topology/index.ts'

/** One printed price. Regions that cost the same share a row. */
export const Price = z.strictObject({
  product: z.string(),
  dimension: z.string(),
  /** The provider's region names; `global` is a price that holds everywhere. */
  regions: z.array(z.string()).min(1),
  /** Exactly as printed. */
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

export type PriceBook = PriceBookReference & { prices: ReadonlyMap<ProviderName, PriceIndex> }

/** Prices of one provider, ready to be looked up. */
export type PriceIndex = { find: (product: string, dimension: string, region: string | undefined) => Price | undefined }

/**
 * Looks a price up by region. `global` answers for any region only where a product has no regional prices at all: Google's
 * global forwarding rules are a pool of their own beside the regional ones. Never another region's price.
 */
export function indexPrices(prices: readonly Price[]): PriceIndex {
  const keyOf = (product: string, dimension: string, region: string) => [product, dimension, region].join(' ')
  const byKey = new Map<string, Price>()
  const regional = new Set<string>()
  for (const price of prices) {
    for (const region of price.regions) {
      if ((price.tierFrom ?? 0) === 0) byKey.set(keyOf(price.product, price.dimension, region), price)
      if (region !== 'global') regional.add(keyOf(price.product, price.dimension, ''))
    }
  }
  return {
    find(product, dimension, region) {
      const own = region === undefined ? undefined : byKey.get(keyOf(product, dimension, region))
      if (own !== undefined || regional.has(keyOf(product, dimension, ''))) return own
      return byKey.get(keyOf(product, dimension, 'global'))
    },
  }
}

/** Every region the data knows, `global` apart. */
export const regionsOf = (prices: readonly Price[]): string[] =>
  [...new Set(prices.flatMap((price) => price.regions))].filter((region) => region !== 'global').sort(compareText)
