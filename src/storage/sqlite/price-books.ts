// A database goes in, what the store does with price books comes out, every statement prepared.
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { PriceBookRecord } from '../../application/store.ts'
import { priceBooks } from './schema.ts'

const given = sql.placeholder
const named = {
  id: priceBooks.id,
  version: priceBooks.version,
  sha256: priceBooks.sha256,
  createdAt: priceBooks.createdAt,
}

export function priceBooksIn(database: BetterSQLite3Database) {
  const byId = and(eq(priceBooks.tenant, given('tenant')), eq(priceBooks.id, given('id')))
  const whole = { ...named, body: priceBooks.body }
  const newest = database
    .select(whole)
    .from(priceBooks)
    .where(byId)
    .orderBy(desc(priceBooks.version))
    .limit(1)
    .prepare()
  const one = database
    .select(whole)
    .from(priceBooks)
    .where(and(byId, eq(priceBooks.version, given('version'))))
    .prepare()
  const all = database
    .select(named)
    .from(priceBooks)
    .where(eq(priceBooks.tenant, given('tenant')))
    .orderBy(asc(priceBooks.id), desc(priceBooks.version))
    .prepare()
  const insert = database
    .insert(priceBooks)
    .values({
      tenant: given('tenant'),
      id: given('id'),
      version: given('version'),
      sha256: given('sha256'),
      createdAt: given('createdAt'),
      body: given('body'),
    })
    .prepare()
  return {
    // The write lock is taken first, so that two callers cannot give one version number to two books.
    insert: (tenant: string, record: Omit<PriceBookRecord, 'version'>): PriceBookRecord =>
      database.transaction(
        () => {
          const last = newest.get({ tenant, id: record.id })
          if (last?.sha256 === record.sha256) return last
          const kept = { ...record, version: (last?.version ?? 0) + 1 }
          insert.run({ tenant, ...kept })
          return kept
        },
        { behavior: 'immediate' },
      ),
    find: (tenant: string, id: string, version: number | undefined): PriceBookRecord | undefined =>
      version === undefined ? newest.get({ tenant, id }) : one.get({ tenant, id, version }),
    list: (tenant: string) => all.all({ tenant }),
  }
}
