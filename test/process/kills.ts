// The service killed under load, again and again on one database: what it promised it has kept, and nothing else is half there.
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { createDatabase, run as onServer } from '../storage/postgres-database.ts'
import { temporaryFile } from '../storage/temporary.ts'
import { type Built, buildService, type Environment, NEVER_OVERLOADED, startBuilt } from './built.ts'
import { told } from './figures.ts'
import { type Load, lost, startLoad, wholePlans } from './load.ts'

/** As tests; a few are for every run, a hundred for a machine that has time. */
export function killed(kills: number): void {
  const limit = { timeout: 120_000 + kills * 20_000 }
  let built: Built
  beforeAll(async () => {
    built = await buildService()
  })
  afterAll(() => built.remove())

  it(`${kills} times on SQLite`, limit, async () => {
    const DATABASE_FILE = temporaryFile()
    await killUnderLoad(built, { DATABASE_FILE }, kills)
    const database = new Database(DATABASE_FILE, { readonly: true })
    onTestFinished(() => void database.close())
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.pragma('foreign_key_check')).toEqual([])
  })

  it.runIf(onServer)(`${kills} times on PostgreSQL`, limit, async () => {
    const { url, drop } = await createDatabase()
    onTestFinished(async () => void (await drop()))
    await killUnderLoad(built, { DATABASE_URL: url }, kills)
  })
}

async function killUnderLoad(built: Built, environment: Environment, kills: number): Promise<void> {
  const loads: Load[] = []
  const missing: string[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    // It starts over what the kill before left behind, and looks whether the database is damaged.
    const running = await startBuilt(built, { ...NEVER_OVERLOADED, ...environment })
    missing.push(...(await lost(running.url, loads.at(-1)?.promised ?? [])))
    const load = startLoad(() => running.url)
    loads.push(load)
    while (load.promised.length < 5) await wait(5)
    // Another moment each time, spread over half a second.
    await wait((kill * 137) % 500)
    running.child.kill('SIGKILL')
    await Promise.all([load.stop(), running.ended])
  }
  const { url } = await startBuilt(built, { ...NEVER_OVERLOADED, ...environment })
  const promised = loads.flatMap((load) => load.promised)
  missing.push(...(await lost(url, promised)))
  const kept = await wholePlans(url)
  told(`${kills} kills under load`, { promised: promised.length, lost: missing.length, kept }, loads)
  expect(missing).toEqual([])
  expect(kept).toBeGreaterThanOrEqual(promised.length)
  expect(promised.length).toBeGreaterThanOrEqual(5 * kills)
}
