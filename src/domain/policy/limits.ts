// Limits on money: which of them are for a plan, and which can be held against its bill.
import type { Environment, Topology } from '../topology/index.ts'

/** What a plan costs a month. `atLeast`: something has no price, and it costs more than that. */
export type Money = { monthly: string; currency: string; atLeast: boolean }

export const beyond = ({ monthly, currency, atLeast }: Money): string =>
  `${atLeast ? 'At least ' : ''}${monthly} ${currency}`

type Scoped = { owner?: string | undefined; environment?: Environment | undefined }

export const isFor = ({ owner, environment }: Scoped, topology: Pick<Topology, 'owner' | 'target'>): boolean =>
  (owner === undefined || owner === topology.owner) &&
  (environment === undefined || environment === topology.target.environment)

/**
 * Limits for the same plans may be given in several currencies: that of the bill counts. Where none is in it, each is one that cannot be
 * compared; a limit in no currency always can.
 */
export function inCurrency<Limit extends Scoped & { currency?: string | undefined }>(
  limits: readonly Limit[],
  currency: string,
): { limit: Limit; comparable: boolean }[] {
  const scopeOf = ({ owner, environment }: Scoped) => JSON.stringify([owner, environment])
  const comparable = (limit: Limit) => limit.currency === undefined || limit.currency === currency
  const covered = new Set(limits.filter((one) => one.currency === currency).map(scopeOf))
  return limits
    .filter((one) => comparable(one) || !covered.has(scopeOf(one)))
    .map((limit) => ({ limit, comparable: comparable(limit) }))
}
