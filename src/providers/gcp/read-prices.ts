// Pages of the Cloud Billing Catalog API for Google's networking service → prices. A SKU may hold for several regions, and have several
// tiers, the first of them free: every one is a row. Source: cloud.google.com/billing/docs/reference/rest/v1/services.skus/list.
import { z } from 'zod'
import { type Decimal, decimal } from '../../domain/money.ts'
import { type PriceReader, priceText, type ReadPrice } from '../price-reader.ts'

// Networking; before it had a service of its own, Compute Engine (6F81-5844-456A).
const API = 'https://cloudbilling.googleapis.com/v1/services/E505-509A-58F9/skus'

const Page = z.object({
  skus: z.array(
    z.object({
      skuId: z.string(),
      description: z.string(),
      category: z.object({ resourceGroup: z.string() }),
      serviceRegions: z.array(z.string()),
      pricingInfo: z.array(
        z.object({
          pricingExpression: z.object({
            tieredRates: z.array(
              z.object({
                startUsageAmount: z.number(),
                unitPrice: z.object({
                  currencyCode: z.string(),
                  units: z.union([z.string(), z.number()]).optional(),
                  nanos: z.number().optional(),
                }),
              }),
            ),
          }),
        }),
      ),
    }),
  ),
  nextPageToken: z.string().optional(),
})
type Sku = z.infer<typeof Page>['skus'][number]

const MEANINGS: readonly { words: RegExp; is: Pick<ReadPrice, 'product' | 'dimension' | 'unit'> }[] = [
  {
    words: /Forwarding Rule Minimum/i,
    is: {
      product: 'forwarding-rule',
      dimension: 'minimum-first-5-rules-hour',
      unit: 'hour (per project and region, covers rules 1-5)',
    },
  },
  {
    words: /Forwarding Rule Additional/i,
    is: { product: 'forwarding-rule', dimension: 'additional-rule-hour', unit: 'hour (each rule above 5)' },
  },
  {
    words: /Inbound Data Processing/i,
    is: { product: 'load-balancer', dimension: 'data-processed-inbound', unit: 'GiB' },
  },
  {
    words: /Outbound Data Processing/i,
    is: { product: 'load-balancer', dimension: 'data-processed-outbound', unit: 'GiB' },
  },
]

// Balancers with a price list of their own, and traffic that is priced apart.
const APART = /Internal|Regional External|Cloud Armor|Service Extension|CDN|Cross-region/i

const NANOS = decimal(10).pow(9)

function amountOf({
  units = 0,
  nanos = 0,
}: {
  units?: string | number | undefined
  nanos?: number | undefined
}): Decimal {
  return decimal(Number(units)).plus(decimal(nanos).dividedBy(NANOS))
}

function read(document: unknown, today: string): ReadPrice[] {
  const parsed = Page.safeParse(document)
  if (!parsed.success)
    throw new Error('This is no page of the Cloud Billing Catalog: it needs skus with a description and prices.')
  return parsed.data.skus.flatMap((sku) => pricesOf(sku, today))
}

function pricesOf({ skuId, description, category, serviceRegions, pricingInfo }: Sku, today: string): ReadPrice[] {
  const meaning = MEANINGS.find(({ words }) => words.test(description))
  const rates = pricingInfo[0]?.pricingExpression.tieredRates ?? []
  if (category.resourceGroup !== 'LoadBalancing' || meaning === undefined || APART.test(description)) return []
  return serviceRegions.flatMap((region) =>
    rates
      .filter(({ unitPrice }) => unitPrice.currencyCode === 'USD')
      .map(({ startUsageAmount, unitPrice }) => ({
        ...meaning.is,
        region,
        price: priceText(amountOf(unitPrice).toFixed()),
        currency: 'USD' as const,
        tierFrom: startUsageAmount,
        source: `${API} (SKU ${skuId})`,
        asOf: today,
      })),
  )
}

export const priceReader: PriceReader = {
  urls: () => [`${API}?pageSize=5000`],
  nextPage: (document) => {
    const token = Page.safeParse(document).data?.nextPageToken
    return token === undefined || token === ''
      ? undefined
      : `${API}?pageSize=5000&pageToken=${encodeURIComponent(token)}`
  },
  read,
}
