// The tables of PostgreSQL: as their migrations make them, as SQLite's are, and with an index for every page of every list.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { getTableConfig as getSqliteTableConfig } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as schema from '../../src/storage/postgres/schema.ts'
import { LIST_CONDITION_NAMES, prepareList } from '../../src/storage/postgres/statements.ts'
import * as sqliteSchema from '../../src/storage/sqlite/schema.ts'
import { migrationsFolder } from './postgres-database.ts'

const sqliteTables = new Map(Object.entries(sqliteSchema))
const readMeta = (file: string) => JSON.parse(readFileSync(join(migrationsFolder, 'meta', file), 'utf8'))
const journal: { entries: { idx: number }[] } = readMeta('_journal.json')

describe('the PostgreSQL migrations', () => {
  it('leave nothing for drizzle-kit to generate (else: npm run db:generate)', async () => {
    const last = String(journal.entries.length - 1).padStart(4, '0')
    const described = generateDrizzleJson(schema)
    expect(await generateMigration(readMeta(`${last}_snapshot.json`), described)).toEqual([])
  })

  // Drizzle applies what was generated after the last one it applied: an earlier time would be passed over in silence.
  it('were each generated after the one before', () => {
    const times = readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis)
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    expect(journal.entries.map((entry) => entry.idx)).toEqual(journal.entries.map((_, position) => position))
  })
})

describe('the tables', () => {
  it('are those of SQLite', () => {
    expect(Object.keys(schema)).toEqual(Object.keys(sqliteSchema))
  })

  it.each(Object.entries(schema))('have the columns, keys and indexes of SQLite: %s', (name, table) => {
    const twin = sqliteTables.get(name)
    if (twin === undefined) throw new Error('SQLite has no such table')
    const tables = [getTableConfig(table), getSqliteTableConfig(twin)]
    const [here, there] = tables.map(({ columns, primaryKeys, foreignKeys, indexes }) => ({
      columns: columns.map((column) => ({ name: column.name, notNull: column.notNull })),
      primaryKeys: primaryKeys.map((key) => key.columns.map((column) => column.name)),
      foreignKeys: foreignKeys.map((key) => ({ name: key.getName(), onDelete: key.onDelete })),
      indexes: indexes.map((index) => index.config.name),
    }))
    expect(here).toEqual(there)
  })

  it.each(Object.values(schema).map((table) => getTableConfig(table)))('compare texts byte by byte: $name', (table) => {
    const compared = table.columns.filter((column) => !['summary', 'body', 'scopes'].includes(column.name))
    for (const column of compared) expect(column.getSQLType()).toMatch(/^(text collate "C"|bigint)$/)
  })
})

describe('a list', () => {
  const client = new PGlite()
  beforeAll(() => migrate(drizzle(client), { migrationsFolder }))
  afterAll(() => client.close())

  it('reads every page, however narrowed, from an index and sorts nothing', async () => {
    // A table without rows would be read whole.
    await client.exec('set enable_seqscan = off; set enable_bitmapscan = off')
    const combinations = Array.from({ length: 2 ** LIST_CONDITION_NAMES.length }, (_, bits) =>
      LIST_CONDITION_NAMES.filter((_name, bit) => bits & (1 << bit)),
    )
    for (const conditions of combinations) {
      const { sql, params } = prepareList(drizzle(client), conditions).getQuery()
      const steps = await client.query<{ 'QUERY PLAN': string }>(
        `explain ${sql}`,
        params.map(() => '1'),
      )
      const said = steps.rows.map((step) => step['QUERY PLAN']).join('\n')
      expect.soft(said, conditions.join()).toMatch(/Index (Only )?Scan using plans_\w+ on plans/)
      expect.soft(said, conditions.join()).not.toMatch(/Sort|Seq Scan/)
    }
  })
})

it.each(['', 'plain', '\0', '\\', '\\0', '\\\\0', 'a\0\\b', '🛳️'])(
  'a text that is compared comes back as it was: %j',
  (text) => {
    const column = getTableConfig(schema.plans).columns.find(({ name }) => name === 'owner')
    const written = column?.mapToDriverValue(text)
    expect(written).not.toContain('\0')
    expect(column?.mapFromDriverValue(written)).toBe(text)
  },
)
