// The loop that empties the outbox: it costs next to nothing while there is nothing to do, shares with its like, and outlives trouble.
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Store } from '../../../src/application/store.ts'
import type { Deliver } from '../../../src/application/webhooks/deliver.ts'
import { createDeliveryLoop } from '../../../src/application/webhooks/delivery-loop.ts'
import { tellingStore } from '../../../src/application/webhooks/telling-store.ts'
import { Failure } from '../../../src/domain/failure.ts'
import { createMapStore } from '../../http/map-store.ts'
import { insert, planRecord, TENANT } from '../../storage/plan-record.ts'
import {
  endpointId,
  endpointRecord,
  happened,
  insertEndpoint,
  keepAndTell,
} from '../../storage/webhook-endpoint-record.ts'

const MINUTE = 60_000

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-24T09:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const now = () => new Date()
const delivered = (store: Store, told: string[]): Deliver => {
  return async (claimed) => {
    told.push(claimed.messageId)
    const at = now().toISOString()
    const { attempts } = claimed
    const outcome = { state: 'delivered', nextAttemptAt: null, lastStatus: 204, lastProblem: null } as const
    await store.recordWebhookAttempt(claimed, { ...outcome, attempts, lastAttemptAt: at })
    return 'delivered'
  }
}

function startLoop(store: Store, told: string[] = []) {
  let looks = 0
  const failures: unknown[] = []
  const counting: Store = {
    ...store,
    claimWebhookDelivery: (claim) => {
      looks += 1
      return store.claimWebhookDelivery(claim)
    },
  }
  const loop = createDeliveryLoop({
    ...{ store: counting, deliver: delivered(store, told), now, told: () => undefined },
    failed: (error) => void failures.push(error),
  })
  onTestFinished(loop.stop)
  loop.start()
  return { loop, told, failures, looks: () => looks }
}

describe('an hour with nothing to do', () => {
  it('is a dozen looks while nobody is to be told anything', async () => {
    const { looks } = startLoop(createMapStore())
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(looks()).toBeLessThanOrEqual(13)
  })

  it('is two looks a minute while somebody is', async () => {
    const store = createMapStore()
    await insertEndpoint(store, endpointRecord(1))
    const { looks } = startLoop(store)
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(looks()).toBeLessThanOrEqual(121)
  })

  it('is none once it is stopped', async () => {
    const { loop, looks } = startLoop(createMapStore())
    await vi.advanceTimersByTimeAsync(0)
    await loop.stop()
    const before = looks()
    loop.wake()
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(looks()).toBe(before)
  })
})

describe('what happens', () => {
  it('is told within a moment, and a hundred events at once are looked for together', async () => {
    const store = createMapStore()
    const { loop, looks } = startLoop(store)
    await vi.advanceTimersByTimeAsync(0)
    const telling = tellingStore(store, { now, newId: () => 'one', wake: loop.wake })
    const before = looks()
    for (let number = 0; number < 100; number += 1) await insert(telling, planRecord(number))
    await vi.advanceTimersByTimeAsync(200)
    expect(looks() - before).toBe(1)
  })

  it('in another process is found without being woken', async () => {
    const store = createMapStore()
    await insertEndpoint(store, endpointRecord(1))
    const { told } = startLoop(store)
    await vi.advanceTimersByTimeAsync(1000)
    await keepAndTell(store, planRecord(1), { ...happened(1), at: now().toISOString() })
    await vi.advanceTimersByTimeAsync(31_000)
    expect(told).toEqual(['msg_0001'])
  })

  it('is told once by several loops over one store', async () => {
    const store = createMapStore()
    for (const number of [1, 2, 3]) await insertEndpoint(store, endpointRecord(number))
    const at = now().toISOString()
    for (let number = 0; number < 50; number += 1)
      await keepAndTell(store, planRecord(number), { ...happened(number), at })
    const told: string[] = []
    for (let replica = 0; replica < 3; replica += 1) startLoop(store, told)
    await vi.advanceTimersByTimeAsync(1000)
    expect(told).toHaveLength(150)
    expect(new Set(told).size).toBe(50)
  })

  it('is told when the store answers again', async () => {
    const store = createMapStore()
    await insertEndpoint(store, endpointRecord(1))
    await keepAndTell(store, planRecord(1), { ...happened(1), at: now().toISOString() })
    let isDown = true
    const shaky: Store = {
      ...store,
      claimWebhookDelivery: async (claim) => {
        if (isDown) throw new Failure('STORE_UNAVAILABLE', 'It does not answer.')
        return store.claimWebhookDelivery(claim)
      },
    }
    const { told, failures } = startLoop(shaky)
    await vi.advanceTimersByTimeAsync(45_000)
    expect(failures).toHaveLength(2)
    expect(told).toEqual([])
    isDown = false
    await vi.advanceTimersByTimeAsync(30_000)
    expect(told).toEqual(['msg_0001'])
  })

  it('is forgotten after thirty days', async () => {
    const store = createMapStore()
    await insertEndpoint(store, endpointRecord(1, { state: 'enabled' }))
    const old = { ...happened(1), at: new Date(Date.now() - 31 * 24 * 60 * MINUTE).toISOString() }
    await keepAndTell(store, planRecord(1), old)
    await keepAndTell(store, planRecord(2), { ...happened(2), at: now().toISOString() })
    await store.changeWebhookEndpoint(TENANT, endpointId(1), endpointRecord(1, { state: 'paused' }))
    startLoop(store)
    await vi.advanceTimersByTimeAsync(1000)
    const left = await store.listWebhookDeliveries(TENANT, endpointId(1), { limit: 10 })
    expect(left.map(({ messageId }) => messageId)).toEqual(['msg_0002'])
  })
})

describe('a store that tells', () => {
  it('tells of each plan that is removed for its age', async () => {
    const store = createMapStore()
    await insertEndpoint(store, endpointRecord(1))
    const woken: string[] = []
    let count = 0
    const newId = () => String(++count)
    const telling = tellingStore(store, { now, newId, wake: () => void woken.push('woken') })
    for (const number of [1, 2]) await insert(telling, planRecord(number))
    expect(await telling.removeUpdatedBefore(now().toISOString(), 10)).toBe(2)
    const told = await store.listWebhookDeliveries(TENANT, endpointId(1), { limit: 10 })
    expect(told.map(({ type, summary }) => `${type} ${summary?.id.at(-1)}`).sort()).toEqual([
      'plan.created 1',
      'plan.created 2',
      'plan.deleted 1',
      'plan.deleted 2',
    ])
    expect(new Set(told.map(({ messageId }) => messageId)).size).toBe(4)
    expect(woken).toHaveLength(3)
  })
})
