// A database and a table of documents in versions go in, what the store does with them comes out, every statement prepared.
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { VersionRecord } from '../../application/store.ts'
import { given } from './columns.ts'
import type { Database, Databases } from './database.ts'
import type { VersionsTable } from './schema.ts'

/** `what` names its statements and its lock. */
type Kind = { table: VersionsTable; what: 'price book' | 'policy' }

const namedIn = ({ id, version, sha256, createdAt }: VersionsTable) => ({ id, version, sha256, createdAt })
const byIdIn = (table: VersionsTable) =>
  and(eq(table.tenant, given(table.tenant, 'tenant')), eq(table.id, given(table.id, 'id')))
const statement = (verb: string, what: string): string => `${verb}_${what.replaceAll(' ', '_')}`

const prepareNewest = (database: Database, { table, what }: Kind) =>
  database
    .select({ ...namedIn(table), body: table.body })
    .from(table)
    .where(byIdIn(table))
    .orderBy(desc(table.version))
    .limit(1)
    .prepare(statement('find_newest', what))

const prepareInsert = (database: Database, { table, what }: Kind) =>
  database
    .insert(table)
    .values({
      tenant: sql.placeholder('tenant'),
      id: sql.placeholder('id'),
      version: sql.placeholder('version'),
      sha256: sql.placeholder('sha256'),
      createdAt: sql.placeholder('createdAt'),
      body: sql.placeholder('body'),
    })
    .prepare(statement('insert', what))

export function versionsIn({ database, transaction }: Databases, kind: Kind) {
  const { table, what } = kind
  const newest = prepareNewest(database, kind)
  const one = database
    .select({ ...namedIn(table), body: table.body })
    .from(table)
    .where(and(byIdIn(table), eq(table.version, sql.placeholder('version'))))
    .prepare(statement('find', what))
  const all = database
    .select(namedIn(table))
    .from(table)
    .where(eq(table.tenant, given(table.tenant, 'tenant')))
    .orderBy(asc(table.id), desc(table.version))
    .prepare(statement('list', what))
  return {
    insert: (tenant: string, record: Omit<VersionRecord, 'version'>): Promise<VersionRecord> =>
      transaction(async (within) => {
        await lock(within, [what, tenant, record.id])
        const [last] = await prepareNewest(within, kind).execute({ tenant, id: record.id })
        if (last?.sha256 === record.sha256) return last
        const kept = { ...record, version: (last?.version ?? 0) + 1 }
        await prepareInsert(within, kind).execute({ tenant, ...kept })
        return kept
      }),
    async find(tenant: string, id: string, version: number | undefined): Promise<VersionRecord | undefined> {
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

/** Until the transaction ends, so that two callers cannot give one version number to two documents. */
const lock = (within: Database, named: readonly string[]) =>
  within.execute(sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(named)}, 0))`)
