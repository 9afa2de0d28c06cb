// A database and a table of documents in versions go in, what the store does with them comes out, every statement prepared.
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { VersionRecord } from '../../application/store.ts'
import type { VersionsTable } from './schema.ts'

const given = sql.placeholder

export function versionsIn(database: BetterSQLite3Database, table: VersionsTable) {
  const named = { id: table.id, version: table.version, sha256: table.sha256, createdAt: table.createdAt }
  const byId = and(eq(table.tenant, given('tenant')), eq(table.id, given('id')))
  const whole = { ...named, body: table.body }
  const newest = database.select(whole).from(table).where(byId).orderBy(desc(table.version)).limit(1).prepare()
  const one = database
    .select(whole)
    .from(table)
    .where(and(byId, eq(table.version, given('version'))))
    .prepare()
  const all = database
    .select(named)
    .from(table)
    .where(eq(table.tenant, given('tenant')))
    .orderBy(asc(table.id), desc(table.version))
    .prepare()
  const insert = database
    .insert(table)
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
    // The write lock is taken first, so that two callers cannot give one version number to two documents.
    insert: (tenant: string, record: Omit<VersionRecord, 'version'>): VersionRecord =>
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
    find: (tenant: string, id: string, version: number | undefined): VersionRecord | undefined =>
      version === undefined ? newest.get({ tenant, id }) : one.get({ tenant, id, version }),
    list: (tenant: string) => all.all({ tenant }),
  }
}
