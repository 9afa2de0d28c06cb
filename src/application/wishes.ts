// What a caller says beside the topology, and what a kept plan says was wished when it was drawn up.
import type { Plan } from '../domain/plan/plan.ts'

/** It wins over what the topology says. */
export type Wishes = {
  kubernetesVersion?: string | undefined
  /** A price book's id, or `id@version`; the built-in one when not given. */
  priceBook?: string | undefined
  priceFallback?: 'nearest' | undefined
  includeEgress?: boolean | undefined
}

/** How a plan was priced, as its bills tell: a price that was borrowed was allowed to be, and one that was not need not have been. */
export function pricedBy({ designs }: Pick<Plan, 'designs'>): Pick<Wishes, 'priceFallback' | 'includeEgress'> {
  const estimates = [designs.recommended.estimate, designs.consolidated.estimate]
  const borrowed = estimates.some(({ lines, dataTransfer }) =>
    [...lines, ...(dataTransfer?.lines ?? [])].some(({ borrowedFrom }) => borrowedFrom !== undefined),
  )
  return {
    ...(borrowed ? { priceFallback: 'nearest' as const } : {}),
    includeEgress: estimates.some(({ dataTransfer }) => dataTransfer?.included === true),
  }
}
