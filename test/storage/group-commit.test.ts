// Plans that reach the SQLite store in one turn of the event loop: one commit for all, and each kept or refused for itself.
import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { PlanRecord, Store } from '../../src/application/store.ts'
import { open, openOver } from './opened-sqlite.ts'
import { insert, planId, planRecord, TENANT } from './plan-record.ts'
import { STORE_UNAVAILABLE } from './store-contract.ts'
import { temporaryFile } from './temporary.ts'

describe('plans that come together', () => {
  it('are committed together: what is written of them is less than half', async () => {
    const written = async (keepAll: (store: Store, records: PlanRecord[]) => Promise<unknown>) => {
      const file = temporaryFile()
      const store = open(file)
      await store.check()
      const before = statSync(`${file}-wal`).size
      await keepAll(
        store,
        Array.from({ length: 20 }, (_, number) => planRecord(number)),
      )
      return statSync(`${file}-wal`).size - before
    }
    const together = await written((store, records) => Promise.all(records.map((record) => insert(store, record))))
    const apart = await written(async (store, records) => {
      for (const record of records) await insert(store, record)
    })
    expect(together).toBeGreaterThan(0)
    expect(together).toBeLessThan(apart / 2)
  })

  it('are kept or refused each for itself', async () => {
    const { connection, store } = openOver(temporaryFile())
    // Room for what is small.
    await insert(store, planRecord(9, {}, 'x'.repeat(40_000)))
    await store.remove(TENANT, planId(9))
    connection.pragma(`max_page_count = ${connection.pragma('page_count', { simple: true })}`)
    const outcomes = await Promise.allSettled([
      insert(store, planRecord(1)),
      insert(store, planRecord(2, {}, 'x'.repeat(100_000))),
      insert(store, planRecord(1)),
      insert(store, planRecord(3)),
    ])
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: { outcome: 'kept' } },
      { status: 'rejected', reason: STORE_UNAVAILABLE },
      { status: 'fulfilled', value: { outcome: 'stale', newest: 1 } },
      { status: 'fulfilled', value: { outcome: 'kept' } },
    ])
    expect((await store.list(TENANT, {}, 10)).map(({ id }) => id)).toEqual([planId(3), planId(1)])
  })

  it('are all refused where nothing can be written', async () => {
    const { connection, store } = openOver(temporaryFile())
    connection.pragma('query_only = ON')
    const outcomes = await Promise.allSettled([1, 2].map((number) => insert(store, planRecord(number))))
    expect(outcomes).toEqual(Array(2).fill({ status: 'rejected', reason: STORE_UNAVAILABLE }))
    connection.pragma('query_only = OFF')
    await Promise.all([1, 2].map((number) => insert(store, planRecord(number))))
    expect(await store.list(TENANT, {}, 10)).toHaveLength(2)
  })
})
