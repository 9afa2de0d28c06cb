// When a message is sent again: by the schedule, a little later than that, and not before whoever answered wants it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WebhookDeliveryRecord } from '../../../src/application/store.ts'
import { judged } from '../../../src/application/webhooks/deliver.ts'
import { nextAttempt } from '../../../src/application/webhooks/schedule.ts'

const now = new Date('2026-11-24T09:00:00Z')
const secondsAfter = (attempts: number, random: number, retryAfter?: string): number | undefined => {
  const next = nextAttempt(attempts, { now, random, retryAfter })
  return next && (next.getTime() - now.getTime()) / 1000
}
const HOUR = 3600

describe('the schedule', () => {
  it('is that of Standard Webhooks, ten attempts in all', () => {
    const delays = Array.from({ length: 11 }, (_, attempts) => secondsAfter(attempts, 0))
    const hours = [2, 5, 10, 14, 20, 24].map((number) => number * HOUR)
    expect(delays).toEqual([0, 5, 300, 1800, ...hours, undefined])
  })

  it('is stretched by up to a fifth, never shortened', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
        const least = secondsAfter(attempts, 0) ?? 0
        const delay = secondsAfter(attempts, random) ?? 0
        expect(delay).toBeGreaterThanOrEqual(least)
        expect(delay).toBeLessThanOrEqual(least * 1.2)
      }),
    )
  })

  it.each([
    ['120', 120],
    ['1', 5],
    ['Tue, 24 Nov 2026 10:00:00 GMT', HOUR],
    ['Tue, 24 Nov 2026 08:00:00 GMT', 5],
    ['soon', 5],
    ['', 5],
    ['-5', 5],
    // Nobody keeps a message waiting for years.
    ['999999999', 24 * HOUR],
  ])('waits as Retry-After %j asks', (retryAfter, seconds) => {
    expect(secondsAfter(1, 0, retryAfter)).toBe(seconds)
  })
})

describe('an answer', () => {
  const claimed = (attempts: number) => ({ attempts }) as WebhookDeliveryRecord
  it.each([
    [200, 'delivered', 'delivered', null],
    [204, 'delivered', 'delivered', null],
    [299, 'delivered', 'delivered', null],
    [301, 'retried', 'pending', 'REDIRECTED'],
    [308, 'retried', 'pending', 'REDIRECTED'],
    [400, 'retried', 'pending', 'STATUS_NOT_2XX'],
    [410, 'gone', 'failed', 'GONE'],
    [429, 'retried', 'pending', 'STATUS_NOT_2XX'],
    [500, 'retried', 'pending', 'STATUS_NOT_2XX'],
  ])('%d is %s', (status, outcome, state, lastProblem) => {
    const judgement = judged(claimed(1), { status }, { now, random: 0 })
    expect(judgement).toMatchObject({ outcome, attempt: { state, lastProblem, lastStatus: status, attempts: 1 } })
    expect(judgement.attempt.nextAttemptAt).toBe(state === 'pending' ? '2026-11-24T09:00:05.000Z' : null)
  })

  it('none is tried again until the tenth attempt, which is the last', () => {
    const outcome = (attempts: number) => judged(claimed(attempts), { problem: 'TIMED_OUT' }, { now, random: 0 })
    expect(outcome(9)).toMatchObject({ outcome: 'retried', attempt: { lastProblem: 'TIMED_OUT', lastStatus: null } })
    expect(outcome(10)).toMatchObject({ outcome: 'failed', attempt: { state: 'failed', nextAttemptAt: null } })
  })
})
