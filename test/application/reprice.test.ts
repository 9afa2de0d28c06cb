// A plan priced again by a later version of the service, on a later day: what was good then is good still, and what cannot be worked
// out again as it was is said.
import { expect, it } from 'vitest'
import { planIn } from '../../src/application/kept-plan.ts'
import { createPlanner } from '../../src/application/planner.ts'
import type { Store } from '../../src/application/store.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'
import { fingerprint } from '../../src/fingerprint.ts'
import { PROVIDERS } from '../../src/providers/index.ts'
import { BOOK } from '../domain/design/drafting.ts'
import { CHEAPER } from '../domain/plan/comparing.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'

const ENDING = {
  name: 'shop',
  target: { provider: 'aws', region: 'us-east-1' },
  workloads: {
    web: {
      ports: { http: 80 },
      expose: [{ port: 'http', to: 'internet', until: '2026-12-31', reason: 'Until the fair.' }],
    },
  },
}

/** The service of the next year, whose own price book has other prices. */
const later = (store: Store) =>
  createPlanner({
    store,
    providers: PROVIDERS,
    importers: [],
    priceBook: { ...CHEAPER, id: 'builtin', version: '2027-06-01', sha256: 'sha256:2027' },
    fingerprint,
    now: () => new Date('2027-06-01T09:00:00Z'),
    newId: () => '019ab4d2-5c00-7000-8000-0000000000ff',
    workloadsAtMost: 1000,
  })

const bodyOf = async (planned: Promise<{ body: Buffer }>): Promise<Plan> => planIn(await planned)

it('keeps what has run out since: it was good when it was planned', async () => {
  const store = createMapStore()
  const plan = await bodyOf(createRealPlanner(store).create(ANYBODY, ENDING))
  const service = later(store)
  await expect(service.create(ANYBODY, ENDING)).rejects.toMatchObject({ code: 'INVALID_TOPOLOGY' })
  const again = await bodyOf(service.reprice(ANYBODY, plan.id, {}, {}))
  expect(again).toMatchObject({
    revision: 2,
    priceBook: { version: '2027-06-01' },
    updatedAt: '2027-06-01T09:00:00.000Z',
  })
  expect(again.topology).toEqual(plan.topology)
  // And once more: the day that counts is still that of the first revision.
  expect((await service.reprice(ANYBODY, plan.id, { includeEgress: true }, {})).made).toBe('revision')
})

it('is never younger than the day its topology was judged on, not even at midnight', async () => {
  const store = createMapStore()
  let beforeMidnight = 0
  const midnight = createPlanner({
    store,
    providers: PROVIDERS,
    importers: [],
    priceBook: BOOK,
    fingerprint,
    now: () => new Date(beforeMidnight-- > 0 ? '2026-12-31T23:59:59.999Z' : '2027-01-01T00:00:00.000Z'),
    newId: () => '019ab4d2-5c00-7000-8000-0000000000ff',
    workloadsAtMost: 1000,
  })
  for (const asked of [0, 1]) {
    beforeMidnight = asked
    await expect(midnight.create(ANYBODY, ENDING)).rejects.toMatchObject({ code: 'INVALID_TOPOLOGY' })
  }
  beforeMidnight = 2
  const plan = await bodyOf(midnight.create(ANYBODY, ENDING))
  expect((await later(store).reprice(ANYBODY, plan.id, {}, {})).made).toBe('revision')
})

it('says where a bill cannot be worked out again, and the parts add up all the same', async () => {
  const store = createMapStore()
  const plan = await bodyOf(createRealPlanner(store).create(ANYBODY, ENDING))
  const service = later(store)
  await service.reprice(ANYBODY, plan.id, {}, {})
  const { change } = await service.diff(ANYBODY, { id: plan.id })
  const { difference, parts } = change.cost.chosen
  expect(Number(difference)).toBeLessThan(0)
  expect(parts).toEqual({ design: '0.00', usage: '0.00', price: difference })
  expect(change.findings).toMatchObject([{ code: 'BILL_NOT_RECOMPUTED', severity: 'info' }])
  expect(change.findings[0]?.message).toContain('the price book builtin@2026-11-24 is not there any more')
})

it('an included egress stays on the bill, a fallback that was used stays allowed, and an effort is reckoned with', async () => {
  const store = createMapStore()
  const planner = createRealPlanner(store)
  const elsewhere = { ...ENDING, target: { provider: 'aws', region: 'eu-south-1' } }
  const busy = {
    ...elsewhere,
    workloads: { web: { ...ENDING.workloads.web, traffic: { newConnectionsPerSecond: 90, gbOutPerMonth: 900 } } },
  }
  const wishes = { includeEgress: true, priceFallback: 'nearest' as const, engineerHours: 6, hourlyRate: '80' }
  const plan = await bodyOf(planner.create(ANYBODY, busy, wishes))
  const borrowed = ({ designs }: Plan) =>
    designs.recommended.estimate.lines.filter(({ borrowedFrom }) => borrowedFrom !== undefined).length
  const again = await bodyOf(later(store).reprice(ANYBODY, plan.id, {}, {}))
  expect(again.revision).toBe(2)
  expect(again.designs.recommended.estimate.dataTransfer?.included).toBe(true)
  expect(again.consolidation.payback).toMatchObject({ engineerHours: 6, hourlyRate: '80' })
  expect(borrowed(plan)).toBeGreaterThan(0)
  expect(borrowed(again)).toBe(borrowed(plan))
})
