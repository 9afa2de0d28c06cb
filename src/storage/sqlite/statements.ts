// A database goes in, every statement the store runs comes out prepared. Values only ever travel as bound parameters:
// drizzle's builder runs once per statement and not per call, where it would make a read four times dearer.
import { and, desc, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { plans } from './schema.ts'

const given = sql.placeholder

/** What may narrow a list. A request names those it wants; the values are bound under the names in the placeholders. */
const LIST_CONDITIONS = {
  name: eq(plans.name, given('name')),
  owner: eq(plans.owner, given('owner')),
  provider: eq(plans.provider, given('provider')),
  ticket: eq(plans.ticket, given('ticket')),
  createdAfter: gt(plans.createdAt, given('createdAfter')),
  // One comparison of a pair, and not "older, or as old and …": SQLite seeks the pair straight in the index.
  after: sql`(${plans.createdAt}, ${plans.id}) < (${given('afterCreatedAt')}, ${given('afterId')})`,
} satisfies Record<string, SQL>

export type ListCondition = keyof typeof LIST_CONDITIONS
export const LIST_CONDITION_NAMES = Object.keys(LIST_CONDITIONS) as ListCondition[]

export type Statements = ReturnType<typeof prepareStatements>

export function prepareStatements(database: BetterSQLite3Database) {
  const byId = eq(plans.id, given('id'))
  return {
    // One statement is one transaction that takes the write lock first, as `begin immediate` would.
    insert: database
      .insert(plans)
      .values({
        id: given('id'),
        name: given('name'),
        owner: given('owner'),
        ticket: given('ticket'),
        provider: given('provider'),
        createdAt: given('createdAt'),
        revision: given('revision'),
        topologyHash: given('topologyHash'),
        summary: given('summary'),
        body: given('body'),
      })
      .prepare(),
    find: database.select({ summary: plans.summary, body: plans.body }).from(plans).where(byId).prepare(),
    findSummary: database.select({ summary: plans.summary }).from(plans).where(byId).prepare(),
    remove: database.delete(plans).where(byId).prepare(),
    // Reads the table: a bare `select 1` never touches the file and would answer over a broken one.
    check: database.select({ id: plans.id }).from(plans).limit(1).prepare(),
    list: cachedByConditions((conditions) => prepareList(database, conditions)),
  }
}

/** The newest plans that meet every condition named. `limit` is bound too. */
export const prepareList = (database: BetterSQLite3Database, conditions: readonly ListCondition[]) =>
  database
    .select({ summary: plans.summary })
    .from(plans)
    .where(and(...conditions.map((condition) => LIST_CONDITIONS[condition])))
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
