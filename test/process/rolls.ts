// Two replicas on one PostgreSQL, restarted in turns under load, as a new version is rolled out: nobody's request fails.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { createDatabase, run as onServer } from '../storage/postgres-database.ts'
import { type Built, buildService, NEVER_OVERLOADED, type Running, startBuilt } from './built.ts'
import { told } from './figures.ts'
import { lost, startLoad, wholePlans } from './load.ts'
import { startProxy } from './proxy.ts'

const portOf = ({ url }: Running) => Number(new URL(url).port)

/** As tests; a few are for every run, twenty for a machine that has time. */
export function rolled(restarts: number): void {
  const limit = { timeout: 120_000 + restarts * 30_000 }
  let built: Built
  beforeAll(async () => {
    built = await buildService()
  })
  afterAll(() => built.remove())

  it.runIf(onServer)(`${restarts} times under load`, limit, async () => {
    const database = await createDatabase()
    onTestFinished(async () => void (await database.drop()))
    const environment = { ...NEVER_OVERLOADED, DATABASE_URL: database.url, CURSOR_SECRET: 'the same for both of them' }
    const replicas = await Promise.all([startBuilt(built, environment), startBuilt(built, environment)])
    const proxy = await startProxy(replicas.map(portOf))
    const load = startLoad(() => proxy.url, { callers: 8, patient: true })
    let slowest = 0
    for (let restart = 0; restart < restarts; restart += 1) {
      const turn = restart % replicas.length
      const old = replicas[turn] as Running
      const from = Date.now()
      old.child.kill('SIGTERM')
      expect(await old.ended).toBe(0)
      slowest = Math.max(slowest, Date.now() - from)
      const young = await startBuilt(built, { ...environment, PORT: String(portOf(old)) })
      replicas[turn] = young
      await wait(300)
    }
    await load.stop()
    const missing = await lost(proxy.url, load.promised)
    const kept = await wholePlans(proxy.url)
    told(`${restarts} rolling restarts`, { slowestStopMilliseconds: slowest, lost: missing.length, kept }, [load])
    expect([...load.outcomes.keys()]).toEqual(['201'])
    expect(missing).toEqual([])
    expect(kept).toBe(load.promised.length)
    expect(load.promised.length).toBeGreaterThan(10 * restarts)
    expect(slowest).toBeLessThan(10_000)
  })
}
