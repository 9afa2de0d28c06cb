// What every store promises about the outbox, as tests any implementation runs through: what happened is written down for everybody who
// is to be told, or did not happen; and of all who deliver, one has a delivery at a time.
import { expect, it } from 'vitest'
import type { Store, WebhookAttempt } from '../../src/application/store.ts'
import { type OpenStore, opened } from './opened-store.ts'
import { insert, minute, planId, planRecord, TENANT } from './plan-record.ts'
import { endpointId, endpointRecord, happened, insertEndpoint, keepAndTell } from './webhook-endpoint-record.ts'

const listed = async (store: Store, endpoint: number, tenant = TENANT) =>
  (await store.listWebhookDeliveries(tenant, endpointId(endpoint), { limit: 100 })).map(
    ({ type, messageId, summary }) => [messageId, type, summary?.revision],
  )
const claim = (store: Store, at: number, busy: string[] = []) =>
  store.claimWebhookDelivery({ at: minute(at), until: minute(at + 1), busy })
const DELIVERED = { state: 'delivered', nextAttemptAt: null, lastStatus: 204, lastProblem: null } as const
const attempt = (cares: Partial<WebhookAttempt>): WebhookAttempt => ({
  ...{ ...DELIVERED, attempts: 1, lastAttemptAt: minute(3) },
  ...cares,
})

export function outbox(open: OpenStore) {
  writing(open)
  removing(open)
  delivering(open)
}

function writing(open: OpenStore) {
  it('has a row for each endpoint of the tenant that is enabled and wants to know', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    await insertEndpoint(store, endpointRecord(2, { events: ['plan.deleted', 'plan.created'] }))
    await insertEndpoint(store, endpointRecord(3, { events: ['plan.revised'] }))
    await insertEndpoint(store, endpointRecord(4, { state: 'paused' }))
    await insertEndpoint(store, endpointRecord(5, { state: 'gone' }))
    await insertEndpoint(store, endpointRecord(6), 'tenant-b')
    expect(await keepAndTell(store, planRecord(1), happened(1))).toEqual({ outcome: 'kept' })
    await keepAndTell(store, planRecord(1, { revision: 2 }), happened(2, 'plan.revised'))
    expect(await store.remove(TENANT, planId(1), undefined, happened(3, 'plan.deleted'))).toBe('removed')
    const [created, revised, deleted] = [
      ['msg_0001', 'plan.created', 1],
      ['msg_0002', 'plan.revised', 2],
      ['msg_0003', 'plan.deleted', 2],
    ]
    expect(await listed(store, 1)).toEqual([deleted, revised, created])
    expect(await listed(store, 2)).toEqual([deleted, created])
    expect(await listed(store, 3)).toEqual([revised])
    for (const other of [4, 5]) expect(await listed(store, other)).toEqual([])
    expect(await listed(store, 6, 'tenant-b')).toEqual([])
    const [first] = await store.listWebhookDeliveries(TENANT, endpointId(2), { limit: 1 })
    expect(first).toStrictEqual({
      ...{ tenant: TENANT, endpointId: endpointId(2), messageId: 'msg_0003', type: 'plan.deleted', at: minute(3) },
      ...{ summary: planRecord(1, { revision: 2 }).summary, state: 'pending', attempts: 0, nextAttemptAt: minute(3) },
      ...{ lastAttemptAt: null, lastStatus: null, lastProblem: null },
    })
  })

  it('has nothing of what is not told, or did not happen', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    await insert(store, planRecord(1))
    const request = {
      ...{ operation: 'createPlan', key: 'key-1', fingerprint: 'sha256:1', made: 'plan' as const },
      ...{ planId: planId(2), revision: 1, answeredAt: minute(1), expiresAt: minute(10) },
    }
    // There is one already; it is not at that revision; the key was used.
    expect((await keepAndTell(store, planRecord(1), happened(1))).outcome).toBe('stale')
    expect((await keepAndTell(store, planRecord(1, { revision: 3 }), happened(2))).outcome).toBe('stale')
    await store.keepAnswer(TENANT, request)
    expect(await store.keep(TENANT, planRecord(2), { after: 0, request, happened: happened(3) })).toMatchObject({
      outcome: 'answered',
    })
    expect(await store.remove(TENANT, planId(9), undefined, happened(4, 'plan.deleted'))).toBe('none')
    expect(await store.remove(TENANT, planId(1), 7, happened(5, 'plan.deleted'))).toBe('stale')
    expect(await store.removeUpdatedBefore(minute(0), 10, happened(6, 'plan.deleted'))).toBe(0)
    expect(await listed(store, 1)).toEqual([])
  })

  it('is written with a request that has a key, too', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    const request = {
      ...{ operation: 'createPlan', key: 'key-1', fingerprint: 'sha256:1', made: 'plan' as const },
      ...{ planId: planId(1), revision: 1, answeredAt: minute(1), expiresAt: minute(10) },
    }
    const keeping = { after: 0, request, happened: happened(1) }
    expect(await store.keep(TENANT, planRecord(1), keeping)).toEqual({ outcome: 'kept' })
    expect(await listed(store, 1)).toEqual([['msg_0001', 'plan.created', 1]])
  })
}

