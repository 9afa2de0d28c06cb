// PLAN_RETENTION_DAYS: what is too old when the service starts is gone soon after, and nothing else.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSqliteStore } from '../../src/storage/sqlite/open.ts'
import { insert, planId, planRecord } from '../storage/plan-record.ts'
import { migrationsFolder, temporaryFile } from '../storage/temporary.ts'
import { type Built, buildService, startBuilt } from './built.ts'

let built: Built
beforeAll(async () => {
  built = await buildService()
})
afterAll(() => built.remove())

const YOUNG = new Date(Date.now() - 60_000).toISOString()

it.each([
  ['30', 404],
  ['', 200],
])('with %j a plan of long ago answers %d', async (PLAN_RETENTION_DAYS, status) => {
  const DATABASE_FILE = temporaryFile()
  const store = openSqliteStore({ file: DATABASE_FILE, migrationsFolder })
  for (let number = 0; number < 130; number += 1) await insert(store, planRecord(number), 'default')
  await insert(store, planRecord(1000, { createdAt: YOUNG, updatedAt: YOUNG }), 'default')
  await store.close()
  const { url } = await startBuilt(built, { DATABASE_FILE, PLAN_RETENTION_DAYS, LOG_LEVEL: 'info' })
  const statusOf = async (number: number) => (await fetch(`${url}/v1/plans/${planId(number)}`)).status
  for (let tries = 0; tries < 50 && (await statusOf(129)) !== status; tries += 1) await wait(50)
  await wait(300)
  expect([await statusOf(0), await statusOf(129), await statusOf(1000)]).toEqual([status, status, 200])
})
