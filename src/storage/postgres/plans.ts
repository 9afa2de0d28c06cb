// A database goes in, what the store does with plans and their revisions comes out. A plan and its revision are one statement; only
// with a request to answer they are a transaction, in which the key is taken first: whoever comes second waits there for the first.
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
import { toEvent } from '../webhook-rows.ts'
import { type answeredRequestsIn, prepareTake } from './answered-requests.ts'
import type { Database, Databases } from './database.ts'
import { prepareAdvance, prepareInsert, prepareNewestOf, prepareStatements } from './statements.ts'

type Answers = ReturnType<typeof answeredRequestsIn>

export function plansIn({ database, transaction }: Databases, answers: Answers) {
  const statements = prepareStatements(database)
  const writes = writesIn(database)

  async function keep(tenant: string, record: PlanRecord, keeping: Keeping): Promise<Kept> {
    const { after, request, happened } = keeping
    invariant(record.summary.revision === after + 1, 'a revision comes right after the one it follows')
    const row = { ...toRow(tenant, record), after }
    const event = happened === undefined ? undefined : toEvent(happened)
    if (request === undefined) return write(row, event, writes)
    const kept = await transaction<Kept | 'key taken'>(async (within, undo) => {
      if (!(await answers.take(tenant, request, prepareTake(within)))) return undo('key taken')
      const written = await write(row, event, writesIn(within))
      return written.outcome === 'kept' ? written : undo(written)
    })
    if (kept !== 'key taken') return kept
    const before = await answers.find(tenant, { ...request, at: request.answeredAt })
    // Not there: it was removed between the two looks, so the key is free.
    return before === undefined ? keep(tenant, record, keeping) : { outcome: 'answered', request: before }
  }

  async function keepAnswer(tenant: string, request: AnsweredRequest): Promise<AnsweredRequest | undefined> {
    if (await answers.take(tenant, request)) return undefined
    return (await answers.find(tenant, { ...request, at: request.answeredAt })) ?? keepAnswer(tenant, request)
  }

  /** How many plans are gone. */
  async function run(
    removal: 'remove' | 'removeAt' | 'removeUpdatedBefore',
    values: Record<string, unknown>,
    happened: Happened | undefined,
  ): Promise<number> {
    const removed = await (happened === undefined
      ? statements[removal].execute(values)
      : statements[`${removal}AndTell`].execute({ ...values, ...toEvent(happened) }))
    return removed.length
  }

  return {
    keep,
    keepAnswer,
    async find(tenant: string, id: string, revision: number | undefined): Promise<PlanRecord | undefined> {
      if (!canBe(revision)) return undefined
      const [found] = await (revision === undefined
        ? statements.find.execute({ tenant, id })
        : statements.findRevision.execute({ tenant, id, revision }))
      return found
    },
    async findSummary(tenant: string, id: string, revision: number | undefined): Promise<PlanSummary | undefined> {
      if (!canBe(revision)) return undefined
      const [found] = await (revision === undefined
        ? statements.findSummary.execute({ tenant, id })
        : statements.findRevisionSummary.execute({ tenant, id, revision }))
      return found?.summary
    },
    async list(tenant: string, filter: PlanFilter, limit: number, after: PlanPosition | undefined) {
      const isPresent = (condition: keyof PlanFilter | 'after') =>
        (condition === 'after' ? after : filter[condition]) !== undefined
      const found = await statements.list(isPresent).execute({ tenant, ...toValues(filter, limit, after) })
      return found.map((row) => row.summary)
    },
    async listRevisions(tenant: string, id: string, limit: number, before = Number.MAX_SAFE_INTEGER) {
      const found = await statements.listRevisions.execute({ tenant, id, before, limit: atMost(limit) })
      return found.map((row) => row.summary)
    },
    async remove(tenant: string, id: string, newest: number | undefined, happened: Happened | undefined) {
      const removed = await run(newest === undefined ? 'remove' : 'removeAt', { tenant, id, newest }, happened)
      if (removed > 0) return 'removed'
      const left = newest === undefined ? [] : await statements.newestOf.execute({ tenant, id })
      return left.length > 0 ? 'stale' : 'none'
    },
    removeUpdatedBefore: (time: string, limit: number, happened: Happened | undefined): Promise<number> =>
      run('removeUpdatedBefore', { time: instant(time), limit: atMost(limit) }, happened),
    check: async () => void (await statements.check.execute()),
  }
}

/** PostgreSQL answers any other number with an error and not with nothing. */
const canBe = (revision: number | undefined) => revision === undefined || Number.isSafeInteger(revision)

/** Each is prepared when it is first asked for: a transaction runs one of them. */
const writesIn = (database: Database) => ({
  insert: prepareOnce((tells) => prepareInsert(database, { tells })),
  advance: prepareOnce((tells) => prepareAdvance(database, { tells })),
  newestOf: () => prepareNewestOf(database),
})

function prepareOnce<Statement>(prepare: (tells: boolean) => Statement): (tells: boolean) => Statement {
  const prepared = new Map<boolean, Statement>()
  return (tells) => {
    const statement = prepared.get(tells) ?? prepare(tells)
    prepared.set(tells, statement)
    return statement
  }
}

type Row = ReturnType<typeof toRow> & { after: number }

async function write(
  row: Row,
  event: ReturnType<typeof toEvent> | undefined,
  { insert, advance, newestOf }: ReturnType<typeof writesIn>,
): Promise<Kept> {
  const statement = (row.after === 0 ? insert : advance)(event !== undefined)
  const written = await statement.execute({ ...row, ...event })
  if (written.length > 0) return { outcome: 'kept' }
  const [head] = await newestOf().execute({ tenant: row.tenant, id: row.id })
  return { outcome: 'stale', newest: head?.revision ?? 0 }
}
