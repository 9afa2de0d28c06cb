// What a caller can ask for: draw up a plan, keep it, find it again, check manifests, read about clouds and rules. Clock and ids are
// handed in.
import type { Effort } from '../domain/consolidation/payback.ts'
import { type BillEstimate, billOf } from '../domain/estimate/bill.ts'
import { readBill } from '../domain/estimate/bill-input.ts'
import type { PriceBook, Tariff } from '../domain/estimate/price-book.ts'
import { Failure, invariant } from '../domain/failure.ts'
import type { Importer } from '../domain/imported.ts'
import { draft, type Fingerprint } from '../domain/plan/draft.ts'
import type { DesignName, Draft, Plan, PlanSummary } from '../domain/plan/plan.ts'
import type { Provider } from '../domain/provider.ts'
import { type ProviderName, readTopology, type TargetFacts } from '../domain/topology/index.ts'
import { type Comparison, compare } from './comparisons.ts'
import { type ImportAnswer, type ImportRequest, importFiles } from './imports/imports.ts'
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
  importers: readonly Importer[]
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
  /** What moving to a shared entrance takes; both or neither. Without them nothing is said of payback. */
  engineerHours?: number | undefined
  hourlyRate?: string | undefined
}

type Circumstances = { now: Date; book: PriceBook; wishes?: Wishes | undefined; workloadsAtMost?: number }

