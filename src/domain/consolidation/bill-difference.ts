// What one bill has that another has not, line by line: a line that both have alike takes no part in a difference.
import type { EstimateLine } from '../estimate/price-lines.ts'

export type Billed = { currency: string; lines: readonly EstimateLine[] }

const keyOf = ({ loadBalancer, item, quantity, amount }: EstimateLine): string =>
  JSON.stringify([loadBalancer, item, quantity, amount])

/** Each line of `others` stands for one line of `lines` at most. */
export function linesNotIn(lines: readonly EstimateLine[], others: readonly EstimateLine[]): EstimateLine[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(keyOf(line), (left.get(keyOf(line)) ?? 0) + 1)
  return lines.filter((line) => {
    const alike = left.get(keyOf(line)) ?? 0
    left.set(keyOf(line), alike - 1)
    return alike <= 0
  })
}
