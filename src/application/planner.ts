// What a caller can ask for: draw up a plan, keep it, find it again, check manifests, read about clouds and rules. Clock and ids are
// handed in.
import type { Effort } from '../domain/consolidation/payback.ts'
import { type BillEstimate, billOf } from '../domain/estimate/bill.ts'
import { readBill } from '../domain/estimate/bill-input.ts'
import type { PriceBook, Tariff } from '../domain/estimate/price-book.ts'
import { Failure, invariant } from '../domain/failure.ts'
import { draft, type Fingerprint } from '../domain/plan/draft.ts'
import type { Draft, Plan, PlanSummary } from '../domain/plan/plan.ts'
import type { Provider } from '../domain/provider.ts'
import { type Assumption, type ProviderName, readTopology, type TargetFacts } from '../domain/topology/index.ts'
import type { Caller } from './caller.ts'
import { type Comparison, compare } from './comparisons.ts'
import { createDiff, type Diff } from './plan-diff.ts'
import { createPlans, type Plans } from './plans.ts'
import { createPriceBooks, type PriceBooks } from './price-books.ts'
import { describeProvider } from './provider-description.ts'
import { createReference, type Reference } from './reference.ts'
import type { Store } from './store.ts'
import { createValidation, type Validate } from './validation.ts'
import { warmUp } from './warm-up.ts'
import { type AskWhyNot, createWhyNot } from './why-not.ts'
import { type Wishes, wishedBy } from './wishes.ts'

export type PlannerParts = {
  store: Store
  providers: ReadonlyMap<ProviderName, Provider>
  priceBook: PriceBook
  fingerprint: Fingerprint
  now: () => Date
  newId: () => string
  workloadsAtMost: number
}

type Circumstances = {
  now: Date
  book: PriceBook
  wishes?: Wishes | undefined
  workloadsAtMost?: number
  /** Where it was planned before: its topology is judged on the day it was new, and what was assumed then is still an assumption. */
  again?: Pick<Plan, 'createdAt' | 'assumed'>
}

/** Everything a caller can ask for. Methods throw `Failure` with the codes named; anything else thrown is a bug. */
export type Planner = Reference &
  Plans & {
    /** Draws up a plan and forgets it. INVALID_TOPOLOGY, TOPOLOGY_TOO_LARGE, INVALID_PARAMETER (no such price book), STORE_UNAVAILABLE. */
    draft: (caller: Caller, document: unknown, wishes?: Wishes) => Promise<Draft>
    /** The kept topology planned again as its owner did on that day, but for what is wished. Keeps nothing. As `find` and `draft`. */
    planAgain: (
      caller: Caller,
      { id, revision }: { id: string; revision?: number | undefined },
      wishes: Wishes,
    ) => Promise<{ summary: PlanSummary; drawn: Draft }>
    /** What a bill without a topology comes to. INVALID_BILL, INVALID_PARAMETER (no such price book), STORE_UNAVAILABLE. */
    bill: (caller: Caller, document: unknown, wishes?: Wishes) => Promise<BillEstimate>
    /** The same topology for several targets, a row for each. As `draft`; INVALID_TOPOLOGY names `/topology` or `/targets`. */
    compare: (caller: Caller, document: unknown, wishes?: Wishes) => Promise<Comparison>
    /** What is not the same in two revisions of a plan, or in two plans. */
    diff: Diff
    /** Why a Service of a kept plan is not of another type. */
    whyNot: AskWhyNot
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
    { now, book, wishes = {}, workloadsAtMost = parts.workloadsAtMost, again }: Circumstances,
  ): Draft => {
    const today = dayOf(now)
    const since = again === undefined ? today : dayOf(new Date(again.createdAt))
    const read = readTopology(wishing(document, wishes), { today: since, workloadsAtMost, targets })
    const provider = providers.get(read.topology.target.provider)
    if (provider === undefined)
      throw new Failure('PROVIDER_NOT_SUPPORTED', `${read.topology.target.provider} is not supported yet`)
    return draft(
      { ...read, assumed: assumedBefore(again, read.assumed) },
      provider,
      { book, today, fallback: wishes.priceFallback, includeEgress: wishes.includeEgress },
      fingerprint,
      effortOf(wishes),
    )
  }
  warmUp(
    (document) => drawUp(document, { now: parts.now(), book: priceBook, workloadsAtMost: 10 }),
    [...providers.values()],
  )
  const priceBooks = createPriceBooks({ ...parts, now: parts.now })
  const inCircumstances = async (caller: Caller, wishes: Wishes | undefined): Promise<Circumstances> => ({
    now: parts.now(),
    wishes,
    book: await priceBooks.use(caller, wishes?.priceBook),
  })
  const again = async (caller: Caller, plan: Plan, wishes: Wishes): Promise<Draft> =>
    drawUp(plan.topology, {
      ...(await inCircumstances(caller, { ...wishedBy(plan), ...wishes })),
      again: plan,
    })
  const plans = createPlans({
    ...parts,
    draw: async (caller, document, wishes) => drawUp(document, await inCircumstances(caller, wishes)),
    drawAgain: (caller, plan, wishes) => again(caller, plan, { priceBook: plan.priceBook.id, ...wishes }),
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
    ...plans,
    async planAgain(caller, { id, revision }, wishes) {
      const { summary, body } = await plans.find(caller, id, revision)
      const plan = JSON.parse(body) as Plan
      const { priceBook: reference } = plan
      const own = reference.id === priceBook.id ? {} : { priceBook: `${reference.id}@${reference.version}` }
      return { summary, drawn: await again(caller, plan, { ...own, ...wishes }) }
    },
    diff: createDiff({ plans, providers, priceBooks, priceBook }),
    whyNot: createWhyNot({
      find: plans.find,
      providers,
      tariff: (): Tariff => ({ book: priceBook, today: dayOf(parts.now()) }),
    }),
    priceBooks,
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

function effortOf({ engineerHours, hourlyRate }: Wishes): Effort | undefined {
  if (engineerHours === undefined && hourlyRate === undefined) return undefined
  if (engineerHours !== undefined && hourlyRate !== undefined) return { engineerHours, hourlyRate }
  throw new Failure(
    'INVALID_PARAMETER',
    'engineerHours and hourlyRate are given together: what moving takes, and what an hour costs.',
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const factsOf = (provider: Provider): TargetFacts => ({
  controllers: provider.controllers,
  ...(provider.controllers[0] === undefined ? {} : { controller: provider.controllers[0] }),
  regions: describeProvider(provider).regions,
  regionRequired: provider.regionRequired,
})

/** A price is looked up anew, with what is assumed of it. */
function assumedBefore(again: Circumstances['again'], assumed: readonly Assumption[]): Assumption[] {
  const before = (again?.assumed ?? []).filter(({ path }) => path !== '/target/podPrice')
  const known = new Set(assumed.map(({ path }) => path))
  return [...assumed, ...before.filter(({ path }) => !known.has(path))]
}
