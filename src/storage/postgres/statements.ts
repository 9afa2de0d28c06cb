// A database goes in, every statement about plans comes out prepared, under a name by which each connection prepares it once on the
// server too. Values only ever travel as bound parameters.
import { and, desc, eq, gt, lt, type SQL, sql, type WithSubquery } from 'drizzle-orm'
import { given } from './columns.ts'
import type { Database } from './database.ts'
import { tellOf } from './outbox.ts'
import { prepareRemovals } from './removals.ts'
import { plans, revisions } from './schema.ts'

/** What may narrow a list. A request names those it wants; the values are bound under the names in the placeholders. */
const LIST_CONDITIONS = {
  name: eq(plans.name, given(plans.name, 'name')),
  owner: eq(plans.owner, given(plans.owner, 'owner')),
  provider: eq(plans.provider, given(plans.provider, 'provider')),
  ticket: eq(plans.ticket, given(plans.ticket, 'ticket')),
  createdAfter: gt(plans.createdAt, given(plans.createdAt, 'createdAfter')),
  // One comparison of a pair, not "older, or as old and then by id": the pair is sought straight in the index.
  after: sql`(${plans.createdAt}, ${plans.id}) < (${given(plans.createdAt, 'afterCreatedAt')}, ${given(plans.id, 'afterId')})`,
} satisfies Record<string, SQL>

export type ListCondition = keyof typeof LIST_CONDITIONS
export const LIST_CONDITION_NAMES = Object.keys(LIST_CONDITIONS) as ListCondition[]

const ofPlan = and(eq(plans.tenant, given(plans.tenant, 'tenant')), eq(plans.id, given(plans.id, 'id')))
const searched = {
  name: sql.placeholder('name'),
  owner: sql.placeholder('owner'),
  ticket: sql.placeholder('ticket'),
  provider: sql.placeholder('provider'),
  updatedAt: sql.placeholder('updatedAt'),
  revision: sql.placeholder('revision'),
}

const written = { tenant: plans.tenant, id: plans.id, revision: plans.revision }

/** Whether what happens is written down for whoever is to be told of it, by the same statement. */
type Telling = { tells: boolean }

/** A plan's head and its revision in one statement, which is one transaction and one way to the server and back. */
export function prepareInsert(database: Database, { tells }: Telling) {
  const head = database.$with('head').as(
    database
      .insert(plans)
      .values({
        tenant: sql.placeholder('tenant'),
        id: sql.placeholder('id'),
        createdAt: sql.placeholder('createdAt'),
        ...searched,
      })
      // Writes nothing where there is such a plan.
      .onConflictDoNothing()
      .returning(written),
  )
  return withRevision(database, head, { tells }).prepare(tells ? 'insert_plan_and_tell' : 'insert_plan')
}

export function prepareAdvance(database: Database, { tells }: Telling) {
  const head = database.$with('head').as(
    database
      .update(plans)
      // The types of a builder's `set` know no placeholders, which it takes all the same.
      .set(searched as unknown as Partial<typeof plans.$inferInsert>)
      // Writes nothing where the newest revision is another one.
      .where(and(ofPlan, eq(plans.revision, sql.placeholder('after'))))
      .returning(written),
  )
  return withRevision(database, head, { tells }).prepare(tells ? 'advance_plan_and_tell' : 'advance_plan')
}

const summary = given(revisions.summary, 'summary')

const withRevision = (database: Database, head: WithSubquery, { tells }: Telling) =>
  database
    .with(head, ...(tells ? [tellOf(database, sql`${head} as happened`, { summary })] : []))
    .insert(revisions)
    .select(sql`select tenant, id, revision, ${summary}, ${given(revisions.body, 'body')} from ${head}`)
    .returning({ revision: revisions.revision })

export const prepareNewestOf = (database: Database) =>
  database.select({ revision: plans.revision }).from(plans).where(ofPlan).prepare('newest_of_plan')

export const prepareStatements = (database: Database) => ({
  newestOf: prepareNewestOf(database),
  ...prepareReads(database),
  ...prepareRemovals(database),
  list: cachedByConditions((conditions) => prepareList(database, conditions)),
})

function prepareReads(database: Database) {
  const ofRevisions = and(
    eq(revisions.tenant, given(revisions.tenant, 'tenant')),
    eq(revisions.planId, given(revisions.planId, 'id')),
  )
  const one = and(ofRevisions, eq(revisions.revision, sql.placeholder('revision')))
  const short = { summary: revisions.summary }
  const whole = { ...short, body: revisions.body }
  const newestFirst = desc(revisions.revision)
  return {
    find: database.select(whole).from(revisions).where(ofRevisions).orderBy(newestFirst).limit(1).prepare('find_plan'),
    findSummary: database
      .select(short)
      .from(revisions)
      .where(ofRevisions)
      .orderBy(newestFirst)
      .limit(1)
      .prepare('find_summary'),
    findRevision: database.select(whole).from(revisions).where(one).prepare('find_revision'),
    findRevisionSummary: database.select(short).from(revisions).where(one).prepare('find_revision_summary'),
    listRevisions: database
      .select(short)
      .from(revisions)
      .where(and(ofRevisions, lt(revisions.revision, sql.placeholder('before'))))
      .orderBy(newestFirst)
      .limit(sql.placeholder('limit'))
      .prepare('list_revisions'),
    // Reads the table: a bare `select 1` would answer over a database without it.
    check: database.select({ id: plans.id }).from(plans).limit(1).prepare('check'),
  }
}

/** The newest plans of a tenant that meet every condition named. `limit` is bound too. */
export const prepareList = (database: Database, conditions: readonly ListCondition[]) =>
  database
    .select({ summary: revisions.summary })
    .from(plans)
    .innerJoin(
      revisions,
      and(eq(revisions.tenant, plans.tenant), eq(revisions.planId, plans.id), eq(revisions.revision, plans.revision)),
    )
    .where(
      and(
        eq(plans.tenant, given(plans.tenant, 'tenant')),
        ...conditions.map((condition) => LIST_CONDITIONS[condition]),
      ),
    )
    .orderBy(desc(plans.createdAt), desc(plans.id))
    .limit(sql.placeholder('limit'))
    .prepare(['list_plans', ...conditions].join('_'))

/** One statement for each of the 64 combinations, prepared when first asked for. */
function cachedByConditions<Statement>(prepare: (conditions: readonly ListCondition[]) => Statement) {
  const prepared = new Map<string, Statement>()
  return (isPresent: (condition: ListCondition) => boolean): Statement => {
    const conditions = LIST_CONDITION_NAMES.filter(isPresent)
    const combination = conditions.join()
    const statement = prepared.get(combination) ?? prepare(conditions)
    prepared.set(combination, statement)
    return statement
  }
}
