// A connection goes in, what the store does with plans and their revisions comes out. Whatever reads and then writes takes the write
// lock first (`immediate`): a transaction that asks for it in between fails at once when somebody else wrote meanwhile.
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type {
  AnsweredRequest,
  Happened,
  Keeping,
  Kept,
  PlanFilter,
  PlanPosition,
  PlanRecord,
} from '../../application/store.ts'
import { invariant } from '../../domain/failure.ts'
import type { PlanSummary } from '../../domain/plan/plan.ts'
import { atMost, toRow, toValues } from '../rows.ts'
import { instant } from '../times.ts'
import type { answeredRequestsIn } from './answered-requests.ts'
import type { Connection } from './connect.ts'
import type { outboxIn } from './outbox.ts'
import { prepareStatements } from './statements.ts'

export function plansIn(
  connection: Connection,
  database: BetterSQLite3Database,
  { answers, outbox }: { answers: ReturnType<typeof answeredRequestsIn>; outbox: ReturnType<typeof outboxIn> },
) {
  const statements = prepareStatements(database)
  const answered = (tenant: string, request: AnsweredRequest) =>
    answers.find(tenant, { ...request, at: request.answeredAt })

  /** Within a transaction of the caller's. */
  const keep = (tenant: string, record: PlanRecord, { after, request, happened }: Keeping): Kept => {
    invariant(record.summary.revision === after + 1, 'a revision comes right after the one it follows')
    const before = request === undefined ? undefined : answered(tenant, request)
    if (before !== undefined) return { outcome: 'answered', request: before }
    const row = toRow(tenant, record)
    const { changes } = after === 0 ? statements.insertPlan.run(row) : statements.advancePlan.run({ ...row, after })
    if (changes === 0) return { outcome: 'stale', newest: statements.newestOf.get(row)?.revision ?? 0 }
    statements.insertRevision.run(row)
    if (request !== undefined) answers.put(tenant, request)
    if (happened !== undefined) outbox.tell(tenant, row, happened)
    return { outcome: 'kept' }
  }
  const keepAnswer = connection.transaction((tenant: string, request: AnsweredRequest) => {
    const before = answered(tenant, request)
    if (before === undefined) answers.put(tenant, request)
    return before
  })
  const removeAt = connection.transaction((tenant: string, id: string, newest: number) => {
    if (statements.removeAt.run({ tenant, id, newest }).changes > 0) return 'removed'
    return statements.newestOf.get({ tenant, id }) === undefined ? 'none' : 'stale'
  })
  const removeAndTell = connection.transaction(
    (tenant: string, id: string, newest: number | undefined, happened: Happened) => {
      const head = statements.newestOf.get({ tenant, id })
      if (head === undefined) return 'none'
      if (newest !== undefined && newest !== head.revision) return 'stale'
      // First: what is told is what is there still.
      outbox.tell(tenant, { id, ...head }, happened)
      statements.remove.run({ tenant, id })
      return 'removed'
    },
  )
  const removeOldAndTell = connection.transaction((time: string, limit: number, happened: Happened) => {
    const old = statements.updatedBefore.all({ time, limit })
    for (const { tenant, id } of old)
      removeAndTell(tenant, id, undefined, { ...happened, messageId: `${happened.messageId}-${id}` })
    return old.length
  })
  return {
    keep,
    keepAnswer: (tenant: string, request: AnsweredRequest) => keepAnswer.immediate(tenant, request),
    find: (tenant: string, id: string, revision: number | undefined): PlanRecord | undefined =>
      revision === undefined
        ? statements.find.get({ tenant, id })
        : statements.findRevision.get({ tenant, id, revision }),
    findSummary: (tenant: string, id: string, revision: number | undefined): PlanSummary | undefined =>
      (revision === undefined
        ? statements.findSummary.get({ tenant, id })
        : statements.findRevisionSummary.get({ tenant, id, revision })
      )?.summary,
    list(tenant: string, filter: PlanFilter, limit: number, after: PlanPosition | undefined): PlanSummary[] {
      const isPresent = (condition: keyof PlanFilter | 'after') =>
        (condition === 'after' ? after : filter[condition]) !== undefined
      return statements
        .list(isPresent)
        .all({ tenant, ...toValues(filter, limit, after) })
        .map((row) => row.summary)
    },
    listRevisions: (tenant: string, id: string, limit: number, before = Number.MAX_SAFE_INTEGER): PlanSummary[] =>
      statements.listRevisions.all({ tenant, id, before, limit: atMost(limit) }).map((row) => row.summary),
    remove(
      tenant: string,
      id: string,
      newest: number | undefined,
      happened: Happened | undefined,
    ): 'removed' | 'stale' | 'none' {
      if (happened !== undefined) return removeAndTell.immediate(tenant, id, newest, happened)
      if (newest !== undefined) return removeAt.immediate(tenant, id, newest)
      return statements.remove.run({ tenant, id }).changes > 0 ? 'removed' : 'none'
    },
    removeUpdatedBefore: (time: string, limit: number, happened: Happened | undefined): number =>
      happened === undefined
        ? statements.removeUpdatedBefore.run({ time: instant(time), limit: atMost(limit) }).changes
        : removeOldAndTell.immediate(instant(time), atMost(limit), happened),
    check: () => void statements.check.get(),
  }
}
