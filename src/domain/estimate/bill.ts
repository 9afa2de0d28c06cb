// A bill that was read → its lines, by the same counting and the same prices as a design's.
import { z } from 'zod'
import { Finding, sortFindings } from '../finding.ts'
import { type Decimal, decimal } from '../money.ts'
import type { Provider } from '../provider.ts'
import { HOURS_PER_MONTH } from '../topology/index.ts'
import type { BilledLoadBalancer, BillInput } from './bill-input.ts'
import {
  type BilledProduct,
  type Charge,
  type Circumstances,
  type ListenerProtocol,
  type Load,
  type Metered,
  STATED,
  type Stated,
  USAGE_FIELDS,
} from './charge.ts'
import {
  indexPrices,
  type Price,
  type PriceBook,
  PriceBookReference,
  type PriceIndex,
  type Tariff,
} from './price-book.ts'
import { EstimateLine, findingsOf, Monthly, priceLines, totalOf } from './price-lines.ts'
import { together } from './usage.ts'

export const BillEstimate = z
  .strictObject({
    provider: z.string(),
    currency: z.string(),
    priceBook: PriceBookReference,
    monthly: Monthly,
    atLeast: z.boolean(),
    lines: z.array(EstimateLine),
    findings: z.array(Finding),
  })
  .meta({
    id: 'BillEstimate',
    description: 'What a stated bill comes to; low and high are the same, since nothing is estimated.',
  })
export type BillEstimate = z.infer<typeof BillEstimate>

export function billOf(input: BillInput, provider: Provider, tariff: Tariff): BillEstimate {
  const hours = decimal(input.hours ?? HOURS_PER_MONTH)
  const book = withPrices(tariff.book, input, provider, tariff.today)
  const charges: Charge[] = provider.charge(
    input.loadBalancers.flatMap((one, index) => meteredOf(one, index, hours, provider)),
    {
      region: input.region,
      inUse: inUseOf(input),
    },
  )
  const lines = priceLines(
    charges.map((charge) => ({ expected: charge, low: charge, high: charge })),
    { provider: provider.id, currency: provider.currency, region: input.region, tariff: { ...tariff, book } },
  )
  const { id, version, sha256 } = book
  return {
    provider: provider.id,
    currency: provider.currency,
    priceBook: { id, version, sha256 },
    monthly: totalOf(lines),
    atLeast: lines.some((line) => line.expected === undefined),
    lines: lines.map(({ line }) => line),
    findings: sortFindings([
      ...findingsOf(lines, { path: '/region', today: tariff.today }),
      ...notStated(input, provider),
      ...pricesNotUsed(input, charges),
    ]),
  }
}

const inUseOf = ({ inUse = {} }: BillInput): Circumstances['inUse'] => ({
  forwardingRulesRegional: inUse.forwardingRulesRegional ?? 0,
  forwardingRulesGlobal: inUse.forwardingRulesGlobal ?? 0,
  loadBalancerRules: inUse.loadBalancerRules ?? 0,
  loadBalancers: inUse.loadBalancers ?? 0,
})

/** Each of those that are alike is billed for itself, as a list is. */
function meteredOf(one: BilledLoadBalancer, index: number, month: Decimal, { billed }: Provider): Metered[] {
  const product = billed.find((candidate) => candidate.product === one.product)
  const { count = 1, scheme = 'public', addresses = 0, rules, nodes } = one
  const hours = one.hours === undefined ? month : decimal(one.hours)
  const byProtocol = loadsOf(one, hours, product)
  const name = one.name ?? `${one.product}-${index + 1}`
  const metered: Metered = {
    name,
    product: one.product,
    scheme,
    addresses,
    serves: [`bill/${index}`],
    shared: false,
    existing: false,
    ...(rules === undefined ? {} : { rules }),
    ...(nodes === undefined ? {} : { nodes }),
    ...(product?.pool === undefined ? {} : { pool: product.pool }),
    listeners: [...byProtocol.keys()].map((protocol) => ({ protocol, ports: 1 })),
    hours,
    load: together([...byProtocol.values()]),
    byProtocol,
    stated: statedOf(one),
  }
  return Array.from({ length: count }, (_, number) =>
    count === 1 ? metered : { ...metered, name: `${name}-${number + 1}` },
  )
}

/** What is stated of no protocol is of the first that the product has; of one that has none it is all there is. */
function loadsOf(
  one: BilledLoadBalancer,
  hours: Decimal,
  product: BilledProduct | undefined,
): Map<ListenerProtocol, Load> {
  const protocols = product?.protocols ?? []
  const loads = new Map<ListenerProtocol, Load>()
  for (const protocol of protocols) {
    const usage = usageOf(one, protocol)
    if (usage !== undefined) loads.set(protocol, loadOf(usage, hours))
  }
  const [first = 'TCP'] = protocols
  const rest = loadOf(one, hours)
  const there = loads.get(first)
  if (there === undefined && loads.size === 0) loads.set(first, rest)
  else if (USED.some((field) => !rest[field].isZero()))
    loads.set(first, there === undefined ? rest : together([there, rest]))
  return loads
}

