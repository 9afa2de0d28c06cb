// A golden story's bill, worked out by hand: its lines, what each is worth, and what they add up to.
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/domain/plan/plan.ts'

export type Row = [line: string, worth: number, cents: string]
export type Story = [story: string, drawn: Draft, design: 'recommended' | 'consolidated', total: string, rows: Row[]]
export const HOURS = 730
// Two for a Gateway that is made here.
export const POD_HOURS = HOURS * 2

export function checkBills(stories: readonly Story[]): void {
  describe.each(stories)('%s', (_, drawn, design, total, rows) => {
    const { lines, monthly, atLeast } = drawn.designs[design].estimate

    it('has these lines, and no other', () => {
      expect(lines.map(({ loadBalancer, item }) => `${loadBalancer}: ${item}`)).toEqual(rows.map(([line]) => line))
    })

    it.each(rows)('%s', (line, worth, cents) => {
      const found = lines.find(({ loadBalancer, item }) => `${loadBalancer}: ${item}` === line)
      expect(Number(found?.amount)).toBeCloseTo(worth, 9)
      // Exact decimals end here: half a cent that a binary fraction cannot hold is rounded up.
      expect((Number(found?.amount) + 1e-9).toFixed(2)).toBe(cents)
    })

    it('adds up', () => {
      const sum = rows.reduce((all, [, worth]) => all + worth, 0)
      expect((sum + 1e-9).toFixed(2)).toBe(total)
      expect(monthly.expected).toBe(total)
      expect(atLeast).toBe(false)
    })
  })
}
