// Topology documents go in, kept plans come out, and what a difference is made of, worked out a second way.
import { drawnOf } from '../../../src/application/drawn.ts'
import { planIn, recordOf } from '../../../src/application/kept-plan.ts'
import { estimate } from '../../../src/domain/estimate/estimate.ts'
import { type BuiltIn, type PriceBookInput, priceBookOf } from '../../../src/domain/estimate/own-price-book.ts'
import type { PriceBook, Tariff } from '../../../src/domain/estimate/price-book.ts'
import type { Side } from '../../../src/domain/plan/diff/cost.ts'
import { draft } from '../../../src/domain/plan/draft.ts'
import type { DesignName } from '../../../src/domain/plan/plan.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { fingerprint } from '../../../src/fingerprint.ts'
import { PROVIDERS } from '../../../src/providers/index.ts'
import { BOOK, providerOf } from '../design/drafting.ts'
import { read, TODAY } from '../reading.ts'

const BUILT_IN: BuiltIn = new Map([...PROVIDERS].map(([id, { prices, currency }]) => [id, { prices, currency }]))
const source = 'A contract'

/** A book in which everything of every cloud costs a third less. */
export const CHEAPER: PriceBook = priceBookOf(
  {
    id: 'cheaper',
    discounts: [...PROVIDERS.keys()].map((provider) => ({ provider, percent: 33, source })),
  } as PriceBookInput,
  BUILT_IN,
  { id: 'cheaper', version: '1', sha256: 'sha256:cheaper' },
)

export type Priced = { book?: PriceBook; includeEgress?: boolean; fallback?: 'nearest' }

/** What the service keeps and reads back: the plan as JSON has it. */
export function sideOf(document: unknown, { book = BOOK, includeEgress, fallback }: Priced = {}, revision = 1): Side {
  const reading = read(document)
  const provider = providerOf(reading.topology.target.provider)
  const tariff: Tariff = { book, today: TODAY, includeEgress, fallback }
  const drawn = draft(reading, provider, tariff, fingerprint)
  const at = `2026-11-24T09:00:0${revision}.000Z`
  const id = '019ab4d2-5c00-7000-8000-000000000001'
  const identity = { id, revision, createdAt: '2026-11-24T09:00:01.000Z', updatedAt: at }
  return { plan: planIn(recordOf(drawnOf(drawn), identity)), provider, tariff }
}

/** What a design of `of` costs with the traffic of `usage`, at the prices of `prices`. */
export function costWith(of: Side, name: DesignName, { usage, prices }: { usage: Side; prices: Side }): string {
  const { plan, provider } = of
  const workloads = Object.fromEntries(
    Object.entries(plan.topology.workloads).map(([each, workload]) => [
      each,
      {
        ...workload,
        traffic: new Map(Object.entries(usage.plan.topology.workloads)).get(each)?.traffic ?? workload.traffic,
      },
    ]),
  )
  const { podPrice: _podPrice, ...target } = plan.topology.target
  const { podPrice } = prices.plan.topology.target
  const topology = {
    ...plan.topology,
    workloads,
    target: { ...target, ...(podPrice === undefined ? {} : { podPrice }) },
  }
  const tariff = { ...prices.tariff, includeEgress: usage.tariff.includeEgress }
  return estimate(plan.designs[name], topology, provider, tariff).estimate.monthly.expected
}

/** The same workloads with other traffic. */
export function withTraffic(document: TopologyInput, traffic: object): TopologyInput {
  const workloads = Object.entries(document.workloads).map(([name, workload]) => [name, { ...workload, traffic }])
  return { ...document, workloads: Object.fromEntries(workloads) }
}
