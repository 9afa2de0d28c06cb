// A bill without a topology: balancers by product, with everything of them that is counted. What is not stated counts as nothing; what
// a product is not billed by is refused, so that nobody believes it was counted.
import { z } from 'zod'
import { Failure, type Mistake } from '../failure.ts'
import type { Provider } from '../provider.ts'
import { readWith } from '../schema/read.ts'
import { HOURS_PER_MONTH, ProviderName, Scheme } from '../topology/index.ts'
import { STATED, USAGE_FIELDS } from './charge.ts'

const error = { error: 'must be a number of 0 or more' }
const Amount = z.number(error).min(0, error).max(1e15, { error: 'must be at most 10^15' }).optional()
const Count = (most: number) => {
  const range = { error: `must be a whole number from 0 to ${most}` }
  return z.int(range).min(0, range).max(most, range)
}
const fieldsOf = <const Names extends readonly string[]>(names: Names) =>
  Object.fromEntries(names.map((name) => [name, Amount])) as { [Name in Names[number]]: typeof Amount }

const Usage = z
  .strictObject(fieldsOf(USAGE_FIELDS))
  .meta({ id: 'BilledUsage', description: 'Averages while it is there; bytes in a month.' })

const Price = z
  .string()
  .regex(/^\d{1,12}(?:\.\d{1,12})?$/, { error: 'must be decimal text such as "0.0225", in quotes' })

const Word = z.string().max(100, { error: 'must have at most 100 characters' })

export const BilledLoadBalancer = z
  .strictObject({
    product: z.string().meta({ description: 'As GET /v1/providers/{id} names it.', example: 'alb' }),
    name: z.string().min(1).max(63, { error: 'must have at most 63 characters' }).optional(),
    count: Count(1000).optional().meta({ description: 'So many alike; 1 when not given.' }),
    hours: z
      .number(error)
      .min(0, error)
      .max(8784, { error: 'must be at most 8,784, the hours of a year' })
      .optional()
      .meta({ description: 'Hours it is there; those of the bill when not given.' }),
    scheme: Scheme.optional(),
    addresses: Count(10_000).optional(),
    rules: Count(10_000).optional(),
    nodes: Count(1000).optional(),
    ...fieldsOf(USAGE_FIELDS),
    ...fieldsOf(STATED),
    tcp: Usage.optional(),
    udp: Usage.optional(),
    tls: Usage.optional(),
    http: Usage.optional(),
    https: Usage.optional(),
  })
  .meta({
    id: 'BilledLoadBalancer',
    description: 'One balancer, or something billed beside it, with what is counted of it.',
  })
export type BilledLoadBalancer = z.infer<typeof BilledLoadBalancer>

export const BillInput = z
  .strictObject({
    provider: ProviderName,
    region: z.string().max(63).optional(),
    hours: z
      .number(error)
      .min(0, error)
      .max(8784, { error: 'must be at most 8,784, the hours of a year' })
      .optional()
      .meta({ description: `Hours of the month; ${HOURS_PER_MONTH} when not given.` }),
    inUse: z
      .strictObject({
        forwardingRulesRegional: Count(100_000).optional(),
        forwardingRulesGlobal: Count(100_000).optional(),
        loadBalancerRules: Count(100_000).optional(),
        loadBalancers: Count(100_000).optional(),
      })
      .optional()
      .meta({ description: 'What is there already and priced together with these; 0 when not given.' }),
    prices: z
      .array(z.strictObject({ product: Word, dimension: Word, price: Price, tierFrom: Amount }))
      .max(200, { error: 'must have at most 200 prices' })
      .optional()
      .meta({ description: 'In the place of the price book’s, for this bill alone.' }),
    loadBalancers: z
      .array(BilledLoadBalancer)
      .min(1, { error: 'must name a load balancer' })
      .max(200, { error: 'must name at most 200' }),
  })
  .meta({ id: 'BillInput', description: 'A bill without a topology.' })
export type BillInput = z.infer<typeof BillInput>

/** Is this document a bill and no topology? */
export const isBill = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && 'loadBalancers' in document && !('workloads' in document)

const BALANCERS_AT_MOST = 1000

/** Throws INVALID_BILL with every mistake. `regions` are those the provider's prices know. */
export function readBill(
  document: unknown,
  providers: ReadonlyMap<ProviderName, Provider>,
  regionsOf: (provider: Provider) => readonly string[],
): BillInput {
  const { value, mistakes, original } = readWith(BillInput, document, { standIns: { loadBalancers: [] } })
  const more =
    value === undefined
      ? []
      : checkBill(value, providers, regionsOf).map((one) => ({ ...one, pointer: original(one.pointer) }))
  const all = [...mistakes, ...more]
  if (value === undefined || all.length > 0) {
    throw new Failure('INVALID_BILL', `The bill has ${all.length} mistake${all.length === 1 ? '' : 's'}.`, {
      mistakes: all.slice(0, 100),
    })
  }
  return value
}

