// Two revisions of a kept plan, or two plans → what is not the same, each worked out again with the prices it was costed with.
import type { PriceBook } from '../domain/estimate/price-book.ts'
import { Failure } from '../domain/failure.ts'
import type { Side } from '../domain/plan/diff/cost.ts'
import { diffPlans, type PlanChange } from '../domain/plan/diff/diff.ts'
import type { Plan } from '../domain/plan/plan.ts'
import type { Provider } from '../domain/provider.ts'
import type { ProviderName } from '../domain/topology/index.ts'
import type { Caller } from './caller.ts'
import { planIn } from './kept-plan.ts'
import type { Plans } from './plans.ts'
import type { PriceBooks } from './price-books.ts'
import { wishedBy } from './wishes.ts'

export type DiffQuestion = {
  id: string
  /** The revision before `to` when not given. */
  from?: number | undefined
  /** The newest when not given. */
  to?: number | undefined
  /** Another plan, in its newest revision, in the place of `from`. */
  against?: string | undefined
}
export type PlanDifference = { change: PlanChange; before: Plan; after: Plan }

/** PLAN_NOT_FOUND, REVISION_NOT_FOUND, INVALID_PARAMETER, PROVIDER_NOT_SUPPORTED, STORE_UNAVAILABLE. */
export type Diff = (caller: Caller, question: DiffQuestion) => Promise<PlanDifference>

type Parts = {
  plans: Pick<Plans, 'find'>
  providers: ReadonlyMap<ProviderName, Provider>
  priceBooks: Pick<PriceBooks, 'recall'>
  priceBook: PriceBook
}

export function createDiff({ plans, providers, priceBooks, priceBook }: Parts): Diff {
  const read = async (...asked: Parameters<Plans['find']>) => planIn(await plans.find(...asked))
  const sideOf = (plan: Plan, book: PriceBook): Side => {
    const { priceFallback: fallback, includeEgress } = wishedBy(plan)
    const today = plan.updatedAt.slice(0, 10)
    return { plan, provider: providerOf(plan, providers), tariff: { book, fallback, includeEgress, today } }
  }
  return async (caller, { id, from, to, against }) => {
    if (from !== undefined && against !== undefined) throw refused('from', 'must not be given together with against')
    const after = await read(caller, id, to)
    const before =
      against === undefined ? await read(caller, id, from ?? revisionBefore(after)) : await read(caller, against)
    const [old, current] = await Promise.all([before, after].map((plan) => priceBooks.recall(caller, plan.priceBook)))
    const change = diffPlans(sideOf(before, old ?? current ?? priceBook), sideOf(after, current ?? old ?? priceBook))
    return { change, before, after }
  }
}

function revisionBefore({ revision }: Plan): number {
  if (revision > 1) return revision - 1
  throw refused('from', 'must be given, or against: there is no revision before the first')
}

function providerOf({ topology }: Plan, providers: Parts['providers']): Provider {
  const provider = providers.get(topology.target.provider)
  if (provider !== undefined) return provider
  throw new Failure('PROVIDER_NOT_SUPPORTED', `${topology.target.provider} is not supported any more`)
}

function refused(parameter: string, detail: string): Failure {
  return new Failure('INVALID_PARAMETER', `${parameter}: ${detail}.`, {
    mistakes: [{ pointer: `/query/${parameter}`, code: 'INVALID_PARAMETER', detail }],
  })
}
