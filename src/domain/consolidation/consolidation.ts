// What sharing an entrance would change: the verdict and everything one must know before acting on it.
import { z } from 'zod'
import { Money } from '../estimate/price-lines.ts'
import { EntranceApi, Scheme } from '../topology/index.ts'
import { Migration } from './migration.ts'

export const Verdict = z.enum(['merge', 'merge-some', 'keep'])
export type Verdict = z.infer<typeof Verdict>

export const Group = z
  .strictObject({
    entrance: z.string(),
    namespace: z.string(),
    api: EntranceApi,
    scheme: Scheme,
    members: z.array(z.string()).meta({ description: 'The workloads that share it.' }),
    accepted: z.boolean(),
    monthlySaving: Money.meta({ description: 'Of this group beside all the others, as they are in the answer.' }),
    because: z.string(),
  })
  .meta({ id: 'ConsolidationGroup' })
export type Group = z.infer<typeof Group>

export const KeptApart = z
  .strictObject({ workload: z.string(), port: z.string(), code: z.string(), because: z.string(), source: z.string() })
  .meta({ id: 'KeptApart', description: 'An exposure that shares nothing, and what blocks it.' })
export type KeptApart = z.infer<typeof KeptApart>

export const Risk = z
  .strictObject({
    code: z.string().meta({ example: 'SHARED_FATE' }),
    affects: z.array(z.string()).meta({ description: 'Workloads.' }),
    text: z.string(),
    check: z.string().meta({ description: 'How to find out whether it matters here.' }),
  })
  .meta({ id: 'Risk' })
export type Risk = z.infer<typeof Risk>

export const BreakEven = z
  .strictObject({
    quantity: z.string().meta({
      description:
        '`traffic` (times what is stated), `services` (alike, sharing one entrance) or a field of `target.inUse`.',
      example: 'traffic',
    }),
    value: z.string().meta({ description: 'Put in, sharing saves nothing, or next to nothing.', example: '5' }),
    below: Verdict,
    above: Verdict,
    text: z.string(),
  })
  .meta({
    id: 'BreakEven',
    description:
      'Where the verdict turns. Traffic and what is in use are looked at where every way to share was weighed (`optimality.proven`).',
  })
export type BreakEven = z.infer<typeof BreakEven>

export const Variant = z
  .strictObject({
    name: z.enum(['cheapest', 'one-per-owner', 'tier-one-apart']),
    monthly: Money,
    monthlySaving: Money.meta({ description: 'Against the recommended design; negative where it costs more.' }),
    loadBalancers: z.int(),
    groups: z.array(z.array(z.string())).meta({ description: 'Workloads that share an entrance, group by group.' }),
    text: z.string(),
  })
  .meta({ id: 'ConsolidationVariant' })
export type Variant = z.infer<typeof Variant>

export const Optimality = z
  .strictObject({
    proven: z.boolean().meta({ description: 'Every way to share was weighed, or the bill is as low as the bound.' }),
    lowerBound: Money.meta({ description: 'No way to share costs less a month.' }),
    gap: Money.meta({ description: 'How far the consolidated bill is above the bound.' }),
    text: z.string(),
  })
  .meta({ id: 'Optimality' })
export type Optimality = z.infer<typeof Optimality>

export const SavingAtTraffic = z
  .strictObject({
    factor: z.string().meta({ description: 'Times the stated traffic.', example: '2' }),
    recommended: Money,
    consolidated: Money,
    saving: Money.meta({ description: 'Of this very design: negative where it would cost more.' }),
  })
  .meta({ id: 'SavingAtTraffic' })
export type SavingAtTraffic = z.infer<typeof SavingAtTraffic>

export const Payback = z
  .strictObject({
    engineerHours: z.number(),
    hourlyRate: Money,
    cost: Money.meta({ description: 'Of moving there: hours × rate, and the days both ways in are paid for.' }),
    months: z.string().nullable().meta({ description: 'Until the saving has paid for it; null where it never does.' }),
    text: z.string(),
  })
  .meta({ id: 'Payback' })
export type Payback = z.infer<typeof Payback>

export const Confidence = z
  .strictObject({
    level: z.enum(['high', 'medium', 'low']),
    saving: z.strictObject({ low: Money, high: Money }),
    text: z.string(),
    because: z.array(z.string()).meta({ description: 'What of the rubric decided.' }),
    raisedBy: z.array(z.string()).meta({ description: 'What would raise it.' }),
  })
  .meta({ id: 'Confidence' })
export type Confidence = z.infer<typeof Confidence>

export const Consolidation = z
  .strictObject({
    verdict: Verdict,
    because: z.string(),
    monthlySaving: Money.meta({ description: 'The difference of the two shown totals; never negative.' }),
    currency: z.string(),
    groups: z.array(Group),
    keptApart: z.array(KeptApart),
    variants: z.array(Variant),
    optimality: Optimality,
    breakEven: z.array(BreakEven),
    sensitivity: z.array(SavingAtTraffic),
    risks: z.array(Risk),
    ...Migration.shape,
    payback: Payback.nullable().meta({ description: 'Where `engineerHours` and `hourlyRate` were asked with.' }),
    confidence: Confidence,
  })
  .meta({ id: 'Consolidation' })
export type Consolidation = z.infer<typeof Consolidation>
