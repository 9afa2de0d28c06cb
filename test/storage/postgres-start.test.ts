// How a process starts over a PostgreSQL: several together migrate once, and what cannot be used safely is refused in one sentence
// that tells nothing of the URL.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPostgresStore } from '../../src/storage/postgres/open.ts'
import { insert, planId, planRecord, TENANT } from './plan-record.ts'
import { createDatabase, migrationsFolder, run, statement } from './postgres-database.ts'
import { temporaryFolder } from './temporary.ts'

const NEWER = Date.UTC(2999, 0, 1)
const SECRET = 'hunter2'

async function temporaryDatabase(options?: string): Promise<string> {
  const { url, drop } = await createDatabase(options)
  onTestFinished(async () => void (await drop()))
  return url
}

async function open(url: string, folder = migrationsFolder) {
  const store = await openPostgresStore({ url, size: 2, migrationsFolder: folder })
  onTestFinished(() => store.close())
  return store
}

async function refused(url: string, folder?: string): Promise<string> {
  const error: unknown = await open(url, folder).catch((thrown: unknown) => thrown)
  if (!(error instanceof Error)) throw new Error('it was opened')
  expect(error.message).not.toContain(SECRET)
  expect(error.message).not.toContain(new URL(url).pathname.slice(1))
  return error.message
}

const applied = async (url: string) =>
  (await statement(url, 'select created_at from drizzle.__drizzle_migrations')).rows.length

describe.runIf(run)('several processes', () => {
  it('that start together migrate an empty database once', async () => {
    const url = await temporaryDatabase()
    const stores = await Promise.all(Array.from({ length: 6 }, () => open(url)))
    await Promise.all(stores.map((store, number) => insert(store, planRecord(number))))
    for (const store of stores) expect(await store.list(TENANT, {}, 10)).toHaveLength(6)
    const once = await temporaryDatabase()
    await open(once)
    expect(await applied(url)).toBe(await applied(once))
  })

  it('may use one database when a newer one has migrated it meanwhile, as long as they run', async () => {
    const url = await temporaryDatabase()
    const store = await open(url)
    await statement(url, 'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', ['new', NEWER])
    await insert(store, planRecord(1))
    expect(await store.find(TENANT, planId(1))).toStrictEqual(planRecord(1))
  })
})

describe.runIf(run)('it starts', () => {
  it('over a database that only reads, when there is nothing to migrate', async () => {
    const url = await temporaryDatabase()
    await insert(await open(url), planRecord(1))
    await statement(url, `alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`)
    expect(await (await open(url)).find(TENANT, planId(1))).toStrictEqual(planRecord(1))
  })
})

describe.runIf(run)('it refuses', () => {
  it('a database of a newer version, and leaves it as it was', async () => {
    const url = await temporaryDatabase()
    await (await open(url)).close()
    await statement(url, 'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', ['new', NEWER])
    const before = await applied(url)
    expect(await refused(url)).toBe(
      'The database of DATABASE_URL was migrated by a newer version of this service (migration of 2999-01-01), ' +
        'so start that version or restore a backup made before it.',
    )
    expect(await applied(url)).toBe(before)
  })

  it('a database that somebody else made', async () => {
    const url = await temporaryDatabase()
    await statement(url, 'create table plans (what text)')
    expect(await refused(url)).toBe('The database of DATABASE_URL cannot be migrated: relation "plans" already exists.')
  })

  it('a database whose table was taken away', async () => {
    const url = await temporaryDatabase()
    await (await open(url)).close()
    await statement(url, 'drop table plans cascade')
    expect(await refused(url)).toBe(
      'The database of DATABASE_URL cannot be used: 42P01: relation "plans" does not exist.',
    )
  })

  it('a database in which this user may do nothing', async () => {
    const url = new URL(await temporaryDatabase())
    await (await open(url.href)).close()
    const role = `role_${url.pathname.slice(1)}`
    await statement(
      url.href,
      `create role ${role} login; grant connect on database ${url.pathname.slice(1)} to ${role}`,
    )
    onTestFinished(async () => {
      await statement(url.href, `drop owned by ${role}; drop role ${role}`)
    })
    const theirs = new URL(url)
    theirs.username = role
    expect(await refused(theirs.href)).toBe(
      'The database of DATABASE_URL cannot be used: permission denied for schema drizzle.',
    )
  })

  it('a database that may forget what it was told to keep', async () => {
    const url = await temporaryDatabase()
    await statement(url, `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`)
    expect(await refused(url)).toBe(
      'The database of DATABASE_URL cannot be used: with synchronous_commit=off it may forget the last plans.',
    )
  })

  it('a database that has no room for every letter', async () => {
    const url = await temporaryDatabase("template template0 encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'")
    expect(await refused(url)).toBe(
      'The database of DATABASE_URL cannot be used: its encoding is LATIN1 and must be UTF8.',
    )
  })

  it('a database that is not there', async () => {
    const url = new URL(await temporaryDatabase())
    url.pathname = '/nothing_of_that_name'
    expect(await refused(url.href)).toBe(
      'The database of DATABASE_URL cannot be used: it has no database of that name (3D000).',
    )
  })

  it('a migration that fails, and keeps nothing of it', async () => {
    const url = await temporaryDatabase()
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'meta'), { recursive: true })
    const entry = { idx: 0, version: '7', when: NEWER, tag: 'broken', breakpoints: true }
    writeFileSync(
      join(folder, 'meta', '_journal.json'),
      JSON.stringify({ version: '7', dialect: 'postgresql', entries: [entry] }),
    )
    writeFileSync(join(folder, 'broken.sql'), 'create table plans (id text);--> statement-breakpoint\nselect nonsense')
    expect(await refused(url, folder)).toBe(
      'The database of DATABASE_URL cannot be migrated: column "nonsense" does not exist.',
    )
    await open(url)
  })
})

// No server is needed to find none.
describe('it refuses', () => {
  it.each([
    [`postgres://moorage:${SECRET}@127.0.0.1:1/plans`, 'nobody listens at that address and port (ECONNREFUSED)'],
    [`postgres://moorage:${SECRET}@nowhere.invalid/plans`, 'its host name '],
    [`postgres:///plans?host=/nowhere&password=${SECRET}`, 'there is no such socket (ENOENT)'],
  ])('an address that leads nowhere: %s', async (url, because) => {
    expect(await refused(url)).toContain(`The database of DATABASE_URL cannot be used: ${because}`)
  })
})
