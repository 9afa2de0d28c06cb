// A connection goes in, what the store does with plans and their revisions comes out. Whatever reads and then writes takes the write
// lock first (`immediate`): a transaction that asks for it in between fails at once when somebody else wrote meanwhile.
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { AnsweredRequest, Keeping, Kept, PlanFilter, PlanPosition, PlanRecord } from '../../application/store.ts'
import { invariant } from '../../domain/failure.ts'
import type { PlanSummary } from '../../domain/plan/plan.ts'
import { atMost, toRow, toValues } from '../rows.ts'
import { instant } from '../times.ts'
import type { answeredRequestsIn } from './answered-requests.ts'
import type { Connection } from './connect.ts'
import { prepareStatements } from './statements.ts'

export function plansIn(
  connection: Connection,
  database: BetterSQLite3Database,
  answers: ReturnType<typeof answeredRequestsIn>,
) {
  const statements = prepareStatements(database)
  const answered = (tenant: string, request: AnsweredRequest) =>
    answers.find(tenant, { ...request, at: request.answeredAt })

  const keep = connection.transaction((tenant: string, record: PlanRecord, { after, request }: Keeping): Kept => {
    const before = request === undefined ? undefined : answered(tenant, request)
    if (before !== undefined) return { outcome: 'answered', request: before }
    const row = toRow(tenant, record)
    const { changes } = after === 0 ? statements.insertPlan.run(row) : statements.advancePlan.run({ ...row, after })
    if (changes === 0) return { outcome: 'stale', newest: statements.newestOf.get(row)?.revision ?? 0 }
    statements.insertRevision.run(row)
    if (request !== undefined) answers.put(tenant, request)
    return { outcome: 'kept' }
  })
  const keepAnswer = connection.transaction((tenant: string, request: AnsweredRequest) => {
    const before = answered(tenant, request)
    if (before === undefined) answers.put(tenant, request)
    return before
  })
  const removeAt = connection.transaction((tenant: string, id: string, newest: number) => {
    if (statements.removeAt.run({ tenant, id, newest }).changes > 0) return 'removed'
    return statements.newestOf.get({ tenant, id }) === undefined ? 'none' : 'stale'
  })
  return {
    keep(tenant: string, record: PlanRecord, keeping: Keeping): Kept {
      invariant(record.summary.revision === keeping.after + 1, 'a revision comes right after the one it follows')
      return keep.immediate(tenant, record, keeping)
    },
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
    remove(tenant: string, id: string, newest: number | undefined): 'removed' | 'stale' | 'none' {
      if (newest !== undefined) return removeAt.immediate(tenant, id, newest)
      return statements.remove.run({ tenant, id }).changes > 0 ? 'removed' : 'none'
    },
    removeUpdatedBefore: (time: string, limit: number): number =>
      statements.removeUpdatedBefore.run({ time: instant(time), limit: atMost(limit) }).changes,
    check: () => void statements.check.get(),
  }
}
