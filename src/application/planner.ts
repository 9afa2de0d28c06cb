// What a caller can ask for: draw up a plan, keep it, find it again, check manifests, read about clouds and rules. Clock and ids are
// handed in.
import { type BillEstimate, billOf } from '../domain/estimate/bill.ts'
import { readBill } from '../domain/estimate/bill-input.ts'
import type { PriceBook, Tariff } from '../domain/estimate/price-book.ts'
import { invariant } from '../domain/failure.ts'
import type { Importer } from '../domain/imported.ts'
import type { Fingerprint } from '../domain/plan/draft.ts'
import type { Draft, Plan, PlanSummary } from '../domain/plan/plan.ts'
import type { Provider } from '../domain/provider.ts'
import type { ProviderName } from '../domain/topology/index.ts'
import type { Caller } from './caller.ts'
import { type Comparison, compare } from './comparisons.ts'
import { type Circumstances, createDrawing, isSmall, targetsOf } from './drawing.ts'
import { type Drawn, draftIn, drawnOf } from './drawn.ts'
import type { DrawElsewhere, HelpDrawing, Job } from './elsewhere.ts'
import { enforce } from './guard.ts'
import { type ImportAnswer, type ImportRequest, importFiles } from './imports/imports.ts'
import { planIn } from './kept-plan.ts'
import { createDiff, type Diff } from './plan-diff.ts'
import { createPlans, type Plans } from './plans.ts'
import { createPolicies, type Policies, policyBefore } from './policies.ts'
import { createPriceBooks, type PriceBooks } from './price-books.ts'
import { describeProvider } from './provider-description.ts'
import { createReference, type Reference } from './reference.ts'
import type { Store } from './store.ts'
import { createTurns } from './turns.ts'
import { createValidation, type Validate } from './validation.ts'
import { warmUpTopologies } from './warm-up.ts'
import { createWebhooks, type Telling, type Webhooks } from './webhooks/webhooks.ts'
import { type AskWhyNot, createWhyNot } from './why-not.ts'
import { type Wishes, wishedBy } from './wishes.ts'

export type PlannerParts = {
  store: Store
  providers: ReadonlyMap<ProviderName, Provider>
  importers: readonly Importer[]
  priceBook: PriceBook
  fingerprint: Fingerprint
  now: () => Date
  newId: () => string
  workloadsAtMost: number
  /** For topologies of more than `workloads`, so that whoever asks something small meanwhile does not wait. */
  elsewhere?: { workloads: number; draw: DrawElsewhere; help: HelpDrawing; pause: () => Promise<unknown> }
  /** Tells others what happens to plans; nobody without it. */
  telling?: Telling
}

/** Everything a caller can ask for. Methods throw `Failure` with the codes named; anything else thrown is a bug. */
export type Planner = Reference &
  Plans & {
    /**
     * Draws up a plan and forgets it, judged by the built-in policy. INVALID_TOPOLOGY, TOPOLOGY_TOO_LARGE, INVALID_PARAMETER (no such price book), STORE_UNAVAILABLE,
     * PLANNING_UNAVAILABLE.
     */
    draft: (caller: Caller, document: unknown, wishes?: Wishes) => Promise<Draft>
    /** The same as JSON text, judged by the policy that a plan which is kept would be judged by. As `draft`, and POLICY_FAILED. */
    drawn: (caller: Caller, document: unknown, wishes?: Wishes) => Promise<Drawn>
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
    policies: Policies
    webhooks: Webhooks
    /** Files of other tools as a topology; with `plan`, its plan is kept. UNKNOWN_FORMAT, INVALID_ANSWER, and as `create`. */
    import: (caller: Caller, request: ImportRequest, wishes?: Wishes) => Promise<ImportAnswer>
    /** Whether Kubernetes objects would be accepted. TOO_MANY_OBJECTS. */
    validate: Validate
    /** Draws up a plan for each cloud and forgets it, with a pause after each: so that no caller is the first. */
    warmUp: (pause: () => Promise<unknown>) => Promise<void>
    /** Resolves when the store answers. STORE_UNAVAILABLE. */
    ready: () => Promise<void>
  }

