// What a caller can ask for: draw up a plan, keep it, find it again, read about clouds and rules. Clock and ids are handed in.

import { RULES, type RuleText, ruleTexts } from '../domain/design/rules.ts'
import type { PriceBook } from '../domain/estimate/price-book.ts'
import { Failure } from '../domain/failure.ts'
import { draft, type Fingerprint } from '../domain/plan/draft.ts'
import type { DesignName, Draft, Plan, PlanSummary } from '../domain/plan/plan.ts'
import type { Provider } from '../domain/provider.ts'
import { type ProviderName, readTopology, type TargetFacts } from '../domain/topology/index.ts'
import { describeProvider, type ProviderDescription } from './provider-description.ts'
import type { PlanFilter, PlanPosition, PlanStore } from './store.ts'

export type PlannerParts = {
  store: PlanStore
  providers: ReadonlyMap<ProviderName, Provider>
  priceBook: PriceBook
  fingerprint: Fingerprint
  now: () => Date
  newId: () => string
  workloadsAtMost: number
}

export type PlanPage = { items: PlanSummary[]; next?: PlanPosition }

/** Everything a caller can ask for. Methods throw `Failure` with the codes named; anything else thrown is a bug. */
export type Planner = {
  /** Draws up a plan and forgets it. INVALID_TOPOLOGY, TOPOLOGY_TOO_LARGE. */
  draft: (document: unknown) => Draft
  /** Draws up a plan and keeps it: resolves when it is durable. `body` is the plan as JSON text, byte for byte as kept. As `draft`, and STORE_UNAVAILABLE. */
  create: (document: unknown) => Promise<{ summary: PlanSummary; plan: Plan; body: string }>
  /** The kept JSON text. PLAN_NOT_FOUND, STORE_UNAVAILABLE. */
  find: (id: string) => Promise<string>
  findSummary: (id: string) => Promise<PlanSummary>
  list: (filter: PlanFilter, limit: number, after?: PlanPosition) => Promise<PlanPage>
  /** PLAN_NOT_FOUND when there is none. */
  remove: (id: string) => Promise<void>
  providers: () => ProviderDescription[]
  /** PROVIDER_NOT_FOUND. */
  provider: (id: string) => ProviderDescription
  rules: () => RuleText[]
  /** RULE_NOT_FOUND. */
  rule: (id: string) => RuleText
  /** Resolves when the store answers. STORE_UNAVAILABLE. */
  ready: () => Promise<void>
}

export function createPlanner(parts: PlannerParts): Planner {
  const { store, providers, priceBook, fingerprint } = parts
  const targets = new Map<ProviderName, TargetFacts>([...providers].map(([id, provider]) => [id, factsOf(provider)]))
  const descriptions = [...providers.values()].map(describeProvider)

  const drawUp = (document: unknown, now: Date): Draft => {
    const read = readTopology(document, {
      today: now.toISOString().slice(0, 10),
      workloadsAtMost: parts.workloadsAtMost,
      targets,
    })
    const provider = providers.get(read.topology.target.provider)
    if (provider === undefined)
      throw new Failure('PROVIDER_NOT_SUPPORTED', `${read.topology.target.provider} is not supported yet`)
    return draft(read, provider, priceBook, fingerprint)
  }

  return {
    draft: (document) => drawUp(document, parts.now()),
    async create(document) {
      const now = parts.now()
      const plan = keep(drawUp(document, now), parts.newId(), now)
      const record = { summary: summaryOf(plan), body: JSON.stringify(plan) }
      await store.insert(record)
      return { ...record, plan }
    },
    find: async (id) => (await store.find(id)) ?? notFound(id),
    findSummary: async (id) => (await store.findSummary(id)) ?? notFound(id),
    async list(filter, limit, after) {
      // One more than asked for tells whether there is a next page.
      const found = await store.list(filter, limit + 1, after)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return found.length > limit && last !== undefined
        ? { items, next: { createdAt: last.createdAt, id: last.id } }
        : { items }
    },
    async remove(id) {
      if (!(await store.remove(id))) notFound(id)
    },
    providers: () => descriptions,
    provider(id) {
      const found = descriptions.find((description) => description.id === id)
      if (found === undefined)
        throw new Failure(
          'PROVIDER_NOT_FOUND',
          `There is no provider "${id.slice(0, 60)}"; GET /v1/providers lists them.`,
        )
      return found
    },
    rules: ruleTexts,
    rule(id) {
      const found = ruleTexts().find((rule) => rule.id === id)
      if (found === undefined)
        throw new Failure(
          'RULE_NOT_FOUND',
          `There is no rule "${id.slice(0, 60)}"; GET /v1/rules lists all ${RULES.length}.`,
        )
      return found
    },
    ready: () => store.check(),
  }
}

const factsOf = (provider: Provider): TargetFacts => ({
  controllers: provider.controllers,
  ...(provider.controllers[0] === undefined ? {} : { controller: provider.controllers[0] }),
  regions: describeProvider(provider).regions,
  regionRequired: provider.regionRequired,
})

function notFound(id: string): never {
  throw new Failure('PLAN_NOT_FOUND', `There is no plan "${id.slice(0, 60)}".`)
}

/** Gives a draft its identity. The etag names plan and revision, so it never has to be computed from the bytes. */
function keep(drawn: Draft, id: string, now: Date): Plan {
  const url = `/v1/plans/${id}`
  return {
    id,
    revision: 1,
    etag: `${id.slice(0, 13)}.1`,
    url,
    createdAt: now.toISOString(),
    ...drawn,
    links: {
      self: url,
      manifests: `${url}/manifests.yaml`,
      manifestsJson: `${url}/manifests.json`,
      summary: `${url}?fields=summary`,
    },
  }
}

export function summaryOf(plan: Plan): PlanSummary {
  const total = (design: DesignName) => plan.designs[design].estimate.monthly.expected
  const { owner, ticket, target } = plan.topology
  return {
    id: plan.id,
    name: plan.name,
    ...(owner === undefined ? {} : { owner }),
    ...(ticket === undefined ? {} : { ticket }),
    provider: target.provider,
    revision: plan.revision,
    etag: plan.etag,
    url: plan.url,
    createdAt: plan.createdAt,
    topologyHash: plan.topologyHash,
    summaryText: plan.summaryText,
    chosen: plan.chosen,
    verdict: plan.consolidation.verdict,
    currency: plan.consolidation.currency,
    monthly: {
      recommended: total('recommended'),
      consolidated: total('consolidated'),
      saving: plan.consolidation.monthlySaving,
      atLeast: plan.designs[plan.chosen].estimate.atLeast,
    },
    links: plan.links,
  }
}
