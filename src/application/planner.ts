// What a caller can ask for: draw up a plan, keep it, find it again, check manifests, read about clouds and rules. Clock and ids are
// handed in.
import { type BillEstimate, billOf } from '../domain/estimate/bill.ts'
import { readBill } from '../domain/estimate/bill-input.ts'
import type { PriceBook, Tariff } from '../domain/estimate/price-book.ts'
import { Failure, invariant } from '../domain/failure.ts'
import { draft, type Fingerprint } from '../domain/plan/draft.ts'
import type { Draft, Plan, PlanSummary } from '../domain/plan/plan.ts'
import type { Provider } from '../domain/provider.ts'
import { type ProviderName, readTopology, type TargetFacts } from '../domain/topology/index.ts'
import type { Caller } from './caller.ts'
import { type Comparison, compare } from './comparisons.ts'
import { keep, summaryOf } from './kept-plan.ts'
import { createPriceBooks, type PriceBooks } from './price-books.ts'
import { describeProvider } from './provider-description.ts'
import { createReference, type Reference } from './reference.ts'
import type { PlanFilter, PlanPosition, PlanRecord, Store } from './store.ts'
import { createValidation, type Validate } from './validation.ts'
import { warmUp } from './warm-up.ts'
import { type AskWhyNot, createWhyNot } from './why-not.ts'

export type PlannerParts = {
  store: Store
  providers: ReadonlyMap<ProviderName, Provider>
  priceBook: PriceBook
  fingerprint: Fingerprint
  now: () => Date
  newId: () => string
  workloadsAtMost: number
}

export type PlanPage = { items: PlanSummary[]; next?: PlanPosition }

/** What a caller says beside the topology; it wins over what the topology says. */
export type Wishes = {
  kubernetesVersion?: string | undefined
  /** A price book's id, or `id@version`; the built-in one when not given. */
  priceBook?: string | undefined
  priceFallback?: 'nearest' | undefined
  includeEgress?: boolean | undefined
}

type Circumstances = { now: Date; book: PriceBook; wishes?: Wishes | undefined; workloadsAtMost?: number }

/** Everything a caller can ask for. Methods throw `Failure` with the codes named; anything else thrown is a bug. */
export type Planner = Reference & {
  /** Draws up a plan and forgets it. INVALID_TOPOLOGY, TOPOLOGY_TOO_LARGE, INVALID_PARAMETER (no such price book), STORE_UNAVAILABLE. */
  draft: (caller: Caller, document: unknown, wishes?: Wishes) => Promise<Draft>
  /** Draws up a plan and keeps it: resolves when it is durable. `body` is the plan as JSON text, byte for byte as kept. As `draft`, and STORE_UNAVAILABLE. */
  create: (caller: Caller, document: unknown, wishes?: Wishes) => Promise<PlanRecord & { plan: Plan }>
  /** The kept JSON text with its summary. PLAN_NOT_FOUND, STORE_UNAVAILABLE. */
  find: (caller: Caller, id: string) => Promise<PlanRecord>
  findSummary: (caller: Caller, id: string) => Promise<PlanSummary>
  /** The kept topology planned again as its owner did on that day, but for what is wished. Keeps nothing. As `find` and `draft`. */
  planAgain: (caller: Caller, id: string, wishes: Wishes) => Promise<{ summary: PlanSummary; drawn: Draft }>
  /** What a bill without a topology comes to. INVALID_BILL, INVALID_PARAMETER (no such price book), STORE_UNAVAILABLE. */
  bill: (caller: Caller, document: unknown, wishes?: Wishes) => Promise<BillEstimate>
  /** The same topology for several targets, a row for each. As `draft`; INVALID_TOPOLOGY names `/topology` or `/targets`. */
  compare: (caller: Caller, document: unknown, wishes?: Wishes) => Promise<Comparison>
  /** Why a Service of a kept plan is not of another type. */
  whyNot: AskWhyNot
  list: (caller: Caller, filter: PlanFilter, limit: number, after?: PlanPosition) => Promise<PlanPage>
  /** PLAN_NOT_FOUND when there is none. */
  remove: (caller: Caller, id: string) => Promise<void>
  priceBooks: PriceBooks
  /** Whether Kubernetes objects would be accepted. TOO_MANY_OBJECTS. */
  validate: Validate
  /** Resolves when the store answers. STORE_UNAVAILABLE. */
  ready: () => Promise<void>
}

