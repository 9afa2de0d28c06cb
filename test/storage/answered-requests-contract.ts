// What every store promises about requests with a key, as tests any implementation runs through: one key, one plan.
import { expect, it } from 'vitest'
import type { AnsweredRequest } from '../../src/application/store.ts'
import { type OpenStore, opened } from './opened-store.ts'
import { minute, planId, planRecord, TENANT } from './plan-record.ts'

/** Answered in minute `number`, forgotten ten minutes later. */
const request = (number: number, cares: Partial<AnsweredRequest> = {}): AnsweredRequest => ({
  operation: 'createPlan',
  key: 'key-1',
  fingerprint: `sha256:${number}`,
  made: 'plan',
  planId: planId(number),
  revision: 1,
  answeredAt: minute(number),
  expiresAt: minute(number + 10),
  ...cares,
})
const asked = (number: number, cares: { operation?: string; key?: string } = {}) => ({
  operation: 'createPlan',
  key: 'key-1',
  at: minute(number),
  ...cares,
})

export function answeredRequests(open: OpenStore) {
  it('are kept with what they made', async () => {
    const store = await opened(open)
    expect(await store.keep(TENANT, planRecord(1), { after: 0, request: request(1) })).toStrictEqual({
      outcome: 'kept',
    })
    expect(await store.findAnswer(TENANT, asked(2))).toStrictEqual(request(1))
    expect(await store.find(TENANT, planId(1))).toStrictEqual(planRecord(1))
  })

  it('are found by operation and key, exactly', async () => {
    const store = await opened(open)
    await store.keep(TENANT, planRecord(1), { after: 0, request: request(1) })
    for (const other of [{ operation: 'putPlan' }, { key: 'KEY-1' }, { key: 'key-1 ' }, { key: '%' }, { key: '' }])
      expect(await store.findAnswer(TENANT, asked(2, other))).toBeUndefined()
  })

  it('keep a second plan from being made, whatever it asked', async () => {
    const store = await opened(open)
    await store.keep(TENANT, planRecord(1), { after: 0, request: request(1) })
    expect(await store.keep(TENANT, planRecord(2), { after: 0, request: request(2) })).toStrictEqual({
      outcome: 'answered',
      request: request(1),
    })
    expect(await store.find(TENANT, planId(2))).toBeUndefined()
    expect(await store.list(TENANT, {}, 10)).toHaveLength(1)
  })

  it('are not kept with a revision that came too late', async () => {
    const store = await opened(open)
    await store.keep(TENANT, planRecord(1), { after: 0 })
    const kept = await store.keep(TENANT, planRecord(1), { after: 0, request: request(1) })
    expect(kept).toStrictEqual({ outcome: 'stale', newest: 1 })
    expect(await store.findAnswer(TENANT, asked(1))).toBeUndefined()
  })

  it('are told before a revision is called too late', async () => {
    const store = await opened(open)
    const first = request(1, { made: 'revision', revision: 2 })
    await store.keep(TENANT, planRecord(1), { after: 0 })
    await store.keep(TENANT, planRecord(1, { revision: 2 }), { after: 1, request: first })
    const again = await store.keep(TENANT, planRecord(1, { revision: 2 }), { after: 1, request: first })
    expect(again).toStrictEqual({ outcome: 'answered', request: first })
  })

  it('may have made nothing', async () => {
    const store = await opened(open)
    const nothing = request(1, { operation: 'putPlan', made: 'nothing', revision: 7 })
    expect(await store.keepAnswer(TENANT, nothing)).toBeUndefined()
    expect(await store.keepAnswer(TENANT, { ...nothing, revision: 8 })).toStrictEqual(nothing)
    expect(await store.findAnswer(TENANT, asked(2, { operation: 'putPlan' }))).toStrictEqual(nothing)
  })

  it('are as if they had never been once they expire', async () => {
    const store = await opened(open)
    await store.keep(TENANT, planRecord(1), { after: 0, request: request(1) })
    expect(await store.findAnswer(TENANT, asked(10))).toStrictEqual(request(1))
    expect(await store.findAnswer(TENANT, asked(11))).toBeUndefined()
    expect((await store.keep(TENANT, planRecord(20), { after: 0, request: request(20) })).outcome).toBe('kept')
    expect(await store.findAnswer(TENANT, asked(21))).toStrictEqual(request(20))
    expect(await store.keepAnswer(TENANT, request(40))).toBeUndefined()
    expect(await store.findAnswer(TENANT, asked(41))).toStrictEqual(request(40))
  })

  it('outlive the plan they made', async () => {
    const store = await opened(open)
    await store.keep(TENANT, planRecord(1), { after: 0, request: request(1) })
    await store.remove(TENANT, planId(1))
    expect(await store.findAnswer(TENANT, asked(2))).toStrictEqual(request(1))
  })

  it('are removed when they have expired, some at a time, and no others', async () => {
    const store = await opened(open)
    for (const number of [1, 2, 3, 4]) await store.keepAnswer(TENANT, request(number, { key: `key-${number}` }))
    expect(await store.removeExpiredAnswers(minute(13), 2)).toBe(2)
    expect(await store.removeExpiredAnswers(minute(13), 2)).toBe(1)
    expect(await store.removeExpiredAnswers(minute(13), 2)).toBe(0)
    expect(await store.findAnswer(TENANT, asked(5, { key: 'key-4' }))).toStrictEqual(request(4, { key: 'key-4' }))
    // At an earlier moment they would be found if they were there.
    for (const key of ['key-1', 'key-2', 'key-3'])
      expect(await store.findAnswer(TENANT, asked(5, { key }))).toBeUndefined()
  })

  it('of a hundred at once with one key, one makes a plan and the others are told of it', async () => {
    const store = await opened(open)
    const numbers = Array.from({ length: 100 }, (_, number) => number)
    const outcomes = await Promise.all(
      numbers.map((number) =>
        store.keep(TENANT, planRecord(number), { after: 0, request: request(0, { planId: planId(number) }) }),
      ),
    )
    const [made] = await store.list(TENANT, {}, 1000)
    expect(await store.list(TENANT, {}, 1000)).toHaveLength(1)
    expect(outcomes.filter(({ outcome }) => outcome === 'kept')).toHaveLength(1)
    for (const told of outcomes)
      if (told.outcome !== 'kept') expect(told).toMatchObject({ outcome: 'answered', request: { planId: made?.id } })
  })
}
