// A database goes in, what the store does with tokens comes out, every statement prepared.
import { asc, eq, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { TokenRecord } from '../../application/store.ts'
import { tokens } from './schema.ts'

const given = sql.placeholder

export function tokensIn(database: BetterSQLite3Database) {
  const byId = eq(tokens.id, given('id'))
  const one = database.select().from(tokens).where(byId).prepare()
  const all = database.select().from(tokens).orderBy(asc(tokens.createdAt), asc(tokens.id)).prepare()
  const insert = database
    .insert(tokens)
    .values({
      id: given('id'),
      tenant: given('tenant'),
      scopes: given('scopes'),
      sha256: given('sha256'),
      createdAt: given('createdAt'),
      expiresAt: given('expiresAt'),
    })
    .prepare()
  const remove = database.delete(tokens).where(byId).prepare()
  return {
    insert: (record: TokenRecord): void => void insert.run(record),
    find: (id: string): TokenRecord | undefined => one.get({ id }),
    list: (): TokenRecord[] => all.all(),
    remove: (id: string): boolean => remove.run({ id }).changes > 0,
  }
}
