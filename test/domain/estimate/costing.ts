// Ways to an estimate: of a real topology on its real cloud, or of charges made up to show one thing.
import type { Design } from '../../../src/domain/design/design.ts'
import { recommend } from '../../../src/domain/design/recommend.ts'
import type { Charge } from '../../../src/domain/estimate/charge.ts'
import { type Costing, estimate } from '../../../src/domain/estimate/estimate.ts'
import { indexPrices, type Price, type PriceBook } from '../../../src/domain/estimate/price-book.ts'
import { decimal } from '../../../src/domain/money.ts'
import type { Provider } from '../../../src/domain/provider.ts'
import type { Topology } from '../../../src/domain/topology/index.ts'
import { builtInPriceBook, PROVIDERS } from '../../../src/providers/index.ts'
import { read } from '../reading.ts'

export const BOOK = builtInPriceBook(() => 'sha256:none')
/** The day the tests are set on. */
export const TODAY = '2026-11-24'

function providerOf({ target }: Topology): Provider {
  const provider = PROVIDERS.get(target.provider)
  if (provider === undefined) throw new Error(`${target.provider} is not supported`)
  return provider
}

/** What the recommended design of a document costs at the built-in prices. */
export function costOf(document: unknown, book: PriceBook = BOOK): Costing & { design: Design; topology: Topology } {
  const { topology } = read(document)
  const provider = providerOf(topology)
  const design = recommend(topology, provider)
  return { ...estimate(design, topology, provider, { book, today: TODAY }), design, topology }
}

/** A row of a price list, so much a unit in us-east-1. */
export const priceOf = (price: string, more: Partial<Price> = {}): Price => ({
  product: 'balancer',
  dimension: 'hour',
  regions: ['us-east-1'],
  price,
  currency: 'USD',
  unit: 'hour',
  source: 'price list',
  asOf: '2026-11-01',
  confidence: 'high',
  ...more,
})

export const chargeOf = (quantity: string, more: Partial<Charge> = {}): Charge => ({
  loadBalancer: 'shop',
  item: 'Balancer hours',
  product: 'balancer',
  dimension: 'hour',
  quantity: decimal(quantity),
  unit: 'hour',
  formula: `${quantity} h`,
  ...more,
})

/** What these charges cost at these prices, on AWS in us-east-1 unless a document says otherwise. */
export function costOfCharges(
  charges: readonly Charge[],
  prices: readonly Price[],
  document: unknown = { name: 'shop', target: { provider: 'aws', region: 'us-east-1' }, workloads: { web: {} } },
): Costing {
  const { topology } = read(document)
  const provider = providerOf(topology)
  const counting: Provider = { ...provider, provision: () => [], charge: () => [...charges] }
  const book: PriceBook = { ...BOOK, prices: new Map([[provider.id, indexPrices(prices)]]) }
  return estimate({ services: [], entrances: [], unserved: [] }, topology, counting, { book, today: TODAY })
}
