// PostgreSQL stopped and started under load: whoever asks meanwhile is told to try again later, and the service recovers alone.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canServe, startServer } from '../storage/postgres-server.ts'
import { type Built, buildService, NEVER_OVERLOADED, startBuilt } from './built.ts'
import { told } from './figures.ts'
import { lost, startLoad, wholePlans } from './load.ts'

/** As tests; a few are for every run, more for a machine that has time. */
export function restarted(restarts: number): void {
  const limit = { timeout: 120_000 + restarts * 30_000 }
  let built: Built
  beforeAll(async () => {
    built = await buildService()
  })
  afterAll(() => built.remove())

  it.runIf(canServe)(`${restarts} times under load`, limit, async () => {
    const server = await startServer()
    const running = await startBuilt(built, { ...NEVER_OVERLOADED, DATABASE_URL: server.url, LOG_LEVEL: 'silent' })
    const load = startLoad(() => running.url)
    const ready = async () => (await fetch(`${running.url}/health/ready`)).status
    for (let restart = 0; restart < restarts; restart += 1) {
      await moreThan(load.promised, 20)
      await server.stop(restart % 2 === 0 ? 'fast' : 'immediate')
      const problem = await fetch(`${running.url}/v1/plans`)
      expect(problem.status).toBe(503)
      expect(problem.headers.get('retry-after')).toMatch(/^\d+$/)
      expect(await problem.json()).toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 })
      expect(await ready()).toBe(503)
      await server.start()
      await moreThan(load.promised, 1)
      expect(await ready()).toBe(200)
    }
    await load.stop()
    const missing = await lost(running.url, load.promised)
    const kept = await wholePlans(running.url)
    told(`${restarts} restarts of PostgreSQL under load`, { lost: missing.length, kept }, [load])
    expect(missing).toEqual([])
    expect(kept).toBeGreaterThanOrEqual(load.promised.length)
    expect([...load.outcomes.keys()].sort()).toEqual(['201', '503 STORE_UNAVAILABLE'])
  })
}

/** Until so many more plans have been promised. */
async function moreThan(promised: readonly unknown[], count: number): Promise<void> {
  const goal = promised.length + count
  for (const from = Date.now(); promised.length < goal; await wait(10))
    if (Date.now() - from > 30_000) throw new Error('the service does not recover')
}
