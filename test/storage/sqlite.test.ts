// What is special about the SQLite store: how it keeps plans safe, what it refuses to start over, and what it says
// when the disk, a damaged file or another process stands in its way.
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect, isOlder } from '../../src/storage/sqlite/connect.ts'
import { openSqliteStore } from '../../src/storage/sqlite/open.ts'
import { LIST_CONDITION_NAMES, prepareList } from '../../src/storage/sqlite/statements.ts'
import { open, openOver } from './opened-sqlite.ts'
import { insert, planId, planRecord, TENANT } from './plan-record.ts'
import { STORE_UNAVAILABLE, storeContract } from './store-contract.ts'
import { migrationsFolder, temporaryFile, temporaryFolder } from './temporary.ts'

/** Something else that has the file open. */
const stranger = (file: string) => {
  const connection = new Database(file)
  onTestFinished(() => void connection.close())
  return connection
}

storeContract('SQLite in a file', () => {
  const file = temporaryFile()
  return { store: open(file), reopen: () => open(file) }
})

storeContract('SQLite in memory', () => ({ store: open(':memory:') }))

describe('what keeps plans safe', () => {
  it.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['busy_timeout', 5000],
  ])('sets %s to %s', (pragma, value) => {
    const connection = connect({ file: temporaryFile() })
    onTestFinished(() => void connection.close())
    expect(connection.pragma(pragma, { simple: true })).toBe(value)
  })

  it('makes the folders on the way to the file', async () => {
    const file = join(temporaryFolder(), 'not', 'there', 'yet', 'plans.db')
    await insert(open(file), planRecord(1))
    expect(existsSync(file)).toBe(true)
  })

  it('leaves one whole file behind after close, without a WAL', async () => {
    const file = temporaryFile()
    const store = open(file)
    await insert(store, planRecord(1))
    // Another reader keeps the WAL file in place, so that what is seen is the checkpoint and not SQLite's own tidying.
    stranger(file).prepare('select count(*) from plans').get()
    await store.close()
    expect(statSync(`${file}-wal`).size).toBe(0)
    const copy = join(temporaryFolder(), 'copy.db')
    copyFileSync(file, copy)
    expect(await open(copy).find(TENANT, planId(1))).toStrictEqual(planRecord(1))
  })

  it('reads every page of every narrowed list from an index and sorts nothing', () => {
    const { connection } = openOver(':memory:')
    const combinations = Array.from({ length: 2 ** LIST_CONDITION_NAMES.length }, (_, bits) =>
      LIST_CONDITION_NAMES.filter((_name, bit) => bits & (1 << bit)),
    )
    for (const conditions of combinations) {
      const { sql, params } = prepareList(drizzle(connection), conditions).getQuery()
      const steps = connection.prepare(`explain query plan ${sql}`).all(...params.map(() => '1')) as {
        detail: string
      }[]
      const said = steps.map((step) => step.detail).join('; ')
      expect
        .soft(said, conditions.join())
        .toMatch(
          /^SEARCH plans USING INDEX plans_\w+ \(tenant=\?.*\); SEARCH revisions USING INDEX \w+ \(tenant=\? AND plan_id=\? AND revision=\?\)$/,
        )
    }
  })
})

const refused = (file: string, folder = migrationsFolder) => {
  try {
    void openSqliteStore({ file, migrationsFolder: folder }).close()
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    return (error as Error).message
  }
  throw new Error('it was opened')
}

describe('what it refuses to start over, in one sentence', () => {
  it('a file that is not a database', () => {
    const file = temporaryFile()
    writeFileSync(file, 'plans, allegedly\n'.repeat(100))
    expect(refused(file)).toBe(`The database ${file} cannot be used: file is not a database.`)
  })

  it('a damaged database, and lets go of it', async () => {
    const file = temporaryFile()
    const store = open(file)
    for (let number = 0; number < 200; number++) await insert(store, planRecord(number))
    await store.close()
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 3 * 4096, 8 * 4096)
    writeFileSync(file, bytes)
    expect(refused(file)).toMatch(
      /^The database .+ cannot be used: it is damaged and must be restored from a backup: .+\.$/,
    )
    expect(existsSync(`${file}-wal`)).toBe(false)
  })

  it('a truncated database', async () => {
    const file = temporaryFile()
    const store = open(file)
    await insert(store, planRecord(1))
    await store.close()
    writeFileSync(file, readFileSync(file).subarray(0, 2 * 4096))
    expect(refused(file)).toMatch(/^The database .+ cannot be used: .*malformed\.$/)
  })

  it('a folder', () => {
    const folder = temporaryFolder()
    expect(refused(folder)).toBe(`The database ${folder} cannot be opened: unable to open database file.`)
  })

  it('a path through a file', () => {
    const file = join(temporaryFile(), 'plans.db')
    writeFileSync(dirname(file), '')
    expect(refused(file)).toMatch(/^The database .+ cannot be opened: E(NOTDIR|EXIST): [^\n]+\.$/)
  })

  it('no name at all, which SQLite would take for a file to delete', () => {
    expect(refused(' ')).toMatch(/has a name/)
  })
})

