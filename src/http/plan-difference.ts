// What is not the same in two plans → what is sent of it, with the unified diff of their manifests.
import { z } from 'zod'
import type { PlanDifference } from '../application/plan-diff.ts'
import { PlanChange } from '../domain/plan/diff/diff.ts'
import { manifestsDiff } from '../reports/diff/manifests.ts'

export const PlanDiff = z
  .strictObject({
    ...PlanChange.shape,
    manifests: z.string().meta({
      description:
        'The manifests of the chosen designs as one unified diff, object by object; empty where all are the same.',
      example: '--- a/Service/default/web.yaml\n+++ b/Service/default/web.yaml\n',
    }),
    links: z.strictObject({ self: z.string(), from: z.string(), to: z.string() }),
  })
  .meta({ id: 'PlanDiff', description: 'What is not the same in two revisions of a plan, or in two plans.' })
export type PlanDiff = z.infer<typeof PlanDiff>

export const planDiffOf = ({ change, before, after }: PlanDifference): PlanDiff => ({
  ...change,
  manifests: manifestsDiff(before.designs[before.chosen].manifests, after.designs[after.chosen].manifests),
  links: {
    self:
      before.id === after.id
        ? `${after.url}/diff?from=${before.revision}&to=${after.revision}`
        : `${after.url}/diff?against=${before.id}&to=${after.revision}`,
    from: before.links.revision,
    to: after.links.revision,
  },
})
