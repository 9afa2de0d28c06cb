// A backup is one whole file with all that was kept at one moment, and it is put back only where nobody is in its way.
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backUp, restore } from '../../src/storage/sqlite/backup.ts'
import { openSqliteStore } from '../../src/storage/sqlite/open.ts'
import { insert, planId, planRecord, TENANT } from './plan-record.ts'
import { migrationsFolder, temporaryFile, temporaryFolder } from './temporary.ts'

const open = (file: string) => {
  const store = openSqliteStore({ file, migrationsFolder })
  onTestFinished(() => store.close())
  return store
}

/** A database with so many plans, closed, and a file that is not there yet. */
async function kept(plans: number) {
  const file = temporaryFile()
  const store = open(file)
  for (let number = 0; number < plans; number += 1) await insert(store, planRecord(number, {}, 'x'.repeat(20_000)))
  await store.close()
  return { file, backup: join(temporaryFolder(), 'backup.db') }
}
const restoring = ({ file, backup }: { file: string; backup: string }) => ({
  file,
  backup,
  migrationsFolder,
  aside: `${file}.before`,
})
const count = async (file: string) => (await open(file).list(TENANT, {}, 10_000)).length

describe('a backup', () => {
  it('is one file with every plan, made while the service has the database open', async () => {
    const { file, backup } = await kept(30)
    const store = open(file)
    await insert(store, planRecord(30))
    expect(await backUp({ file, backup })).toMatchObject({ plans: 31 })
    expect(readdirSync(dirname(backup))).toEqual(['backup.db'])
    await insert(store, planRecord(31))
    expect(await count(backup)).toBe(31)
    expect(await open(backup).find(TENANT, planId(30))).toStrictEqual(planRecord(30))
  })

  it('is of one moment, however much is written meanwhile', async () => {
    const { file, backup } = await kept(300)
    const store = open(file)
    let written = 300
    let done = false
    const writing = (async () => {
      for (; !done; written += 1) {
        await insert(store, planRecord(written, {}, 'x'.repeat(20_000)))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const { plans } = await backUp({ file, backup })
    done = true
    await writing
    expect(plans).toBeGreaterThanOrEqual(300)
    expect(plans).toBeLessThanOrEqual(written)
    const ids = (await open(backup).list(TENANT, {}, 10_000)).map(({ id }) => id)
    expect(ids.sort()).toEqual(Array.from({ length: plans }, (_, number) => planId(number)))
  })

  it('does not take the place of another file', async () => {
    const { file, backup } = await kept(1)
    writeFileSync(backup, 'precious')
    await expect(backUp({ file, backup })).rejects.toThrow(
      `${backup} is there already; name a file that is not, or move it away.`,
    )
    expect(readFileSync(backup, 'utf8')).toBe('precious')
  })

  it('of a damaged database is refused, and leaves nothing behind', async () => {
    const { file, backup } = await kept(200)
    const bytes = readFileSync(file)
    bytes.fill(0xa5, 30 * 4096, 90 * 4096)
    writeFileSync(file, bytes)
    await expect(backUp({ file, backup })).rejects.toThrow(/^The database .+ cannot be backed up: /)
    expect(readdirSync(dirname(backup))).toEqual([])
  })

  it('of a database that is not there is refused, and makes none', async () => {
    const file = temporaryFile()
    await expect(backUp({ file, backup: temporaryFile() })).rejects.toThrow(`There is no database ${file}.`)
    expect(existsSync(file)).toBe(false)
  })
})

describe('a backup is restored', () => {
  it('where there is no database', async () => {
    const files = await kept(3)
    await backUp(files)
    const file = temporaryFile()
    expect(restore(restoring({ ...files, file }))).toMatchObject({ plans: 3 })
    expect(readdirSync(dirname(file))).toEqual(['plans.db'])
    expect(await count(file)).toBe(3)
  })

  it('over a database that nobody has open, which is kept', async () => {
    const files = await kept(3)
    await backUp(files)
    const later = open(files.file)
    await insert(later, planRecord(99))
    await later.close()
    restore(restoring(files))
    expect(await count(files.file)).toBe(3)
    expect(await count(`${files.file}.before`)).toBe(4)
  })

  it('over a database that is damaged, which is kept', async () => {
    const files = await kept(3)
    await backUp(files)
    writeFileSync(files.file, 'plans, allegedly\n'.repeat(1000))
    restore(restoring(files))
    expect(await count(files.file)).toBe(3)
    expect(readFileSync(`${files.file}.before`, 'utf8')).toContain('plans, allegedly')
  })

  it('over what a killed service left in its write-ahead log, which is kept', async () => {
    const files = await kept(3)
    await backUp(files)
    const other = join(temporaryFolder(), 'killed.db')
    const store = open(files.file)
    await insert(store, planRecord(99))
    for (const part of ['', '-wal']) copyFileSync(files.file + part, other + part)
    restore(restoring({ ...files, file: other }))
    expect(await count(other)).toBe(3)
    expect(await count(`${other}.before`)).toBe(4)
  })
})

describe('a backup is not restored', () => {
  it('over a database that a service has open, idle as it may be', async () => {
    const files = await kept(3)
    await backUp(files)
    const store = open(files.file)
    await insert(store, planRecord(99))
    expect(() => restore(restoring(files))).toThrow(
      `The backup ${files.backup} cannot be restored: a service has ${files.file} open, so stop it first.`,
    )
    await insert(store, planRecord(100))
    expect(await store.list(TENANT, {}, 10)).toHaveLength(5)
    expect(readdirSync(dirname(files.file)).filter((name) => !/^plans\.db(-wal|-shm)?$/.test(name))).toEqual([])
  })

  it.each([
    ['is damaged', (bytes: Buffer) => bytes.fill(0xa5, 30 * 4096, 90 * 4096)],
    ['is cut short', (bytes: Buffer) => bytes.subarray(0, 40 * 4096)],
    ['is no database', () => Buffer.from('plans, allegedly\n'.repeat(1000))],
  ])('when it %s', async (_what, harm) => {
    const files = await kept(200)
    await backUp(files)
    writeFileSync(files.backup, harm(readFileSync(files.backup)))
    expect(() => restore(restoring(files))).toThrow(/^The backup .+ cannot be restored: /)
    expect(await count(files.file)).toBe(200)
  })

  it('when a newer version made it', async () => {
    const files = await kept(1)
    await backUp(files)
    const newer = new Database(files.backup)
    newer.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run('new', Date.UTC(2999, 0, 1))
    newer.close()
    expect(() => restore(restoring(files))).toThrow(/was migrated by a newer version of this service/)
    expect(await count(files.file)).toBe(1)
  })
})
