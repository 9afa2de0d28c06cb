// Two bills → what each day costs on which the old ways in and the new ones stand together: the new ones come on top of the bill that
// is paid already. A line that both bills have alike is of something that stays, and is paid once.
import { centsText, decimal, sum } from '../money.ts'
import { HOURS_PER_MONTH } from '../topology/index.ts'
import { type Billed, linesNotIn } from './bill-difference.ts'
import type { Migration } from './migration.ts'

export function overlapOf(before: Billed, after: Billed): NonNullable<Migration['overlap']> {
  const added = linesNotIn(after.lines, before.lines)
  const monthly = sum(added.map((line) => decimal(line.amount ?? '0')))
  const perDay = centsText(monthly.times(24).dividedBy(HOURS_PER_MONTH))
  const unpriced = added.filter((line) => line.amount === null).length
  return {
    perDay,
    text:
      `Each day on which both stand costs ${perDay} ${after.currency} at most on top of the recommended design: the lines that only the ` +
      `consolidated bill has, ${centsText(monthly)} ${after.currency} a month, × 24 h ÷ ${HOURS_PER_MONTH} h, as if all traffic went both ways.` +
      (unpriced === 0
        ? ''
        : ` ${unpriced} of them ${unpriced === 1 ? 'has' : 'have'} no price and ${unpriced === 1 ? 'is' : 'are'} left out.`),
  }
}
