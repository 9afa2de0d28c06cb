// A database goes in, what the store does with tokens comes out, every statement prepared.
import { asc, eq, sql } from 'drizzle-orm'
import type { TokenRecord } from '../../application/store.ts'
import { given } from './columns.ts'
import type { Database } from './database.ts'
import { tokens } from './schema.ts'

export function tokensIn(database: Database) {
  const byId = eq(tokens.id, given(tokens.id, 'id'))
  const one = database.select().from(tokens).where(byId).prepare('find_token')
  const all = database.select().from(tokens).orderBy(asc(tokens.createdAt), asc(tokens.id)).prepare('list_tokens')
  const insert = database
    .insert(tokens)
    .values({
      id: sql.placeholder('id'),
      tenant: sql.placeholder('tenant'),
      scopes: sql.placeholder('scopes'),
      sha256: sql.placeholder('sha256'),
      createdAt: sql.placeholder('createdAt'),
      expiresAt: sql.placeholder('expiresAt'),
    })
    .prepare('insert_token')
  const remove = database.delete(tokens).where(byId).returning({ id: tokens.id }).prepare('remove_token')
  return {
    insert: async (record: TokenRecord): Promise<void> => void (await insert.execute(record)),
    async find(id: string): Promise<TokenRecord | undefined> {
      const [found] = await one.execute({ id })
      return found
    },
    list: (): Promise<TokenRecord[]> => all.execute(),
    remove: async (id: string): Promise<boolean> => (await remove.execute({ id })).length > 0,
  }
}