export function createPlanner(parts: PlannerParts): Planner {
  const { store, providers, priceBook, elsewhere } = parts
  const today = () => dayOf(parts.now())
  const drawUp = createDrawing(parts)
  const priceBooks = createPriceBooks({ ...parts, now: parts.now })
  const policies = createPolicies(parts)
  const inCircumstances = async (caller: Caller, wishes: Wishes | undefined): Promise<Circumstances> => ({
    today: today(),
    wishes,
    workloadsAtMost: parts.workloadsAtMost,
    book: await priceBooks.use(caller, wishes?.priceBook),
  })
  const judgedIn = async (caller: Caller, wishes: Wishes | undefined): Promise<Circumstances> => ({
    ...(await inCircumstances(caller, wishes)),
    policy: await policies.use(caller, wishes?.policy),
  })
  const againIn = async (caller: Caller, plan: Plan, wishes: Wishes): Promise<Circumstances> => ({
    ...(await inCircumstances(caller, { ...wishedBy(plan), ...wishes })),
    again: { since: dayOf(new Date(plan.createdAt)), assumed: plan.assumed },
  })
  const turns = createTurns(elsewhere?.pause ?? (() => Promise.resolve()))
  const jobOf = (document: unknown, { book, ...circumstances }: Circumstances): Job => ({
    document,
    circumstances,
    ...priceBooks.sent(book),
  })
  const isLarge = (document: unknown) => elsewhere !== undefined && !isSmall(document, elsewhere.workloads)
  const draft = async (document: unknown, circumstances: Circumstances): Promise<Draft> =>
    elsewhere !== undefined && isLarge(document)
      ? draftIn(await elsewhere.draw(jobOf(document, circumstances)))
      : drawUp(document, circumstances)
  const draw = async (document: unknown, circumstances: Circumstances): Promise<Drawn> => {
    const here = () => drawnOf(drawUp(document, circumstances), circumstances)
    if (elsewhere === undefined) return here()
    const job = jobOf(document, circumstances)
    if (isLarge(document)) return elsewhere.draw(job)
    // Who helps is not waited for: the next one may have its turn.
    const { helped, drawn } = await turns(() => {
      const helped = elsewhere.help(job)
      return helped === undefined ? { drawn: here() } : { helped }
    })
    return drawn ?? helped
  }
  const plans = createPlans({
    ...parts,
    draw: async (caller, document, wishes) => draw(document, await judgedIn(caller, wishes)),
    drawAgain: async (caller, plan, wishes) => {
      const { policy = policyBefore(plan.policy).policy } = wishes
      return draw(plan.topology, {
        ...(await againIn(caller, plan, { priceBook: plan.priceBook.id, ...wishes })),
        policy: await policies.use(caller, policy),
      })
    },
  })

  return {
    draft: async (caller, document, wishes) => draft(document, await inCircumstances(caller, wishes)),
    async drawn(caller, document, wishes) {
      const drawn = await draw(document, await judgedIn(caller, wishes))
      enforce(drawn, wishes?.enforce)
      return drawn
    },
    async bill(caller, document, wishes) {
      const { book, today: day } = await inCircumstances(caller, wishes)
      const regions = (provider: Provider) => describeProvider(provider).regions
      const input = readBill(document, providers, regions)
      const provider = providers.get(input.provider)
      invariant(provider !== undefined, 'a bill that was read is of a provider that is supported')
      return billOf(input, provider, { book, fallback: wishes?.priceFallback, today: day })
    },
    async compare(caller, document, wishes) {
      const circumstances = await inCircumstances(caller, wishes)
      return compare(document, circumstances.book, (topology) => draft(topology, circumstances))
    },
    ...plans,
    async planAgain(caller, { id, revision }, wishes) {
      const record = await plans.find(caller, id, revision)
      const plan = planIn(record)
      const { priceBook: reference } = plan
      const own = reference.id === priceBook.id ? {} : { priceBook: `${reference.id}@${reference.version}` }
      return {
        summary: record.summary,
        drawn: await draft(plan.topology, await againIn(caller, plan, { ...own, ...wishes })),
      }
    },
    diff: createDiff({ plans, providers, priceBooks, priceBook }),
    whyNot: createWhyNot({
      find: plans.find,
      providers,
      tariff: (): Tariff => ({ book: priceBook, today: today() }),
    }),
    priceBooks,
    policies,
    import: (caller, request, wishes) =>
      importFiles(request, {
        importers: parts.importers,
        providers,
        reading: () => ({ today: today(), workloadsAtMost: parts.workloadsAtMost, targets: targetsOf(providers) }),
        tariff: async () => {
          const { book, today: day } = await inCircumstances(caller, wishes)
          return { book, today: day, fallback: wishes?.priceFallback, includeEgress: wishes?.includeEgress }
        },
        keep: async (topology) => planIn(await plans.create(caller, topology, wishes)),
      }),
    webhooks: createWebhooks({ ...parts, telling: parts.telling }),
    ...createReference(providers),
    validate: createValidation(providers),
    async warmUp(pause) {
      for (const document of warmUpTopologies([...providers.values()])) {
        drawUp(document, { today: today(), book: priceBook, workloadsAtMost: 10 })
        await pause()
      }
    },
    ready: () => store.check(),
  }
}

const dayOf = (now: Date): string => now.toISOString().slice(0, 10)
