// Pages of the Azure Retail Prices API → prices. Source: learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices.
// The same meter has rows for other offers and other networks: each is told apart by service, product and meter together.
import { z } from 'zod'
import { type PriceReader, priceText, type ReadPrice } from '../price-reader.ts'

const API = 'https://prices.azure.com/api/retail/prices'

const Page = z.object({
  Items: z.array(
    z.object({
      currencyCode: z.string(),
      retailPrice: z.number(),
      tierMinimumUnits: z.number(),
      armRegionName: z.string(),
      meterName: z.string(),
      productName: z.string(),
      serviceName: z.string(),
      type: z.string(),
    }),
  ),
  NextPageLink: z.string().nullish(),
})
type Item = z.infer<typeof Page>['Items'][number]

type Row = { service: string; product: RegExp; meter: RegExp; is: Pick<ReadPrice, 'product' | 'dimension' | 'unit'> }

const METERS: readonly Row[] = [
  {
    service: 'Load Balancer',
    product: /^Load Balancer/,
    meter: /^Standard Included LB Rules and Outbound Rules$/,
    is: {
      product: 'load-balancer-standard',
      dimension: 'included-rules-hour',
      unit: 'hour (covers 5 LB + outbound rules)',
    },
  },
  {
    service: 'Load Balancer',
    product: /^Load Balancer/,
    meter: /^Standard Overage LB Rules and Outbound Rules$/,
    is: { product: 'load-balancer-standard', dimension: 'overage-rule-hour', unit: 'hour (each rule above 5)' },
  },
  {
    service: 'Load Balancer',
    product: /^Load Balancer/,
    meter: /^Standard Data Processed$/,
    is: { product: 'load-balancer-standard', dimension: 'data-processed', unit: 'GB' },
  },
  ...(['Standard', 'WAF'] as const).flatMap((tier): Row[] => {
    const product = `application-gateway-${tier.toLowerCase()}-v2`
    const name = new RegExp(`^Application Gateway ${tier} v2$`)
    return [
      {
        service: 'Application Gateway',
        product: name,
        meter: /^Standard Fixed Cost$/,
        is: { product, dimension: 'fixed-hour', unit: 'hour' },
      },
      {
        service: 'Application Gateway',
        product: name,
        meter: /^Standard Capacity Units$/,
        is: { product, dimension: 'capacity-unit-hour', unit: 'CU-hour' },
      },
    ]
  }),
  {
    service: 'Virtual Network',
    product: /^IP Addresses$/,
    meter: /^Standard IPv4 Static Public IP$/,
    is: { product: 'public-ip', dimension: 'standard-static-hour', unit: 'address-hour' },
  },
  {
    service: 'Bandwidth',
    product: /^Rtn Preference: MGN$/,
    meter: /^Standard Data Transfer Out$/,
    is: { product: 'data-transfer', dimension: 'internet-egress-microsoft-network', unit: 'GB' },
  },
  {
    service: 'Bandwidth',
    product: /^Bandwidth - Routing Preference: Internet$/,
    meter: /^Standard Data Transfer Out$/,
    is: { product: 'data-transfer', dimension: 'internet-egress-routing-preference-internet', unit: 'GB' },
  },
]

const rowFor = ({ serviceName, productName, meterName }: Item): Row | undefined =>
  METERS.find(
    ({ service, product, meter }) => service === serviceName && product.test(productName) && meter.test(meterName),
  )

function read(document: unknown, today: string): ReadPrice[] {
  const parsed = Page.safeParse(document)
  if (!parsed.success)
    throw new Error('This is no page of the Azure Retail Prices API: it needs Items with prices and meters.')
  return parsed.data.Items.flatMap((item): ReadPrice[] => {
    const row = rowFor(item)
    if (row === undefined || item.type !== 'Consumption' || item.currencyCode !== 'USD') return []
    const { armRegionName, retailPrice, tierMinimumUnits } = item
    return [
      {
        ...row.is,
        // One table for all public regions: "Global", or no region at all.
        region: /^(?:Global)?$/i.test(armRegionName) ? 'global' : armRegionName,
        price: priceText(retailPrice),
        currency: 'USD',
        tierFrom: tierMinimumUnits,
        source: `${API} (${row.service}, ${item.productName}, ${item.meterName})`,
        asOf: today,
      },
    ]
  })
}

const filtered = (filter: string): string => `${API}?$filter=${encodeURIComponent(filter)}`

export const priceReader: PriceReader = {
  urls: (region) => [
    filtered("serviceName eq 'Load Balancer' and armRegionName eq 'Global'"),
    ...['Application Gateway', 'Virtual Network', 'Bandwidth'].map((service) =>
      filtered(`serviceName eq '${service}' and armRegionName eq '${region}'`),
    ),
  ],
  nextPage: (document) => Page.safeParse(document).data?.NextPageLink ?? undefined,
  read,
}