const USED = ['requestsPerSecond', 'newConnectionsPerSecond', 'activeConnections', 'gbIn', 'gbOut'] as const

const loadOf = (usage: Omit<BilledLoadBalancer, 'product'>, hours: Decimal): Load => ({
  requestsPerSecond: decimal(usage.requestsPerSecond ?? 0),
  newConnectionsPerSecond: decimal(usage.newConnectionsPerSecond ?? 0),
  activeConnections: decimal(usage.activeConnections ?? 0),
  gbIn: decimal(usage.gbInPerMonth ?? 0),
  gbOut: decimal(usage.gbOutPerMonth ?? 0),
  hours,
})

function statedOf(one: BilledLoadBalancer): Stated {
  const stated: Stated = {}
  for (const field of STATED) {
    const value = one[field]
    if (value !== undefined) stated[field] = decimal(value)
  }
  return stated
}

/** The book with the prices of this bill in the place of its own. */
function withPrices(
  book: PriceBook,
  { prices = [], region = 'global' }: BillInput,
  { id, currency }: Provider,
  today: string,
): PriceBook {
  if (prices.length === 0) return book
  const rows = prices.map(
    ({ tierFrom, ...price }): Price => ({
      ...price,
      regions: [region],
      currency: currency as Price['currency'],
      unit: '',
      ...(tierFrom === undefined ? {} : { tierFrom }),
      source: 'the request',
      asOf: today,
      confidence: 'high',
    }),
  )
  const own = indexPrices(rows)
  const whole = book.prices.get(id)
  const tiers: PriceIndex['tiers'] = (product, dimension, where) => {
    const given = own.tiers(product, dimension, region)
    return given.length > 0 ? given : (whole?.tiers(product, dimension, where) ?? [])
  }
  const index: PriceIndex = {
    tiers,
    find: (...about) => tiers(...about).find(({ tierFrom = 0 }) => tierFrom === 0),
    nearest: (...about) => whole?.nearest(...about),
  }
  return { ...book, prices: new Map([...book.prices, [id, index]]) }
}

// Some is stated in another way, or only where there is any, or is one where it is not stated: its absence says nothing.
const EXPECTED: ReadonlySet<string> = new Set([...USAGE_FIELDS, 'addresses', 'rules'])

/** What a product is billed by and nobody stated: taken as nothing, and said once for each. */
function notStated({ loadBalancers }: BillInput, { billed }: Provider): Finding[] {
  return loadBalancers.flatMap((one, index): Finding[] => {
    const { counts = [], protocols = [] } = billed.find(({ product }) => product === one.product) ?? {}
    const byProtocol = protocols.some((protocol) => usageOf(one, protocol) !== undefined)
    const byUnits = [one.capacityUnits, one.mbps, one.nodes].some((units) => units !== undefined)
    const isLoad = (field: string) => field === 'rules' || USAGE_FIELDS.some((usage) => usage === field)
    const missing = counts
      .filter((field) => EXPECTED.has(field) && one[field] === undefined)
      .filter((field) => !(isLoad(field) && (byProtocol || byUnits)))
    if (missing.length === 0) return []
    return [
      {
        code: 'NOT_STATED',
        severity: 'info',
        path: `/loadBalancers/${index}`,
        message: `${one.product} is also billed by ${missing.join(', ')}: not stated, so nothing is counted for ${missing.length === 1 ? 'it' : 'them'}.`,
      },
    ]
  })
}

/** A price of the bill's own for nothing on it, a word that is spelt otherwise perhaps, changes nothing: that must be said. */
const pricesNotUsed = ({ prices = [] }: BillInput, charges: readonly Charge[]): Finding[] =>
  prices.flatMap(({ product, dimension }, index): Finding[] =>
    charges.some(
      (charge) => charge.product === product && [charge.dimension, charge.cap?.dimension].includes(dimension),
    )
      ? []
      : [
          {
            code: 'PRICE_NOT_USED',
            severity: 'warning',
            path: `/prices/${index}`,
            message: `Nothing on this bill is counted by ${dimension} of ${product}: the price changes nothing.`,
            fix: 'Name product and dimension as the lines and the price book do.',
          },
        ],
  )

const usageOf = (one: BilledLoadBalancer, protocol: ListenerProtocol) =>
  one[protocol.toLowerCase() as 'tcp' | 'udp' | 'tls' | 'http' | 'https']
