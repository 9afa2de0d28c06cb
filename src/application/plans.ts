// Plans that are kept: made, revised, priced again, read, listed, removed. A revision never changes; what makes no difference makes
// no revision; of several that change one plan at once, each sees what it said it expects, or is refused.
import { Failure, invariant } from '../domain/failure.ts'
import type { Plan, PlanSummary } from '../domain/plan/plan.ts'
import type { Caller } from './caller.ts'
import type { Drawn } from './drawn.ts'
import { enforce, judgedAfter } from './guard.ts'
import { planIn, recordOf } from './kept-plan.ts'
import { type AnswerFor, createOnce, type Done, type Keyed, type Worked } from './once.ts'
import { policyBefore } from './policies.ts'
import type { PlanFilter, PlanPosition, PlanRecord, Store } from './store.ts'
import type { Wishes } from './wishes.ts'

export type PlanPage = { items: PlanSummary[]; next?: PlanPosition }
/** `next` is the revision below which the next page begins. */
export type RevisionPage = { items: PlanSummary[]; next?: number }

/** What must hold of the plan as it is, told by its etag (undefined: there is no plan), for it to be changed. */
export type Expectation = (etag: string | undefined) => boolean
/** How a change is asked for. */
export type Asked = { keyed?: Keyed | undefined; expects?: Expectation | undefined }
export type Answered = Done & { replayed: boolean }

/** Every method throws STORE_UNAVAILABLE when the store does not answer, and of what it keeps nothing by half. */
export type Plans = {
  /**
   * Draws up a plan and keeps it: resolves when it is durable. `body` is the plan as JSON text, byte for byte as kept. INVALID_TOPOLOGY,
   * TOPOLOGY_TOO_LARGE, PROVIDER_NOT_SUPPORTED, INVALID_PARAMETER (no such price book or policy), POLICY_FAILED, PLANNING_UNAVAILABLE,
   * and what `Once` throws.
   */
  create: (caller: Caller, document: unknown, wishes?: Wishes, keyed?: Keyed) => Promise<Answered>
  /** The same under an id of the caller's, as the next revision where there is a plan. As `create`, and PRECONDITION_FAILED. */
  put: (caller: Caller, id: string, document: unknown, wishes: Wishes, asked: Asked) => Promise<Answered>
  /** The newest revision's topology at other prices, as the next revision. As `put`, and PLAN_NOT_FOUND. */
  reprice: (caller: Caller, id: string, wishes: Wishes, asked: Asked) => Promise<Answered>
  /** The kept JSON text with its summary, of the newest revision when none is named. PLAN_NOT_FOUND, REVISION_NOT_FOUND. */
  find: (caller: Caller, id: string, revision?: number) => Promise<PlanRecord>
  findSummary: (caller: Caller, id: string, revision?: number) => Promise<PlanSummary>
  list: (caller: Caller, filter: PlanFilter, limit: number, after?: PlanPosition) => Promise<PlanPage>
  /** Newest first. PLAN_NOT_FOUND. */
  listRevisions: (caller: Caller, id: string, limit: number, before?: number) => Promise<RevisionPage>
  /** PLAN_NOT_FOUND when there is none, PRECONDITION_FAILED. */
  remove: (caller: Caller, id: string, expects?: Expectation) => Promise<void>
}

type Parts = {
  store: Store
  now: () => Date
  newId: () => string
  draw: (caller: Caller, document: unknown, wishes: Wishes | undefined) => Promise<Drawn>
  /** The kept topology, planned again. */
  drawAgain: (caller: Caller, plan: Plan, wishes: Wishes) => Promise<Drawn>
}

export function createPlans(parts: Parts): Plans {
  const { store, draw, drawAgain } = parts
  const once = createOnce(parts)
  const follow = createFollow(store)
  // Told before drawing up: a plan is never younger than the day its topology was judged on.
  const now = () => parts.now().toISOString()

  return {
    create: (caller, document, wishes, keyed) =>
      once(caller, keyed, async (answerFor) => {
        const at = now()
        const drawn = await draw(caller, document, wishes)
        const asked = { at, answerFor, enforced: wishes?.enforce }
        const made = await follow(caller, drawn, { id: parts.newId(), newest: undefined, ...asked })
        invariant(made !== undefined, 'a new id is nobody’s yet')
        return made
      }),
    put: (caller, id, document, wishes, { keyed, expects }) =>
      once(caller, keyed, async (answerFor) => {
        // Looked at before the work of drawing up, and again whenever somebody else was faster.
        let newest = await store.find(caller.tenant, id)
        hold(expects, newest?.summary)
        const at = now()
        const drawn = await draw(caller, document, { ...policyBefore(newest?.summary.policy), ...wishes })
        const asked = { at, answerFor, enforced: wishes.enforce }
        for (;;) {
          const made = await follow(caller, drawn, { id, newest, ...asked })
          if (made !== undefined) return made
          newest = await store.find(caller.tenant, id)
          hold(expects, newest?.summary)
        }
      }),
    reprice: (caller, id, wishes, { keyed, expects }) =>
      once(caller, keyed, async (answerFor) => {
        for (;;) {
          const newest = (await store.find(caller.tenant, id)) ?? notFound(id)
          hold(expects, newest.summary)
          const at = now()
          const drawn = await drawAgain(caller, planIn(newest), wishes)
          const made = await follow(caller, drawn, { id, newest, at, answerFor, enforced: wishes.enforce })
          if (made !== undefined) return made
        }
      }),
    ...readsOf(store),
    async remove({ tenant }, id, expects) {
      for (;;) {
        const newest = expects === undefined ? undefined : ((await store.findSummary(tenant, id)) ?? notFound(id))
        if (newest !== undefined) hold(expects, newest)
        const removed = await store.remove(tenant, id, newest?.revision)
        if (removed === 'none') notFound(id)
        if (removed === 'removed') return
      }
    },
  }
}

