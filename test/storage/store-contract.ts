// What every plan store promises, as tests any implementation runs through: whoever reads this knows the port.
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PlanFilter, PlanPosition, Store } from '../../src/application/store.ts'
import type { PlanSummary } from '../../src/domain/plan/plan.ts'
import { answeredRequests } from './answered-requests-contract.ts'
import { type OpenStore, opened } from './opened-store.ts'
import { outbox } from './outbox-contract.ts'
import { insert, minute, planId, planRecord, TENANT } from './plan-record.ts'
import { revisions } from './revisions-contract.ts'
import { tenants } from './tenants-contract.ts'
import { tokens } from './tokens-contract.ts'
import { POLICIES, PRICE_BOOKS, versions } from './versions-contract.ts'
import { webhookEndpoints } from './webhook-endpoints-contract.ts'

export function storeContract(name: string, open: OpenStore) {
  describe(`${name} keeps the store contract`, () => {
    describe('insert, find and remove', () => insertFindRemove(open))
    describe('list', () => list(open))
    describe('a list narrowed', () => filters(open))
    describe('revisions', () => revisions(open))
    describe('answered requests', () => answeredRequests(open))
    describe('tenants', () => tenants(open))
    describe('price books', () => versions(open, PRICE_BOOKS))
    describe('policies', () => versions(open, POLICIES))
    describe('tokens', () => tokens(open))
    describe('webhook endpoints', () => webhookEndpoints(open))
    describe('the outbox', () => outbox(open))
    describe('close', () => closing(open))
  })
}

export const STORE_UNAVAILABLE = expect.objectContaining({ name: 'Failure', code: 'STORE_UNAVAILABLE' })

function insertFindRemove(open: OpenStore) {
  it.each([
    ['plain', '{"a":1}'],
    ['unicode', JSON.stringify({ text: 'Grüße, 世界, 🛳️, e\u0301, \u2028, \u0000, \ud800', '💥': [] })],
    ['not even JSON', '  {\r\n\t"a" : 1.0 }\n\n'],
    ['empty', ''],
    ['a megabyte', JSON.stringify({ text: 'ü🛳️x'.repeat(120_000) })],
  ])('gives back the same text: %s', async (_what, body) => {
    const store = await opened(open)
    await insert(store, planRecord(1, {}, body))
    expect((await store.find(TENANT, planId(1)))?.body.equals(Buffer.from(body))).toBe(true)
  })

  it('gives back the same summary, with and without what is optional', async () => {
    const store = await opened(open)
    const bare = planRecord(1)
    const full = planRecord(2, { owner: 'team-a', ticket: 'SHOP-1', name: '世界 "🛳️"' })
    await insert(store, bare)
    await insert(store, full)
    expect(await store.findSummary(TENANT, planId(1))).toStrictEqual(bare.summary)
    expect(await store.findSummary(TENANT, planId(2))).toStrictEqual(full.summary)
    expect(await store.find(TENANT, planId(2))).toStrictEqual(full)
  })

  it.each(['', 'nobody', planId(2), `${planId(1)} `, "' or 1=1 --", '%'])('knows nothing of the id %j', async (id) => {
    const store = await opened(open)
    await insert(store, planRecord(1))
    expect(await store.find(TENANT, id)).toBeUndefined()
    expect(await store.findSummary(TENANT, id)).toBeUndefined()
    expect(await store.remove(TENANT, id)).toBe('none')
    expect(await store.find(TENANT, planId(1))).toBeDefined()
  })

  it('removes once, and only the plan named', async () => {
    const store = await opened(open)
    await insert(store, planRecord(1))
    await insert(store, planRecord(2))
    expect(await store.remove(TENANT, planId(1))).toBe('removed')
    expect(await store.remove(TENANT, planId(1))).toBe('none')
    expect(await store.find(TENANT, planId(1))).toBeUndefined()
    expect(await store.findSummary(TENANT, planId(1))).toBeUndefined()
    expect((await store.list(TENANT, {}, 10)).map((summary) => summary.id)).toEqual([planId(2)])
  })

  it('takes 200 inserts at once', async () => {
    const store = await opened(open)
    const numbers = Array.from({ length: 200 }, (_, number) => number)
    await Promise.all(numbers.map((number) => insert(store, planRecord(number))))
    const records = await Promise.all(numbers.map((number) => store.find(TENANT, planId(number))))
    expect(records).toEqual(numbers.map((number) => planRecord(number)))
    expect(await store.list(TENANT, {}, 1000)).toHaveLength(200)
  })

  it('says that it answers', async () => {
    const store = await opened(open)
    await expect(store.check()).resolves.toBeUndefined()
  })
}

