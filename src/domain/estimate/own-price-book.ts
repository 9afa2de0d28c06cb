// A price book of a caller's own → the prices it amounts to: a whole book, or prices in the place of built-in ones and discounts on what
// is left. Every mistake in it is told at once; a discount that meets no price is one, since nobody would notice it.
import { z } from 'zod'
import { Failure, type Mistake } from '../failure.ts'
import { decimal, textOf } from '../money.ts'
import { readWith } from '../schema/read.ts'
import { ProviderName } from '../topology/index.ts'
import { indexPrices, type Price, type PriceBook, type Rate } from './price-book.ts'

const Name = z
  .string()
  .regex(/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/, { error: 'must be a label such as "acme-2026"' })
  .refine((name) => name !== 'builtin', { error: 'must not be "builtin": that book is the service’s own' })
const Words = z.string().min(1, { error: 'must not be empty' }).max(500, { error: 'must have at most 500 characters' })
const Amount = z.string().regex(/^\d{1,12}(?:\.\d{1,12})?$/, {
  error: 'must be a price as decimal text such as "0.0225", in quotes',
})
const Day = z.iso.date({ error: 'must be a day such as "2026-11-24"' })

const OwnPrice = z
  .strictObject({
    provider: ProviderName,
    product: Words,
    dimension: Words,
    regions: z.array(Words).min(1, { error: 'must name a region, or "global"' }).max(200),
    price: Amount,
    currency: z.enum(['USD', 'EUR', 'CNY']),
    unit: Words,
    tierFrom: z.number().nonnegative().optional(),
    source: Words.meta({ description: 'Where the price is from: a contract, an offer, a page.' }),
    asOf: Day,
  })
  .meta({
    id: 'OwnPrice',
    description: 'One price. It stands in the place of every tier of the same product, dimension and region.',
  })

const Discount = z
  .strictObject({
    provider: ProviderName,
    product: Words.optional(),
    dimension: Words.optional(),
    region: Words.optional(),
    percent: z
      .number({ error: 'must be a number of percent' })
      .min(0, { error: 'must be 0 or more' })
      .max(100, { error: 'must be 100 or less' }),
    source: Words,
  })
  .meta({
    id: 'Discount',
    description: 'Percent off every price it matches. Where several match one price, the last listed counts.',
  })

const OwnRate = z
  .strictObject({ from: Words, to: Words, rate: Amount, source: Words, asOf: Day })
  .meta({ id: 'Rate', description: 'One `from` is `rate` `to`: totals are shown in both currencies.' })

export const PriceBookInput = z
  .strictObject({
    id: Name.meta({ description: 'Its name in requests.', example: 'acme' }),
    base: z.enum(['builtin', 'none'], { error: 'must be builtin or none' }).optional().meta({
      description:
        '`builtin` (the default): its prices hold where none is given here. `none`: only what is given here.',
    }),
    description: Words.optional(),
    prices: z.array(OwnPrice).max(5000, { error: 'must have at most 5,000 prices' }).optional(),
    discounts: z.array(Discount).max(500, { error: 'must have at most 500 discounts' }).optional(),
    rates: z.array(OwnRate).max(20, { error: 'must have at most 20 rates' }).optional(),
  })
  .meta({ id: 'PriceBookInput' })
export type PriceBookInput = z.infer<typeof PriceBookInput>

/** The prices that ship with the service, by provider, and the currency each bills in. */
export type BuiltIn = ReadonlyMap<ProviderName, { prices: readonly Price[]; currency: string }>

/** Throws INVALID_PRICE_BOOK with every mistake. */
export function readPriceBook(document: unknown, builtIn: BuiltIn): PriceBookInput {
  const { value, mistakes, original } = readWith(PriceBookInput, document)
  const more =
    value === undefined ? [] : checkBook(value, builtIn).map((one) => ({ ...one, pointer: original(one.pointer) }))
  const all = [...mistakes, ...more]
  if (value === undefined || all.length > 0) {
    throw new Failure('INVALID_PRICE_BOOK', `The price book has ${all.length} mistake${all.length === 1 ? '' : 's'}.`, {
      mistakes: all.slice(0, 100),
    })
  }
  return value
}

function checkBook({ base, prices = [], discounts = [], rates = [] }: PriceBookInput, builtIn: BuiltIn): Mistake[] {
  const said = new Set<string>()
  const mistakes = prices.flatMap((price, index): Mistake[] => [
    ...checkPrice(price, `/prices/${index}`, builtIn),
    ...price.regions.flatMap((region, place): Mistake[] => {
      const key = [price.provider, price.product, price.dimension, region, price.tierFrom ?? 0].join(' ')
      if (!said.has(key)) {
        said.add(key)
        return []
      }
      return [
        {
          pointer: `/prices/${index}/regions/${place}`,
          code: 'DUPLICATE_PRICE',
          detail: `${region} has this price already`,
        },
      ]
    }),
  ])
  mistakes.push(...withoutFirstTier(prices))
  const whole = mergedPrices({ id: '', base, prices }, builtIn)
  discounts.forEach((discount, index) => {
    if ((whole.get(discount.provider) ?? []).some((price) => meets(discount, price))) return
    const detail = 'meets no price of this book: check product, dimension and region'
    mistakes.push({ pointer: `/discounts/${index}`, code: 'DISCOUNT_WITHOUT_PRICE', detail })
  })
  rates.forEach(({ from, to, rate }, index) => {
    if (from === to || decimal(rate).isZero())
      mistakes.push({
        pointer: `/rates/${index}`,
        code: 'INVALID_RATE',
        detail: 'must be above 0, between two currencies',
      })
  })
  return mistakes
}

