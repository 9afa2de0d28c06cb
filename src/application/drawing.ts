// A topology and the circumstances → a draft: what is worked out for every plan, on the event loop or in a worker.
import type { Effort } from '../domain/consolidation/payback.ts'
import type { PriceBook } from '../domain/estimate/price-book.ts'
import { Failure } from '../domain/failure.ts'
import { draft, type Fingerprint } from '../domain/plan/draft.ts'
import type { Draft } from '../domain/plan/plan.ts'
import type { Policy } from '../domain/policy/policy.ts'
import type { Provider } from '../domain/provider.ts'
import { type Assumption, type ProviderName, readTopology, type TargetFacts } from '../domain/topology/index.ts'
import { describeProvider } from './provider-description.ts'
import type { Wishes } from './wishes.ts'

/** Days are YYYY-MM-DD. */
export type Circumstances = {
  today: string
  book: PriceBook
  /** What it is judged by; the built-in one when not given. */
  policy?: Policy
  wishes?: Wishes | undefined
  workloadsAtMost: number
  /** Where it was planned before: its topology is judged on the day it was new, and what was assumed then is still an assumption. */
  again?: { since: string; assumed: readonly Assumption[] }
}
/** Throws INVALID_TOPOLOGY, TOPOLOGY_TOO_LARGE, PROVIDER_NOT_SUPPORTED, INVALID_PARAMETER. */
export type DrawUp = (document: unknown, circumstances: Circumstances) => Draft

export type DrawingParts = {
  providers: ReadonlyMap<ProviderName, Provider>
  fingerprint: Fingerprint
}

export function createDrawing({ providers, fingerprint }: DrawingParts): DrawUp {
  const targets = targetsOf(providers)
  return (document, { today, book, policy, wishes = {}, workloadsAtMost, again }) => {
    const read = readTopology(wishing(document, wishes), { today: again?.since ?? today, workloadsAtMost, targets })
    const provider = providers.get(read.topology.target.provider)
    if (provider === undefined)
      throw new Failure('PROVIDER_NOT_SUPPORTED', `${read.topology.target.provider} is not supported yet`)
    return draft(
      { ...read, assumed: assumedBefore(again, read.assumed) },
      provider,
      { book, today, fallback: wishes.priceFallback, includeEgress: wishes.includeEgress },
      fingerprint,
      effortOf(wishes),
      policy,
    )
  }
}

/** What a topology's target is read against. */
export const targetsOf = (providers: DrawingParts['providers']): ReadonlyMap<ProviderName, TargetFacts> =>
  new Map([...providers].map(([id, provider]) => [id, factsOf(provider)]))

function effortOf({ engineerHours, hourlyRate }: Wishes): Effort | undefined {
  if (engineerHours === undefined && hourlyRate === undefined) return undefined
  if (engineerHours !== undefined && hourlyRate !== undefined) return { engineerHours, hourlyRate }
  throw new Failure(
    'INVALID_PARAMETER',
    'engineerHours and hourlyRate are given together: what moving takes, and what an hour costs.',
  )
}

/** The same document with what is wished in its place; one that has no target is left for its reader to refuse. */
function wishing(document: unknown, { kubernetesVersion }: Wishes): unknown {
  if (kubernetesVersion === undefined || !isObject(document) || !isObject(document.target)) return document
  return { ...document, target: { ...document.target, kubernetesVersion } }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const factsOf = (provider: Provider): TargetFacts => ({
  controllers: provider.controllers,
  ...(provider.controllers[0] === undefined ? {} : { controller: provider.controllers[0] }),
  regions: describeProvider(provider).regions,
  regionRequired: provider.regionRequired,
})

/** A price is looked up anew, with what is assumed of it. */
function assumedBefore(again: Circumstances['again'], assumed: readonly Assumption[]): Assumption[] {
  const before = (again?.assumed ?? []).filter(({ path }) => path !== '/target/podPrice')
  const known = new Set(assumed.map(({ path }) => path))
  return [...assumed, ...before.filter(({ path }) => !known.has(path))]
}

/** Is this the topology of at most so many workloads, as far as can be told before it is read? */
export const isSmall = (document: unknown, workloads: number): boolean =>
  !isObject(document) || !isObject(document.workloads) || Object.keys(document.workloads).length <= workloads