const ids = (summaries: readonly PlanSummary[]) => summaries.map((summary) => summary.id)

async function pages(store: Store, filter: PlanFilter, size: number): Promise<PlanSummary[]> {
  const all: PlanSummary[] = []
  let after: PlanPosition | undefined
  for (;;) {
    const page = await store.list(TENANT, filter, size, after)
    expect(page.length).toBeLessThanOrEqual(size)
    all.push(...page)
    // A store that repeats itself would be asked for ever.
    expect(all.length).toBeLessThan(1000)
    const last = page.at(-1)
    if (last === undefined) return all
    after = { createdAt: last.createdAt, id: last.id }
  }
}

function list(open: OpenStore) {
  it('is empty where nothing is kept', async () => {
    const store = await opened(open)
    expect(await store.list(TENANT, {}, 10)).toEqual([])
  })

  it('is newest first, whole summaries, at most as many as asked for', async () => {
    const store = await opened(open)
    for (const number of [2, 3, 1]) await insert(store, planRecord(number))
    expect(await store.list(TENANT, {}, 10)).toStrictEqual([3, 2, 1].map((number) => planRecord(number).summary))
    expect(ids(await store.list(TENANT, {}, 2))).toEqual([planId(3), planId(2)])
    expect(await store.list(TENANT, {}, 0)).toEqual([])
  })

  it.each([-1, 1.5, Number.NaN])('does not take %d for "everything"', async (limit) => {
    const store = await opened(open)
    await expect(store.list(TENANT, {}, limit)).rejects.toThrow('invariant broken')
  })

  it('goes on after a place whose plan has been removed', async () => {
    const store = await opened(open)
    for (const number of [1, 2, 3]) await insert(store, planRecord(number))
    await store.remove(TENANT, planId(2))
    expect(ids(await store.list(TENANT, {}, 10, { createdAt: minute(2), id: planId(2) }))).toEqual([planId(1)])
  })

  it('orders by the moment and not by its spelling', async () => {
    const store = await opened(open)
    await insert(store, planRecord(1, { createdAt: '2026-01-01T12:00:00.500Z' }))
    await insert(store, planRecord(2, { createdAt: '2026-01-01T12:00:00Z' }))
    await insert(store, planRecord(3, { createdAt: '2026-01-01T12:00:01Z' }))
    expect(ids(await store.list(TENANT, {}, 10))).toEqual([planId(3), planId(1), planId(2)])
    expect(ids(await pages(store, {}, 1))).toEqual([planId(3), planId(1), planId(2)])
    expect(ids(await store.list(TENANT, { createdAfter: '2026-01-01T13:00:00+01:00' }, 10))).toEqual([
      planId(3),
      planId(1),
    ])
  })
}

const FILTER_VALUES = {
  name: ['shop', 'Shop', 'shop%'],
  owner: ['team-a', 'team-b'],
  provider: ['aws', 'gcp'],
  ticket: ['T-1', 'T-2'],
}
const createdAfter = fc.integer({ min: 0, max: 5 }).map(minute)

const plan = fc
  .record(
    {
      name: fc.constantFrom(...FILTER_VALUES.name),
      provider: fc.constantFrom(...FILTER_VALUES.provider),
      owner: fc.constantFrom(...FILTER_VALUES.owner),
      ticket: fc.constantFrom(...FILTER_VALUES.ticket),
      createdAt: createdAfter,
    },
    { requiredKeys: ['name', 'provider', 'createdAt'] },
  )
  .map((cares) => cares as Partial<PlanSummary>)

/** The promise in other words: sort everything, keep what matches. */
function expected(all: readonly PlanSummary[], filter: PlanFilter): PlanSummary[] {
  const { createdAfter, ...exact } = filter
  const wanted = Object.entries(exact) as [keyof typeof exact, string][]
  const key = (summary: PlanSummary) => `${summary.createdAt} ${summary.id}`
  return all
    .filter((summary) => createdAfter === undefined || summary.createdAt > createdAfter)
    .filter((summary) => wanted.every(([name, value]) => summary[name] === value))
    .sort((a, b) => (key(a) < key(b) ? 1 : -1))
}

