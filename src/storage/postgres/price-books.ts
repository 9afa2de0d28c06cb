// A database goes in, what the store does with price books comes out, every statement prepared.
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { PriceBookRecord } from '../../application/store.ts'
import { given } from './columns.ts'
import type { Database, Databases } from './database.ts'
import { priceBooks } from './schema.ts'

const named = {
  id: priceBooks.id,
  version: priceBooks.version,
  sha256: priceBooks.sha256,
  createdAt: priceBooks.createdAt,
}
const whole = { ...named, body: priceBooks.body }
const ofTenant = eq(priceBooks.tenant, given(priceBooks.tenant, 'tenant'))
const byId = and(ofTenant, eq(priceBooks.id, given(priceBooks.id, 'id')))

const prepareNewest = (database: Database) =>
  database
    .select(whole)
    .from(priceBooks)
    .where(byId)
    .orderBy(desc(priceBooks.version))
    .limit(1)
    .prepare('find_newest_price_book')

const prepareInsert = (database: Database) =>
  database
    .insert(priceBooks)
    .values({
      tenant: sql.placeholder('tenant'),
      id: sql.placeholder('id'),
      version: sql.placeholder('version'),
      sha256: sql.placeholder('sha256'),
      createdAt: sql.placeholder('createdAt'),
      body: sql.placeholder('body'),
    })
    .prepare('insert_price_book')

export function priceBooksIn({ database, transaction }: Databases) {
  const newest = prepareNewest(database)
  const one = database
    .select(whole)
    .from(priceBooks)
    .where(and(byId, eq(priceBooks.version, sql.placeholder('version'))))
    .prepare('find_price_book')
  const all = database
    .select(named)
    .from(priceBooks)
    .where(ofTenant)
    .orderBy(asc(priceBooks.id), desc(priceBooks.version))
    .prepare('list_price_books')
  return {
    insert: (tenant: string, record: Omit<PriceBookRecord, 'version'>): Promise<PriceBookRecord> =>
      transaction(async (within) => {
        await lock(within, tenant, record.id)
        const [last] = await prepareNewest(within).execute({ tenant, id: record.id })
        if (last?.sha256 === record.sha256) return last
        const kept = { ...record, version: (last?.version ?? 0) + 1 }
        await prepareInsert(within).execute({ tenant, ...kept })
        return kept
      }),
    async find(tenant: string, id: string, version: number | undefined): Promise<PriceBookRecord | undefined> {
      // PostgreSQL answers any other number with an error and not with nothing.
      if (version !== undefined && !Number.isSafeInteger(version)) return undefined
      const [found] = await (version === undefined
        ? newest.execute({ tenant, id })
        : one.execute({ tenant, id, version }))
      return found
    },
    list: (tenant: string) => all.execute({ tenant }),
  }
}

/** Until the transaction ends, so that two callers cannot give one version number to two books. */
const lock = (within: Database, tenant: string, id: string) =>
  within.execute(sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(['price book', tenant, id])}, 0))`)
