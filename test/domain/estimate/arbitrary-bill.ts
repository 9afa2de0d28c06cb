// Random bills over every supported provider, product, region and everything that is counted; all read without a mistake.
import fc from 'fast-check'
import { describeProvider } from '../../../src/application/provider-description.ts'
import { type BilledProduct, USAGE_FIELDS } from '../../../src/domain/estimate/charge.ts'
import type { Provider } from '../../../src/domain/provider.ts'
import type { ProviderName } from '../../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'

export type AnyBalancer = { product: string } & Record<string, unknown>
export type AnyBill = {
  provider: ProviderName
  region?: string
  hours?: number
  inUse?: Record<string, number>
  loadBalancers: AnyBalancer[]
}
export type BillOptions = { providers?: readonly ProviderName[]; inUse?: boolean; without?: readonly string[] }

export function arbitraryBill(options: BillOptions = {}): fc.Arbitrary<AnyBill> {
  const names = options.providers ?? [...PROVIDERS.keys()]
  const providers = [...PROVIDERS.values()].filter(({ id }) => names.includes(id))
  return fc.constantFrom(...providers).chain((provider) => billOf(provider, options))
}

function billOf(provider: Provider, { inUse = true, without = [] }: BillOptions): fc.Arbitrary<AnyBill> {
  const products = provider.billed.filter(({ product }) => !without.includes(product))
  const known = describeProvider(provider).regions
  const region = known.length === 0 ? fc.constant({}) : fc.record({ region: fc.constantFrom(...known) })
  return fc
    .tuple(
      region,
      fc.record({ hours: fc.constantFrom(0, 1, 100.5, 671, 672, 720, 744) }, { requiredKeys: [] }),
      inUse ? fc.record({ inUse: there }, { requiredKeys: [] }) : fc.constant({}),
      fc.array(fc.constantFrom(...products).chain(balancerOf), { minLength: 1, maxLength: 5 }),
    )
    .map(([where, hours, used, loadBalancers]) => ({
      provider: provider.id,
      ...where,
      ...hours,
      ...used,
      loadBalancers,
    }))
}

const few = fc.nat({ max: 12 })
const there = fc.record(
  { forwardingRulesRegional: few, forwardingRulesGlobal: few, loadBalancerRules: few, loadBalancers: few },
  { requiredKeys: [] },
)
const amount = fc.oneof(
  fc.constantFrom(0, 0.1, 25, 800, 10_000, 10_240.5, 60_000, 200_000),
  fc.nat({ max: 300_000 }),
  fc.double({ min: 0, max: 100_000, noNaN: true }),
)
const WHOLE = ['addresses', 'rules', 'nodes']

function balancerOf({ product, counts, protocols = [] }: BilledProduct): fc.Arbitrary<AnyBalancer> {
  const fields = Object.fromEntries(counts.map((field) => [field, WHOLE.includes(field) ? few : amount]))
  const usage = fc.record(Object.fromEntries(USAGE_FIELDS.map((field) => [field, amount])), { requiredKeys: [] })
  const apart = Object.fromEntries(protocols.map((protocol) => [protocol.toLowerCase(), usage]))
  return fc
    .record(
      { count: fc.nat({ max: 3 }), scheme: fc.constantFrom('public', 'internal'), ...fields, ...apart },
      { requiredKeys: [] },
    )
    .map((more) => ({ product, ...more }))
}