function checkBill(
  input: BillInput,
  providers: ReadonlyMap<ProviderName, Provider>,
  regionsOf: (provider: Provider) => readonly string[],
): Mistake[] {
  const { provider: id, region, loadBalancers } = input
  const provider = providers.get(id)
  if (provider === undefined)
    return [{ pointer: '/provider', code: 'PROVIDER_NOT_SUPPORTED', detail: `${id} is not supported yet` }]
  const mistakes: Mistake[] = []
  if (region === undefined && provider.regionRequired)
    mistakes.push({
      pointer: '/region',
      code: 'REGION_REQUIRED',
      detail: `\`region\` is required: prices of ${id} differ by region`,
    })
  const known = regionsOf(provider)
  if (region !== undefined && known.length > 0 && !known.includes(region))
    mistakes.push({ pointer: '/region', code: 'UNKNOWN_REGION', detail: `"${region}" is no known region of ${id}` })
  const total = loadBalancers.reduce((sum, { count = 1 }) => sum + count, 0)
  if (total > BALANCERS_AT_MOST)
    mistakes.push({
      pointer: '/loadBalancers',
      code: 'TOO_BIG',
      detail: `are ${total} together; at most ${BALANCERS_AT_MOST} are billed at once`,
    })
  loadBalancers.forEach((one, index) => {
    mistakes.push(...checkBilled(one, `/loadBalancers/${index}`, provider))
  })
  return [...mistakes, ...checkPools(input, provider), ...checkPrices(input)]
}

const ALWAYS = new Set(['product', 'name', 'count', 'hours', 'scheme'])

function checkBilled(one: BilledLoadBalancer, at: string, { id, billed }: Provider): Mistake[] {
  const found = billed.find(({ product }) => product === one.product)
  if (found === undefined) {
    const detail = `must be a product that ${id} bills: ${billed.map(({ product }) => product).join(', ')}`
    return [{ pointer: `${at}/product`, code: 'UNKNOWN_PRODUCT', detail: detail.slice(0, 300) }]
  }
  const protocols = (found.protocols ?? []).map((protocol) => protocol.toLowerCase())
  const counted: readonly string[] = [...found.counts, ...protocols]
  return Object.keys(one)
    .filter((field) => !ALWAYS.has(field) && !counted.includes(field))
    .map((field) => ({
      pointer: `${at}/${field}`,
      code: 'NOT_COUNTED',
      detail:
        `${one.product} is not billed by ${field}; counted are ${counted.length === 0 ? 'its hours only' : counted.join(', ')}`.slice(
          0,
          300,
        ),
    }))
}

/** Rules of one pool are counted hour by hour together: what some hours have and others not cannot be told from sums. */
function checkPools({ loadBalancers, hours: month = HOURS_PER_MONTH }: BillInput, { billed }: Provider): Mistake[] {
  const pooled = loadBalancers.flatMap(({ product, hours = month }, index) =>
    billed.some((one) => one.product === product && one.pool !== undefined) ? [{ hours, index }] : [],
  )
  const [first] = pooled
  const other = pooled.find(({ hours }) => hours !== first?.hours)
  return other === undefined
    ? []
    : [
        {
          pointer: `/loadBalancers/${other.index}/hours`,
          code: 'HOURS_DIFFER',
          detail: 'must be the same for all that are priced together; send bills apart for other hours',
        },
      ]
}

/** The later of two would be taken without a word, and what lies below the first tier would cost nothing. */
const checkPrices = ({ prices = [] }: BillInput): Mistake[] =>
  prices.flatMap(({ product, dimension, tierFrom = 0 }, index) => {
    const same = prices.filter((other) => other.product === product && other.dimension === dimension)
    const what = `${product} ${dimension}`
    const pointer = `/prices/${index}`
    const first = prices.findIndex((other) => same.includes(other) && (other.tierFrom ?? 0) === tierFrom)
    if (first !== index)
      return [{ pointer, code: 'DUPLICATE_PRICE', detail: `${what} has a price already, at /prices/${first}` }]
    const begins = same.some((other) => (other.tierFrom ?? 0) === 0)
    return begins
      ? []
      : [{ pointer, code: 'FIRST_TIER_MISSING', detail: `${what} needs a price from 0 as well; "0" where it is free` }]
  })
