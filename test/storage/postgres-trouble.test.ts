// What the PostgreSQL store says while the server only reads, holds a lock, ends connections or says nothing at all, and that it
// answers again by itself: no connection that broke is used twice, and none that dies ends the process.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { AnsweredRequest, Store } from '../../src/application/store.ts'
import { openPostgresStore } from '../../src/storage/postgres/open.ts'
import { insert, minute, planId, planRecord, TENANT } from './plan-record.ts'
import {
  connected,
  createDatabase,
  emptyTables,
  migrationsFolder,
  onServer,
  run,
  statement,
  type TemporaryDatabase,
} from './postgres-database.ts'
import { startRelay } from './relay.ts'
import { STORE_UNAVAILABLE } from './store-contract.ts'

const HASTY = { connect: 300, statement: 300, lock: 150, idleInTransaction: 300, answer: 400 }

let database: TemporaryDatabase
beforeAll(async () => {
  if (run) database = await createDatabase()
})
afterAll(() => database?.drop())

async function open({ url = database.url, size = 3 } = {}): Promise<Store> {
  const store = await openPostgresStore({ url, size, migrationsFolder, timeouts: HASTY })
  onTestFinished(() => store.close())
  await statement(database.url, emptyTables)
  return store
}

const request = (number: number): AnsweredRequest => ({
  operation: 'createPlan',
  key: `key-${number}`,
  fingerprint: 'sha256:0',
  made: 'plan',
  planId: planId(number),
  revision: 1,
  answeredAt: minute(number),
  expiresAt: minute(number + 10),
})
/** A plan in one statement, and one in a transaction. */
const WRITES: [string, (store: Store, number: number) => Promise<unknown>][] = [
  ['a plan', (store, number) => insert(store, planRecord(number))],
  [
    'a plan with a key',
    (store, number) => store.keep(TENANT, planRecord(number), { after: 0, request: request(number) }),
  ],
]

/** Ends every connection to the database but the one that says so. */
async function endConnections(): Promise<void> {
  await statement(
    database.url,
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  // Until this process has heard of it.
  await new Promise((resolve) => setTimeout(resolve, 50))
}

async function recovers(store: Store): Promise<void> {
  for (const [number, [, write]] of WRITES.entries()) await write(store, 100 + number)
  expect(await store.list(TENANT, {}, 10)).toHaveLength(WRITES.length)
  await store.check()
}

describe.runIf(run)('connections that the server ends', () => {
  it('while they are idle are not used again', async () => {
    const store = await open()
    await Promise.all([1, 2, 3].map((number) => store.find(TENANT, planId(number))))
    await endConnections()
    await recovers(store)
  })

  it.each(WRITES)('while %s waits are told, and nothing of it is kept', async (_what, write) => {
    const store = await open()
    const other = await connected(database.url)
    await other.query('begin; lock table plans in access exclusive mode')
    const writing = [1, 2, 3].map((number) => write(store, number))
    const outcomes = Promise.allSettled(writing)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await statement(
      database.url,
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'moorage'",
    )
    for (const outcome of await outcomes) expect(outcome).toEqual({ status: 'rejected', reason: STORE_UNAVAILABLE })
    await other.query('commit')
    expect(await store.list(TENANT, {}, 10)).toEqual([])
    await recovers(store)
  })
})

describe.runIf(run)('a lock of somebody else', () => {
  it.each(WRITES)('is waited for when %s is written, but not for ever', async (_what, write) => {
    const store = await open()
    const other = await connected(database.url)
    await other.query('begin; lock table plans in access exclusive mode')
    await expect(write(store, 1)).rejects.toEqual(STORE_UNAVAILABLE)
    await other.query('commit')
    expect(await store.list(TENANT, {}, 10)).toEqual([])
    expect(await store.findAnswer(TENANT, { operation: 'createPlan', key: 'key-1', at: minute(1) })).toBeUndefined()
    await recovers(store)
  })
})

describe.runIf(run)('a server that only reads', () => {
  it('is read from, and written to again when it may be', async () => {
    const name = new URL(database.url).pathname.slice(1)
    const store = await open()
    await insert(store, planRecord(1))
    await onServer(`alter database ${name} set default_transaction_read_only = on`)
    await endConnections()
    for (const [, write] of WRITES) await expect(write(store, 2)).rejects.toEqual(STORE_UNAVAILABLE)
    await expect(store.remove(TENANT, planId(1))).rejects.toEqual(STORE_UNAVAILABLE)
    expect(await store.find(TENANT, planId(1))).toStrictEqual(planRecord(1))
    await store.check()
    await Promise.all([1, 2, 3].map(() => store.find(TENANT, planId(1))))
    await onServer(`alter database ${name} reset default_transaction_read_only`)
    await statement(database.url, emptyTables)
    // A connection from before only reads until it ends: each is left at its first refusal, so at most three refuse.
    for (let refusals = 0; refusals < 3; refusals += 1) await insert(store, planRecord(1)).catch(() => {})
    await statement(database.url, emptyTables)
    await recovers(store)
  })
})

describe.runIf(run)('a server that says nothing', () => {
  it.each(WRITES)('is given up in time by %s, and asked again when it speaks', async (_what, write) => {
    const url = new URL(database.url)
    const relay = await startRelay({ host: url.hostname, port: Number(url.port || 5432) })
    url.port = String(relay.port)
    const store = await open({ url: url.href })
    // As many as there are connections, and two that wait for one.
    const numbers = [1, 2, 3, 4, 5]
    await Promise.all(numbers.map((number) => write(store, number)))
    relay.fallSilent()
    const began = performance.now()
    const outcomes = await Promise.allSettled(numbers.map((number) => write(store, number + 10)))
    for (const outcome of outcomes) expect(outcome).toEqual({ status: 'rejected', reason: STORE_UNAVAILABLE })
    expect(performance.now() - began).toBeLessThan(10_000)
    relay.speak()
    await statement(database.url, emptyTables)
    await recovers(store)
  })
})

describe.runIf(run)('what is said', () => {
  it('to the caller is nothing of the database, and to the operator no value', async () => {
    const store = await open()
    await statement(database.url, 'alter table revisions rename to gone')
    const failure: unknown = await insert(store, planRecord(1, {}, 'the body')).catch((error: unknown) => error)
    await statement(database.url, 'alter table gone rename to revisions')
    expect(failure).toMatchObject({ inside: '42P01: relation "revisions" does not exist' })
    expect((failure as Error).message).not.toMatch(/revisions|postgres|sql/i)
    expect(JSON.stringify(failure) + String((failure as Error).cause)).not.toContain('the body')
    await recovers(store)
  })
})
