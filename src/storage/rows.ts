// What a store is handed → the values its statements are run with, the same for every database.
import type { PlanFilter, PlanPosition, PlanRecord } from '../application/store.ts'
import { invariant } from '../domain/failure.ts'
import { instant } from './times.ts'

export const toRow = (tenant: string, { summary, body }: PlanRecord) => ({
  tenant,
  id: summary.id,
  name: summary.name,
  owner: summary.owner ?? null,
  ticket: summary.ticket ?? null,
  provider: summary.provider,
  createdAt: instant(summary.createdAt),
  updatedAt: instant(summary.updatedAt),
  revision: summary.revision,
  summary,
  body,
})

export function toValues(filter: PlanFilter, limit: number, after: PlanPosition | undefined) {
  return {
    ...filter,
    ...(filter.createdAfter === undefined ? {} : { createdAfter: instant(filter.createdAfter) }),
    ...(after === undefined ? {} : { afterCreatedAt: instant(after.createdAt), afterId: after.id }),
    limit: atMost(limit),
  }
}

/** Throws where it is none. */
export function atMost(limit: number): number {
  invariant(Number.isSafeInteger(limit) && limit >= 0, 'a limit is a whole number (SQLite takes -1 for "everything")')
  return limit
}
