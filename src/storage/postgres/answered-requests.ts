// A database goes in, what the store does with answered requests comes out, every statement prepared.
import { and, eq, gt, lte, sql } from 'drizzle-orm'
import type { AnsweredRequest } from '../../application/store.ts'
import { atMost } from '../rows.ts'
import { instant } from '../times.ts'
import { given } from './columns.ts'
import type { Database } from './database.ts'
import { answeredRequests } from './schema.ts'

const told = {
  operation: answeredRequests.operation,
  key: answeredRequests.key,
  fingerprint: answeredRequests.fingerprint,
  made: answeredRequests.made,
  planId: answeredRequests.planId,
  revision: answeredRequests.revision,
  answeredAt: answeredRequests.answeredAt,
  expiresAt: answeredRequests.expiresAt,
}

/** Takes a key that nobody has or that has expired. Whoever wants a key that is being taken waits for how that ends. */
export function prepareTake(database: Database) {
  const values = {
    fingerprint: sql.placeholder('fingerprint'),
    made: sql.placeholder('made'),
    planId: sql.placeholder('planId'),
    revision: sql.placeholder('revision'),
    answeredAt: sql.placeholder('answeredAt'),
    expiresAt: sql.placeholder('expiresAt'),
  }
  return database
    .insert(answeredRequests)
    .values({
      tenant: sql.placeholder('tenant'),
      operation: sql.placeholder('operation'),
      key: sql.placeholder('key'),
      ...values,
    })
    .onConflictDoUpdate({
      target: [answeredRequests.tenant, answeredRequests.operation, answeredRequests.key],
      // The types of a builder's `set` know no placeholders, which it takes all the same.
      set: values as unknown as Partial<typeof answeredRequests.$inferInsert>,
      setWhere: lte(answeredRequests.expiresAt, given(answeredRequests.answeredAt, 'answeredAt')),
    })
    .returning({ key: answeredRequests.key })
    .prepare('take_key')
}

export function answeredRequestsIn(database: Database) {
  const valid = database
    .select(told)
    .from(answeredRequests)
    .where(
      and(
        eq(answeredRequests.tenant, given(answeredRequests.tenant, 'tenant')),
        eq(answeredRequests.operation, given(answeredRequests.operation, 'operation')),
        eq(answeredRequests.key, given(answeredRequests.key, 'key')),
        gt(answeredRequests.expiresAt, given(answeredRequests.expiresAt, 'at')),
      ),
    )
    .prepare('find_answer')
  const expired = database
    .select({ tenant: answeredRequests.tenant, operation: answeredRequests.operation, key: answeredRequests.key })
    .from(answeredRequests)
    .where(lte(answeredRequests.expiresAt, given(answeredRequests.expiresAt, 'at')))
    .limit(sql.placeholder('limit'))
    // Replicas that tidy up at the same time share the work and do not wait for each other.
    .for('update', { skipLocked: true })
  const removeExpired = database
    .delete(answeredRequests)
    .where(sql`(${answeredRequests.tenant}, ${answeredRequests.operation}, ${answeredRequests.key}) in ${expired}`)
    .returning({ key: answeredRequests.key })
    .prepare('remove_expired_answers')
  const taking = prepareTake(database)

  return {
    async find(
      tenant: string,
      { operation, key, at }: { operation: string; key: string; at: string },
    ): Promise<AnsweredRequest | undefined> {
      const [found] = await valid.execute({ tenant, operation, key, at: instant(at) })
      return found
    },
    /** True when the key is this request's from now on. */
    async take(tenant: string, request: AnsweredRequest, statement = taking): Promise<boolean> {
      const times = { answeredAt: instant(request.answeredAt), expiresAt: instant(request.expiresAt) }
      return (await statement.execute({ ...request, tenant, ...times })).length > 0
    },
    removeExpired: async (at: string, limit: number): Promise<number> =>
      (await removeExpired.execute({ at: instant(at), limit: atMost(limit) })).length,
  }
}