const ODD = [
  '%',
  '_',
  'a%',
  "o'brien",
  '"',
  '\\',
  '--',
  '; drop table plans',
  '?',
  ':name',
  '$1',
  '',
  ' ',
  'A',
  'ä',
  'a\u0308',
  '\0',
  'A\0b',
  '\\0',
  'A\\0b',
]

function filters(open: OpenStore) {
  it('takes every combination, and pages through it with no gap and no repeat', async () => {
    const store = await opened(open)
    const plans = fc.sample(plan, { numRuns: 60, seed: 7 }).map((cares, number) => planRecord(number, cares))
    for (const record of plans) await insert(store, record)
    const all = plans.map((record) => record.summary)
    const combinations = fc.record(
      {
        name: fc.constantFrom(...FILTER_VALUES.name),
        owner: fc.constantFrom(...FILTER_VALUES.owner),
        provider: fc.constantFrom(...FILTER_VALUES.provider),
        ticket: fc.constantFrom(...FILTER_VALUES.ticket),
        createdAfter,
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(combinations, fc.integer({ min: 1, max: 20 }), async (filter, size) => {
        expect(await pages(store, filter as PlanFilter, size)).toStrictEqual(expected(all, filter as PlanFilter))
      }),
      { numRuns: 300 },
    )
  })

  it('takes only what was created strictly later', async () => {
    const store = await opened(open)
    for (const number of [1, 2, 3]) await insert(store, planRecord(number))
    expect(ids(await store.list(TENANT, { createdAfter: minute(2) }, 10))).toEqual([planId(3)])
    expect(await store.list(TENANT, { createdAfter: minute(3) }, 10)).toEqual([])
  })

  it.each(['name', 'owner', 'provider', 'ticket'] as const)('only compares odd texts in %s', async (filter) => {
    const store = await opened(open)
    for (const [number, text] of ODD.entries()) await insert(store, planRecord(number, { [filter]: text }))
    for (const [number, text] of ODD.entries()) {
      expect(ids(await store.list(TENANT, { [filter]: text }, 100))).toEqual([planId(number)])
    }
    expect(await store.list(TENANT, { [filter]: 'a' }, 100)).toEqual([])
  })
}

function closing(open: OpenStore) {
  it('leaves a store that answers nothing', async () => {
    const { store } = await open()
    await insert(store, planRecord(1))
    await store.close()
    const calls = await Promise.allSettled([
      insert(store, planRecord(2)),
      store.find(TENANT, planId(1)),
      store.findSummary(TENANT, planId(1)),
      store.list(TENANT, {}, 10),
      store.remove(TENANT, planId(1)),
      store.remove(TENANT, planId(1), 1),
      store.listRevisions(TENANT, planId(1), 10),
      store.findAnswer(TENANT, { operation: 'createPlan', key: 'key-1', at: minute(1) }),
      store.removeUpdatedBefore(minute(1), 10),
      store.removeExpiredAnswers(minute(1), 10),
      store.listPriceBooks(TENANT),
      store.check(),
    ])
    for (const call of calls) expect(call).toEqual({ status: 'rejected', reason: STORE_UNAVAILABLE })
  })

  it('may be called twice: whoever stops a process need not know who stopped it before', async () => {
    const { store } = await open()
    await store.close()
    await expect(store.close()).resolves.toBeUndefined()
  })

  it('loses nothing', async (context) => {
    const { store, reopen } = await open()
    const numbers = Array.from({ length: 50 }, (_, number) => number)
    for (const number of numbers) await insert(store, planRecord(number, { owner: `team-${number % 2}` }))
    await store.remove(TENANT, planId(7))
    const before = await store.list(TENANT, {}, 100)
    await store.close()
    if (reopen === undefined) return context.skip('nothing outlives this store')

    const again = await reopen()
    onTestFinished(() => again.close())
    expect(await again.list(TENANT, {}, 100)).toStrictEqual(before)
    expect((await again.find(TENANT, planId(8)))?.body).toEqual(planRecord(8).body)
    expect(await again.find(TENANT, planId(7))).toBeUndefined()
    await insert(again, planRecord(50))
    expect(await again.list(TENANT, {}, 100)).toHaveLength(50)
  })
}