/** A price that begins above 0 has one from 0 beside it: what lies below would cost nothing without a word. */
function withoutFirstTier(prices: readonly OwnPrice[]): Mistake[] {
  const keysOf = (price: OwnPrice) => price.regions.map((region) => `${price.provider} ${placeOf(price, region)}`)
  const begun = new Set(prices.filter(({ tierFrom = 0 }) => tierFrom === 0).flatMap(keysOf))
  return prices.flatMap((price, index) =>
    keysOf(price).every((key) => begun.has(key))
      ? []
      : [
          {
            pointer: `/prices/${index}/tierFrom`,
            code: 'FIRST_TIER_MISSING',
            detail: 'needs a price from 0 as well in each of its regions; "0" where it is free',
          },
        ],
  )
}

type OwnPrice = z.infer<typeof OwnPrice>
type Discount = z.infer<typeof Discount>

function checkPrice(price: OwnPrice, at: string, builtIn: BuiltIn): Mistake[] {
  const known = builtIn.get(price.provider)
  if (known === undefined)
    return [
      { pointer: `${at}/provider`, code: 'PROVIDER_NOT_SUPPORTED', detail: `${price.provider} is not supported yet` },
    ]
  const mistakes: Mistake[] = []
  const products = [...new Set(known.prices.map((one) => one.product))]
  if (!products.includes(price.product)) {
    const detail = `must be a product that is counted: ${products.join(', ')}`.slice(0, 300)
    mistakes.push({ pointer: `${at}/product`, code: 'UNKNOWN_PRODUCT', detail })
  } else {
    const dimensions = [
      ...new Set(known.prices.filter((one) => one.product === price.product).map((one) => one.dimension)),
    ]
    if (!dimensions.includes(price.dimension)) {
      const detail = `must be what is counted of ${price.product}: ${dimensions.join(', ')}`.slice(0, 300)
      mistakes.push({ pointer: `${at}/dimension`, code: 'UNKNOWN_DIMENSION', detail })
    }
  }
  if (price.currency !== known.currency) {
    const detail = `must be ${known.currency}, which ${price.provider} bills in`
    mistakes.push({ pointer: `${at}/currency`, code: 'OTHER_CURRENCY', detail })
  }
  return mistakes
}

/** The rows of the base that are left, and the caller's. */
function mergedPrices({ base, prices = [] }: PriceBookInput, builtIn: BuiltIn): Map<ProviderName, Price[]> {
  const merged = new Map<ProviderName, Price[]>()
  for (const [provider, { prices: printed }] of builtIn) {
    const own = prices.filter((price) => price.provider === provider)
    const replaced = new Set(own.flatMap((price) => price.regions.map((region) => placeOf(price, region))))
    const left = base === 'none' ? [] : printed.flatMap((price) => withoutRegions(price, replaced))
    merged.set(provider, [
      ...left,
      ...own.map(({ provider: _provider, ...price }): Price => ({ ...price, confidence: 'high' })),
    ])
  }
  return merged
}

const placeOf = ({ product, dimension }: { product: string; dimension: string }, region: string): string =>
  [product, dimension, region].join(' ')

function withoutRegions(price: Price, replaced: ReadonlySet<string>): Price[] {
  const regions = price.regions.filter((region) => !replaced.has(placeOf(price, region)))
  if (regions.length === price.regions.length) return [price]
  return regions.length === 0 ? [] : [{ ...price, regions }]
}

const meets = ({ product, dimension, region }: Discount, price: Price): boolean =>
  (product === undefined || product === price.product) &&
  (dimension === undefined || dimension === price.dimension) &&
  (region === undefined || price.regions.includes(region))

/** `input` has been read by `readPriceBook`. */
export function priceBookOf(
  input: PriceBookInput,
  builtIn: BuiltIn,
  reference: Omit<PriceBook, 'prices' | 'rates'>,
): PriceBook {
  const prices = [...mergedPrices(input, builtIn)].map(([provider, rows]) => {
    const own = rows.flatMap((row) => discounted(row, input.discounts ?? [], provider))
    return [provider, indexPrices(own, builtIn.get(provider)?.prices)] as const
  })
  const rates: Rate[] = input.rates ?? []
  return { ...reference, prices: new Map(prices), rates }
}

/** A discount may hold in some regions of a row only: each region then has a row of its own. */
function discounted(row: Price, discounts: readonly Discount[], provider: ProviderName): Price[] {
  const own = discounts.filter((discount) => discount.provider === provider)
  if (own.length === 0) return [row]
  return row.regions.map((region) => {
    const single = { ...row, regions: [region] }
    const discount = own.findLast((one) => meets(one, single))
    if (discount === undefined) return single
    const left = decimal(100).minus(discount.percent).dividedBy(100)
    return {
      ...single,
      price: textOf(decimal(row.price).times(left)),
      source: `${row.source}, less ${discount.percent} % (${discount.source})`,
    }
  })
}
