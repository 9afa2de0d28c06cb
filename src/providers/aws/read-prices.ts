// Amazon's price list: offer files AWSELB (balancers and their capacity units), AmazonVPC (public addresses) and AWSDataTransfer (what
// goes out to the internet), as they are published → prices. Source: pricing.us-east-1.amazonaws.com/offers/v1.0/aws/index.json;
// which usage types are told apart by operation: infracost/infracost, grafana/cloudcost-exporter.
import { z } from 'zod'
import type { PriceReader, ReadPrice } from '../price-reader.ts'
import { priceText } from '../price-reader.ts'

const OFFERS = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws'

const Offer = z.object({
  offerCode: z.string(),
  publicationDate: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
  products: z.record(
    z.string(),
    z.object({
      sku: z.string(),
      productFamily: z.string().optional(),
      attributes: z.record(z.string(), z.string()),
    }),
  ),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({
              unit: z.string(),
              beginRange: z.string().optional(),
              pricePerUnit: z.record(z.string(), z.string()),
            }),
          ),
        }),
      ),
    ),
  }),
})
type Attributes = Record<string, string>

type Meaning = Pick<ReadPrice, 'product' | 'dimension' | 'unit'>

const BALANCERS: Readonly<Record<string, { product: string; capacity?: [dimension: string, unit: string] }>> = {
  LoadBalancing: { product: 'clb' },
  'LoadBalancing:Application': { product: 'alb', capacity: ['lcu-hour', 'LCU-hour'] },
  'LoadBalancing:Network': { product: 'nlb', capacity: ['nlcu-hour', 'NLCU-hour'] },
  'LoadBalancing:Gateway': { product: 'gwlb', capacity: ['glcu-hour', 'GLCU-hour'] },
}

// With a region's prefix or without; trust stores, reservations, Outposts and idle capacity have words of their own before or behind.
const USAGE =
  /^(?:[A-Z]{3}\d-|EU-)?(LoadBalancerUsage|LCUUsage|DataProcessing-Bytes|PublicIPv4:InUseAddress|DataTransfer-Out-Bytes)$/

function meaningOf(offer: string, attributes: Attributes): Meaning | undefined {
  const usage = USAGE.exec(attributes.usagetype ?? '')?.[1]
  if (usage === undefined) return undefined
  if (offer === 'AmazonVPC' && usage === 'PublicIPv4:InUseAddress')
    return { product: 'public-ipv4', dimension: 'in-use-address-hour', unit: 'address-hour' }
  if (offer === 'AWSDataTransfer' && usage === 'DataTransfer-Out-Bytes' && attributes.toLocation === 'External')
    return { product: 'data-transfer', dimension: 'internet-egress', unit: 'GB' }
  const balancer = BALANCERS[attributes.operation ?? '']
  if (offer !== 'AWSELB' || balancer === undefined) return undefined
  const { product, capacity } = balancer
  if (usage === 'LoadBalancerUsage') return { product, dimension: 'load-balancer-hour', unit: 'hour' }
  if (usage === 'LCUUsage' && capacity !== undefined) return { product, dimension: capacity[0], unit: capacity[1] }
  return usage === 'DataProcessing-Bytes' && product === 'clb'
    ? { product, dimension: 'data-processed', unit: 'GB' }
    : undefined
}

const regionOf = ({ regionCode, fromRegionCode }: Attributes): string | undefined => fromRegionCode ?? regionCode

function read(document: unknown): ReadPrice[] {
  const parsed = Offer.safeParse(document)
  if (!parsed.success)
    throw new Error('This is no AWS offer file: it needs offerCode, publicationDate, products and terms.OnDemand.')
  const { offerCode, publicationDate, products, terms } = parsed.data
  const asOf = publicationDate.slice(0, 10)
  const source = `${OFFERS}/${offerCode} (published ${asOf})`
  return Object.values(products).flatMap(({ sku, attributes }) => {
    const meaning = meaningOf(offerCode, attributes)
    const region = regionOf(attributes)
    const onRegion = (attributes.locationType ?? attributes.fromLocationType ?? 'AWS Region') === 'AWS Region'
    if (meaning === undefined || region === undefined || !onRegion) return []
    return Object.values(terms.OnDemand[sku] ?? {}).flatMap(({ priceDimensions }) =>
      Object.values(priceDimensions).flatMap(({ beginRange = '0', pricePerUnit: { USD } }): ReadPrice[] =>
        USD === undefined
          ? []
          : withAllowance({
              ...meaning,
              region,
              price: priceText(USD),
              currency: 'USD',
              tierFrom: Number(beginRange),
              source,
              asOf,
            }),
      ),
    )
  })
}

// The offer prints the first tier from 0 on; the account's free allowance stands in front of it in every region but GovCloud's
// (aws.amazon.com/ec2/pricing/on-demand, "100 GB of data transfer out to the internet free each month").
const FREE_GB = 100

const withAllowance = (price: ReadPrice): ReadPrice[] =>
  price.dimension === 'internet-egress' && price.tierFrom === 0 && !price.region.startsWith('us-gov-')
    ? [
        { ...price, price: '0.0' },
        { ...price, tierFrom: FREE_GB },
      ]
    : [price]

export const priceReader: PriceReader = {
  urls: (region) =>
    ['AWSELB', 'AmazonVPC', 'AWSDataTransfer'].map((offer) => `${OFFERS}/${offer}/current/${region}/index.json`),
  nextPage: () => undefined,
  read,
}
