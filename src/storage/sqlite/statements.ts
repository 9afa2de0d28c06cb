// A database goes in, every statement about plans comes out prepared. Values only ever travel as bound parameters: drizzle's builder
// runs once per statement and not per call, where it would make a read four times dearer.
import { and, desc, eq, gt, lt, type SQL, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { plans, revisions } from './schema.ts'

const given = sql.placeholder

/** What may narrow a list. A request names those it wants; the values are bound under the names in the placeholders. */
const LIST_CONDITIONS = {
  name: eq(plans.name, given('name')),
  owner: eq(plans.owner, given('owner')),
  provider: eq(plans.provider, given('provider')),
  ticket: eq(plans.ticket, given('ticket')),
  createdAfter: gt(plans.createdAt, given('createdAfter')),
  // One comparison of a pair, and not "older, or as old and by id": SQLite seeks the pair straight in the index.
  after: sql`(${plans.createdAt}, ${plans.id}) < (${given('afterCreatedAt')}, ${given('afterId')})`,
} satisfies Record<string, SQL>

export type ListCondition = keyof typeof LIST_CONDITIONS
export const LIST_CONDITION_NAMES = Object.keys(LIST_CONDITIONS) as ListCondition[]

export type Statements = ReturnType<typeof prepareStatements>

export const prepareStatements = (database: BetterSQLite3Database) => ({
  ...prepareWrites(database),
  ...prepareReads(database),
  list: cachedByConditions((conditions) => prepareList(database, conditions)),
})

const ofPlan = and(eq(plans.tenant, given('tenant')), eq(plans.id, given('id')))

function prepareWrites(database: BetterSQLite3Database) {
  const searched = {
    name: given('name'),
    owner: given('owner'),
    ticket: given('ticket'),
    provider: given('provider'),
    updatedAt: given('updatedAt'),
    revision: given('revision'),
  }
  return {
    // Changes nothing where there is such a plan.
    insertPlan: database
      .insert(plans)
      .values({ tenant: given('tenant'), id: given('id'), createdAt: given('createdAt'), ...searched })
      .onConflictDoNothing()
      .prepare(),
    // Changes nothing where the newest revision is another one.
    advancePlan: database
      .update(plans)
      // The types of a builder's `set` know no placeholders, which it takes all the same.
      .set(searched as unknown as Partial<typeof plans.$inferInsert>)
      .where(and(ofPlan, eq(plans.revision, given('after'))))
      .prepare(),
    insertRevision: database
      .insert(revisions)
      .values({
        tenant: given('tenant'),
        planId: given('id'),
        revision: given('revision'),
        summary: given('summary'),
        // Bytes go in and come out as they are; SQLite's text would be decoded and encoded again each time.
        body: sql`cast(${given('body')} as text)`,
      })
      .prepare(),
    // The revisions go with their plan.
    remove: database.delete(plans).where(ofPlan).prepare(),
    removeAt: database
      .delete(plans)
      .where(and(ofPlan, eq(plans.revision, given('newest'))))
      .prepare(),
    removeUpdatedBefore: database
      .delete(plans)
      .where(
        sql`(${plans.tenant}, ${plans.id}) in (select ${plans.tenant}, ${plans.id} from ${plans}
          where ${plans.updatedAt} < ${given('time')} order by ${plans.updatedAt} limit ${given('limit')})`,
      )
      .prepare(),
  }
}

function prepareReads(database: BetterSQLite3Database) {
  const ofRevisions = and(eq(revisions.tenant, given('tenant')), eq(revisions.planId, given('id')))
  const one = and(ofRevisions, eq(revisions.revision, given('revision')))
  const short = { summary: revisions.summary }
  const whole = { ...short, body: sql<Buffer>`cast(${revisions.body} as blob)` }
  const newest = desc(revisions.revision)
  return {
    find: database.select(whole).from(revisions).where(ofRevisions).orderBy(newest).limit(1).prepare(),
    findSummary: database.select(short).from(revisions).where(ofRevisions).orderBy(newest).limit(1).prepare(),
    findRevision: database.select(whole).from(revisions).where(one).prepare(),
    findRevisionSummary: database.select(short).from(revisions).where(one).prepare(),
    updatedBefore: database
      .select({ tenant: plans.tenant, id: plans.id })
      .from(plans)
      .where(lt(plans.updatedAt, given('time')))
      .orderBy(plans.updatedAt)
      .limit(given('limit'))
      .prepare(),
    newestOf: database.select({ revision: plans.revision }).from(plans).where(ofPlan).prepare(),
    listRevisions: database
      .select(short)
      .from(revisions)
      .where(and(ofRevisions, lt(revisions.revision, given('before'))))
      .orderBy(newest)
      .limit(given('limit'))
      .prepare(),
    // Reads the table: a bare `select 1` never touches the file and would answer over a broken one.
    check: database.select({ id: plans.id }).from(plans).limit(1).prepare(),
  }
}

/** The newest plans of a tenant that meet every condition named. `limit` is bound too. */
export const prepareList = (database: BetterSQLite3Database, conditions: readonly ListCondition[]) =>
  database
    .select({ summary: revisions.summary })
    .from(plans)
    .innerJoin(
      revisions,
      and(eq(revisions.tenant, plans.tenant), eq(revisions.planId, plans.id), eq(revisions.revision, plans.revision)),
    )
    .where(and(eq(plans.tenant, given('tenant')), ...conditions.map((condition) => LIST_CONDITIONS[condition])))
    .orderBy(desc(plans.createdAt), desc(plans.id))
    .limit(given('limit'))
    .prepare()

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
