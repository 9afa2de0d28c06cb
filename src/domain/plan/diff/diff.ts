// Two kept plans, or two revisions of one → what is not the same: the bill and what its difference is made of, workloads, services,
// entrances, lines. Nothing is judged here; both are as they were.
import { z } from 'zod'
import { PriceBookReference } from '../../estimate/price-book.ts'
import { Finding } from '../../finding.ts'
import { PolicySummary } from '../../policy/judgement.ts'
import { DesignName, type Plan } from '../plan.ts'
import { CostChange, createCosts, type Side } from './cost.ts'
import { LineChange, lineChanges } from './lines.ts'
import {
  EntranceChange,
  entranceChanges,
  ServiceChange,
  serviceChanges,
  WorkloadChange,
  workloadChanges,
} from './parts.ts'
import { summariseDiff } from './summary.ts'

/** Which plan is meant, and what of it matters to a difference. */
export const Compared = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    revision: z.int(),
    url: z.string().meta({ description: 'The revision.' }),
    updatedAt: z.iso.datetime(),
    topologyHash: z.string(),
    priceBook: PriceBookReference,
    chosen: DesignName,
    policy: PolicySummary.optional().meta({ description: 'Absent in plans from before there were policies.' }),
  })
  .meta({ id: 'Compared' })
export type Compared = z.infer<typeof Compared>

export const PlanChange = z
  .strictObject({
    from: Compared,
    to: Compared,
    summaryText: z.string().meta({ description: 'Plain text for a ticket, under 4,000 characters.' }),
    cost: z.strictObject({ chosen: CostChange, recommended: CostChange, consolidated: CostChange }).meta({
      description: '`chosen` is of the design that each plan advises, which need not be the same one.',
    }),
    workloads: z.array(WorkloadChange),
    services: z.array(ServiceChange).meta({ description: 'Of the chosen designs.' }),
    entrances: z.array(EntranceChange).meta({ description: 'Of the chosen designs.' }),
    lines: z
      .array(LineChange)
      .meta({ description: 'Of the bills of the chosen designs: those that are not the same.' }),
    findings: z.array(Finding),
  })
  .meta({ id: 'PlanChange' })
export type PlanChange = z.infer<typeof PlanChange>

export function diffPlans(before: Side, after: Side): PlanChange {
  const [one, other] = [before.plan, after.plan]
  const costsOf = createCosts([before, after])
  const costs = {
    chosen: costsOf(one.chosen, other.chosen),
    recommended: costsOf('recommended', 'recommended'),
    consolidated: costsOf('consolidated', 'consolidated'),
  }
  const [then, now] = [one.designs[one.chosen], other.designs[other.chosen]]
  const change = {
    from: comparedOf(one),
    to: comparedOf(other),
    cost: {
      chosen: costs.chosen.change,
      recommended: costs.recommended.change,
      consolidated: costs.consolidated.change,
    },
    workloads: workloadChanges(one.workloadHashes, other.workloadHashes),
    services: serviceChanges(then.services, now.services),
    entrances: entranceChanges(then.entrances, now.entrances),
    lines: lineChanges(then.estimate.lines, now.estimate.lines),
  }
  const told = Object.values(costs).every(({ recomputed }) => recomputed) ? [] : [notRecomputed(before, after)]
  return { ...change, summaryText: summariseDiff(change), findings: told }
}

const comparedOf = ({
  id,
  name,
  revision,
  links,
  updatedAt,
  topologyHash,
  priceBook,
  chosen,
  policy,
}: Plan): Compared => ({
  id,
  name,
  revision,
  url: links.revision,
  updatedAt,
  topologyHash,
  priceBook,
  chosen,
  ...(policy === undefined ? {} : { policy: { id: policy.id, version: policy.version, verdict: policy.verdict } }),
})

function notRecomputed(before: Side, after: Side): Finding {
  const gone = [before, after]
    .filter(({ plan: { priceBook }, tariff: { book } }) => book.sha256 !== priceBook.sha256)
    .map(({ plan: { priceBook } }) => `${priceBook.id}@${priceBook.version}`)
  const because =
    gone.length === 0
      ? 'the service has come to count or price something otherwise since'
      : `the price book ${[...new Set(gone)].join(' and ')} is not there any more`
  return {
    code: 'BILL_NOT_RECOMPUTED',
    severity: 'info',
    path: '',
    message: `A bill cannot be worked out again as it was: ${because}. Design and usage are told in the prices that are there, and price has the rest.`,
    fix: 'Price the plan again (POST …/reprice), and compare from there on.',
  }
}
