// Looks a published limit up by what it is about, so that each number stands in one place.
import { invariant } from '../domain/failure.ts'
import type { Limit } from '../domain/provider.ts'

export function limitOf(limits: readonly Limit[], product: string, item: string): number {
  const limit = limits.find((one) => one.product === product && one.item === item)
  invariant(limit !== undefined, `${product} has a limit of ${item}`)
  return limit.value
}