function removing(open: OpenStore) {
  it('tells of plans removed for their age, of every tenant', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    await insertEndpoint(store, endpointRecord(2), 'tenant-b')
    for (const number of [1, 2, 3]) await insert(store, planRecord(number))
    await insert(store, planRecord(1), 'tenant-b')
    expect(await store.removeUpdatedBefore(minute(3), 10, happened(9, 'plan.deleted'))).toBe(3)
    expect((await listed(store, 1)).map(([id]) => id)).toEqual([`msg_0009-${planId(2)}`, `msg_0009-${planId(1)}`])
    expect(await listed(store, 2, 'tenant-b')).toEqual([[`msg_0009-${planId(1)}`, 'plan.deleted', 1]])
    expect(await store.find(TENANT, planId(3))).toBeDefined()
  })

  it('goes with the endpoint, and by its age', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    await insertEndpoint(store, endpointRecord(2))
    for (const number of [1, 2, 3]) await keepAndTell(store, planRecord(number), happened(number))
    expect(await store.removeWebhookDeliveries(minute(3), 3)).toBe(3)
    expect(await store.removeWebhookDeliveries(minute(3), 3)).toBe(1)
    expect(await listed(store, 1)).toEqual([['msg_0003', 'plan.created', 1]])
    await store.removeWebhookEndpoint(TENANT, endpointId(1))
    expect(await listed(store, 1)).toEqual([])
    expect(await listed(store, 2)).toHaveLength(1)
  })

  it('does not stand in the way of an endpoint that is removed while plans are kept', async () => {
    const store = await opened(open)
    for (let number = 0; number < 20; number += 1) await insertEndpoint(store, endpointRecord(number))
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async (_, number) => {
        const kept = keepAndTell(store, planRecord(number), happened(number))
        const [{ outcome }] = await Promise.all([kept, store.removeWebhookEndpoint(TENANT, endpointId(number))])
        return outcome
      }),
    )
    expect(new Set(outcomes)).toEqual(new Set(['kept']))
    expect(await store.nextWebhookDelivery()).toEqual({ endpoints: false, dueAt: undefined })
  })
}

