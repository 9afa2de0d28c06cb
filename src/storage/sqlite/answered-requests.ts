// A database goes in, what the store does with answered requests comes out, every statement prepared.
import { and, eq, gt, lte, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { AnsweredRequest } from '../../application/store.ts'
import { instant } from '../times.ts'
import { answeredRequests } from './schema.ts'

const given = sql.placeholder
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

export function answeredRequestsIn(database: BetterSQLite3Database) {
  const byKey = and(
    eq(answeredRequests.tenant, given('tenant')),
    eq(answeredRequests.operation, given('operation')),
    eq(answeredRequests.key, given('key')),
  )
  const valid = database
    .select(told)
    .from(answeredRequests)
    .where(and(byKey, gt(answeredRequests.expiresAt, given('at'))))
    .prepare()
  const removeOne = database.delete(answeredRequests).where(byKey).prepare()
  const insert = database
    .insert(answeredRequests)
    .values({
      tenant: given('tenant'),
      operation: given('operation'),
      key: given('key'),
      fingerprint: given('fingerprint'),
      made: given('made'),
      planId: given('planId'),
      revision: given('revision'),
      answeredAt: given('answeredAt'),
      expiresAt: given('expiresAt'),
    })
    .prepare()
  const removeExpired = database
    .delete(answeredRequests)
    .where(
      sql`(${answeredRequests.tenant}, ${answeredRequests.operation}, ${answeredRequests.key}) in (
        select ${answeredRequests.tenant}, ${answeredRequests.operation}, ${answeredRequests.key} from ${answeredRequests}
        where ${lte(answeredRequests.expiresAt, given('at'))} limit ${given('limit')})`,
    )
    .prepare()

  return {
    find: (
      tenant: string,
      { operation, key, at }: { operation: string; key: string; at: string },
    ): AnsweredRequest | undefined => valid.get({ tenant, operation, key, at: instant(at) }),
    /** In the place of one that has expired, if there is any. */
    put(tenant: string, request: AnsweredRequest): void {
      removeOne.run({ tenant, operation: request.operation, key: request.key })
      const times = { answeredAt: instant(request.answeredAt), expiresAt: instant(request.expiresAt) }
      insert.run({ ...request, tenant, ...times })
    },
    removeExpired: (at: string, limit: number): number => removeExpired.run({ at: instant(at), limit }).changes,
  }
}
