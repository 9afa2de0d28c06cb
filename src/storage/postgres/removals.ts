// A database goes in, every statement that removes plans comes out prepared: each once as it is, and once with what is told of it.
import { and, eq, lt, type SQL, sql } from 'drizzle-orm'
import { given } from './columns.ts'
import type { Database } from './database.ts'
import { tellOf } from './outbox.ts'
import { plans, revisions, webhookDeliveries } from './schema.ts'

const ofPlan = and(eq(plans.tenant, given(plans.tenant, 'tenant')), eq(plans.id, given(plans.id, 'id')))

export function prepareRemovals(database: Database) {
  const oldest = database
    .select({ tenant: plans.tenant, id: plans.id })
    .from(plans)
    .where(lt(plans.updatedAt, given(plans.updatedAt, 'time')))
    .orderBy(plans.updatedAt)
    .limit(sql.placeholder('limit'))
    // Replicas that tidy up at the same time share the work and do not wait for each other.
    .for('update', { skipLocked: true })
  const ofRevision = and(ofPlan, eq(plans.revision, sql.placeholder('newest')))
  const isOld = sql`(${plans.tenant}, ${plans.id}) in ${oldest}`
  return {
    remove: prepareRemove(database, ofPlan, 'remove_plan'),
    removeAndTell: prepareTellingRemove(database, ofPlan, 'remove_plan_and_tell'),
    removeAt: prepareRemove(database, ofRevision, 'remove_plan_at'),
    removeAtAndTell: prepareTellingRemove(database, ofRevision, 'remove_plan_at_and_tell'),
    removeUpdatedBefore: prepareRemove(database, isOld, 'remove_plans_updated_before'),
    removeUpdatedBeforeAndTell: prepareTellingRemove(
      database,
      isOld,
      'remove_plans_updated_before_and_tell',
      sql`${given(webhookDeliveries.messageId, 'messageId')} || '-' || happened.id`,
    ),
  }
}

/** The revisions go with their plan. */
const prepareRemove = (database: Database, which: SQL | undefined, name: string) =>
  database.delete(plans).where(which).returning({ id: plans.id }).prepare(name)

/** All parts of a statement see what was there before it: what is told is the last revision. */
function prepareTellingRemove(database: Database, which: SQL | undefined, name: string, message?: SQL) {
  const removed = database
    .$with('removed')
    .as(database.delete(plans).where(which).returning({ tenant: plans.tenant, id: plans.id, revision: plans.revision }))
  const told = tellOf(
    database,
    sql`(select removed.tenant, removed.id, ${revisions.summary} as summary from removed join ${revisions}
      on ${revisions.tenant} = removed.tenant and ${revisions.planId} = removed.id
      and ${revisions.revision} = removed.revision) as happened`,
    { ...(message === undefined ? {} : { message }), summary: sql`happened.summary` },
  )
  return database.with(removed, told).select({ id: removed.id }).from(removed).prepare(name)
}