function delivering(open: OpenStore) {
  it('gives out what is due, the longest waiting first, and not of those who are busy', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    await keepAndTell(store, planRecord(2), happened(2))
    await keepAndTell(store, planRecord(1), happened(1))
    await insertEndpoint(store, endpointRecord(2))
    await keepAndTell(store, planRecord(3), happened(3))
    expect(await claim(store, 0)).toBeUndefined()
    expect(await claim(store, 4)).toMatchObject({ messageId: 'msg_0001', attempts: 1, nextAttemptAt: minute(5) })
    const other = await claim(store, 4, [endpointId(1)])
    expect(other).toMatchObject({ messageId: 'msg_0003', endpointId: endpointId(2), summary: planRecord(3).summary })
    expect(await claim(store, 4, [endpointId(1), endpointId(2)])).toBeUndefined()
    expect((await claim(store, 4))?.messageId).toBe('msg_0002')
  })

  it('gives a delivery to one at a time, and to the next when the first is lost', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    for (let number = 1; number <= 20; number += 1) await keepAndTell(store, planRecord(number), happened(number))
    const claimed = await Promise.all(Array.from({ length: 40 }, () => claim(store, 30)))
    const ids = claimed.flatMap((one) => one?.messageId ?? [])
    expect(ids).toHaveLength(20)
    expect(new Set(ids).size).toBe(20)
    expect(await claim(store, 30)).toBeUndefined()
    const again = await claim(store, 31)
    expect(again).toMatchObject({ attempts: 2 })
    // Whoever was thought to be lost has nothing to say any more.
    const first = claimed.find((one) => one?.messageId === again?.messageId)
    if (first === undefined || again === undefined) throw new Error('nothing was claimed again')
    expect(await store.recordWebhookAttempt(first, attempt({}))).toBe(false)
    expect(await store.recordWebhookAttempt(again, attempt({ attempts: 2 }))).toBe(true)
  })

  it('remembers what became of an attempt', async () => {
    const store = await opened(open)
    await insertEndpoint(store, endpointRecord(1))
    for (const number of [1, 2, 3]) await keepAndTell(store, planRecord(number), happened(number))
    const retried = { state: 'pending', nextAttemptAt: minute(20), lastStatus: null, lastProblem: 'TIMED_OUT' } as const
    const failed = { state: 'failed', nextAttemptAt: null, lastStatus: 500, lastProblem: 'STATUS_NOT_2XX' } as const
    for (const outcome of [DELIVERED, retried, failed]) {
      const claimed = await claim(store, 5)
      if (claimed === undefined) throw new Error('nothing is due')
      expect(await store.recordWebhookAttempt(claimed, attempt(outcome))).toBe(true)
    }
    const states = async (state?: 'pending' | 'delivered' | 'failed') =>
      (await store.listWebhookDeliveries(TENANT, endpointId(1), { limit: 10, state })).map((one) => [
        one.messageId,
        one.state,
        one.lastProblem,
      ])
    expect(await states()).toEqual([
      ['msg_0003', 'failed', 'STATUS_NOT_2XX'],
      ['msg_0002', 'pending', 'TIMED_OUT'],
      ['msg_0001', 'delivered', null],
    ])
    expect(await states('failed')).toEqual([['msg_0003', 'failed', 'STATUS_NOT_2XX']])
    expect(await claim(store, 19)).toBeUndefined()
    expect(await store.nextWebhookDelivery()).toEqual({ endpoints: true, dueAt: minute(20) })
    expect((await claim(store, 20))?.messageId).toBe('msg_0002')
  })

  it('keeps what is for an endpoint that is not enabled until it is', async () => {
    const store = await opened(open)
    const record = endpointRecord(1)
    await insertEndpoint(store, record)
    await keepAndTell(store, planRecord(1), happened(1))
    await store.changeWebhookEndpoint(TENANT, record.id, { ...record, state: 'paused' })
    expect(await claim(store, 5)).toBeUndefined()
    expect(await store.nextWebhookDelivery()).toEqual({ endpoints: false, dueAt: undefined })
    expect(await store.insertWebhookTest(TENANT, record.id, { messageId: 'msg_t', at: minute(2) })).toBe(false)
    await store.changeWebhookEndpoint(TENANT, record.id, record)
    expect(await claim(store, 5)).toMatchObject({ messageId: 'msg_0001' })
    expect(await store.insertWebhookTest(TENANT, record.id, { messageId: 'msg_t', at: minute(2) })).toBe(true)
    expect(await claim(store, 5)).toMatchObject({ messageId: 'msg_t', type: 'webhook.test', summary: null })
  })
}
