// A request that a caller may send again → done once: the first time for real, then answered as it was. What it made is kept in the
// same transaction as the answer, so this holds across a crash and between processes.
import { Failure, invariant } from '../domain/failure.ts'
import type { Caller } from './caller.ts'
import type { AnsweredRequest, Made, PlanRecord, Store } from './store.ts'

/** What makes two requests the same: what was asked for, the caller's own key, and a print of everything that was asked. */
export type Keyed = { operation: string; key: string; fingerprint: string }

export type Done = PlanRecord & { made: Made }
/** What a piece of work came to: done here, or found to have been answered by another process meanwhile. */
export type Worked = Done | { outcome: 'answered'; request: AnsweredRequest }
/** What to keep with what was made; nothing where the request has no key. */
export type AnswerFor = (made: Made, planId: string, revision: number) => AnsweredRequest | undefined

/** IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_USE, PLAN_NOT_FOUND (what the key made was removed), and whatever the work throws. */
export type Once = (
  caller: Caller,
  keyed: Keyed | undefined,
  work: (answerFor: AnswerFor) => Promise<Worked>,
) => Promise<Done & { replayed: boolean }>

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000
// Long enough for almost any plan to be drawn up; whoever waits longer is told to come back.
const PATIENCE_MILLISECONDS = 2000
const TIDIED_EVERY_MILLISECONDS = 60_000
const EXPIRED_AT_ONCE = 500

export function createOnce({ store, now }: { store: Store; now: () => Date }): Once {
  // Within this process; between processes the store decides.
  const running = new Map<string, Promise<unknown>>()

  const replay = async ({ tenant }: Caller, { fingerprint }: Keyed, request: AnsweredRequest) => {
    if (request.fingerprint !== fingerprint)
      throw new Failure(
        'IDEMPOTENCY_KEY_REUSED',
        'This idempotency key was used for another request; send a key of its own with each request that differs.',
      )
    const record = await store.find(tenant, request.planId, request.revision)
    if (record === undefined)
      throw new Failure(
        'PLAN_NOT_FOUND',
        'The plan that was made with this idempotency key has been removed; use another key to make a new one.',
      )
    return { ...record, made: request.made, replayed: true }
  }

  const answer = async (caller: Caller, keyed: Keyed, work: Parameters<Once>[2]) => {
    const before = await store.findAnswer(caller.tenant, { ...keyed, at: now().toISOString() })
    if (before !== undefined) return replay(caller, keyed, before)
    const worked = await work((made, planId, revision) => answered(keyed, { made, planId, revision }, now()))
    return 'outcome' in worked ? replay(caller, keyed, worked.request) : { ...worked, replayed: false }
  }

  let tidied = 0
  /** Now and then, in passing: what fails is tried again by another request. */
  const tidy = async (): Promise<void> => {
    const at = now()
    if (at.getTime() < tidied + TIDIED_EVERY_MILLISECONDS) return
    tidied = at.getTime()
    const removed = await store.removeExpiredAnswers(at.toISOString(), EXPIRED_AT_ONCE)
    if (removed === EXPIRED_AT_ONCE) tidied = 0
  }

  return async (caller, keyed, work) => {
    if (keyed === undefined) {
      const worked = await work(() => undefined)
      invariant(!('outcome' in worked), 'what has no key was not answered before')
      return { ...worked, replayed: false }
    }
    const name = JSON.stringify([caller.tenant, keyed.operation, keyed.key])
    for (let ahead = running.get(name); ahead !== undefined; ahead = running.get(name)) {
      if (!(await endsInTime(ahead)))
        throw new Failure(
          'IDEMPOTENCY_KEY_IN_USE',
          'A request with this idempotency key is still being answered. Send it again in a moment.',
        )
    }
    // From here to the next line nothing waits, so nobody comes between.
    const task = answer(caller, keyed, work)
    running.set(name, task)
    try {
      return await task
    } finally {
      running.delete(name)
      void tidy().catch(() => undefined)
    }
  }
}

const answered = (
  { operation, key, fingerprint }: Keyed,
  made: Pick<AnsweredRequest, 'made' | 'planId' | 'revision'>,
  now: Date,
): AnsweredRequest => ({
  operation,
  key,
  fingerprint,
  ...made,
  answeredAt: now.toISOString(),
  expiresAt: new Date(now.getTime() + KEPT_MILLISECONDS).toISOString(),
})

/** However it ends. */
async function endsInTime(task: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MILLISECONDS)
  })
  const ended = task.then(
    () => true,
    () => true,
  )
  return Promise.race([ended, tooLate]).finally(() => clearTimeout(timer))
}