export function createPlanner(parts: PlannerParts): Planner {
  const { store, providers, priceBook, fingerprint } = parts
  const targets = new Map<ProviderName, TargetFacts>([...providers].map(([id, provider]) => [id, factsOf(provider)]))

  const drawUp = (
    document: unknown,
    { now, book, wishes = {}, workloadsAtMost = parts.workloadsAtMost }: Circumstances,
  ): Draft => {
    const today = dayOf(now)
    const read = readTopology(wishing(document, wishes), { today, workloadsAtMost, targets })
    const provider = providers.get(read.topology.target.provider)
    if (provider === undefined)
      throw new Failure('PROVIDER_NOT_SUPPORTED', `${read.topology.target.provider} is not supported yet`)
    return draft(
      read,
      provider,
      { book, today, fallback: wishes.priceFallback, includeEgress: wishes.includeEgress },
      fingerprint,
    )
  }
  warmUp(
    (document) => drawUp(document, { now: parts.now(), book: priceBook, workloadsAtMost: 10 }),
    [...providers.values()],
  )
  const priceBooks = createPriceBooks({ ...parts, now: parts.now })
  const inCircumstances = async (
    caller: Caller,
    wishes: Wishes | undefined,
    now = parts.now(),
  ): Promise<Circumstances> => ({
    now,
    wishes,
    book: await priceBooks.use(caller, wishes?.priceBook),
  })

  return {
    draft: async (caller, document, wishes) => drawUp(document, await inCircumstances(caller, wishes)),
    async bill(caller, document, wishes) {
      const { book, now } = await inCircumstances(caller, wishes)
      const regions = (provider: Provider) => describeProvider(provider).regions
      const input = readBill(document, providers, regions)
      const provider = providers.get(input.provider)
      invariant(provider !== undefined, 'a bill that was read is of a provider that is supported')
      return billOf(input, provider, { book, fallback: wishes?.priceFallback, today: dayOf(now) })
    },
    async compare(caller, document, wishes) {
      const circumstances = await inCircumstances(caller, wishes)
      return compare(document, circumstances.book, (topology) => drawUp(topology, circumstances))
    },
    async create(caller, document, wishes) {
      const circumstances = await inCircumstances(caller, wishes)
      const now = circumstances.now.toISOString()
      const plan = keep(drawUp(document, circumstances), {
        id: parts.newId(),
        revision: 1,
        createdAt: now,
        updatedAt: now,
      })
      const record = { summary: summaryOf(plan), body: JSON.stringify(plan) }
      const { outcome } = await store.keep(caller.tenant, record, { after: 0 })
      invariant(outcome === 'kept', 'a new id is nobody’s yet')
      return { ...record, plan }
    },
    find: async ({ tenant }, id) => (await store.find(tenant, id)) ?? notFound(id),
    findSummary: async ({ tenant }, id) => (await store.findSummary(tenant, id)) ?? notFound(id),
    async planAgain(caller, id, wishes) {
      const { summary, body } = (await store.find(caller.tenant, id)) ?? notFound(id)
      const { topology, priceBook: reference } = JSON.parse(body) as Plan
      const own = reference.id === priceBook.id ? {} : { priceBook: `${reference.id}@${reference.version}` }
      // Judged on the day it was planned: an exposure that has run out since was good then.
      const circumstances = await inCircumstances(caller, { ...own, ...wishes }, new Date(summary.createdAt))
      return { summary, drawn: drawUp(topology, circumstances) }
    },
    whyNot: createWhyNot({
      find: async ({ tenant }, id) => (await store.find(tenant, id)) ?? notFound(id),
      providers,
      tariff: (): Tariff => ({ book: priceBook, today: dayOf(parts.now()) }),
    }),
    priceBooks,
    async list({ tenant }, filter, limit, after) {
      // One more than asked for tells whether there is a next page.
      const found = await store.list(tenant, filter, limit + 1, after)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return found.length > limit && last !== undefined
        ? { items, next: { createdAt: last.createdAt, id: last.id } }
        : { items }
    },
    async remove({ tenant }, id) {
      if ((await store.remove(tenant, id)) === 'none') notFound(id)
    },
    ...createReference(providers),
    validate: createValidation(providers),
    ready: () => store.check(),
  }
}

const dayOf = (now: Date): string => now.toISOString().slice(0, 10)

/** The same document with what is wished in its place; one that has no target is left for its reader to refuse. */
function wishing(document: unknown, { kubernetesVersion }: Wishes): unknown {
  if (kubernetesVersion === undefined || !isObject(document) || !isObject(document.target)) return document
  return { ...document, target: { ...document.target, kubernetesVersion } }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const factsOf = (provider: Provider): TargetFacts => ({
  controllers: provider.controllers,
  ...(provider.controllers[0] === undefined ? {} : { controller: provider.controllers[0] }),
  regions: describeProvider(provider).regions,
  regionRequired: provider.regionRequired,
})

function notFound(id: string): never {
  throw new Failure('PLAN_NOT_FOUND', `There is no plan "${id.slice(0, 60)}".`)
}
