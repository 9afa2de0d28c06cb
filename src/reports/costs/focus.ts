// A plan → its bill as a file of FOCUS 1.2 (focus.finops.org), for who loads bills of several clouds into one place. It is a forecast, and
// FOCUS has no word for one: nothing was billed, so what counts as billed is 0, the forecast stands in columns of our own, and every row
// says what it is. What a plan cannot know (accounts, invoices, SKU ids, resource ids) is null wherever FOCUS allows that.
import type { EstimateLine } from '../../domain/estimate/price-lines.ts'
import type { DesignName, Plan } from '../../domain/plan/plan.ts'
import { type Cell, csv } from './cells.ts'
import { periodAfter, unitOf } from './focus-formats.ts'

/** What the cloud is called, and its products by their id. */
export type CloudNames = { title: string; products: ReadonlyMap<string, string> }

type Row = {
  plan: Plan
  design: DesignName
  cloud: CloudNames
  line: EstimateLine
  currency: string
  /** The provider's word for the load balancer; undefined where several are priced together. */
  product: string | undefined
  kind: 'load balancing' | 'data transfer' | 'proxy pods'
  period: { start: string; end: string }
}

/** In the place of an account: who joins these rows to real ones can leave them out by it. */
export const ESTIMATE_ACCOUNT = 'moorage-estimate'

// FOCUS derives a cost from its unit price; where that is null, from what was billed, which is nothing.
const NOTHING_BILLED = '0'

/** A price of the caller's own may be a negotiated one: only built-in prices are taken for those of a public list. */
const listed = ({ plan, line }: Row): boolean => plan.priceBook.id === 'builtin' && line.asOf !== null
const listPrice = (row: Row): Cell => (listed(row) ? row.line.unitPrice : null)

const absent = () => null

/** Every column of FOCUS 1.2 in alphabetical order, then ours. */
const COLUMNS: Readonly<Record<string, (row: Row) => Cell>> = {
  AvailabilityZone: absent,
  BilledCost: () => NOTHING_BILLED,
  BillingAccountId: () => ESTIMATE_ACCOUNT,
  BillingAccountName: absent,
  BillingAccountType: absent,
  BillingCurrency: ({ currency }) => currency,
  BillingPeriodEnd: ({ period }) => period.end,
  BillingPeriodStart: ({ period }) => period.start,
  CapacityReservationId: absent,
  CapacityReservationStatus: absent,
  ChargeCategory: () => 'Usage',
  ChargeClass: absent,
  ChargeDescription: ({ line }) => `${line.item} of ${line.loadBalancer}: ${line.formula}`,
  ChargeFrequency: ({ line }) => (line.unit.endsWith('month') ? 'Recurring' : 'Usage-Based'),
  ChargePeriodEnd: ({ period }) => period.end,
  ChargePeriodStart: ({ period }) => period.start,
  CommitmentDiscountCategory: absent,
  CommitmentDiscountId: absent,
  CommitmentDiscountName: absent,
  CommitmentDiscountQuantity: absent,
  CommitmentDiscountStatus: absent,
  CommitmentDiscountType: absent,
  CommitmentDiscountUnit: absent,
  ConsumedQuantity: ({ line }) => line.quantity,
  ConsumedUnit: ({ line }) => unitOf(line.unit),
  ContractedCost: ({ line }) => line.amount ?? NOTHING_BILLED,
  ContractedUnitPrice: ({ line }) => line.unitPrice,
  EffectiveCost: () => NOTHING_BILLED,
  InvoiceId: absent,
  InvoiceIssuerName: ({ cloud }) => cloud.title,
  ListCost: (row) => (listed(row) ? (row.line.amount ?? NOTHING_BILLED) : NOTHING_BILLED),
  ListUnitPrice: listPrice,
  PricingCategory: () => 'Standard',
  PricingCurrency: ({ currency }) => currency,
  PricingCurrencyContractedUnitPrice: ({ line }) => line.unitPrice,
  PricingCurrencyEffectiveCost: () => NOTHING_BILLED,
  PricingCurrencyListUnitPrice: listPrice,
  PricingQuantity: ({ line }) => line.quantity,
  PricingUnit: ({ line }) => unitOf(line.unit),
  ProviderName: ({ cloud }) => cloud.title,
  PublisherName: ({ cloud }) => cloud.title,
  RegionId: ({ plan }) => plan.topology.target.region ?? null,
  RegionName: absent,
  ResourceId: absent,
  ResourceName: absent,
  ResourceType: absent,
  ServiceCategory: ({ kind }) => (kind === 'proxy pods' ? 'Compute' : 'Networking'),
  ServiceName: ({ cloud, line, product, kind }) =>
    kind === 'load balancing' && product !== undefined ? (cloud.products.get(product) ?? product) : line.item,
  ServiceSubcategory: ({ kind }) => SUBCATEGORIES[kind],
  SkuId: absent,
  SkuMeter: absent,
  SkuPriceDetails: absent,
  SkuPriceId: absent,
  SubAccountId: absent,
  SubAccountName: absent,
  SubAccountType: absent,
  Tags: ({ plan }) => tagsOf(plan.topology.labels),
  x_DataKind: () => 'Estimate',
  x_DesignName: ({ design }) => design,
  x_EstimatedMonthlyCost: ({ line }) => line.amount,
  x_EstimatedMonthlyCostHigh: ({ line }) => line.high,
  x_EstimatedMonthlyCostLow: ({ line }) => line.low,
  x_LoadBalancerName: ({ line }) => line.loadBalancer,
  x_LoadBalancerProduct: ({ product }) => product ?? null,
  x_PlanId: ({ plan }) => plan.id,
  x_PlanName: ({ plan }) => plan.name,
  x_PlanRevision: ({ plan }) => String(plan.revision),
  x_PriceAsOf: ({ line }) => line.asOf,
  x_PriceBookId: ({ plan }) => plan.priceBook.id,
  x_PriceBookVersion: ({ plan }) => plan.priceBook.version,
  x_PriceSource: ({ line }) => (line.amount === null ? null : line.source),
  x_UnpricedReason: ({ line }) => (line.amount === null ? line.source : null),
}

