// What moving there costs and after how many months the saving has paid for it: the hours of whoever does it, and the days on which the
// old ways in and the new ones are both paid for.
import { centsText, type Decimal, decimal } from '../money.ts'
import type { Payback } from './consolidation.ts'

/** A day of DNS for each of a few, and a weekend to watch. */
export const OVERLAP_DAYS = 7

/** What moving there takes, as whoever asks reckons it; `hourlyRate` is decimal text in the currency of the bill. */
export type Effort = { engineerHours: number; hourlyRate: string }

export type PaybackInput = Effort & {
  /** What each day on which both stand costs more; null where nothing moves. */
  overlap: { perDay: string } | null
  monthlySaving: string
  currency: string
}

export function paybackOf({ engineerHours, hourlyRate, overlap, monthlySaving, currency }: PaybackInput): Payback {
  const work = decimal(engineerHours).times(hourlyRate)
  const both = decimal(overlap?.perDay ?? '0').times(OVERLAP_DAYS)
  const cost = work.plus(both)
  const months = monthsUntil(cost, decimal(monthlySaving))
  const sum = `${engineerHours} h × ${hourlyRate} ${currency} + ${OVERLAP_DAYS} days × ${overlap?.perDay ?? '0.00'} ${currency} = ${centsText(cost)} ${currency}`
  return {
    engineerHours,
    hourlyRate,
    cost: centsText(cost),
    months,
    text:
      months === null
        ? `${sum}. Nothing is saved that could pay for it.`
        : `${sum}. At ${monthlySaving} ${currency} a month it is paid for after ${months} months.`,
  }
}

/** Rounded up to a tenth: what is said to be paid is paid. */
function monthsUntil(cost: Decimal, saving: Decimal): string | null {
  if (!saving.greaterThan(0)) return null
  return cost.times(10).dividedBy(saving).ceil().dividedBy(10).toFixed(1)
}
