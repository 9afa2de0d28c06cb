// What a key was answered with is forgotten after a day, and removed in passing.
import { expect, it } from 'vitest'
import { createOnce, type Keyed } from '../../src/application/once.ts'
import { createMapStore } from '../http/map-store.ts'
import { insert, planId, planRecord } from '../storage/plan-record.ts'

const CALLER = { tenant: 'tenant-a' }
const HOUR = 60 * 60 * 1000
const keyed = (key: string): Keyed => ({ operation: 'createPlan', key, fingerprint: 'sha256:1' })

it('removes what has expired when another request with a key comes, not with each', async () => {
  const store = createMapStore()
  const record = planRecord(1)
  await insert(store, record)
  const asked: string[] = []
  const heard: typeof store = {
    ...store,
    removeExpiredAnswers(at, limit) {
      asked.push(at)
      return store.removeExpiredAnswers(at, limit)
    },
  }
  let now = Date.parse('2026-11-24T09:00:00Z')
  const once = createOnce({ store: heard, now: () => new Date(now) })
  const ask = async (key: string) => {
    const done = await once(CALLER, keyed(key), async (answerFor) => {
      const request = answerFor('nothing', planId(1), 1)
      if (request !== undefined) await store.keepAnswer(CALLER.tenant, request)
      return { ...record, made: 'nothing' }
    })
    // What is done in passing has its turn.
    await new Promise((resolve) => setImmediate(resolve))
    return done.replayed
  }
  expect([await ask('a'), await ask('a')]).toEqual([false, true])
  expect(asked).toHaveLength(1)
  now += 25 * HOUR
  expect(await ask('b')).toBe(false)
  expect(asked).toEqual(['2026-11-24T09:00:00.000Z', '2026-11-25T10:00:00.000Z'])
  // The expired one is gone: seen from a moment at which it was still good.
  const at = '2026-11-24T10:00:00.000Z'
  expect(await store.findAnswer(CALLER.tenant, { ...keyed('a'), at })).toBeUndefined()
  expect(await store.findAnswer(CALLER.tenant, { ...keyed('b'), at })).toBeDefined()
})

it('lets nothing of that fail the request itself', async () => {
  const store = createMapStore()
  const broken = { ...store, removeExpiredAnswers: () => Promise.reject(new Error('full')) }
  const once = createOnce({ store: broken, now: () => new Date('2026-11-24T09:00:00Z') })
  const done = await once(CALLER, keyed('a'), async () => ({ ...planRecord(1), made: 'plan' }))
  expect(done).toMatchObject({ made: 'plan', replayed: false })
})