const SUBCATEGORIES: Record<Row['kind'], string> = {
  'load balancing': 'Load Balancing',
  'data transfer': 'Data Transfer',
  'proxy pods': 'Containers',
}

export const FOCUS_COLUMNS: readonly string[] = Object.keys(COLUMNS)

/** The period is the first whole month after the revision was made. */
export function focusCsv(plan: Plan, which: readonly DesignName[], cloud: CloudNames): string {
  const period = periodAfter(plan.updatedAt)
  const rows = which.flatMap((design) => {
    const { estimate, loadBalancers } = plan.designs[design]
    const products = new Map(loadBalancers.map(({ name, product }) => [name, product]))
    const transfers = new Set((estimate.dataTransfer?.lines ?? []).map(({ loadBalancer }) => loadBalancer))
    return estimate.lines.map((line): Row => {
      const kind = kindOf(line, transfers)
      return {
        ...{ plan, design, cloud, line, kind, period },
        currency: estimate.currency,
        product: products.get(line.loadBalancer),
      }
    })
  })
  return csv(
    FOCUS_COLUMNS,
    rows.map((row) => Object.values(COLUMNS).map((fill) => fill(row))),
  )
}

// They stand in every row: more than a few would make a file of nothing else, and half of them is no JSON.
const TAGS_LONGEST = 2000

function tagsOf(labels: Record<string, string>): Cell {
  const text = JSON.stringify(labels)
  return text.length > TAGS_LONGEST ? null : text
}

/** An address is billed as a part of the balancer that holds it. */
function kindOf({ loadBalancer, unit }: EstimateLine, transfers: ReadonlySet<string>): Row['kind'] {
  if (transfers.has(loadBalancer)) return 'data transfer'
  return unit === 'pod-hour' ? 'proxy pods' : 'load balancing'
}
