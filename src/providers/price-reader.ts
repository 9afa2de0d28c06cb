// What reading a provider's own price documents gives, and how it is joined to the price data: rows that were read take the place of
// the same product, dimension and region; what was not read stays as it is, with its older date.
import type { Price } from '../domain/estimate/price-book.ts'
import { compareText } from '../domain/finding.ts'
import { decimal } from '../domain/money.ts'

/** One price of one region, as read. */
export type ReadPrice = Omit<Price, 'regions' | 'confidence'> & { region: string }

export type PriceReader = {
  /** Where the documents are published, for those who ask for them to be fetched. */
  urls: (region: string) => string[]
  /** The next page of the same list, if there is one. */
  nextPage: (document: unknown) => string | undefined
  /** Throws an Error of one sentence when the document is none of the provider's price documents. */
  read: (document: unknown, today: string) => ReadPrice[]
}

/** Decimal text of a number as JSON prints it, without an exponent. */
export const priceText = (value: number | string): string => decimal(value).toFixed()

const placeOf = ({ product, dimension }: { product: string; dimension: string }, region: string): string =>
  [product, dimension, region].join(' ')

/** The price data with what was read in its place: sorted, regions that cost the same in one row. */
export function joinPrices(known: readonly Price[], read: readonly ReadPrice[]): Price[] {
  const replaced = new Set(read.map((price) => placeOf(price, price.region)))
  const left = known.flatMap((price) => {
    const regions = price.regions.filter((region) => !replaced.has(placeOf(price, region)))
    return regions.length === 0 ? [] : [{ ...price, regions }]
  })
  const rows = new Map<string, Price>()
  for (const { region, ...price } of distinct(read)) {
    const key = JSON.stringify(price)
    const row = rows.get(key)
    if (row === undefined) rows.set(key, inOrder({ ...price, regions: [region], confidence: 'high' }))
    else row.regions.push(region)
  }
  const sorted = [...rows.values()].map((row) => ({ ...row, regions: row.regions.sort(compareText) }))
  return [...left, ...sorted].sort((a, b) => compareText(orderOf(a), orderOf(b)))
}

/** Several documents may print the same price; the last one counts. */
const distinct = (read: readonly ReadPrice[]): ReadPrice[] => [
  ...new Map(read.map((price) => [`${placeOf(price, price.region)} ${price.tierFrom ?? 0}`, price])).values(),
]

const orderOf = ({ product, dimension, tierFrom = 0, regions }: Price): string =>
  [product, dimension, String(tierFrom).padStart(9, '0'), regions[0]].join(' ')

/** Fields in the order the data has them. */
const inOrder = ({
  product,
  dimension,
  regions,
  price,
  currency,
  unit,
  tierFrom,
  source,
  asOf,
  confidence,
}: Price): Price => ({
  product,
  dimension,
  regions,
  price,
  currency,
  unit,
  ...(tierFrom === undefined || tierFrom === 0 ? {} : { tierFrom }),
  source,
  asOf,
  confidence,
})

/** One row a line, so that a change of a price is a change of a line. */
export const dataText = (prices: readonly Price[]): string =>
  `[\n${prices.map((price) => `  ${lineOf(price)}`).join(',\n')}\n]\n`

const lineOf = (price: Price): string =>
  `{${Object.entries(price)
    .map(
      ([field, value]) => `${JSON.stringify(field)}: ${Array.isArray(value) ? listText(value) : JSON.stringify(value)}`,
    )
    .join(', ')}}`

const listText = (values: readonly unknown[]): string => `[${values.map((value) => JSON.stringify(value)).join(', ')}]`
