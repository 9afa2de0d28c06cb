// The committed migrations and the described table say the same: nobody changed one and forgot the other.
import { readFileSync } from 'node:fs'
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
import { planId, planRecord } from './plan-record.ts'
import { migrationsFolder, temporaryFile } from './temporary.ts'

const readMeta = (file: string) => JSON.parse(readFileSync(join(migrationsFolder, 'meta', file), 'utf8'))
const journal: { entries: { idx: number; when: number; tag: string }[] } = readMeta('_journal.json')

describe('the SQLite migrations', () => {
  it('leave nothing for drizzle-kit to generate (else: npm run db:generate)', async () => {
    const last = String(journal.entries.length - 1).padStart(4, '0')
    const described = await generateSQLiteDrizzleJson(schema)
    expect(await generateSQLiteMigration(readMeta(`${last}_snapshot.json`), described)).toEqual([])
  })

  it('make the columns and indexes described', () => {
    const connection = new Database(':memory:')
    onTestFinished(() => void connection.close())
    migrate(drizzle(connection), { migrationsFolder })
    const table = getTableConfig(schema.plans)

    const columns = connection.pragma('table_info(plans)') as {
      name: string
      type: string
      notnull: 0 | 1
      pk: 0 | 1
    }[]
    expect(
      columns.map(({ name, type, notnull, pk }) => ({
        name,
        type: type.toLowerCase(),
        notNull: notnull === 1,
        primary: pk === 1,
      })),
    ).toEqual(
      table.columns.map((column) => ({
        name: column.name,
        type: column.getSQLType(),
        notNull: column.notNull,
        primary: column.primary,
      })),
    )
    expect(columns.at(-1)?.name).toBe('body')

    const indexes = connection
      .prepare("select name from sqlite_schema where type = 'index' and sql is not null order by name")
      .pluck()
      .all()
    expect(indexes).toEqual(table.indexes.map((index) => index.config.name).sort())
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
    await faster?.insert(planRecord(1))
    expect(await store.find(planId(1))).toStrictEqual(planRecord(1))
    expect(prepare('select count(*) from __drizzle_migrations').pluck().get()).toBe(journal.entries.length)
  })

  // Drizzle applies what was generated after the last one it applied: an earlier time would be passed over in silence.
  it('were each generated after the one before', () => {
    const times = readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis)
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    expect(journal.entries.map((entry) => entry.idx)).toEqual(journal.entries.map((_, position) => position))
  })
})