/** `at` is when it was asked for. */
type Following = {
  id: string
  newest: PlanRecord | undefined
  at: string
  answerFor: AnswerFor
  enforced: boolean | undefined
}

/** Keeps a draft as what comes after `newest`; undefined when another revision has come meanwhile. */
function createFollow(store: Store) {
  const unchanged = async (tenant: string, newest: PlanRecord, answerFor: AnswerFor): Promise<Worked> => {
    const request = answerFor('nothing', newest.summary.id, newest.summary.revision)
    const before = request && (await store.keepAnswer(tenant, request))
    return before === undefined ? { ...newest, made: 'nothing' } : { outcome: 'answered', request: before }
  }
  return async ({ tenant }: Caller, drawn: Drawn, following: Following): Promise<Worked | undefined> => {
    const { id, newest, at, answerFor, enforced } = following
    // A topology of another hash is another plan: no text has to be made to see that.
    if (newest !== undefined && newest.summary.topologyHash === drawn.facts.topologyHash) {
      const { revision } = newest.summary
      // The same again is judged against what the newest was judged against: it costs no more than itself.
      const before = drawn.increase && revision > 1 ? await store.findSummary(tenant, id, revision - 1) : undefined
      const again = judgedAfter(drawn, before)
      if (recordOf(again, newest.summary).body.equals(newest.body)) {
        enforce(again, enforced)
        return unchanged(tenant, newest, answerFor)
      }
    }
    const judged = judgedAfter(drawn, newest?.summary)
    enforce(judged, enforced)
    const after = newest?.summary.revision ?? 0
    const identity = { id, revision: after + 1, createdAt: newest?.summary.createdAt ?? at, updatedAt: at }
    const made = newest === undefined ? 'plan' : 'revision'
    const record = recordOf(judged, identity)
    const request = answerFor(made, id, identity.revision)
    const kept = await store.keep(tenant, record, { after, ...(request === undefined ? {} : { request }) })
    if (kept.outcome === 'stale') return undefined
    return kept.outcome === 'kept' ? { ...record, made } : kept
  }
}

function readsOf(store: Store): Pick<Plans, 'find' | 'findSummary' | 'list' | 'listRevisions'> {
  /** Which of the two is missing is asked only when one is. */
  const missing = async ({ tenant }: Caller, id: string, revision: number | undefined): Promise<never> => {
    const newest = revision === undefined ? undefined : await store.findSummary(tenant, id)
    if (newest === undefined) return notFound(id)
    throw new Failure(
      'REVISION_NOT_FOUND',
      `There is no revision ${revision} of this plan; its newest is ${newest.revision}.`,
    )
  }
  return {
    find: async (caller, id, revision) =>
      (await store.find(caller.tenant, id, revision)) ?? missing(caller, id, revision),
    findSummary: async (caller, id, revision) =>
      (await store.findSummary(caller.tenant, id, revision)) ?? missing(caller, id, revision),
    async list({ tenant }, filter, limit, after) {
      // One more than asked for tells whether there is a next page.
      const found = await store.list(tenant, filter, limit + 1, after)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return found.length > limit && last !== undefined
        ? { items, next: { createdAt: last.createdAt, id: last.id } }
        : { items }
    },
    async listRevisions({ tenant }, id, limit, before) {
      const found = await store.listRevisions(tenant, id, limit + 1, before)
      if (found.length === 0) notFound(id)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return found.length > limit && last !== undefined ? { items, next: last.revision } : { items }
    },
  }
}

function hold(expects: Expectation | undefined, newest: PlanSummary | undefined): void {
  if (expects === undefined || expects(newest?.etag)) return
  throw new Failure(
    'PRECONDITION_FAILED',
    newest === undefined
      ? 'There is no plan with this id, and the request expects one.'
      : `The plan is not as the request expects: it is at revision ${newest.revision}, etag "${newest.etag}". Read it, then send that in If-Match.`,
  )
}

export function notFound(id: string): never {
  throw new Failure('PLAN_NOT_FOUND', `There is no plan "${id.slice(0, 60)}".`)
}
