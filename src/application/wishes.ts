// What a caller says beside the topology, and what a kept plan says was wished when it was drawn up.
import type { Plan } from '../domain/plan/plan.ts'

/** It wins over what the topology says. */
export type Wishes = {
  kubernetesVersion?: string | undefined
  /** A price book's id, or `id@version`; the built-in one when not given. */
  priceBook?: string | undefined
  priceFallback?: 'nearest' | undefined
  /** A policy's id, or `id@version`; the caller's `default`, else the built-in one, when not given. */
  policy?: string | undefined
  /** Refuse a plan that fails its policy. */
  enforce?: boolean | undefined
  includeEgress?: boolean | undefined
  /** What moving to a shared entrance takes; both or neither. Without them nothing is said of payback. */
  engineerHours?: number | undefined
  hourlyRate?: string | undefined
}

/** What was wished when a plan was drawn up, as it tells: a price that was borrowed was allowed to be, one that was not need not have been. */
export function wishedBy({
  designs,
  consolidation: { payback },
}: Plan): Omit<Wishes, 'kubernetesVersion' | 'priceBook' | 'policy' | 'enforce'> {
  const estimates = [designs.recommended.estimate, designs.consolidated.estimate]
  const borrowed = estimates.some(({ lines, dataTransfer }) =>
    [...lines, ...(dataTransfer?.lines ?? [])].some(({ borrowedFrom }) => borrowedFrom !== undefined),
  )
  return {
    ...(borrowed ? { priceFallback: 'nearest' as const } : {}),
    includeEgress: estimates.some(({ dataTransfer }) => dataTransfer?.included === true),
    // Plans from before there was a payback have none.
    ...(payback == null ? {} : { engineerHours: payback.engineerHours, hourlyRate: payback.hourlyRate }),
  }
}