/** Everything a caller can ask for. Methods throw `Failure` with the codes named; anything else thrown is a bug. */
export type Planner = Reference & {
  /** Draws up a plan and forgets it. INVALID_TOPOLOGY, TOPOLOGY_TOO_LARGE, INVALID_PARAMETER (no such price book), STORE_UNAVAILABLE. */
  draft: (document: unknown, wishes?: Wishes) => Promise<Draft>
  /** Draws up a plan and keeps it: resolves when it is durable. `body` is the plan as JSON text, byte for byte as kept. As `draft`, and STORE_UNAVAILABLE. */
  create: (document: unknown, wishes?: Wishes) => Promise<PlanRecord & { plan: Plan }>
  /** The kept JSON text with its summary. PLAN_NOT_FOUND, STORE_UNAVAILABLE. */
  find: (id: string) => Promise<PlanRecord>
  findSummary: (id: string) => Promise<PlanSummary>
  /** The kept topology planned again as its owner did on that day, but for what is wished. Keeps nothing. As `find` and `draft`. */
  planAgain: (id: string, wishes: Wishes) => Promise<{ summary: PlanSummary; drawn: Draft }>
  /** What a bill without a topology comes to. INVALID_BILL, INVALID_PARAMETER (no such price book), STORE_UNAVAILABLE. */
  bill: (document: unknown, wishes?: Wishes) => Promise<BillEstimate>
  /** The same topology for several targets, a row for each. As `draft`; INVALID_TOPOLOGY names `/topology` or `/targets`. */
  compare: (document: unknown, wishes?: Wishes) => Promise<Comparison>
  /** Why a Service of a kept plan is not of another type. */
  whyNot: AskWhyNot
  list: (filter: PlanFilter, limit: number, after?: PlanPosition) => Promise<PlanPage>
  /** PLAN_NOT_FOUND when there is none. */
  remove: (id: string) => Promise<void>
  priceBooks: PriceBooks
  /** Files of other tools as a topology; with `plan`, its plan is kept. UNKNOWN_FORMAT, INVALID_ANSWER, and as `create`. */
  import: (request: ImportRequest, wishes?: Wishes) => Promise<ImportAnswer>
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
      effortOf(wishes),
    )
  }
  warmUp(
    (document) => drawUp(document, { now: parts.now(), book: priceBook, workloadsAtMost: 10 }),
    [...providers.values()],
  )
  const priceBooks = createPriceBooks({ ...parts, now: parts.now })
  const inCircumstances = async (wishes: Wishes | undefined, now = parts.now()): Promise<Circumstances> => ({
    now,
    wishes,
    book: await priceBooks.use(wishes?.priceBook),
  })

  const create = async (document: unknown, wishes?: Wishes) => {
    const circumstances = await inCircumstances(wishes)
    const plan = keep(drawUp(document, circumstances), parts.newId(), circumstances.now)
    const record = { summary: summaryOf(plan), body: JSON.stringify(plan) }
    await store.insert(record)
    return { ...record, plan }
  }

  return {
    draft: async (document, wishes) => drawUp(document, await inCircumstances(wishes)),
    async bill(document, wishes) {
      const { book, now } = await inCircumstances(wishes)
      const regions = (provider: Provider) => describeProvider(provider).regions
      const input = readBill(document, providers, regions)
      const provider = providers.get(input.provider)
      invariant(provider !== undefined, 'a bill that was read is of a provider that is supported')
      return billOf(input, provider, { book, fallback: wishes?.priceFallback, today: dayOf(now) })
    },
    async compare(document, wishes) {
      const circumstances = await inCircumstances(wishes)
      return compare(document, circumstances.book, (topology) => drawUp(topology, circumstances))
    },
    create,
    find: async (id) => (await store.find(id)) ?? notFound(id),
    findSummary: async (id) => (await store.findSummary(id)) ?? notFound(id),
    async planAgain(id, wishes) {
      const { summary, body } = (await store.find(id)) ?? notFound(id)
      const { topology, priceBook: reference } = JSON.parse(body) as Plan
      const own = reference.id === priceBook.id ? {} : { priceBook: `${reference.id}@${reference.version}` }
      // Judged on the day it was planned: an exposure that has run out since was good then.
      const circumstances = await inCircumstances({ ...own, ...wishes }, new Date(summary.createdAt))
      return { summary, drawn: drawUp(topology, circumstances) }
    },
    whyNot: createWhyNot({
      find: async (id) => (await store.find(id)) ?? notFound(id),
      providers,
      tariff: (): Tariff => ({ book: priceBook, today: dayOf(parts.now()) }),
    }),
    priceBooks,
    import: (request, wishes) =>
      importFiles(request, {
        importers: parts.importers,
        providers,
        reading: () => ({ today: dayOf(parts.now()), workloadsAtMost: parts.workloadsAtMost, targets }),
        tariff: async () => {
          const { book, now } = await inCircumstances(wishes)
          return { book, today: dayOf(now), fallback: wishes?.priceFallback, includeEgress: wishes?.includeEgress }
        },
        create: (topology) => create(topology, wishes),
      }),
    async list(filter, limit, after) {
      // One more than asked for tells whether there is a next page.
      const found = await store.list(filter, limit + 1, after)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return found.length > limit && last !== undefined
        ? { items, next: { createdAt: last.createdAt, id: last.id } }
        : { items }
    },
    async remove(id) {
      if (!(await store.remove(id))) notFound(id)
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

function notFound(id: string): never {
  throw new Failure('PLAN_NOT_FOUND', `There is no plan "${id.slice(0, 60)}".`)
}

/** Gives a draft its identity. The etag names plan and revision, so it never has to be computed from the bytes. */
function keep(drawn: Draft, id: string, now: Date): Plan {
  const url = `/v1/plans/${id}`
  return {
    id,
    revision: 1,
    etag: `${id.slice(0, 13)}.1`,
    url,
    createdAt: now.toISOString(),
    ...drawn,
    links: {
      self: url,
      manifests: `${url}/manifests.yaml`,
      manifestsJson: `${url}/manifests.json`,
      bundle: `${url}/bundle.zip`,
      summary: `${url}?fields=summary`,
    },
  }
}

export function summaryOf(plan: Plan): PlanSummary {
  const total = (design: DesignName) => plan.designs[design].estimate.monthly.expected
  const { owner, ticket, target } = plan.topology
  return {
    id: plan.id,
    name: plan.name,
    ...(owner === undefined ? {} : { owner }),
    ...(ticket === undefined ? {} : { ticket }),
    provider: target.provider,
    revision: plan.revision,
    etag: plan.etag,
    url: plan.url,
    createdAt: plan.createdAt,
    topologyHash: plan.topologyHash,
    summaryText: plan.summaryText,
    chosen: plan.chosen,
    verdict: plan.consolidation.verdict,
    currency: plan.consolidation.currency,
    monthly: {
      recommended: total('recommended'),
      consolidated: total('consolidated'),
      saving: plan.consolidation.monthlySaving,
      atLeast: plan.designs[plan.chosen].estimate.atLeast,
    },
    links: plan.links,
  }
}
