// The committed migrations and the described table say the same: nobody changed one and forgot the other.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { getTableConfig } from 'drizzle-orm/sqlite-core'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Store } from '../../src/application/store.ts'
import { connect } from '../../src/storage/sqlite/connect.ts'
import { keepPlansIn, openSqliteStore } from '../../src/storage/sqlite/open.ts'
import * as schema from '../../src/storage/sqlite/schema.ts'
import { insert, planId, planRecord, TENANT } from './plan-record.ts'
import { migrationsFolder, temporaryFile, temporaryFolder } from './temporary.ts'

const readMeta = (file: string) => JSON.parse(readFileSync(join(migrationsFolder, 'meta', file), 'utf8'))
const journal: { entries: { idx: number; when: number; tag: string }[] } = readMeta('_journal.json')

const OLD_SUMMARY = { id: 'p', createdAt: '2026-01-01T00:01:00Z', links: { self: '/v1/plans/p' } }

/** A database with the first two migrations only, and rows in it. */
function keptByAnOlderVersion(file: string, rows: { plans: string; texts: string[]; priceBooks: string }): void {
  const folder = temporaryFolder()
  cpSync(migrationsFolder, folder, { recursive: true })
  writeFileSync(
    join(folder, 'meta/_journal.json'),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, 2) }),
  )
  const connection = new Database(file)
  migrate(drizzle(connection), { migrationsFolder: folder })
  connection.prepare(`insert into plans values ${rows.plans}`).run(...rows.texts)
  connection.exec(`insert into price_books values ${rows.priceBooks}`)
  connection.close()
}

describe('the SQLite migrations', () => {
  it('leave nothing for drizzle-kit to generate (else: npm run db:generate)', async () => {
    const last = String(journal.entries.length - 1).padStart(4, '0')
    const described = await generateSQLiteDrizzleJson(schema)
    expect(await generateSQLiteMigration(readMeta(`${last}_snapshot.json`), described)).toEqual([])
  })

  it.each(Object.values(schema).map((table) => getTableConfig(table)))('make $name as it is described', (table) => {
    const connection = new Database(':memory:')
    onTestFinished(() => void connection.close())
    migrate(drizzle(connection), { migrationsFolder })

    const columns = connection.pragma(`table_info(${table.name})`) as {
      name: string
      type: string
      notnull: 0 | 1
      pk: number
    }[]
    expect(
      columns.map(({ name, type, notnull }) => ({ name, type: type.toLowerCase(), notNull: notnull === 1 })),
    ).toEqual(
      table.columns.map((column) => ({ name: column.name, type: column.getSQLType(), notNull: column.notNull })),
    )
    expect(
      columns
        .filter(({ pk }) => pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map(({ name }) => name),
    ).toEqual(table.primaryKeys.flatMap(({ columns: keys }) => keys.map(({ name }) => name)))
    if (columns.some(({ name }) => name === 'body')) expect(columns.at(-1)?.name).toBe('body')

    const indexes = connection
      .prepare("select name from sqlite_schema where type = 'index' and tbl_name = ? and sql is not null order by name")
      .pluck()
      .all(table.name)
    expect(indexes).toEqual(table.indexes.map((index) => index.config.name).sort())
  })

  it('keep the plans and price books of a database from before there were tenants and revisions', async () => {
    const file = temporaryFile()
    keptByAnOlderVersion(file, {
      plans: "('p', 'shop', 'team', null, 'aws', '2026-01-01T00:01:00.000Z', 1, 'sha256:1', ?, ?)",
      texts: [JSON.stringify(OLD_SUMMARY), `{"id":"p","text":"3 < 4 \u2028","number":1.50}`],
      priceBooks: "('acme', 2, 'sha256:2', '2026-01-01T00:00:00.000Z', '{}')",
    })
    const store = openSqliteStore({ file, migrationsFolder })
    onTestFinished(() => store.close())
    const links = { self: '/v1/plans/p', revision: '/v1/plans/p/revisions/1', revisions: '/v1/plans/p/revisions' }
    const updatedAt = OLD_SUMMARY.createdAt
    expect(await store.list('default', { owner: 'team' }, 10)).toStrictEqual([{ ...OLD_SUMMARY, links, updatedAt }])
    const body = String((await store.find('default', 'p', 1))?.body)
    expect(JSON.parse(body)).toStrictEqual({
      ...{ id: 'p', text: '3 < 4 \u2028', number: 1.5, updatedAt },
      links: { revision: links.revision, revisions: links.revisions },
    })
    expect(body.startsWith('{"id":"p","text":"3 < 4 ')).toBe(true)
    expect((await store.findPriceBook('default', 'acme'))?.version).toBe(2)
  })

  // Drizzle looks what is missing, then begins: between the two another process may do the same work.
  it('are applied once when two processes start together', async () => {
    const file = temporaryFile()
    const slower = connect({ file })
    const prepare = slower.prepare.bind(slower)
    let faster: Store | undefined
    vi.spyOn(slower, 'prepare').mockImplementation((sql: string) => {
      if (sql === 'BEGIN') faster ??= openSqliteStore({ file, migrationsFolder })
      return prepare(sql)
    })
    const store = keepPlansIn(slower, migrationsFolder)
    onTestFinished(() => store.close())
    onTestFinished(() => faster?.close())
    if (faster === undefined) throw new Error('there was nothing to migrate')
    await insert(faster, planRecord(1))
    expect(await store.find(TENANT, planId(1))).toStrictEqual(planRecord(1))
    expect(prepare('select count(*) from __drizzle_migrations').pluck().get()).toBe(journal.entries.length)
  })

  // Drizzle applies what was generated after the last one it applied: an earlier time would be passed over in silence.
  it('were each generated after the one before', () => {
    const times = readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis)
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    expect(journal.entries.map((entry) => entry.idx)).toEqual(journal.entries.map((_, position) => position))
  })
})
