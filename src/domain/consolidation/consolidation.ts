// What sharing an entrance would change: the verdict and everything one must know before acting on it.
import { z } from 'zod'
import { EntranceApi, Scheme } from '../topology/index.ts'

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
    monthlySaving: z.string(),
    because: z.string(),
  })
  .meta({ id: 'ConsolidationGroup' })
export type Group = z.infer<typeof Group>

export const KeptApart = z
  .strictObject({ workload: z.string(), port: z.string(), code: z.string(), because: z.string(), source: z.string() })
  .meta({ id: 'KeptApart', description: 'An exposure that shares nothing, and what blocks it.' })
export type KeptApart = z.infer<typeof KeptApart>

export const Risk = z
  .strictObject({ code: z.string(), affects: z.array(z.string()), text: z.string(), check: z.string() })
  .meta({ id: 'Risk' })
export type Risk = z.infer<typeof Risk>

export const Consolidation = z
  .strictObject({
    verdict: Verdict,
    because: z.string(),
    monthlySaving: z.string().meta({ description: 'The difference of the two shown totals; never negative.' }),
    currency: z.string(),
    groups: z.array(Group),
    keptApart: z.array(KeptApart),
    breakEven: z
      .array(z.strictObject({ quantity: z.string(), value: z.string(), text: z.string() }))
      .meta({ description: 'Where the verdict turns.' }),
    risks: z.array(Risk),
    steps: z.array(z.string()),
    confidence: z.strictObject({ saving: z.strictObject({ low: z.string(), high: z.string() }), text: z.string() }),
  })
  .meta({ id: 'Consolidation' })
export type Consolidation = z.infer<typeof Consolidation>
