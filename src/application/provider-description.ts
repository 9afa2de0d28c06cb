// What a caller may read about a cloud: its regions, what is priced and as of when, its limits.
import { z } from 'zod'
import { type Price, regionsOf } from '../domain/estimate/price-book.ts'
import { compareText } from '../domain/finding.ts'
import type { Provider } from '../domain/provider.ts'

export const ProviderDescription = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    currency: z.string(),
    regionRequired: z.boolean(),
    regions: z.array(z.string()),
    controllers: z.array(z.string()),
    products: z.array(
      z.strictObject({
        product: z.string(),
        dimension: z.string(),
        unit: z.string(),
        regions: z.array(z.string()).meta({ description: 'Where it is priced; `global` is everywhere.' }),
        asOf: z
          .string()
          .meta({ description: 'The oldest and newest day of its prices.', example: '2024-07-01 to 2026-09-21' }),
      }),
    ),
    billed: z
      .array(
        z.strictObject({
          product: z.string(),
          title: z.string(),
          counts: z.array(z.string()).meta({ description: 'What of it is billed, beside its hours.' }),
          protocols: z.array(z.string()).optional().meta({ description: 'Listeners whose loads are counted apart.' }),
        }),
      )
      .meta({ description: 'What a bill without a topology may name (POST /v1/estimates).' }),
    limits: z.array(
      z.strictObject({
        product: z.string(),
        item: z.string(),
        value: z.number(),
        adjustable: z.boolean(),
        source: z.string(),
      }),
    ),
  })
  .meta({ id: 'Provider' })
export type ProviderDescription = z.infer<typeof ProviderDescription>

export function describeProvider(provider: Provider): ProviderDescription {
  const groups = groupBy(provider.prices, (price) => `${price.product} ${price.dimension} ${price.unit}`)
  return {
    id: provider.id,
    title: provider.title,
    currency: provider.currency,
    regionRequired: provider.regionRequired,
    regions: regionsOf(provider.prices),
    controllers: [...provider.controllers],
    products: [...groups.entries()]
      .sort(([a], [b]) => compareText(a, b))
      .flatMap(([, prices]) => {
        const first = prices[0]
        return first === undefined ? [] : [describeProduct(first, prices)]
      }),
    billed: provider.billed.map(({ product, title, counts, protocols }) => ({
      product,
      title,
      counts: [...counts],
      ...(protocols === undefined ? {} : { protocols: [...protocols] }),
    })),
    limits: [...provider.limits],
  }
}

function describeProduct(first: Price, prices: readonly Price[]): ProviderDescription['products'][number] {
  const days = prices.map((price) => price.asOf).sort(compareText)
  const [oldest = '', newest = ''] = [days[0], days.at(-1)]
  return {
    product: first.product,
    dimension: first.dimension,
    unit: first.unit,
    regions: [...new Set(prices.flatMap((price) => price.regions))].sort(compareText),
    asOf: oldest === newest ? oldest : `${oldest} to ${newest}`,
  }
}

// Map.groupBy needs Node 21.
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