describe('what it refuses to migrate, in one sentence', () => {
  it('a database somebody else made', () => {
    const file = temporaryFile()
    stranger(file).exec('create table plans (what text)')
    expect(refused(file)).toBe(`The database ${file} cannot be migrated: table \`plans\` already exists.`)
  })

  it('a database whose table was taken away', async () => {
    const file = temporaryFile()
    await open(file).close()
    stranger(file).exec('drop table plans')
    expect(refused(file)).toBe(`The database ${file} cannot be used: no such table: plans.`)
  })

  it('a database of a newer version, and leaves it as it was', async () => {
    const file = temporaryFile()
    await open(file).close()
    const applied = () => Number(stranger(file).prepare('select count(*) from __drizzle_migrations').pluck().get())
    const before = applied()
    const newer = Date.UTC(2999, 0, 1)
    stranger(file).prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run('future', newer)
    expect(refused(file)).toBe(
      `The database ${file} was migrated by a newer version of this service (migration of 2999-01-01), ` +
        'so start that version or restore a backup made before it.',
    )
    expect(applied()).toBe(before + 1)
  })

  it('a folder without migrations', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'meta'))
    expect(refused(':memory:', folder)).toBe(
      `The migrations folder ${folder} cannot be read: Can't find meta/_journal.json file.`,
    )
  })
})

it.each([
  ['3.51.2', true],
  ['3.9.0', true],
  ['3.51.3', false],
  ['3.51.10', false],
  ['3.53.2', false],
  ['4.0.0', false],
])('SQLite %s: older than 3.51.3 is %s', (version, older) => {
  expect(isOlder(version, '3.51.3')).toBe(older)
})

describe('what it says when it cannot write', () => {
  it('keeps reading a read-only database, and writes again when it may', async () => {
    const { connection, store } = openOver(temporaryFile())
    await insert(store, planRecord(1))
    connection.pragma('query_only = ON')
    await expect(insert(store, planRecord(2))).rejects.toEqual(STORE_UNAVAILABLE)
    await expect(store.remove(TENANT, planId(1))).rejects.toEqual(STORE_UNAVAILABLE)
    expect(await store.find(TENANT, planId(1))).toStrictEqual(planRecord(1))
    expect(await store.list(TENANT, {}, 10)).toHaveLength(1)
    await store.check()
    connection.pragma('query_only = OFF')
    await insert(store, planRecord(2))
    expect(await store.list(TENANT, {}, 10)).toHaveLength(2)
  })

  it('keeps reading a full database, and nothing of the plan that did not fit', async () => {
    const { connection, store } = openOver(temporaryFile())
    await insert(store, planRecord(1))
    connection.pragma(`max_page_count = ${connection.pragma('page_count', { simple: true })}`)
    await expect(insert(store, planRecord(2, {}, 'x'.repeat(100_000)))).rejects.toEqual(STORE_UNAVAILABLE)
    expect(await store.find(TENANT, planId(2))).toBeUndefined()
    expect(await store.list(TENANT, {}, 10)).toStrictEqual([planRecord(1).summary])
    connection.pragma('max_page_count = 1000000')
    await insert(store, planRecord(2, {}, 'x'.repeat(100_000)))
    expect((await store.find(TENANT, planId(2)))?.body).toHaveLength(100_000)
  })

  it('waits for another process that writes, gives up, and recovers', async () => {
    const file = temporaryFile()
    const store = open(file, 150)
    const other = stranger(file)
    other.exec('begin immediate')
    const began = performance.now()
    await expect(insert(store, planRecord(1))).rejects.toEqual(STORE_UNAVAILABLE)
    expect(performance.now() - began).toBeGreaterThanOrEqual(140)
    await expect(store.remove(TENANT, planId(1))).rejects.toEqual(STORE_UNAVAILABLE)
    expect(await store.find(TENANT, planId(1))).toBeUndefined()
    await store.check()
    other.exec('commit')
    await insert(store, planRecord(1))
    expect(await store.find(TENANT, planId(1))).toStrictEqual(planRecord(1))
  })

  it('tells the caller nothing of the database, and the operator what SQLite said', async () => {
    const { connection, store } = openOver(':memory:')
    connection.pragma('query_only = ON')
    const failure = await insert(store, planRecord(1)).catch((error: unknown) => error)
    expect(failure).toMatchObject({ inside: 'SQLITE_READONLY: attempt to write a readonly database' })
    expect((failure as Error).message).not.toMatch(/sqlite|readonly/i)
  })

  it('answers STORE_UNAVAILABLE also when the table is gone', async () => {
    const { connection, store } = openOver(':memory:')
    connection.exec('drop table plans')
    await expect(store.check()).rejects.toEqual(STORE_UNAVAILABLE)
    await expect(store.list(TENANT, { name: 'shop' }, 10)).rejects.toEqual(STORE_UNAVAILABLE)
  })
})
